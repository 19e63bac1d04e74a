"""What a rehearsal does to a PMS: rooms that others have taken, and a PMS that fails while a guest writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from pms import breaker
from pms.adapters import ADAPTERS
from pms.adapters.base import PmsAdapter
from pms.errors import PmsRefused, PmsUnavailable, PmsUnknown
from pms.models import Hotel, LocalBooking, RatePlan, Room
from pms.terms import Stay

READS = ("offers", "free_units", "room", "find", "quote_change", "next_arrival", "changes", "as_they_stand")
CHANGES = ("book", "cancel", "change", "check_in", "check_out", "no_show")
SOMEBODY = "Somebody Else"

Method = Callable[..., Any]


@contextmanager
def ailing(fault: str) -> Iterator[None]:
    """Every PMS of this process, under its breaker and its cache; empty: it is well.

    down: nobody answers. slow: what is to be changed is done, and its answer comes too late. refuses: nothing is
    changed any more.
    """
    sound = dict(ADAPTERS)
    if fault:
        ADAPTERS.update({kind: _ailing(adapter, FAULTS[fault]) for kind, adapter in sound.items()})
    try:
        yield
    finally:
        ADAPTERS.update(sound)


def forget_failures() -> None:
    """Of what this process has seen of any PMS."""
    breaker.of.cache_clear()


def before(hotel: Hotel, moment: datetime) -> None:
    """Whoever booked later has not booked yet."""
    LocalBooking.objects.filter(hotel=hotel, created_at__gte=moment).delete()


def sell(hotel: Hotel, stay: Stay, *, room_type: str = "", left: int = 0) -> int:
    """To somebody else: every free room of each night but the last `left` of each type; how many room-nights."""
    plan = RatePlan.objects.filter(hotel=hotel).order_by("position")[0]
    rows = [
        LocalBooking(
            hotel=hotel,
            room=room,
            rate_plan=plan,
            period=DateRange(night, night + timedelta(days=1)),
            reference=f"SOLD-{night:%y%m%d}-{room.number}",
            guest_name=SOMEBODY,
            total=0,
        )
        for night in stay.dates()
        for room in _to_sell(hotel, Stay(night, night + timedelta(days=1)), room_type, left)
    ]
    return len(LocalBooking.objects.bulk_create(rows, ignore_conflicts=True))


def _to_sell(hotel: Hotel, night: Stay, room_type: str, left: int) -> list[Room]:
    period = DateRange(night.arrival, night.departure)
    taken = LocalBooking.objects.filter(hotel=hotel, period__overlap=period, status__in=LocalBooking.LIVE)
    rooms = Room.objects.filter(hotel=hotel, out_of_order=False).exclude(pk__in=taken.values("room_id"))
    by_type: dict[int, list[Room]] = {}
    for room in rooms.order_by("number").select_related("room_type"):
        if room_type in ("", room.room_type.code):
            by_type.setdefault(room.room_type_id, []).append(room)
    return [room for rooms in by_type.values() for room in rooms[: max(len(rooms) - left, 0)]]


def _ailing(adapter: type[PmsAdapter], fault: Callable[[str, Method], Method]) -> type[PmsAdapter]:
    methods = {name: fault(name, getattr(adapter, name)) for name in (*READS, *CHANGES)}
    return type(adapter.__name__, (adapter,), methods)


def _down(name: str, method: Method) -> Method:
    def call(*args: Any, **kwargs: Any) -> Any:
        raise PmsUnavailable("rehearsed")

    return call


def _slow(name: str, method: Method) -> Method:
    def call(*args: Any, **kwargs: Any) -> Any:
        method(*args, **kwargs)
        raise PmsUnknown("rehearsed")

    return call if name in CHANGES else method


def _refuses(name: str, method: Method) -> Method:
    def call(*args: Any, **kwargs: Any) -> Any:
        raise PmsRefused("sold_out" if name in ("book", "change") else "already_arrived")

    return call if name in CHANGES else method


FAULTS = {"down": _down, "slow": _slow, "refuses": _refuses}
