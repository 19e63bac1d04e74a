"""Who the guest is and what is going on with them, beside the thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User

from messaging import filing, ownership, window
from messaging.channels import CHANNELS
from messaging.channels.base import Capabilities
from messaging.desk import lists, people, reasons, show, trace, wishes
from messaging.models import Conversation, Promise
from pms import guests
from pms.admin import words
from pms.models import GuestIdentity
from reservations import booking
from reservations.models import Request, Reservation

NEWEST = 5


@dataclass(frozen=True)
class Line:
    """A row with its own page: what it is called, where it is, and what else is said of it."""

    pk: int
    title: str
    state: str
    state_words: str
    lines: tuple[str, ...]


def of(conversation: Conversation) -> dict[str, Any]:
    """What the right-hand pane shows."""
    guest = conversation.guest
    family = guests.family(guest)
    hold = booking.held(conversation.hotel, conversation.key)
    return {
        "family": family,
        "guest": guest,
        "initials": words.initials(guest.name),
        "identities": GuestIdentity.objects.filter(guest__in=family).order_by("kind", "pk"),
        "reservations": [_line(row) for row in _reservations(family)],
        "hold": hold,
        "hold_words": words.nights(hold.stay) if hold else "",
        "reason": reasons.read(conversation.handover_reason),
        "promises": _promises(conversation),
        "requests": _requests(family),
        "known": trace.known(conversation),
    }


def head(conversation: Conversation, user: User) -> dict[str, Any]:
    """What stands above the thread, and who may write below it."""
    state, state_words = lists.state_of(conversation)
    closes = window.closes_at(conversation)
    channel, icon = show.channel(conversation.account.kind)
    return {
        "state": state,
        "state_words": state_words,
        "channel": channel,
        "channel_icon": icon,
        "seen": seen(conversation),
        "mine": ownership.owns(conversation, user),
        "owner_name": people.name_of(conversation.staff) if conversation.staff else "",
        "window_closes": closes,
        "window_open": window.is_open(conversation),
        "take_over_ends": ownership.ends_at(conversation),
        "longest": longest(conversation),
        "snoozed": conversation.is_snoozed,
    }


def moves(conversation: Conversation, family: list[int]) -> dict[str, Any]:
    """What the menus offer to who may answer."""
    hotel = conversation.hotel
    naps = [(nap, show.when(nap.until, hotel) if nap.until else "") for nap in filing.naps(conversation, family)]
    return {"naps": naps, "colleagues": people.colleagues(conversation)}


def seen(conversation: Conversation) -> str:
    """What a page shows of the owner, for its buttons to say again."""
    return f"{conversation.owner}:{conversation.staff_id or ''}"


def longest(conversation: Conversation) -> int:
    """The most characters the channel takes in one message."""
    channel = CHANNELS.get(conversation.account.kind)
    return channel.capabilities.text_length if channel else Capabilities.text_length


def _reservations(family: list[int]) -> Any:
    return Reservation.objects.filter(guest__in=family).select_related("offer").order_by("-created_at")[:NEWEST]


def _line(row: Reservation) -> Line:
    lines = (words.nights(row.stay), words.money(row.price))
    return Line(row.pk, row.reference, row.status, row.get_status_display(), lines)


def _promises(conversation: Conversation) -> list[tuple[str, Any]]:
    """What the guest still waits to hear, and by when."""
    rows = conversation.promises.filter(status=Promise.Status.OPEN).order_by("due_at")
    return [(row.get_kind_display(), row.due_at) for row in rows]


def _requests(family: list[int]) -> list[tuple[Request, str]]:
    rows = Request.objects.filter(guest__in=family, status=Request.Status.OPEN)
    return [(row, wishes.title(row.kind)) for row in rows.order_by("due_at", "pk")[:NEWEST]]
