"""Who hears first when a room is free for a stay that was sold out. The only writer of Waiting.

Nothing is sold and nothing is held by it: whoever is told chooses like everybody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_scopes import scopes_disabled

from locks.models import RoomHold
from pms.models import Guest, Hotel
from pms.terms import Party, Stay
from reservations import availability
from reservations.models import Waiting

ANSWER = timedelta(minutes=30)
Status = Waiting.Status

JOIN = """
INSERT INTO reservations_waiting
    (hotel_id, guest_id, asked_by, arrival, departure, adults, children, status, created_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, 'waiting', %s) ON CONFLICT DO NOTHING
"""


def join(guest: Guest, stay: Stay, party: Party, *, asked_by: str) -> Waiting:
    """Asked again, it stays one, and in its place."""
    values: list[Any] = [guest.hotel_id, guest.pk, asked_by, stay.arrival, stay.departure, party.adults]
    with connection.cursor() as cursor:
        cursor.execute(JOIN, [*values, list(party.children), timezone.now()])
    return Waiting.objects.get(
        hotel=guest.hotel_id,
        asked_by=asked_by,
        arrival=stay.arrival,
        departure=stay.departure,
        status=Status.WAITING,
    )


def leave(hotel: Hotel, asked_by: str) -> int:
    """From how many stays' lists."""
    mine = Waiting.objects.filter(hotel=hotel, asked_by=asked_by, status__in=[Status.WAITING, Status.TOLD])
    return mine.update(status=Status.LEFT)


def hotels_waiting() -> list[int]:
    with scopes_disabled():
        rows = Waiting.objects.filter(status=Status.WAITING).order_by()
        return list(rows.values_list("hotel_id", flat=True).distinct())


def next_ones(hotel: Hotel) -> Iterator[Waiting]:
    """Whoever may be told now, first come first served: no more at a time than rooms are free for them.

    The caller tells each before it asks for the next. One caller at a time for a hotel: two would tell two guests of
    one room. Raises PmsError.
    """
    now, mine = timezone.now(), Waiting.objects.filter(hotel=hotel)
    open_ = mine.filter(status__in=[Status.WAITING, Status.TOLD], arrival__lt=hotel.now().date())
    open_.update(status=Status.EXPIRED)
    mine.filter(status=Status.TOLD, answer_by__lte=now).update(status=Status.PASSED)
    deciding = _deciding(hotel)
    for entry in mine.filter(status=Status.WAITING).select_related("hotel").order_by("created_at", "pk"):
        before = sum(_overlap(other.stay, entry.stay) for other in deciding)
        if availability.free_rooms(hotel, entry.stay, entry.party, but=entry.asked_by) <= before:
            continue
        yield entry
        if entry.status == Status.TOLD:
            deciding.append(entry)


def mark_told(entry: Waiting) -> bool:
    """In the transaction of the message that tells it. False when it does not wait any more: then say nothing."""
    waiting = Waiting.objects.filter(pk=entry.pk, status=Status.WAITING)
    if not waiting.update(status=Status.TOLD, told_at=timezone.now(), answer_by=entry.answer_by or answer_by()):
        return False
    entry.status = Status.TOLD
    return True


def answer_by() -> datetime:
    """Until when a room is the one's who is told now; a time is told in minutes, so rounded down."""
    return (timezone.now() + ANSWER).replace(second=0, microsecond=0)


def _deciding(hotel: Hotel) -> list[Waiting]:
    """Told, and neither has their time run out nor have they taken a room since: what is held is not free anyway."""
    held = RoomHold.objects.filter(hotel=hotel, holder=OuterRef("asked_by"), created_at__gte=OuterRef("told_at"))
    told = Waiting.objects.filter(hotel=hotel, status=Status.TOLD, answer_by__gt=timezone.now())
    return list(told.filter(~Exists(held)))


def _overlap(one: Stay, other: Stay) -> bool:
    return one.arrival < other.departure and other.arrival < one.departure
