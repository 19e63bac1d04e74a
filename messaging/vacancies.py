"""Tells whoever waits for a sold-out stay that a room is free: in turn, once, with a fresh offer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import structlog
from django_scopes import scope

from locks import leases
from locks.errors import LeaseTaken
from messaging import orchestrator, ownership, silence
from messaging.intents import stay
from messaging.intents.offers import offer_rooms
from messaging.models import Conversation
from messaging.turn import Reply, Turn
from pms import features
from pms.errors import PmsError
from pms.models import Hotel
from reservations import waitlist
from reservations.models import Waiting

log = structlog.get_logger(__name__)

# Longer than asking the PMS for everybody on a list takes.
LEASE_SECONDS = 120


class Gone(PmsError):
    """The room was taken between the look and the message: nobody is told."""


def tell_waiting(hotel_id: int) -> int:
    """How many were told. Raises LeaseTaken while another worker is at it, PmsError."""
    with scope(hotel=hotel_id):
        hotel = Hotel.objects.select_related("pms_account").get(pk=hotel_id)
        with leases.hold(hotel, "waitlist", seconds=LEASE_SECONDS):
            return sum(_told(entry) for entry in waitlist.next_ones(hotel))


def _told(entry: Waiting) -> bool:
    conversation = _conversation(entry)
    if conversation is None or _is_silent(conversation) or silence.holds(conversation, asked_at=entry.created_at):
        return False
    with suppress(LeaseTaken, Gone):  # a turn of this very guest: next time
        return orchestrator.write(conversation, _freed(entry), inside=lambda: waitlist.mark_told(entry)) is not None
    return False


def _freed(entry: Waiting) -> Callable[[Turn], Reply]:
    def compose(turn: Turn) -> Reply:
        turn.frame.forget_booking()
        stay.recall(turn.frame, entry.stay, entry.party)
        rooms = offer_rooms(turn)
        if rooms.words != "availability":
            raise Gone
        entry.answer_by = waitlist.answer_by()
        by = entry.answer_by.astimezone(turn.hotel.zone).time()
        turn.note("waitlist", {"told": entry.pk})
        return Reply("room_freed", entry=entry, until=entry.answer_by, by=by, data=rooms.data).then(rooms)

    return compose


def _conversation(entry: Waiting) -> Conversation | None:
    kind, _, number = entry.asked_by.partition(":")
    if kind != "conversation" or not number.isdecimal():
        return None
    return Conversation.objects.select_related("hotel__pms_account", "account", "guest").filter(pk=int(number)).first()


def _is_silent(conversation: Conversation) -> bool:
    return conversation.owner in ownership.WITH_STAFF or not (
        features.is_on(conversation.hotel, "agent_answers", conversation.key)
        and features.is_on(conversation.hotel, "proactive_messages", conversation.key)
    )
