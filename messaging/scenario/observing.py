"""Reads of the database what a play has come to: after each line, and when all is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from locks.models import RoomHold
from messaging import slots
from messaging.channels.base import Identity
from messaging.models import Conversation, ConversationEvent, Message, TurnRecord
from messaging.ownership import STAFF_INTENT
from messaging.scenario import proving
from messaging.scenario.seen import Answered, Row, Said
from pms import guests
from pms.models import Hotel
from pms.terms import Stay
from reservations.models import Request, Reservation

Status = Reservation.Status
GONE = (Status.REFUSED, Status.CANCELLED, Status.NO_SHOW)


@dataclass
class Mark:
    """How far it has gone."""

    message: int = 0
    turn: int = 0
    known: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    """The guest's reservations by number: their stay and their price."""
    held: list[RoomHold] = field(default_factory=list)
    """As they were when somebody spoke: a hold lasts longer once it is a reservation."""


@dataclass(frozen=True)
class News:
    turns: tuple[Answered, ...] = ()
    said: tuple[Said, ...] = ()
    booked: tuple[Row, ...] = ()


def since(mark: Mark, conversation: Conversation | None) -> News:
    """What is new, which moves the mark. Without a turn nothing is booked."""
    if conversation is None:
        return News()
    sent = Message.objects.filter(conversation=conversation, pk__gt=mark.message, direction="out")
    messages = [*sent.select_related("turn").order_by("pk")]
    turns = [*TurnRecord.objects.filter(conversation=conversation, pk__gt=mark.turn).order_by("pk")]
    booked = [_booked(row) for row in _reservations(conversation)] if turns else []
    news = [row for row in booked if mark.known.get(row.reference) != row.sale]
    mark.message = max([mark.message, *(row.pk for row in messages)])
    mark.turn = max([mark.turn, *(row.pk for row in turns)])
    mark.held += RoomHold.objects.filter(hotel=conversation.hotel_id).select_related("hotel") if messages else ()
    mark.known |= {row.reference: row.sale for row in news}
    answered = tuple(_answered(turn) for turn in turns if turn.intent != STAFF_INTENT)
    return News(answered, tuple(map(_said, messages)), tuple(news))


def given(hotel: Hotel) -> Mark:
    """Before the first line."""
    rows = Reservation.objects.filter(hotel=hotel).select_related("offer", "hotel")
    return Mark(known={row.reference: _booked(row).sale for row in rows})


def buttons(conversation: Conversation | None) -> list[tuple[str, str]]:
    """Those the guest was offered last."""
    sent = Message.objects.filter(conversation=conversation, direction="out").exclude(buttons=[])
    last = sent.order_by("-pk").first() if conversation else None
    return [(id_, title) for id_, title in last.buttons] if last else []


def references(conversation: Conversation | None, who: Identity) -> list[str]:
    """The guest's confirmation numbers, in the order in which they were made."""
    guest = conversation.guest if conversation else guests.recognise([(who.kind, who.value)])
    if guest is None:
        return []
    rows = Reservation.objects.filter(guest__in=guests.family(guest)).order_by("created_at", "pk")
    return list(rows.values_list("reference", flat=True))


def end(mark: Mark, conversation: Conversation | None, hotel: Hotel) -> dict[str, Any]:
    if conversation is None:
        return {}
    live = [row for row in RoomHold.objects.filter(hotel=hotel, status="live").order_by("pk") if row.is_live]
    family = guests.family(conversation.guest)
    requests = Request.objects.filter(hotel=hotel, guest__in=family, status="open").order_by("pk")
    events = ConversationEvent.objects.filter(conversation=conversation).order_by("at", "pk")
    return {
        "owner": Conversation.objects.values_list("owner", flat=True).get(pk=conversation.pk),
        "reservations": tuple(map(_booked, _reservations(conversation))),
        "holds": tuple(_held(row) for row in live if not _kept(row)),
        "requests": tuple(requests.values_list("kind", flat=True)),
        "events": tuple(events.values_list("kind", flat=True)),
        "sold_twice": tuple(_sold_twice(hotel)),
        "ungrounded": proving.ungrounded_messages(conversation, mark.held),
    }


def _reservations(conversation: Conversation) -> list[Reservation]:
    rows = Reservation.objects.filter(guest__in=guests.family(conversation.guest))
    return list(rows.select_related("offer", "hotel").order_by("created_at", "pk"))


def _booked(row: Reservation) -> Row:
    offer, stay = row.offer, row.stay
    return Row(
        row.status,
        offer.room_type,
        offer.rate_plan,
        stay.arrival,
        stay.departure,
        offer.party,
        row.total,
        row.unit,
        row.reference,
    )


def _held(row: RoomHold) -> Row:
    return Row(row.status, row.room_type, "", row.stay.arrival, row.stay.departure, unit=row.unit)


def _kept(row: RoomHold) -> bool:
    """It waits for the PMS's answer to a reservation, not for the guest."""
    return Reservation.objects.filter(hold=row, status=Status.PENDING).exists()


def _answered(turn: TurnRecord) -> Answered:
    named = dict(turn.understanding.get("slots") or {})
    if int(named.get("choice") or 0) > slots.MOST:
        del named["choice"]  # a button's: the number of a row here
    said = slots.read(named)
    return Answered(turn.intent, turn.confidence, said, turn.words, turn.status, turn.trace, turn.took_ms)


def _said(message: Message) -> Said:
    buttons = tuple((id_, title) for id_, title in message.buttons)
    return Said(message.pk, message.text, message.turn.words if message.turn else "", buttons)


def _sold_twice(hotel: Hotel) -> Iterable[str]:
    """Rooms that two of our reservations have for the same night."""
    rows = Reservation.objects.filter(hotel=hotel).exclude(status__in=GONE).select_related("offer")
    for one, other in combinations(rows, 2):
        if one.unit == other.unit and _overlap(one.stay, other.stay):
            yield one.unit


def _overlap(one: Stay, other: Stay) -> bool:
    return one.arrival < other.departure and other.arrival < one.departure
