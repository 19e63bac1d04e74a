"""The fake PMS's books: rooms, prices, orders and who holds which room, for any number of threads."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pms.fakes import stock
from pms.fakes.tables import Row, Tables
from pms.terms import Stay

ACTIVE, INACTIVE, TEMPORARILY_INACTIVE, LENGTH_OF_STAY = 1, 2, 3, 4
AWAITING, PAID, CANCELED, REFUNDED, PARTLY_PAID = 1, 2, 4, 5, 8


@dataclass(frozen=True)
class Charge:
    """A service, or a facility, on one room of an order. `shown`: GET bookings tells of it."""

    product: Row
    price: Decimal  # one, for one night or for the whole stay
    quantity: int
    nights: int  # 1 when it is not by the night
    per_night: bool
    is_service: bool = True
    shown: bool = True

    @property
    def total(self) -> Decimal:
        return self.price * self.quantity * self.nights


class Books(Tables):
    """`create_seconds`: a create looks for a room, takes that long, and writes it down without looking again.
    `double_booking`: how probable it is that two who meet there both keep the room; else the later is a phantom.
    `strict`: php.ini's production default, which answers 500 to every booking it has made."""

    def __init__(
        self,
        houses: tuple[stock.House, ...] = (stock.House(),),
        extras: tuple[stock.Extra, ...] = stock.DEMO_EXTRAS,
        *,
        currency: str = "USD",
        tax_percent: Decimal = Decimal(4),
        timezone: str = "UTC",
        seed: int | None = None,
        create_seconds: float = 0.02,
        double_booking: float = 0.05,
        strict: bool = False,
    ) -> None:
        super().__init__(timezone)
        self.tax_percent = tax_percent
        self.create_seconds = create_seconds
        self.double_booking = double_booking
        self.strict = strict
        self.chance = random.Random(seed)
        self.letters = random.Random(seed)
        self.customers: dict[int, dict[str, str]] = {self.next_id("customers"): {"email": "demo@example.com"}}
        self.remarks: dict[int, str] = {}  # of an order
        self.charges: dict[int, list[Charge]] = {}  # of a room row: what is paid beside the room
        stock.open_shop(self, houses, extras, currency)


def stay_of(row: Row) -> Stay:
    return Stay(date.fromisoformat(row["date_from"][:10]), date.fromisoformat(row["date_to"][:10]))


def is_live(row: Row) -> bool:
    return not row["is_cancelled"] and not row["is_refunded"]


def held(books: Books, stay: Stay) -> dict[int, list[Row]]:
    """The live rows that share a night with the stay, by room: the day of departure is free for the next."""
    arrival, departure = f"{stay.arrival} 00:00:00", f"{stay.departure} 00:00:00"
    rooms: dict[int, list[Row]] = {}
    for row in books.rows["room_bookings"].values():
        if row["date_from"] < departure and row["date_to"] > arrival and is_live(row):
            rooms.setdefault(row["id_room"], []).append(row)
    return rooms


def closed(books: Books, room: Row, stay: Stay) -> int:
    """Why nobody can sleep there, whoever else does: 0 when they can."""
    if room["id_status"] != ACTIVE:
        return int(room["id_status"])
    limits = books.where("hotel_room_types", id_product=room["id_product"])[0]
    too_short = stay.nights < limits["min_los"]
    too_long = limits["max_los"] and stay.nights > limits["max_los"]
    return LENGTH_OF_STAY if too_short or too_long else 0


def free_rooms(books: Books, kind: int, stay: Stay) -> list[Row]:
    taken = held(books, stay)
    rooms = books.where("hotel_rooms", id_product=kind)
    return [room for room in rooms if room["id"] not in taken and not closed(books, room, stay)]
