"""Who arrives, leaves and sleeps here on a day: today by each hotel's own clock, else the day that was asked for.

Where another system sells the rooms, only what the agent has booked is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from pms.admin.base import own_hotels
from pms.models import Hotel, LocalBooking
from pms.terms import Money, Party, Stay
from reservations.models import Request, Reservation

LISTS = ("arrivals", "departures", "in_house")
Stays, Made = LocalBooking.Status, Reservation.Status
STANDING = (Made.CONFIRMED, Made.CHANGED, Made.NEEDS_STAFF, Made.CHECKED_IN)
HERE = (Made.CHECKED_IN, Made.CHECKED_OUT)
Condition = Callable[[date, bool], Q]

# Of a day, and whether it is today: who is in house is known of today only, else it is who sleeps there.
LOCAL: dict[str, Condition] = {
    # Who has changed rooms on that day began a new period without arriving.
    "arrivals": lambda day, today: Q(
        period__startswith=day,
        earlier_rooms=[],
        status__in=(Stays.CONFIRMED, Stays.CHECKED_IN) if today else LocalBooking.LIVE,
    ),
    "departures": lambda day, today: Q(
        period__endswith=day, status__in=(Stays.CHECKED_IN, Stays.CHECKED_OUT) if today else LocalBooking.LIVE
    ),
    "in_house": lambda day, today: (
        Q(status=Stays.CHECKED_IN) if today else Q(period__contains=day, status__in=LocalBooking.LIVE)
    ),
}
REMOTE: dict[str, Condition] = {
    "arrivals": lambda day, today: Q(first=day, status__in=STANDING if today else (*STANDING, Made.CHECKED_OUT)),
    "departures": lambda day, today: Q(last=day, status__in=(*STANDING, Made.CHECKED_OUT)),
    "in_house": lambda day, today: (
        Q(status=Made.CHECKED_IN)
        if today
        else Q(first__lte=day, last__gt=day, status__in=(*STANDING, Made.CHECKED_OUT))
    ),
}


@dataclass(frozen=True)
class Line:
    """A stay as the front desk reads it."""

    hotel: Hotel
    key: str
    """The stay on the tape chart."""
    unit: str
    room_type: str
    housekeeping: str
    """Empty where another system cleans the rooms."""
    out_of_order: bool
    stay: Stay
    party: Party
    guest: str
    phone: str
    email: str
    breakfast: bool
    state: str
    state_title: str
    price: Money
    number: str
    reservation: Reservation | None
    """Of the agent; None: made at the desk."""
    open_requests: int = 0

    @property
    def to_review(self) -> bool:
        return bool(self.open_requests or (self.reservation and self.reservation.status == Made.NEEDS_STAFF))


def lines(which: str, day: date | None = None) -> list[Line]:
    """Of the own hotels, by room."""
    hotels = own_hotels()
    stays = list(local(which, hotels, day).select_related("hotel", "room__room_type", "rate_plan"))
    made = list(remote(which, hotels, day).select_related("hotel", "offer", "hold"))
    ours = Reservation.objects.filter(reference__in=[row.reference for row in stays]).select_related("hold", "offer")
    by_reference = {row.reference: row for row in ours}
    waiting = _open_requests([*by_reference.values(), *made])
    rows = [_of_stay(row, by_reference.get(row.reference), waiting) for row in stays]
    rows += [_of_reservation(row, waiting) for row in made]
    return sorted(rows, key=lambda row: (row.hotel.name, row.unit.zfill(10), row.stay.arrival))


def count(day: date | None = None) -> dict[str, int]:
    """Every list of the own hotels at once, in two queries."""
    hotels = own_hotels()
    ours = _local(hotels, day).aggregate(**_counters(LOCAL, hotels, day))
    theirs = _remote(hotels).aggregate(**_counters(REMOTE, hotels, day))
    return {which: ours[which] + theirs[which] for which in LISTS}


def elsewhere() -> list[Hotel]:
    """Own hotels whose rooms another system sells."""
    others = Hotel.objects.filter(pk__in=[hotel.pk for hotel in own_hotels()], pms_account__isnull=False)
    return list(others.exclude(pms_account__kind="local"))


def local(which: str, hotels: Sequence[Hotel], day: date | None = None) -> QuerySet[LocalBooking]:
    return _local(hotels, day).filter(_each(LOCAL[which], hotels, day))


def remote(which: str, hotels: Sequence[Hotel], day: date | None = None) -> QuerySet[Reservation]:
    """Of the hotels whose rooms another system sells."""
    return _remote(hotels).filter(_each(REMOTE[which], hotels, day))


def _local(hotels: Sequence[Hotel], day: date | None) -> QuerySet[LocalBooking]:
    """What may stand in a list, by indexes: no hotel is further than a day from UTC's."""
    middle = day or timezone.now().date()
    near = DateRange(middle - timedelta(days=2), middle + timedelta(days=2))
    return LocalBooking.objects.filter(Q(period__overlap=near) | Q(status=Stays.CHECKED_IN), hotel__in=hotels)


