"""What the tape chart shows: rooms × days, who sleeps where, what is held, and how much is free. Four reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from locks.models import RoomHold
from pms import gateway
from pms.models import Hotel, LocalBooking, Room
from pms.terms import Stay
from reservations.models import Reservation

# A guest who changed rooms is found in the rooms they have left, when they stay no longer than this in the last one.
LONGEST_REST = timedelta(days=60)
HIDDEN = ("pending", "refused", "cancelled")


@dataclass(frozen=True)
class Window:
    """Which part of the hotel is looked at."""

    first: date
    days: int
    floor: int | None = None
    room_type: str = ""

    @property
    def until(self) -> date:
        return self.first + timedelta(days=self.days)


@dataclass
class Bar:
    """A stay in a room. Two columns are a day: it begins at midday of arrival and ends at midday of departure."""

    key: str
    state: str
    """held, pending, confirmed, overdue, in_house, overstays, checked_out or no_show."""
    guest: str
    stay: Stay
    unit: str
    room_type: str = ""
    until: datetime | None = None
    """When a hold ends by itself."""
    start: int = 1
    end: int = 1
    lane: int = 1
    goes_on: str = ""
    """Where it is longer than the chart: before, after, both."""


@dataclass
class Line:
    """A room with its bars; without a room those whose unit is none."""

    name: str
    room: Room | None = None
    room_type: str = ""
    bars: list[Bar] = field(default_factory=list)

    @property
    def lanes(self) -> int:
        return max((bar.lane for bar in self.bars), default=1)


class Day(NamedTuple):
    date: date
    free: int | None
    """Rooms of the chosen part that can be sold this night; None where the PMS alone knows."""


@dataclass
class Chart:
    hotel: Hotel
    window: Window
    today: date
    whole: bool
    """False: only what came through the agent; the PMS has the rest."""
    days: list[Day]
    lines: list[Line]
    unassigned: Line
    floors: list[int]
    room_types: dict[str, str]


def read(hotel: Hotel, window: Window) -> Chart:
    today, whole = hotel.now().date(), not gateway.open_for(hotel).capabilities.remote
    rooms = list(Room.objects.filter(hotel=hotel).select_related("room_type"))
    stays = _booked_here(hotel, window, today) if whole else _booked_through_us(hotel, window, today)
    bars = [*stays, *_held(hotel, window)]
    names = {
        room.room_type.code: _name(room, hotel) for room in sorted(rooms, key=lambda room: room.room_type.position)
    }
    lines = {room.number: Line(room.number, room, room.room_type.code) for room in rooms}
    if not whole:
        # A remote PMS has rooms that nobody has told us of: what is booked names them.
        lines |= {bar.unit: Line(bar.unit, None, bar.room_type) for bar in bars if bar.unit and bar.unit not in lines}
    unassigned = Line("")
    for bar in bars:
        lines.get(bar.unit, unassigned).bars.append(bar)
    chosen = sorted((line for line in lines.values() if _chosen(line, window)), key=_order)
    for line in (*chosen, unassigned):
        _lay_out(line, window)
    return Chart(
        hotel=hotel,
        window=window,
        today=today,
        whole=whole,
        days=list(_days(chosen, window, whole)),
        lines=chosen,
        unassigned=unassigned,
        floors=sorted({room.floor for room in rooms}),
        room_types=names,
    )


def _booked_here(hotel: Hotel, window: Window, today: date) -> Iterator[Bar]:
    """The local PMS: every booking, the desk's own included, also in rooms that were left since."""
    near = Q(period__overlap=DateRange(window.first, window.until))
    later = Q(period__overlap=DateRange(window.until, window.until + LONGEST_REST)) & ~Q(earlier_rooms=[])
    rows = LocalBooking.objects.filter(near | later, hotel=hotel).exclude(status=LocalBooking.Status.CANCELLED)
    for row in rows.select_related("room__room_type"):
        now = Stay(row.period.lower, row.period.upper)
        kind = row.room.room_type.code
        if _in(now, window):
            state = shown_as(row.status, row.stay, today)
            yield Bar(row.number, state, row.guest_name, now, row.room.number, kind)
        for number, stay in row.left():
            if _in(stay, window):
                yield Bar(row.number, "checked_out", row.guest_name, stay, number, kind)


