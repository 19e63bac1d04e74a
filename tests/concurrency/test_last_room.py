"""Fifty guests, one room. First the race is shown to happen without the constraint; then it cannot."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django_scopes import scope

from locks.errors import HoldConflict, HoldExpired
from locks.models import HoldEvent, RoomHold
from pms.models import Guest, Hotel, LocalBooking, Room
from pms.terms import Contact, Party, Stay
from reservations import availability, booking
from reservations.errors import NoRooms
from reservations.models import Offer, Reservation
from tests.conftest import small_hotel

pytestmark = [pytest.mark.integration, pytest.mark.critical, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

GUESTS = 50
ROUNDS = 20
GUARDS = {
    "locks_roomhold": "one_live_hold_per_unit_and_night",
    "pms_localbooking": "one_booking_per_room_and_night",
}


@pytest.fixture
def inn() -> Iterator[Hotel]:
    """A hotel with a single room."""
    hotel = small_hotel(slug="one-room", name="One Room")
    with scope(hotel=hotel):
        Room.objects.exclude(number="201").update(out_of_order=True)
        yield hotel


def test_without_the_constraint_two_guests_get_the_room(inn: Hotel) -> None:
    """If this fails, the tests below prove nothing."""
    with without_guards():
        doubles = 0
        for number in range(ROUNDS):
            stay = stay_of_round(inn, number)
            race(inn, stay)
            doubles += RoomHold.objects.filter(period=(stay.arrival, stay.departure)).count() > 1
            if doubles:
                break
        clean_up()
    assert doubles


def test_exactly_one_hold_and_one_reservation_each_round(inn: Hotel) -> None:
    for number in range(ROUNDS):
        stay = stay_of_round(inn, number)
        outcomes = race(inn, stay)
        assert outcomes["booked"] == 1, outcomes
        assert sum(outcomes.values()) == GUESTS, outcomes
        assert set(outcomes) <= {"booked", "refused"}, outcomes
        period = (stay.arrival, stay.departure)
        # Whoever was told "held" has the room; a hold that met a sale was let go before anybody heard of it.
        ends = Counter(RoomHold.objects.filter(period=period).values_list("status", flat=True))
        assert (ends["converted"], ends["live"]) == (1, 0), ends
        assert LocalBooking.objects.filter(period=period).count() == 1
        assert Reservation.objects.filter(hold__period=period, status="confirmed").count() == 1
        trail = Counter(HoldEvent.objects.filter(period=period).values_list("kind", flat=True))
        assert (trail["acquire"] - trail["release"], trail["convert"]) == (1, 1), trail


def test_one_guest_confirming_from_many_threads_books_once(inn: Hotel) -> None:
    stay = stay_of_round(inn, 0)
    offer = offer_of(inn, stay)
    held = booking.hold(offer, Guest.objects.create(hotel=inn, name="Ana"), holder="conversation:1")
    contact = Contact("Ana", "ana@example.com")

    def confirm(_: int) -> str:
        return booking.confirm(offer, held, contact, actor="guest:1").reference

    references = together(inn, confirm, 20)
    assert len(set(references)) == 1
    assert LocalBooking.objects.count() == Reservation.objects.count() == 1


def race(hotel: Hotel, stay: Stay) -> Counter[str]:
    offer = offer_of(hotel, stay)
    guests = Guest.objects.bulk_create([Guest(hotel=hotel, name=f"Guest {n}") for n in range(GUESTS)])

    def want(n: int) -> str:
        try:
            held = booking.hold(offer, guests[n], holder=f"conversation:{n}")
        except (NoRooms, HoldConflict):
            return "refused"
        try:
            reservation = booking.confirm(offer, held, Contact(f"Guest {n}", "g@example.com"), actor=f"guest:{n}")
        except (NoRooms, HoldExpired) as error:
            return f"held, then {type(error).__name__}"
        return "booked" if reservation.status == "confirmed" else reservation.status

    return Counter(together(hotel, want, GUESTS))


def together(hotel: Hotel, act: Callable[[int], str], count: int) -> list[str]:
    """Run `act` in so many threads that all start at the same moment."""
    gate = threading.Barrier(count)

    def run(n: int) -> str:
        try:
            gate.wait()
            with scope(hotel=hotel):
                return act(n)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def offer_of(hotel: Hotel, stay: Stay) -> Offer:
    return availability.search(hotel, stay, Party(2), asked_by="conversation:0")[0]


def stay_of_round(hotel: Hotel, number: int) -> Stay:
    arrival = hotel.now().date() + timedelta(days=10 + 3 * number)
    return Stay(arrival, arrival + timedelta(days=2))


@contextmanager
def without_guards() -> Iterator[None]:
    """Drop the exclusion constraints; their definitions come from PostgreSQL and go back to it."""
    definitions = {name: execute(f"SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = '{name}'")
                   for name in GUARDS.values()}  # fmt: skip
    for table, name in GUARDS.items():
        execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    try:
        yield
    finally:
        clean_up()
        for table, name in GUARDS.items():
            execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definitions[name]}")


def clean_up() -> None:
    execute("TRUNCATE locks_roomhold, pms_localbooking, reservations_reservation CASCADE")


def execute(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0] if cursor.description else None
