"""Answers the guest was told to expect by a certain time, and what became of them. The only writer of Promise."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_scopes import scopes_disabled

from messaging import ownership
from messaging.models import Conversation, ConversationEvent, Promise
from messaging.session import Frame
from pms.terms import Stay
from reservations.models import Reservation

Kind, Status, Event = Promise.Kind, Promise.Status, ConversationEvent.Kind
WITHIN = {Kind.AVAILABILITY: timedelta(minutes=30), Kind.RESERVATION: timedelta(minutes=15)}
JOB = "job:promises"


def of_rooms(conversation: Conversation, frame: Frame) -> Promise:
    """An unsaved promise of rooms and prices; the open one when it says just that and its time is not up."""
    promise = _new(
        conversation,
        Kind.AVAILABILITY,
        arrival=frame.arrival,
        departure=frame.departure,
        adults=frame.adults,
        children=list(frame.children),
    )
    standing = _open(promise).filter(due_at__gt=timezone.now()).first()
    return standing if standing and _asked(standing) == _asked(promise) else promise


def of_reservation(conversation: Conversation, reservation: Reservation) -> Promise:
    """An unsaved promise to tell what became of a reservation; the open one while its time is not up."""
    promise = _new(conversation, Kind.RESERVATION, reservation=reservation)
    return _open(promise).filter(due_at__gt=timezone.now()).first() or promise


def spoken(promise: Promise | None) -> dict[str, Any]:
    """What a reply needs to name the time: the row that grounds it, and the hotel's clock."""
    return {"promise": promise, "by": promise.due_at.astimezone(promise.hotel.zone).time() if promise else None}


def make(promise: Promise) -> None:
    """Store it with the words that tell of it, in their transaction. Of one kind the latest stands."""
    if promise.pk and _open(promise).filter(pk=promise.pk).exists():
        return
    for earlier in _open(promise):
        drop(earlier)
    promise.pk = None
    promise.status = Status.OPEN
    promise.save(force_insert=True)
    at = promise.due_at.astimezone(promise.hotel.zone)
    ownership.note(promise.conversation, Event.PROMISED, actor="agent", reason=f"{promise.kind} by {at:%H:%M}")


def answered(conversation: Conversation, stay: Stay | None) -> None:
    """The guest has just read rooms and prices: kept if it was of this stay, else not wanted any more."""
    for promise in Promise.objects.filter(
        conversation=conversation, kind=Kind.AVAILABILITY, status=Status.OPEN
    ).select_related("conversation"):
        if stay and (promise.arrival, promise.departure) == (stay.arrival, stay.departure):
            keep(promise)
        else:
            drop(promise)


def told(conversation: Conversation, reservation: int) -> None:
    """The guest has just read what became of this reservation."""
    open_ = Promise.objects.filter(conversation=conversation, reservation=reservation, status=Status.OPEN)
    for promise in open_.select_related("conversation"):
        keep(promise)


def open_ones(hotel_id: int) -> list[Promise]:
    """Of one hotel, the most urgent first."""
    rows = Promise.objects.filter(hotel=hotel_id, status=Status.OPEN).select_related(
        "hotel__pms_account",
        "conversation__hotel__pms_account",
        "conversation__account",
        "conversation__guest",
        "reservation__offer",
        "reservation__hotel",
    )
    return list(rows.order_by("due_at")[:200])


def hotels_waiting() -> list[int]:
    """Hotels whose guests still wait for something promised."""
    with scopes_disabled():
        return list(Promise.objects.filter(status=Status.OPEN).order_by().values_list("hotel_id", flat=True).distinct())


def keep(promise: Promise) -> bool:
    """In the transaction of the message that keeps it. False when it is not open any more: then say nothing."""
    return _settle(promise, Status.KEPT, Event.KEPT)


def miss(promise: Promise, reason: str) -> bool:
    return _settle(promise, Status.MISSED, Event.MISSED, reason)


def drop(promise: Promise) -> bool:
    """Nobody waits for it any more; the guest is told nothing."""
    return _settle(promise, Status.DROPPED)


def _new(conversation: Conversation, kind: Promise.Kind, **about: Any) -> Promise:
    # A time is told in minutes: rounded down, so that what is kept is what was said.
    due_at = (timezone.now() + WITHIN[kind]).replace(second=0, microsecond=0)
    return Promise(hotel=conversation.hotel, conversation=conversation, kind=kind, due_at=due_at, **about)


def _open(promise: Promise) -> QuerySet[Promise]:
    return Promise.objects.filter(
        conversation=promise.conversation,
        kind=promise.kind,
        reservation=promise.reservation,
        status=Status.OPEN,
    ).select_related("hotel", "conversation")


def _asked(promise: Promise) -> tuple[Any, ...]:
    return promise.arrival, promise.departure, promise.adults, promise.children


def _settle(
    promise: Promise, status: Promise.Status, event: ConversationEvent.Kind | None = None, reason: str = ""
) -> bool:
    """Compare and set: of two workers one settles it."""
    open_ = Promise.objects.filter(pk=promise.pk, status=Status.OPEN)
    if not open_.update(status=status, settled_at=timezone.now()):
        return False
    if event:
        ownership.note(promise.conversation, event, actor=JOB, reason=reason or promise.kind)
    return True
