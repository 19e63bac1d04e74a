"""Changes of stays at the PMS: what every adapter promises, and the price and the rules of the local one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django_scopes import scopes_disabled

from pms.adapters.base import PmsAdapter
from pms.adapters.local import LocalPms
from pms.errors import PmsRefused
from pms.models import Hotel, LocalBooking, NightlyRate, RatePlan, Room, Tax
from pms.terms import Booked, Money, Order, Stay
from tests import factories as make
from tests.pms.conftest import TWO, occupy
from tests.pms.test_adapters import CONTACT, KINDS, order

pytestmark = [pytest.mark.integration, pytest.mark.critical]

ANA = "staff:ana"
EVERY_MOVE: tuple[Callable[[PmsAdapter, Booked], object], ...] = (
    lambda pms, booked: pms.quote_change(booked.number, stay=booked.stay, unit=booked.unit),
    lambda pms, booked: pms.change(booked.number, stay=booked.stay, unit=booked.unit, total=booked.total, by=ANA),
    lambda pms, booked: pms.check_in(booked.number, by=ANA),
    lambda pms, booked: pms.check_out(booked.number, by=ANA),
    lambda pms, booked: pms.no_show(booked.number, by=ANA),
)


@pytest.fixture(params=KINDS)
def any_pms(request: pytest.FixtureRequest, hotel: Hotel) -> PmsAdapter:
    return KINDS[request.param](request, hotel)


@pytest.fixture
def booked(pms: LocalPms, order: Order) -> Booked:
    return pms.book(order)


def longer(stay: Stay, before: int = 0, after: int = 0) -> Stay:
    return Stay(stay.arrival - timedelta(days=before), stay.departure + timedelta(days=after))


def euros(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def in_house(pms: LocalPms, hotel: Hotel, nights: int = 3, slept: int = 1, unit: str = "101") -> Booked:
    """Somebody who came so many nights ago, at 100.00 a night."""
    arrival = hotel.now().date() - timedelta(days=slept)
    row = make.LocalBookingFactory(
        hotel=hotel,
        room=Room.objects.get(number=unit),
        rate_plan=RatePlan.objects.get(code="flexible"),
        period=make.nights(arrival, nights),
        status="checked_in",
        total=Decimal(100 * nights),
    )
    found = pms.find(row.reference)
    assert found
    return found


# What every adapter promises


def test_each_changes_stays_or_refuses_and_changes_nothing(any_pms: PmsAdapter, stay: Stay):
    booked = any_pms.book(order(any_pms, stay))
    if any_pms.capabilities.changes_stays:
        later = Stay(stay.arrival + timedelta(days=5), stay.departure + timedelta(days=6))
        change = any_pms.quote_change(booked.number, stay=later, unit=booked.unit)
        assert (change.booked, change.stay, change.unit) == (booked, later, booked.unit)
        moved = any_pms.change(booked.number, stay=later, unit=booked.unit, total=change.total, by=ANA)
        assert moved == replace(booked, stay=later, total=change.total) == any_pms.find(booked.reference)
        assert booked.unit in any_pms.free_units(booked.room_type, stay)
        assert booked.unit not in any_pms.free_units(booked.room_type, later)
        return
    for move in EVERY_MOVE:
        with pytest.raises(PmsRefused, match="not_here"):
            move(any_pms, booked)
    assert any_pms.find(booked.reference) == booked


@pytest.mark.security
def test_numbers_that_are_none_are_refused(any_pms: PmsAdapter, stay: Stay):
    booked = any_pms.book(order(any_pms, stay))
    for number in ("", "0", "L0", "L²", "1 OR 1=1", "9" * 5000):
        for move in EVERY_MOVE:
            with pytest.raises(PmsRefused, match=r"not_found|not_here"):
                move(any_pms, replace(booked, number=number))
    assert any_pms.find(booked.reference) == booked


@pytest.mark.security
def test_a_hotel_does_not_move_its_neighbours_guests(pms: LocalPms, booked: Booked, other_hotel: Hotel):
    theirs = LocalPms(other_hotel)
    with scopes_disabled():
        for move in EVERY_MOVE:
            with pytest.raises(PmsRefused, match="not_found"):
                move(theirs, booked)
        with pytest.raises(PmsRefused, match="not_found"):
            make.RoomFactory(hotel=other_hotel, room_type=other_hotel.room_types.first(), number="999")
            pms.quote_change(booked.number, stay=booked.stay, unit="999")
    assert pms.find(booked.reference) == booked


# The price: what was sold stays sold


def test_kept_nights_keep_their_price_and_new_ones_cost_todays(pms: LocalPms, booked: Booked):
    NightlyRate.objects.update(amount=Decimal("130.00"))
    change = pms.quote_change(booked.number, stay=longer(booked.stay, after=1), unit="101")
    assert (booked.total, change.total, change.fee) == (euros("200.00"), euros("330.00"), euros("0.00"))


def test_a_discount_stays_one_in_a_better_room(pms: LocalPms, booked: Booked):
    LocalBooking.objects.update(total=Decimal("160.00"))
    change = pms.quote_change(booked.number, stay=booked.stay, unit="201")
    assert (change.total, change.room_type) == (euros("288.00"), "suite")  # 360.00 less a fifth


def test_nights_given_up_are_worth_their_share_of_what_was_sold(pms: LocalPms, booked: Booked, stay: Stay):
    NightlyRate.objects.filter(date=stay.arrival).update(amount=Decimal("300.00"))
    only_the_second = Stay(stay.arrival + timedelta(days=1), stay.departure)
    assert pms.quote_change(booked.number, stay=only_the_second, unit="101").total == euros("50.00")


def test_without_todays_rates_the_nights_share_equally(pms: LocalPms, booked: Booked, stay: Stay):
    NightlyRate.objects.all().delete()
    shorter = Stay(stay.arrival, stay.arrival + timedelta(days=1))
    assert pms.quote_change(booked.number, stay=shorter, unit="101").total == euros("100.00")
    with pytest.raises(PmsRefused, match="no_rates") as refused:
        pms.quote_change(booked.number, stay=longer(stay, after=1), unit="101")
    assert refused.value.detail == {"date": stay.departure.isoformat()}


def test_taxes_on_top_come_with_the_nights(pms: LocalPms, hotel: Hotel, booked: Booked):
    Tax.objects.filter(hotel=hotel).update(included=False)
    make.TaxFactory(hotel=hotel, name="Tasa", kind="person_night", value=Decimal("2.00"), included=False)
    change = pms.quote_change(booked.number, stay=longer(booked.stay, after=1), unit="101")
    assert change.total == euros("314.00")  # 200.00 as sold, then 100.00 + 10 % + 2 × 2.00


def test_the_same_stay_costs_the_same_to_the_cent(pms: LocalPms, booked: Booked):
    LocalBooking.objects.update(total=Decimal("199.99"))
    stay = longer(booked.stay, before=1)
    pms.change(booked.number, stay=stay, unit="101", total=euros("333.33"), by=ANA)
    assert pms.quote_change(booked.number, stay=stay, unit="102").total == euros("333.33")


# The terms, for nights given up


@pytest.mark.parametrize(
    ("plan", "days_ahead", "fee"),
    [("flexible", 10, "0.00"), ("flexible", 2, "0.00"), ("flexible", 1, "100.00"), ("saver", 10, "85.00")],
)
def test_fee_is_what_the_rate_plan_says(
    pms: LocalPms, hotel: Hotel, order: Order, plan: str, days_ahead: int, fee: str
):
    arrival = hotel.now().date() + timedelta(days=days_ahead)
    stay = Stay(arrival, arrival + timedelta(days=2))
    booked = pms.book(replace(order, rate_plan=plan, stay=stay))
    change = pms.quote_change(booked.number, stay=Stay(arrival, arrival + timedelta(days=1)), unit="101")
    assert change.fee == euros(fee)
    assert pms.quote_change(booked.number, stay=longer(stay, after=1), unit="101").fee == euros("0.00")


# The rules: told to staff, who may know better


def test_rules_of_sale_are_told_and_do_not_refuse(pms: LocalPms, hotel: Hotel, booked: Booked, stay: Stay):
    make.RestrictionFactory(hotel=hotel, first=stay.arrival, last=stay.arrival, min_nights=3)
    assert pms.quote_change(booked.number, stay=stay, unit="102").broken == ()
    shorter = Stay(stay.arrival, stay.arrival + timedelta(days=1))
    change = pms.quote_change(booked.number, stay=shorter, unit="101")
    assert [(rule.reason, rule.detail) for rule in change.broken] == [("min_nights", {"nights": 3})]
    assert pms.change(booked.number, stay=shorter, unit="101", total=change.total, by=ANA).stay == shorter


def test_a_room_too_small_is_told(pms: LocalPms, order: Order):
    booked = pms.book(replace(order, room_type="suite", unit="201", party=replace(TWO, adults=4)))
    change = pms.quote_change(booked.number, stay=booked.stay, unit="101")
    assert [rule.reason for rule in change.broken] == ["too_many_guests"]


# The room decides


@pytest.mark.parametrize("move", ["dates", "room"])
def test_a_taken_room_is_refused_and_nothing_is_changed(pms: LocalPms, hotel: Hotel, booked: Booked, move: str):
    wanted = (longer(booked.stay, after=2), "101") if move == "dates" else (booked.stay, "102")
    taken = Stay(booked.stay.departure, booked.stay.departure + timedelta(days=2)) if move == "dates" else booked.stay
    occupy(hotel, taken, wanted[1])
    with pytest.raises(PmsRefused, match="sold_out"):
        pms.quote_change(booked.number, stay=wanted[0], unit=wanted[1])
    with pytest.raises(PmsRefused, match="sold_out"):
        pms.change(booked.number, stay=wanted[0], unit=wanted[1], total=booked.total, by=ANA)
    assert pms.find(booked.reference) == booked


def test_the_constraint_has_the_last_word(pms: LocalPms, hotel: Hotel, booked: Booked, monkeypatch):
    """Sold between the look and the update."""
    occupy(hotel, booked.stay, "102")
    monkeypatch.setattr("pms.desk._refuse_the_impossible", lambda *args: None)
    with pytest.raises(PmsRefused, match="sold_out"):
        pms.change(booked.number, stay=booked.stay, unit="102", total=booked.total, by=ANA)
    assert pms.find(booked.reference) == booked


def test_the_day_of_departure_belongs_to_the_next(pms: LocalPms, hotel: Hotel, booked: Booked, stay: Stay):
    occupy(hotel, Stay(stay.departure, stay.departure + timedelta(days=2)), "102")
    occupy(hotel, Stay(stay.arrival - timedelta(days=2), stay.arrival), "102")
    assert pms.change(booked.number, stay=stay, unit="102", total=booked.total, by=ANA).unit == "102"


def test_a_room_out_of_order_takes_nobody_new(pms: LocalPms, hotel: Hotel, booked: Booked):
    Room.objects.filter(number="102").update(out_of_order=True)
    with pytest.raises(PmsRefused, match="sold_out"):
        pms.quote_change(booked.number, stay=booked.stay, unit="102")
    Room.objects.filter(number="101").update(out_of_order=True)
    assert pms.quote_change(booked.number, stay=longer(booked.stay, after=1), unit="101")


@pytest.mark.parametrize("total", [Money(Decimal("-1"), "EUR"), Money(Decimal("200"), "BRL")], ids=str)
def test_a_price_that_is_none_is_refused(pms: LocalPms, booked: Booked, total: Money):
    with pytest.raises(PmsRefused):
        pms.change(booked.number, stay=longer(booked.stay, after=1), unit="101", total=total, by=ANA)
    assert pms.find(booked.reference) == booked


def test_the_past_is_over(pms: LocalPms, hotel: Hotel, booked: Booked):
    today = hotel.now().date()
    with pytest.raises(PmsRefused, match="past"):
        pms.quote_change(booked.number, stay=Stay(today - timedelta(days=1), today + timedelta(days=1)), unit="101")


@pytest.mark.parametrize(
    ("status", "reason"),
    [("cancelled", "already_cancelled"), ("no_show", "already_cancelled"), ("checked_out", "already_left")],
)
def test_what_is_over_is_not_changed(pms: LocalPms, booked: Booked, status: str, reason: str):
    LocalBooking.objects.update(status=status)
    for move in EVERY_MOVE[:4]:
        with pytest.raises(PmsRefused, match=reason):
            move(pms, booked)


# Guests in house


def test_who_changes_rooms_in_house_leaves_their_nights_behind(pms: LocalPms, hotel: Hotel):
    here, today = in_house(pms, hotel, nights=4, slept=2), hotel.now().date()
    occupy(hotel, Stay(today - timedelta(days=3), today), "102", status="checked_out")
    moved = pms.change(here.number, stay=here.stay, unit="102", total=here.total, by=ANA)
    assert (moved.stay, moved.unit, moved.status) == (here.stay, "102", "checked_in")
    row = LocalBooking.objects.get(reference=here.reference)
    assert row.earlier_rooms == [["101", here.stay.arrival.isoformat(), today.isoformat()]]
    assert Room.objects.get(number="101").housekeeping == "dirty"
    rest = Stay(today, here.stay.departure)
    assert "101" in pms.free_units("double", rest)
    assert "102" not in pms.free_units("double", rest)
    again = pms.change(here.number, stay=longer(here.stay, after=1), unit="103", total=here.total, by=ANA)
    assert again.stay == longer(here.stay, after=1)
    assert len(LocalBooking.objects.get(reference=here.reference).earlier_rooms) == 1  # not a night in 102


def test_who_changed_rooms_and_leaves_the_same_day_pays_no_night_more(pms: LocalPms, hotel: Hotel):
    here, today = in_house(pms, hotel, nights=4, slept=2), hotel.now().date()
    pms.change(here.number, stay=here.stay, unit="102", total=here.total, by=ANA)
    left = Stay(here.stay.arrival, today)
    gone = pms.change(here.number, stay=left, unit="102", total=euros("200.00"), by=ANA)
    assert (gone.stay, gone.unit) == (left, "101")
    assert pms.check_out(here.number, by=ANA).status == "checked_out"
    assert {room.housekeeping for room in Room.objects.filter(number__in=["101", "102"])} == {"dirty"}


def test_only_the_rest_of_a_stay_becomes_dearer(pms: LocalPms, hotel: Hotel):
    here = in_house(pms, hotel, nights=3, slept=1)
    assert pms.quote_change(here.number, stay=here.stay, unit="201").total == euros("460.00")  # 100 + 2 × 180


def test_an_arrival_that_was_is_not_moved(pms: LocalPms, hotel: Hotel):
    here = in_house(pms, hotel)
    with pytest.raises(PmsRefused, match="already_arrived"):
        pms.quote_change(here.number, stay=longer(here.stay, before=1), unit="101")


# Coming, going, and not coming


def test_check_in_then_out(pms: LocalPms, hotel: Hotel, order: Order):
    today = hotel.now().date()
    booked = pms.book(replace(order, stay=Stay(today, today + timedelta(days=1))))
    with pytest.raises(PmsRefused, match="not_arrived"):
        pms.check_out(booked.number, by=ANA)
    assert pms.check_in(booked.number, by=ANA).status == "checked_in"
    with pytest.raises(PmsRefused, match="already_arrived"):
        pms.check_in(booked.number, by=ANA)
    assert pms.check_out(booked.number, by=ANA).status == "checked_out"
    assert Room.objects.get(number="101").housekeeping == "dirty"
    assert [told.status for told in pms.changes(datetime.now().astimezone() - timedelta(minutes=1)).ours] == [
        "checked_out"
    ]


def test_too_early_and_too_soon(pms: LocalPms, hotel: Hotel, booked: Booked):
    for move in (pms.check_in, pms.no_show):
        with pytest.raises(PmsRefused, match="too_early"):
            move(booked.number, by=ANA)
    here = in_house(pms, hotel, nights=3, slept=1, unit="102")
    with pytest.raises(PmsRefused, match="leaves_later"):
        pms.check_out(here.number, by=ANA)


def test_a_no_show_frees_the_room(pms: LocalPms, hotel: Hotel):
    yesterday = hotel.now().date() - timedelta(days=1)
    stay = Stay(yesterday, yesterday + timedelta(days=3))
    occupy(hotel, stay, "101")
    row = LocalBooking.objects.get()
    assert pms.no_show(row.number, by=ANA).status == "no_show"
    assert "101" in pms.free_units("double", Stay(yesterday + timedelta(days=1), stay.departure))


def test_the_booking_keeps_who_changed_what(pms: LocalPms, booked: Booked):
    pms.change(booked.number, stay=longer(booked.stay, after=1), unit="102", total=euros("300.00"), by=ANA)
    row = LocalBooking.objects.get()
    reason = row.history.latest().history_change_reason
    assert reason.startswith(ANA) and "101 → 102" in reason and "200.00 → 300.00" in reason


# The calendar


@pytest.mark.parametrize("day", [date(2027, 2, 27), date(2027, 3, 27), date(2027, 10, 30), date(2027, 12, 30)], ids=str)
def test_month_ends_and_the_nights_of_clock_changes_are_nights(hotel: Hotel, day: date):
    """28 February, both clock changes of Madrid, New Year; at 23:59 of the hotel's clock the day is still the day."""
    with time_machine.travel(datetime(day.year, day.month, day.day, 23, 59, tzinfo=hotel.zone), tick=False):
        pms, plan = LocalPms(hotel), RatePlan.objects.get(code="flexible")
        NightlyRate.objects.all().delete()
        for number in range(6):
            kind = Room.objects.get(number="101").room_type
            night = day + timedelta(days=number)
            make.NightlyRateFactory(hotel=hotel, room_type=kind, rate_plan=plan, date=night, amount=Decimal(100))
        booked = pms.book(Order("HA-1", "double", "flexible", "101", Stay(day, day + timedelta(days=2)), TWO, CONTACT))
        assert pms.check_in(booked.number, by=ANA).status == "checked_in"
        longer_stay = longer(booked.stay, after=3)
        assert pms.quote_change(booked.number, stay=longer_stay, unit="101").total == euros("500.00")
    with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=hotel.zone) + timedelta(days=2)):
        assert pms.check_out(booked.number, by=ANA).status == "checked_out"
