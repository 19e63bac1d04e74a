"""The local PMS books a room once, finds it, and cancels it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django_scopes import scopes_disabled

from pms.adapters.local import LocalPms
from pms.errors import PmsRefused
from pms.models import Hotel, LocalBooking, NightlyRate, Room
from pms.terms import Order, Stay
from tests import factories as make
from tests.pms.conftest import occupy


def test_book_tells_what_was_booked(pms: LocalPms, order: Order, stay: Stay):
    booked = pms.book(order)
    assert (booked.status, booked.unit, booked.room_type, booked.stay) == ("confirmed", "101", "double", stay)
    assert (booked.total.amount, booked.guest_name) == (Decimal("200.00"), "Juan Pérez")
    assert pms.find("HA-1") == booked
    assert "101" not in pms.free_units("double", stay)


def test_book_twice_books_once(pms: LocalPms, order: Order):
    assert pms.book(order) == pms.book(order)
    assert LocalBooking.objects.count() == 1


def test_book_the_last_room_twice_answers_the_booking_that_exists(pms: LocalPms, order: Order):
    for number in ("102", "103", "201"):
        Room.objects.filter(number=number).update(out_of_order=True)
    booked = pms.book(order)
    assert pms.book(order) == booked


def test_book_twice_answers_the_booking_also_where_the_desk_has_moved_it(pms: LocalPms, order: Order):
    booked = pms.book(order)
    LocalBooking.objects.update(room=Room.objects.get(number="102"))
    assert pms.book(order) == replace(booked, unit="102")
    assert LocalBooking.objects.count() == 1


def test_book_refuses_a_room_that_is_taken(pms: LocalPms, hotel: Hotel, order: Order, stay: Stay):
    occupy(hotel, stay, "101")
    with pytest.raises(PmsRefused, match="sold_out"):
        pms.book(order)
    assert pms.find("HA-1") is None


def test_book_refuses_when_the_room_goes_between_quote_and_insert(
    pms: LocalPms, hotel: Hotel, order: Order, stay: Stay, monkeypatch
):
    quote = pms._requote(order)
    occupy(hotel, stay, "101")
    monkeypatch.setattr(pms, "_requote", lambda order: quote)
    with pytest.raises(PmsRefused, match="sold_out"):
        pms.book(order)


@pytest.mark.parametrize(
    "wrong", [{"unit": "201"}, {"unit": "999"}, {"rate_plan": "none"}, {"room_type": "suite"}], ids=str
)
def test_book_refuses_what_is_not_offered(pms: LocalPms, order: Order, wrong: dict[str, str]):
    """A suite at the price of a double, for one."""
    with pytest.raises(PmsRefused, match="sold_out"):
        pms.book(replace(order, **wrong))
    assert not LocalBooking.objects.exists()


def test_book_refuses_a_room_out_of_order(pms: LocalPms, order: Order):
    Room.objects.filter(number="101").update(out_of_order=True)
    with pytest.raises(PmsRefused, match="sold_out"):
        pms.book(order)


def test_book_charges_todays_price(pms: LocalPms, order: Order):
    NightlyRate.objects.update(amount=Decimal("50.00"))
    assert pms.book(order).total.amount == Decimal("100.00")


def test_book_keeps_rules(pms: LocalPms, hotel: Hotel, order: Order, stay: Stay):
    make.RestrictionFactory(hotel=hotel, first=stay.arrival, last=stay.arrival, min_nights=3)
    with pytest.raises(PmsRefused, match="min_nights"):
        pms.book(order)


@pytest.mark.critical
@pytest.mark.parametrize("status", ["confirmed", "checked_in", "checked_out"])
def test_the_database_refuses_two_live_bookings_of_a_night(hotel: Hotel, stay: Stay, status: str):
    occupy(hotel, stay, "101", status=status)
    with pytest.raises(IntegrityError, match="one_booking_per_room_and_night"), transaction.atomic():
        occupy(hotel, Stay(stay.departure - timedelta(days=1), stay.departure), "101")


def test_the_database_refuses_a_booking_of_no_nights(hotel: Hotel, stay: Stay):
    occupy(hotel, stay, "101")
    with pytest.raises(IntegrityError, match="booking_has_nights"), connection.cursor() as cursor:
        cursor.execute("UPDATE pms_localbooking SET period = 'empty'")


# Looking up and cancelling


def test_find_is_clear_about_there_being_none(pms: LocalPms):
    assert pms.find("HA-nothing") is None


def test_find_does_not_see_another_hotels_reference(pms: LocalPms, other_hotel: Hotel, order: Order):
    pms.book(order)
    with scopes_disabled():
        assert LocalPms(other_hotel).find("HA-1") is None


def test_cancel_frees_the_room(pms: LocalPms, order: Order, stay: Stay):
    booked = pms.book(order)
    assert pms.cancel(booked.number).status == "cancelled"
    assert "101" in pms.free_units("double", stay)


def test_cancel_twice_says_so(pms: LocalPms, order: Order):
    number = pms.book(order).number
    pms.cancel(number)
    with pytest.raises(PmsRefused, match="already_cancelled"):
        pms.cancel(number)


def test_cancel_refuses_a_guest_in_house(pms: LocalPms, order: Order):
    number = pms.book(order).number
    LocalBooking.objects.update(status="checked_in")
    with pytest.raises(PmsRefused, match="already_arrived"):
        pms.cancel(number)


@pytest.mark.parametrize("number", ["", "L", "L0", "L999999999", "X1", "L²", "L1 OR 1=1", "L" + "9" * 5000])
def test_cancel_refuses_numbers_that_are_not_ours(pms: LocalPms, order: Order, number: str):
    pms.book(order)
    with pytest.raises(PmsRefused, match="not_found"):
        pms.cancel(number)


def test_cancel_refuses_another_hotels_number(pms: LocalPms, other_hotel: Hotel, order: Order):
    number = pms.book(order).number
    with scopes_disabled(), pytest.raises(PmsRefused, match="not_found"):
        LocalPms(other_hotel).cancel(number)
