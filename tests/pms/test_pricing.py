"""A stay's price: every night, every tax, and what cancelling costs."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from pms.models import Hotel, RatePlan, Tax
from pms.pricing import cancellation, price_stay, tax_line
from pms.terms import Party, Quote, Stay
from tests import factories as make

ARRIVAL = date(2028, 2, 28)
STAY = Stay(ARRIVAL, date(2028, 3, 2))
PRICES = {ARRIVAL: Decimal("100.00"), date(2028, 2, 29): Decimal("120.50"), date(2028, 3, 1): Decimal("90.00")}


def quote(hotel: Hotel, *taxes: Tax) -> Quote:
    plan, room_type = hotel.rate_plans.get(code="flexible"), hotel.room_types.get(code="double")
    return price_stay(room_type, plan, STAY, Party(2), PRICES, taxes, ["101"])


def test_price_stay_names_every_night(hotel: Hotel):
    priced = quote(hotel)
    assert [(night.date, night.amount) for night in priced.nights] == list(PRICES.items())
    assert priced.total.amount == Decimal("310.50")
    assert priced.total.currency == "EUR"


def test_an_included_tax_is_named_and_not_added(hotel: Hotel):
    priced = quote(hotel, Tax(name="IVA 10 %", value=Decimal(10), included=True))
    assert priced.total.amount == Decimal("310.50")
    assert [(tax.name, tax.amount, tax.included) for tax in priced.taxes] == [("IVA 10 %", Decimal("28.23"), True)]


def test_a_tax_on_top_is_added(hotel: Hotel):
    priced = quote(hotel, Tax(name="City tax", value=Decimal(5), included=False))
    assert priced.taxes[0].amount == Decimal("15.53")  # 15.525, half up
    assert priced.total.amount == Decimal("326.03")


def test_person_night_tax_counts_adults_and_nights_and_no_children():
    tax = Tax(name="Taxa de turismo", kind="person_night", value=Decimal("6.00"), included=False)
    assert tax_line(tax, Decimal(1000), STAY, Party(2, (4, 9)), included=tax.value).amount == Decimal("36.00")


def test_cancelling_is_free_until_days_before_arrival_then_costs_the_first_night():
    policy = cancellation(RatePlan(free_until_days=2), STAY, Decimal(100), Decimal(310), today=date(2028, 1, 1))
    assert (policy.free_until, policy.fee) == (date(2028, 2, 26), Decimal("100.00"))


@pytest.mark.parametrize(("days_before", "free"), [(2, True), (1, False), (0, False)])
def test_a_past_day_is_never_promised_as_free(days_before: int, free: bool):
    today = ARRIVAL - timedelta(days=days_before)
    policy = cancellation(RatePlan(free_until_days=2), STAY, Decimal(100), Decimal(310), today=today)
    assert bool(policy.free_until) is free
    assert policy.fee == Decimal("100.00")


def test_a_non_refundable_plan_costs_the_whole_stay():
    plan = RatePlan(free_until_days=None, late_fee_percent=100)
    policy = cancellation(plan, STAY, Decimal(100), Decimal("310.50"), today=date(2028, 1, 1))
    assert (policy.free_until, policy.fee) == (None, Decimal("310.50"))


def test_the_fee_is_a_share_when_the_plan_says_so():
    plan = RatePlan(free_until_days=2, late_fee_percent=50)
    policy = cancellation(plan, STAY, Decimal("99.99"), Decimal(310), today=date(2028, 1, 1))
    assert policy.fee == Decimal("50.00")


def test_a_quote_promises_by_the_hotels_own_today(hotel: Hotel, today: date):
    tomorrow = Stay(today + timedelta(days=1), today + timedelta(days=2))
    plan, room_type = hotel.rate_plans.get(code="flexible"), hotel.room_types.get(code="double")
    priced = price_stay(room_type, plan, tomorrow, Party(2), {tomorrow.arrival: Decimal(100)}, [], [])
    assert priced.policy.free_until is None


def test_argentine_amounts_keep_their_cents(hotel: Hotel):
    tax = make.TaxFactory.build(hotel=hotel, name="IVA 21 %", value=Decimal(21))
    assert tax_line(tax, Decimal("186000.00"), STAY, Party(2), included=tax.value).amount == Decimal("32280.99")
