"""Ten guests of ours and another channel want the last room of a QloApps that answers 500 to what it has done."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django_scopes import scope

from locks.errors import HoldExpired
from locks.models import RoomHold
from pms import breaker
from pms.adapters.qloapps import QloApps, catalogue
from pms.adapters.qloapps import booking as adapter
from pms.errors import PmsError
from pms.fakes import desk
from pms.fakes.qloapps import Books, Server
from pms.fakes.stock import House, Kind
from pms.models import Guest, Hotel
from pms.terms import Contact, Order, Party, Stay
from reservations import availability, booking, sync
from reservations.errors import NoRooms
from reservations.models import Reservation
from tests.concurrency.test_last_room import together
from tests.conftest import small_hotel
from tests.pms.conftest import connect

pytestmark = [
    *(pytest.mark.integration, pytest.mark.critical, pytest.mark.slow),
    *(pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)),
]

GUESTS, ROUNDS = 10, 100
SUITE = Kind("Suite", Decimal(180), "S", rooms=1, adults=4, children=0, guests=4)
elsewhere = threading.local()
under_way = threading.Event()


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """One suite, a create of 50 ms in which others may meet it, and half of those who meet keep the room twice."""
    for name, seconds in {"LOOK_SECONDS": 2.0, "LOOK_PAUSE": 0.02, "SECOND_LOOK": 0.05}.items():
        monkeypatch.setattr(adapter, name, seconds)
    ours = adapter.one_at_a_time

    def lock(name: str) -> AbstractContextManager[None]:
        return nullcontext() if getattr(elsewhere, "yes", False) else ours(name)

    create = adapter.create

    def signalled(*asked: Any) -> None:
        under_way.set()
        create(*asked)

    monkeypatch.setattr(adapter, "one_at_a_time", lock)
    monkeypatch.setattr(adapter, "create", signalled)
    books = Books((House("Casa Azul", (SUITE,)),), currency="EUR", strict=True, double_booking=0.5, seed=11)
    with Server(("127.0.0.1", 0), books) as server:
        books.create_seconds = 0.05
        server.in_background()
        yield server
        server.shutdown()
    catalogue.forget()


@pytest.fixture
def inn(strict: Server) -> Iterator[Hotel]:
    hotel = small_hotel(slug="casa-azul", name="Casa Azul")
    with scope(hotel=hotel):
        connect(hotel, strict, hotel_id=1)
        yield Hotel.objects.select_related("pms_account").get(pk=hotel.pk)


def test_a_hundred_rounds_sell_no_night_twice_and_at_no_other_price(inn: Hotel, strict: Server) -> None:
    told: Counter[str] = Counter()
    for number in range(ROUNDS):
        stay = stay_of_round(inn, number)
        # In every other round the rival begins as one of ours is booking already.
        (under_way.clear if number % 2 else under_way.set)()
        outcomes = race(inn, stay)
        told.update(outcomes)
        breaker.of.cache_clear()
        # What the adapter could not tell at once is looked up, as every minute.
        for row in Reservation.objects.filter(status="pending").select_related("hotel__pms_account", "offer", "hold"):
            sync._settled(row)
        ours = Reservation.objects.filter(offer__arrival=stay.arrival, status="confirmed").select_related("offer")
        live = [order["source"] for order in desk.record(strict.books) for row in order["rows"] if holds(row, stay)]
        assert len(live) == 1, (number, live, outcomes)
        assert live == [f"agent:{row.reference}" for row in ours] or live[0].startswith("agent:rival"), outcomes
        assert all(row.total == row.offer.total for row in ours)
        assert len(ours) <= 1
        assert not RoomHold.objects.filter(status="live", period=(stay.arrival, stay.departure)).exists()
    assert not Reservation.objects.filter(status__in=["pending", "needs_staff"]).exists()
    assert told["confirmed"] + told["rival"] == ROUNDS, told
    assert min(told["confirmed"], told["rival"]) > 0, told  # both have won: the race was one


def race(hotel: Hotel, stay: Stay) -> Counter[str]:
    """The last one is no guest of ours: a channel that asks nobody and takes what it gets."""
    guests = Guest.objects.bulk_create([Guest(hotel=hotel, name=f"Guest {n}") for n in range(GUESTS)])

    def want(n: int) -> str:
        if n == GUESTS:
            return rival(hotel, stay)
        key, contact = f"conversation:{n}", Contact(f"Ana {'ABCDEFGHIJ'[n]}", f"guest{n}@example.com")
        try:
            offer = availability.search(hotel, stay, Party(2), asked_by=key)[0]
            held = booking.hold(offer, guests[n], holder=key)
            return booking.confirm(offer, held, contact, actor=f"guest:{n}").status
        except (NoRooms, HoldExpired):
            return "refused"
        except PmsError as error:
            return type(error).__name__

    return Counter(together(hotel, want, GUESTS + 1))


def rival(hotel: Hotel, stay: Stay) -> str:
    """Books as we do, from another installation: nothing but what it reads back binds it."""
    elsewhere.yes = True
    try:
        quote = QloApps(hotel).offers(stay, Party(2))[0]
        who = Contact("Rita Rival", "rita@example.com")
        order = Order(f"rival-{stay.arrival:%j}", quote.room_type, quote.rate_plan, quote.units[0], stay, Party(2), who)
        under_way.wait(5)
        return "rival" if QloApps(hotel).book(order).status == "confirmed" else "rival cancelled"
    except PmsError as error:
        return f"rival {type(error).__name__}"
    finally:
        elsewhere.yes = False


def holds(row: dict[str, object], stay: Stay) -> bool:
    return bool(row["live"]) and row["date_from"] == stay.arrival.isoformat()


def stay_of_round(hotel: Hotel, number: int) -> Stay:
    arrival = hotel.now().date() + timedelta(days=3 + 2 * number)
    return Stay(arrival, arrival + timedelta(days=1))
