"""Stays, parties and rounding."""

from datetime import date
from decimal import Decimal

import pytest

from pms.terms import Party, Stay, cents

pytestmark = pytest.mark.unit


def test_stay_counts_the_night_of_29_february():
    assert Stay(date(2028, 2, 28), date(2028, 3, 1)).nights == 2
    assert Stay(date(2027, 2, 28), date(2027, 3, 1)).nights == 1


def test_stay_sleeps_every_date_but_the_departure():
    stay = Stay(date(2026, 12, 30), date(2027, 1, 2))
    assert list(stay.dates()) == [date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)]


@pytest.mark.parametrize("departure", [date(2026, 12, 20), date(2026, 12, 19)])
def test_stay_refuses_a_departure_that_is_not_after_arrival(departure: date):
    with pytest.raises(ValueError, match="not after arrival"):
        Stay(date(2026, 12, 20), departure)


def test_party_counts_children():
    assert Party(2, (5, 0)).size == 4


@pytest.mark.parametrize(
    ("exact", "rounded"), [("10.005", "10.01"), ("10.0049", "10.00"), ("0.125", "0.13"), ("95000", "95000.00")]
)
def test_cents_rounds_half_up(exact: str, rounded: str):
    assert str(cents(Decimal(exact))) == rounded
