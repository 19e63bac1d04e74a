"""Who the staff are: their names in a thread, and the colleagues a conversation can be given to."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from messaging.models import Conversation

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
MAY_ANSWER = "messaging.change_conversation"


def name_of(user: User) -> str:
    return user.get_full_name() or user.get_username()


def names(actors: Iterable[str], known: Iterable[User] = ()) -> dict[str, str]:
    """By "staff:5" or "staff:ana", as the histories write it; the agent by its own. `known`: users read already."""
    found = {"agent": _("The agent"), **{token: name_of(user) for user in known for token in _tokens(user)}}
    others = {actor.removeprefix("staff:") for actor in actors if actor.startswith("staff:") and actor not in found}
    if others:
        ids = {int(token) for token in others if token.isdecimal()}
        users = User.objects.filter(pk__in=ids) | User.objects.filter(username__in=others)
        found |= {token: name_of(user) for user in users for token in _tokens(user)}
    return found


def _tokens(user: User) -> tuple[str, str]:
    return f"staff:{user.pk}", f"staff:{user.get_username()}"


def colleagues(conversation: Conversation) -> list[User]:
    """Who may answer at this hotel, by name."""
    able = User.objects.with_perm(MAY_ANSWER, backend=MODEL_BACKEND)
    here = able.filter(is_staff=True, staff_of__hotel=conversation.hotel_id).distinct()
    return sorted(here, key=lambda user: name_of(user).casefold())
