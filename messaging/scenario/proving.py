"""Whether what was said in a play has stored rows behind it, whatever the replies themselves were made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Model

from locks.models import RoomHold
from messaging import grounding
from messaging.dangers import numbers
from messaging.models import Conversation, Fact, Message, Promise, TurnRecord
from messaging.session import Frame
from messaging.turn import Turn, Understanding
from messaging.turns import HANDED_OVER
from pms import guests
from pms.models import RatePlan, Restriction, RoomType
from pms.terms import Money
from reservations import booking
from reservations.models import Offer, Reservation

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
SOLD = (RoomType, RatePlan, Restriction, Fact)


def ungrounded_messages(conversation: Conversation, held: list[RoomHold]) -> dict[int, str]:
    """By message of the agent, what it claims and no row says. `held`: the holds as they were when it spoke."""
    sources = [*_rows(conversation), *held]
    if any(row.status == RoomHold.Status.LIVE for row in held):
        sources.append(_turn(conversation, [["hold", True]]))  # by now it may have run out
    known = grounding.allowed(sources)
    sent = Message.objects.filter(conversation=conversation, direction="out", turn__isnull=False)
    found = {}
    for message in sent.select_related("turn"):
        whole = "\n".join([message.text, *(title for _, title in message.buttons)])
        said = [conversation.hotel, *_of_turn(conversation, message.turn), *_offered(message)]
        claims = grounding.ungrounded(whole, said, known=known)
        if claims:
            found[message.pk] = grounding.missing(claims)
    return found


def _rows(conversation: Conversation) -> Iterator[Any]:
    hotel = conversation.hotel
    yield from (hotel, hotel.now().date(), conversation.guest, astuple(numbers.of(hotel.country)))
    models: list[type[Model]] = [*SOLD, *_of_reservations()]
    for model in models:
        yield from model._default_manager.filter(hotel=hotel)
    yield from Promise.objects.filter(conversation=conversation).select_related("hotel")
    heard = Message.objects.filter(conversation=conversation, direction="in")
    yield from heard.values_list("text", flat=True)
    yield from _dates(TurnRecord.objects.filter(conversation=conversation).values_list("understanding", flat=True))
    booked = Reservation.objects.filter(guest__in=guests.family(conversation.guest)).select_related("offer", "hotel")
    yield from (Money(booking.cancellation_fee(row), row.offer.currency) for row in booked)
    yield from _together(conversation)
    # The options of a list have numbers.
    yield from (str(number) for number in range(1, Offer.objects.filter(hotel=hotel).count() + 1))


def _offered(message: Message) -> Iterator[date]:
    """Dates that may be meant stand in their buttons."""
    for name, _ in message.buttons:
        yield from (date.fromisoformat(day) for day in _DAY.findall(name))


def _together(conversation: Conversation) -> Iterator[Money]:
    """What several rooms of one booking come to: those held one after the other, and those booked."""
    notes = [note for trace in TurnRecord.objects.filter(conversation=conversation).values_list("trace", flat=True)
             for note in trace]  # fmt: skip
    taken = [about["offer"] for what, about in notes if what == "hold" and isinstance(about, dict) and "offer" in about]
    offers = Offer.objects.in_bulk(taken)
    rows = [offers[pk] for pk in taken if pk in offers]
    for first in range(len(rows)):
        for last in range(first + 2, len(rows) + 1):
            yield Money(sum((row.total for row in rows[first:last]), Decimal(0)), rows[first].currency)
    booked = list(Reservation.objects.filter(guest__in=guests.family(conversation.guest)).select_related("offer"))
    if booked:
        yield Money(sum((row.total for row in booked), Decimal(0)), booked[0].offer.currency)


def _of_reservations() -> Iterable[type[Model]]:
    """All that is stored there of guests, their histories left out."""
    models = apps.get_app_config("reservations").get_models()
    return [model for model in models if not model.__name__.startswith("Historical")]


def _of_turn(conversation: Conversation, record: TurnRecord | None) -> Iterator[Any]:
    """What was done in it, and how old what it knew was."""
    if record is None:
        return
    turn = _turn(conversation, record.trace)
    for what, about in record.trace:
        if what == HANDED_OVER:
            turn.handover = str(about)
        if isinstance(about, dict) and about.get("age_minutes"):
            yield timedelta(minutes=about["age_minutes"])
    yield from (turn, record.trace)


def _turn(conversation: Conversation, trace: list[Any]) -> Turn:
    return Turn(conversation.hotel, conversation, "", Understanding("", "", 0.0), Frame(), trace=trace)


def _dates(said: Iterable[dict[str, Any]]) -> Iterator[date]:
    """What the guest has named may be said to them."""
    for understanding in said:
        named = understanding.get("slots") or {}
        yield from (date.fromisoformat(named[name]) for name in ("arrival", "departure") if named.get(name))
