"""Where the pages of agent quality are: mounted under /admin/quality/."""

from __future__ import annotations

from django.urls import path

from messaging.admin import quality, questions

app_name = "quality"
urlpatterns = [
    path("", quality.page, name="page"),
    path("<int:pk>/judge/", quality.judge, name="judge"),
    path("undo/", quality.undo, name="undo"),
    path("questions/", questions.page, name="questions"),
    path("questions/<int:pk>/answer/", questions.answer, name="answer"),
    path("questions/<int:pk>/dismiss/", questions.dismiss, name="dismiss"),
]