def _booked_through_us(hotel: Hotel, window: Window, today: date) -> Iterator[Bar]:
    rows = Reservation.objects.filter(hotel=hotel).exclude(status__in=HIDDEN).select_related("offer")
    rows = rows.alias(
        comes=Coalesce(F("arrival"), F("offer__arrival")), goes=Coalesce(F("departure"), F("offer__departure"))
    )
    for row in rows.filter(comes__lt=window.until, goes__gt=window.first):
        state = shown_as(row.status, row.stay, today)
        yield Bar(row.reference, state, row.guest_name, row.stay, row.unit, row.offer.room_type)


def _held(hotel: Hotel, window: Window) -> Iterator[Bar]:
    for row in live_holds(hotel).filter(period__overlap=DateRange(window.first, window.until)).select_related("guest"):
        state, until = ("pending", None) if row.waits else ("held", row.expires_at)
        yield Bar(f"H{row.pk}", state, str(row.guest), row.stay, row.unit, row.room_type, until)


def live_holds(hotel: Hotel) -> QuerySet[Any]:
    """Each with `waits`: whether its reservation waits for the PMS, so that nobody may let it go."""
    pending = Reservation.objects.filter(hold=OuterRef("pk"), status=Reservation.Status.PENDING)
    live = RoomHold.objects.filter(hotel=hotel, status=RoomHold.Status.LIVE, expires_at__gt=timezone.now())
    return live.annotate(waits=Exists(pending))


def shown_as(status: str, stay: Stay, today: date) -> str:
    if status == Reservation.Status.CHECKED_IN:
        return "overstays" if stay.departure < today else "in_house"
    if status in (Reservation.Status.CHECKED_OUT, Reservation.Status.NO_SHOW):
        return status
    return "overdue" if stay.arrival < today else "confirmed"


def _in(stay: Stay, window: Window) -> bool:
    return stay.arrival < window.until and stay.departure > window.first


def _chosen(line: Line, window: Window) -> bool:
    floor = line.room.floor if line.room else None
    return window.floor in (None, floor) and window.room_type in ("", line.room_type)


def _order(line: Line) -> tuple[int, int, str]:
    """By floor, 9 before 10; rooms that are only known by their name come last."""
    return (line.room.floor if line.room else 10_000, len(line.name), line.name)


def _lay_out(line: Line, window: Window) -> None:
    """The columns of each bar, and a lane of its own where two are in each other's way."""
    lanes: list[list[Bar]] = []
    # Who did not come stands below whoever sleeps there instead.
    for bar in sorted(line.bars, key=lambda bar: (bar.state == "no_show", bar.stay.arrival, bar.key)):
        first, last = (bar.stay.arrival - window.first).days, (bar.stay.departure - window.first).days
        bar.start, bar.end = max(2 * first + 2, 1), min(2 * last + 2, 2 * window.days + 1)
        before, after = first < 0, last >= window.days
        bar.goes_on = "both" if before and after else "before" if before else "after" if after else ""
        lane = next((lane for lane in lanes if all(_apart(bar, other) for other in lane)), [])
        if not lane:
            lanes.append(lane)
        lane.append(bar)
        bar.lane = next(number for number, one in enumerate(lanes, 1) if one is lane)
    line.bars.sort(key=lambda bar: (bar.start, bar.lane))


def _apart(bar: Bar, other: Bar) -> bool:
    return bar.end <= other.start or other.end <= bar.start


def _days(lines: Iterable[Line], window: Window, whole: bool) -> Iterator[Day]:
    sellable = [line for line in lines if line.room and not line.room.out_of_order]
    taken = [{night for bar in line.bars if bar.state != "no_show" for night in bar.stay.dates()} for line in sellable]
    for number in range(window.days):
        day = window.first + timedelta(days=number)
        yield Day(day, sum(day not in nights for nights in taken) if whole else None)


def _name(room: Room, hotel: Hotel) -> str:
    return str(room.room_type.names.get(hotel.language, room.room_type.code))
