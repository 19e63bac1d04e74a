"""Sixty days of stays in the local PMS: thirty back, thirty forward, thinning out further ahead.

Every stay is drawn from its hotel, room and week alone. A later run draws the same ones and adds the weeks
that have come nearer since.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from hotel_agent.demo import seasons
from hotel_agent.demo.sheets import HotelSheet, TypeSheet
from pms.models import Hotel, LocalBooking, RatePlan, Room, Tax
from pms.pricing import price_stay
from pms.terms import Party, Stay

DAYS_BACK = 30
DAYS_AHEAD = 180
MARK = "DEMO-"
Status = LocalBooking.Status

# (first day of the week, nights), …: how a room's week is sold. Monday is 0; the weekend sells best.
WEEKS = (
    ((0, 4), (4, 2), (6, 1)),
    ((0, 2), (2, 2), (4, 3)),
    ((1, 3), (4, 3)),
    ((0, 3), (3, 3), (6, 1)),
    ((2, 4), (6, 1)),
    ((0, 2), (4, 3)),
    ((0, 7),),
    ((1, 2), (3, 3)),
    ((4, 3),),
    ((0, 5),),
)
# How much of its final occupancy a hotel has sold so many days ahead.
SOLD = ((0, 0.95), (7, 0.93), (14, 0.9), (30, 0.8), (60, 0.35), (120, 0.1), (DAYS_AHEAD + 7, 0.03))
CANCELLED, NO_SHOW = 0.05, 0.065
# Rooms of a type that nobody has booked ahead, for whoever tries the demo, by the type's position.
KEPT = {0: 2, 1: 1}


@dataclass(frozen=True)
class Drawn:
    kind: TypeSheet
    room: str
    stay: Stay
    luck: random.Random


@dataclass(frozen=True)
class Desk:
    """What a stay is written with."""

    sheet: HotelSheet
    hotel: Hotel
    today: date
    rooms: Mapping[str, Room]
    plans: Mapping[str, RatePlan]
    taxes: Sequence[Tax]


def write(sheet: HotelSheet, hotel: Hotel) -> None:
    desk = Desk(
        sheet,
        hotel,
        hotel.now().date(),
        {room.number: room for room in Room.objects.filter(hotel=hotel).select_related("room_type__hotel")},
        {plan.code: plan for plan in RatePlan.objects.filter(hotel=hotel)},
        list(Tax.objects.filter(hotel=hotel)),
    )
    rows = [_row(desk, drawn) for drawn in draw(sheet, desk.today)]
    # ON CONFLICT DO NOTHING: a stay that somebody has sold meanwhile stays theirs.
    LocalBooking.objects.bulk_create(rows, ignore_conflicts=True)
    roll_on(hotel, desk.today)


def roll_on(hotel: Hotel, today: date) -> None:
    """Guests of the demo arrive and leave as the days pass, also those who have booked through the agent."""
    expected = LocalBooking.objects.filter(hotel=hotel, status__in=[Status.CONFIRMED, Status.CHECKED_IN])
    now = timezone.now()  # what has changed is pulled by it
    expected.filter(period__endswith__lt=today).update(status=Status.CHECKED_OUT, updated_at=now)
    leaving = [row.pk for row in expected.filter(period__endswith=today) if _has_left(row)]
    expected.filter(pk__in=leaving).update(status=Status.CHECKED_OUT, updated_at=now)
    arrived = expected.filter(status=Status.CONFIRMED, period__startswith__lt=today)
    arrived.update(status=Status.CHECKED_IN, updated_at=now)


def _has_left(row: LocalBooking) -> bool:
    """Some sleep in on the day they leave."""
    return random.Random(f"{row.reference} leaves").random() < 0.6


def draw(sheet: HotelSheet, today: date) -> Iterator[Drawn]:
    first = today - timedelta(days=DAYS_BACK)
    monday = first - timedelta(days=first.weekday())
    weeks = [monday + timedelta(weeks=n) for n in range((DAYS_BACK + DAYS_AHEAD) // 7 + 1)]
    for position, kind in enumerate(sheet.types):
        numbers = kind.rooms.split()
        kept = kept_free(sheet, numbers, KEPT.get(position, 0))
        for number in numbers:
            for week in weeks:
                for stay, luck in _week(sheet, number, week):
                    sellable = number not in kept and number not in sheet.out_of_order
                    if (sellable or stay.departure <= today) and luck.random() < sold(stay.arrival - today):
                        yield Drawn(kind, number, stay, luck)


def kept_free(sheet: HotelSheet, numbers: list[str], count: int) -> list[str]:
    sound = [number for number in numbers if number not in sheet.out_of_order]
    return sound[len(sound) - count :]


def sold(ahead: timedelta) -> float:
    """Between two rows of SOLD along a straight line."""
    days = max(ahead.days, 0)
    for (near, more), (far, less) in pairwise(SOLD):
        if days <= far:
            return more + (less - more) * (days - near) / (far - near)
    return 0


def _week(sheet: HotelSheet, number: str, monday: date) -> Iterator[tuple[Stay, random.Random]]:
    pattern = random.Random(f"{sheet.slug} {number} {monday}").choice(WEEKS)
    for first, nights in pattern:
        arrival = monday + timedelta(days=first)
        yield Stay(arrival, arrival + timedelta(days=nights)), random.Random(f"{sheet.slug} {number} {arrival}")


def _row(desk: Desk, drawn: Drawn) -> LocalBooking:
    luck, stay, room = drawn.luck, drawn.stay, desk.rooms[drawn.room]
    name, party = guest_name(desk.sheet, luck), _party(drawn.kind, luck)
    plan = luck.choices(desk.sheet.plans, weights=(3, 1))[0]
    row = desk.plans[plan.code]
    prices = {night: seasons.price(desk.sheet, drawn.kind, plan, night) for night in stay.dates()}
    return LocalBooking(
        hotel=desk.hotel,
        room=room,
        rate_plan=row,
        period=DateRange(stay.arrival, stay.departure),
        status=_status(luck, stay, desk.today),
        reference=f"{MARK}{stay.arrival:%y%m%d}-{drawn.room}",
        guest_name=name,
        guest_email=email(name),
        guest_phone=phone(desk.sheet, luck),
        adults=party.adults,
        children=list(party.children),
        total=price_stay(room.room_type, row, stay, party, prices, desk.taxes, ()).total.amount,
        created_at=timezone.now() - timedelta(days=max((desk.today - stay.arrival).days, 0) + luck.randint(0, 40)),
    )


def _status(luck: random.Random, stay: Stay, today: date) -> Status:
    """In house and gone is what `roll_on` makes of it."""
    fate = luck.random()
    if fate < CANCELLED:
        return Status.CANCELLED
    if fate < NO_SHOW and stay.arrival < today:
        return Status.NO_SHOW
    return Status.CHECKED_IN if stay.arrival == today and fate < 0.4 else Status.CONFIRMED


def _party(kind: TypeSheet, luck: random.Random) -> Party:
    adults_at_most, guests_at_most = kind.sleeps
    adults = luck.choices((1, 2, adults_at_most), weights=(2, 6, 2))[0]
    spare = guests_at_most - adults
    children = luck.randint(1, spare) if spare and luck.random() < 0.4 else 0
    return Party(adults, tuple(luck.randint(1, 12) for _ in range(children)))


def guest_name(sheet: HotelSheet, luck: random.Random) -> str:
    first, last = luck.choice(sheet.first_names.split()), luck.choice(sheet.last_names.split())
    return f"{first} {last} {luck.choice(sheet.last_names.split())}" if luck.random() < 0.5 else f"{first} {last}"


def email(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return f"{plain.replace(' ', '.')}@example.com"


def phone(sheet: HotelSheet, luck: random.Random) -> str:
    return "".join(str(luck.randint(0, 9)) if mark == "#" else mark for mark in sheet.mobile)
