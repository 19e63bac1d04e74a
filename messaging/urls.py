"""The addresses of a message's journey."""

from __future__ import annotations

from django.urls import path

from messaging import views

urlpatterns = [
    path("api/webhooks/whatsapp", views.whatsapp, name="whatsapp-webhook"),
]
