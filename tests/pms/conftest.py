"""The small hotel at the local PMS and at QloApps, and guests who are there already."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from pms.adapters.local import LocalPms
from pms.adapters.qloapps import QloApps, booking, catalogue
from pms.fakes.qloapps import KEY, Books, Server
from pms.fakes.stock import DEMO_EXTRAS, Extra, House, Kind
from pms.models import Hotel, RatePlan, Room
from pms.terms import Contact, Order, Party, Stay
from tests import factories as make

TWO = Party(2)
FEES = (
    Extra("Cleaning", Decimal(20), per_night=True, auto=True),
    Extra("Late desk", Decimal(30), auto=True, in_room_price=False),
)


@pytest.fixture
def pms(hotel: Hotel) -> LocalPms:
    return LocalPms(hotel)


@pytest.fixture
def order(stay: Stay) -> Order:
    return Order("HA-1", "double", "flexible", "101", stay, TWO, Contact("Juan Pérez", "juan@example.com", "+34666"))


def occupy(hotel: Hotel, stay: Stay, *numbers: str, status: str = "confirmed") -> None:
    plan = RatePlan.objects.get(code="flexible")
    for number in numbers:
        room = Room.objects.get(number=number)
        period = make.nights(stay.arrival, stay.nights)
        make.LocalBookingFactory(hotel=hotel, room=room, rate_plan=plan, period=period, status=status)


@pytest.fixture
def qloapps(monkeypatch) -> Iterator[Server]:
    """The small hotel (id 1) and its neighbour (id 2) on one server, and us in a hurry. Doubles are room type 1, the
    suite is 2. A night costs 100.00 and 180.00 and 20.00 of fees, without the tax of 10 %."""
    for name, seconds in {"LOOK_SECONDS": 1.0, "LOOK_PAUSE": 0.05, "SECOND_LOOK": 0.05}.items():
        monkeypatch.setattr(booking, name, seconds)
    double = Kind("Double room", Decimal(100), "D", rooms=3, adults=2, children=1, guests=3)
    suite = Kind("Suite", Decimal(180), "S", rooms=1, adults=4, children=2, guests=4)
    fees = tuple(extra for extra in DEMO_EXTRAS if not extra.auto) + FEES
    houses = (House("Casa Azul", (double, suite)), House("Casa Verde", (double,)))
    server = Server(("127.0.0.1", 0), Books(houses, fees, currency="EUR", tax_percent=Decimal(10), seed=7))
    server.books.create_seconds = 0.0
    server.in_background()
    yield server
    server.shutdown()
    server.server_close()
    catalogue.forget()


@pytest.fixture
def at_qloapps(hotel: Hotel, qloapps: Server) -> QloApps:
    return connect(hotel, qloapps, hotel_id=1)


def connect(hotel: Hotel, server: Server, **options: object) -> QloApps:
    make.PmsAccountFactory(hotel=hotel, kind="qloapps", address=server.url, credentials=KEY, options=options)
    return QloApps(hotel)