def _remote(hotels: Sequence[Hotel]) -> QuerySet[Reservation]:
    of_others = Reservation.objects.filter(hotel__in=hotels, hotel__pms_account__isnull=False)
    return of_others.exclude(hotel__pms_account__kind="local").annotate(
        first=Coalesce("arrival", "offer__arrival"), last=Coalesce("departure", "offer__departure")
    )


def _counters(lists: dict[str, Condition], hotels: Sequence[Hotel], day: date | None) -> dict[str, Count]:
    return {which: Count("pk", filter=_each(condition, hotels, day)) for which, condition in lists.items()}


def _each(condition: Condition, hotels: Sequence[Hotel], day: date | None) -> Q:
    """Each by its own clock."""
    days = {hotel.pk: hotel.now().date() for hotel in hotels}
    wanted = (Q(hotel=pk) & condition(day or today, day in (None, today)) for pk, today in days.items())
    return reduce(or_, wanted, Q(pk__in=[]))


def _open_requests(reservations: Iterable[Reservation]) -> dict[Any, int]:
    rows = Request.objects.filter(reservation__in=[row.pk for row in reservations], status=Request.Status.OPEN)
    return dict(rows.values_list("reservation").annotate(count=Count("pk")))


def _of_stay(row: LocalBooking, made: Reservation | None, waiting: dict[Any, int]) -> Line:
    room = row.room
    return Line(
        hotel=row.hotel,
        key=row.number,
        unit=room.number,
        room_type=room.room_type.names.get(row.hotel.language, room.room_type.code),
        housekeeping=room.housekeeping,
        out_of_order=room.out_of_order,
        stay=row.stay,
        party=row.party,
        guest=row.guest_name,
        phone=row.guest_phone,
        email=row.guest_email,
        breakfast=row.rate_plan.breakfast,
        state=row.status,
        state_title=str(row.get_status_display()),
        price=row.price,
        number=row.number,
        reservation=made,
        open_requests=waiting.get(made.pk, 0) if made else 0,
    )


def _of_reservation(row: Reservation, waiting: dict[Any, int]) -> Line:
    offer = row.offer
    return Line(
        hotel=row.hotel,
        key=row.reference,
        unit=row.unit,
        room_type=offer.room_type_names.get(row.hotel.language, offer.room_type),
        housekeeping="",
        out_of_order=False,
        stay=row.stay,
        party=offer.party,
        guest=row.guest_name,
        phone=row.guest_phone,
        email=row.guest_email,
        breakfast=offer.breakfast,
        state=row.status,
        state_title=str(row.get_status_display()),
        price=row.price,
        number=row.pms_number,
        reservation=row,
        open_requests=waiting.get(row.pk, 0),
    )
