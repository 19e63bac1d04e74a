"""The local PMS of the small hotel, and guests who are there already."""

import pytest

from pms.adapters.local import LocalPms
from pms.models import Hotel, RatePlan, Room
from pms.terms import Contact, Order, Party, Stay
from tests import factories as make

TWO = Party(2)


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
