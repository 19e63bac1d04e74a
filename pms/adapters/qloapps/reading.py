"""QloApps' rows as frozen values of ours. What cannot be read is a PMS that cannot be relied on now."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.html import strip_tags

from pms.adapters.qloapps.web_service import Row, listed
from pms.errors import PmsUnavailable
from pms.terms import LANGUAGES, Booked, Money, Stay, cents

PREFIX = "agent:"
"""What `orders.source` begins with where we have made the booking."""

# Of a room row: HotelBookingDetail::STATUS_ALLOTED, STATUS_CHECKED_IN, STATUS_CHECKED_OUT.
ALLOTTED, CHECKED_IN, CHECKED_OUT = 1, 2, 3

ORDER_FIELDS = "[id,source,current_state,total_paid_tax_incl]"
ROW_FIELDS = "[id,id_order,id_product,id_hotel,id_room,room_num,id_status,date_from,date_to,is_refunded,is_cancelled]"


@dataclass(frozen=True)
class FoundOrder:
    """An order of ours. `state` 0: QloApps is still making it."""

    id: int
    source: str
    state: int
    total: Decimal

    @property
    def reference(self) -> str:
        return self.source.removeprefix(PREFIX)


@dataclass(frozen=True)
class RoomRow:
    """One room for one stay: the truth about who holds a room, whatever the order's state says."""

    id: int
    order: int
    room_type: str
    hotel: int
    room: int
    unit: str
    status: int
    stay: Stay
    live: bool


@dataclass(frozen=True)
class Price:
    """What hotel_ari asks for one room of a type for the whole stay, and the rooms that are free."""

    room_type: str
    total: Decimal
    tax: Decimal
    units: tuple[str, ...]


@contextmanager
def readable(what: str) -> Iterator[None]:
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise PmsUnavailable(f"{what} cannot be read: {type(error).__name__}") from error


def orders(rows: Iterable[Row]) -> list[FoundOrder]:
    with readable("orders"):
        found = [
            FoundOrder(
                int(row["id"]),
                str(row["source"]),
                int(row["current_state"]),
                cents(Decimal(str(row["total_paid_tax_incl"]))),
            )
            for row in rows
        ]
    return sorted(found, key=lambda order: order.id)


def room_rows(rows: Iterable[Row]) -> list[RoomRow]:
    """Lowest id first."""
    with readable("room_bookings"):
        found = [
            RoomRow(
                id=int(row["id"]),
                order=int(row["id_order"]),
                room_type=str(row["id_product"]),
                hotel=int(row["id_hotel"]),
                room=int(row["id_room"]),
                unit=str(row["room_num"]),
                status=int(row["id_status"]),
                stay=Stay(day(row["date_from"]), day(row["date_to"])),
                live=not number(row["is_cancelled"]) and not number(row["is_refunded"]),
            )
            for row in rows
        ]
    return sorted(found, key=lambda row: row.id)


def prices(ari: Row) -> dict[str, Price]:
    """By room type. Without `room_types` QloApps has not said that anything is sold out."""
    if "room_types" not in ari:
        raise PmsUnavailable("hotel_ari answers no room types")
    with readable("hotel_ari"):
        found = [
            Price(
                room_type=str(row["id_room_type"]),
                total=cents(Decimal(str(row["total_price_with_tax"]))),
                tax=cents(Decimal(str(row["total_price_with_tax"])) - Decimal(str(row["total_price"]))),
                units=tuple(str(room["room_num"]) for room in listed(row["rooms"]["available"])),
            )
            for row in listed(ari["room_types"])
        ]
    return {price.room_type: price for price in found}


def booked(order: FoundOrder, rows: list[RoomRow], currency: str) -> Booked:
    """`rows`: all of the order, at least one. A guest moved in mid-stay has several that live."""
    shown = [row for row in rows if row.live] or rows
    return Booked(
        number=str(order.id),
        reference=order.reference,
        status=status(shown),
        unit=shown[0].unit,
        room_type=shown[0].room_type,
        stay=Stay(min(row.stay.arrival for row in shown), max(row.stay.departure for row in shown)),
        total=Money(order.total, currency),
    )


def status(rows: list[RoomRow]) -> str:
    if not rows[0].live:
        return "cancelled"
    seen = {row.status for row in rows}
    if seen == {CHECKED_OUT}:
        return "checked_out"
    return "checked_in" if seen & {CHECKED_IN, CHECKED_OUT} else "confirmed"


def day(value: Any) -> date:
    """A date without a time zone: QloApps writes the store's local time."""
    return datetime.fromisoformat(str(value)).date()


def number(value: Any) -> int:
    """Of what PHP writes for it: 1, "1", true; "", null and false are 0."""
    return int(value or 0)


def text(value: Any) -> str:
    """A name or description as plain words; with several languages installed the first that is filled in."""
    if isinstance(value, list | Mapping):
        found = [row.get("value") for row in listed(value) if isinstance(row, Mapping)]
        value = next((words for words in found if words), "")
    return " ".join(html.unescape(strip_tags(str(value or ""))).split())


def words(value: Any, languages: Mapping[str, str]) -> dict[str, str]:
    """A name or description in each of our languages: translated where the hotel has done so, else its first.

    `languages`: which ids of the installation are which of ours.
    """
    rows = listed(value) if isinstance(value, list | Mapping) else []
    told = {languages.get(str(row.get("id"))): text(row.get("value")) for row in rows if isinstance(row, Mapping)}
    return {language: told.get(language) or text(value) for language in LANGUAGES}
