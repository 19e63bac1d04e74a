"""The addresses of a message's journey."""

from __future__ import annotations

from django.urls import path

from messaging import api, pages, views

urlpatterns = [
    path("api/orchestrator/process", api.Process.as_view(), name="process"),
    path("api/sessions/active", api.ActiveSessions.as_view(), name="sessions"),
    path("api/webhooks/whatsapp", views.whatsapp, name="whatsapp-webhook"),
    path("chat/<slug:slug>/", pages.chat, name="chat"),
    path("chat/<slug:slug>/messages", pages.messages, name="chat-messages"),
    path("chat/<slug:slug>/pictures/<int:number>", pages.picture, name="chat-picture"),
    path("chat/<slug:slug>/theme.css", pages.stylesheet, name="chat-theme"),
    path("chat/<slug:slug>/icon.svg", pages.icon, name="chat-icon"),
]
