"""Where the inbox stands, below /admin/inbox/."""

from __future__ import annotations

from django.urls import path

from messaging.admin import inbox, moves

app_name = "inbox"
urlpatterns = [
    path("", inbox.page, name="page"),
    path("list/", inbox.list_, name="list"),
    path("<int:pk>/", inbox.fragment, name="thread"),
    path("<int:pk>/new/", inbox.new, name="new"),
    path("<int:pk>/why/<int:turn>/", inbox.why, name="why"),
    path("<int:pk>/canned/", inbox.saved, name="canned"),
    path("<int:pk>/retry/<int:message>/", moves.retry, name="retry"),
    path("<int:pk>/<slug:verb>/", moves.move, name="move"),
]
