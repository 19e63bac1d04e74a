"""Where the queue of what a person must decide stands, below /admin/review/."""

from __future__ import annotations

from django.urls import path

from messaging.admin import amendments, review, wishes

app_name = "review"
urlpatterns = [
    path("", review.queue, name="queue"),
    path("reservation/<int:pk>/", review.reservation, name="reservation"),
    path("reservation/<int:pk>/correct/", amendments.correct, name="correct"),
    path("reservation/<int:pk>/cancel/", amendments.cancel, name="cancel"),
    path("reservation/<int:pk>/look/", review.look, name="look"),
    path("reservation/<int:pk>/approve/", review.approve, name="approve"),
    path("reservation/<int:pk>/refuse/", review.refuse, name="refuse"),
    path("request/<int:pk>/", wishes.wish, name="request"),
    path("request/<int:pk>/done/", wishes.settle, {"verb": "done"}, name="settle"),
    path("request/<int:pk>/refused/", wishes.settle, {"verb": "refused"}, name="turn-down"),
]
