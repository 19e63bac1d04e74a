"""When the desk is open: several spans a day, nights, and the hotel's own clock."""

from __future__ import annotations

from datetime import datetime, time

import pytest
from django.db import IntegrityError, transaction

from pms import opening
from pms.models import Hotel
from tests import factories as make

pytestmark = pytest.mark.integration
MONDAY = "2026-06-08"


def at(hotel: Hotel, clock: str, day: str = MONDAY) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=hotel.zone)


def test_a_hotel_without_hours_is_always_open(hotel: Hotel) -> None:
    assert opening.is_open(hotel, at(hotel, "03:00"))


@pytest.mark.parametrize(
    ("clock", "is_open"),
    [("08:59", False), ("09:00", True), ("13:59", True), ("14:00", False), ("17:00", True), ("20:30", False)],
)
def test_two_spans_in_a_day(hotel: Hotel, clock: str, is_open: bool) -> None:
    make.OpeningSpanFactory(hotel=hotel, weekday=0, opens=time(9), closes=time(14))
    make.OpeningSpanFactory(hotel=hotel, weekday=0, opens=time(16), closes=time(20, 30))
    assert opening.is_open(hotel, at(hotel, clock)) is is_open


@pytest.mark.parametrize(
    ("clock", "day", "is_open"),
    [
        ("23:59", MONDAY, True),
        ("01:59", "2026-06-09", True),
        ("02:00", "2026-06-09", False),
        ("01:00", MONDAY, False),
        ("01:00", "2026-06-10", False),
    ],
)
def test_a_span_may_end_the_day_after(hotel: Hotel, clock: str, day: str, is_open: bool) -> None:
    make.OpeningSpanFactory(hotel=hotel, weekday=0, opens=time(18), closes=time(2))
    assert opening.is_open(hotel, at(hotel, clock, day)) is is_open


def test_hours_are_by_the_clock_of_the_hotel(hotel: Hotel) -> None:
    make.OpeningSpanFactory(hotel=hotel, weekday=0, opens=time(9), closes=time(10))
    assert opening.is_open(hotel, datetime.fromisoformat(f"{MONDAY}T07:30+00:00"))
    assert not opening.is_open(hotel, datetime.fromisoformat(f"{MONDAY}T09:30+00:00"))


def test_a_rung_names_a_role_or_a_person_never_both(hotel: Hotel) -> None:
    member = make.StaffMemberFactory(hotel=hotel)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.RungFactory(hotel=hotel, role="manager", user=member.user)
