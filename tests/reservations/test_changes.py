"""Staff change a stay: the PMS keeps it, our reservation follows, and no guest's hold is overrun."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection

from locks import holds
from locks.models import HoldEvent, RoomHold
from pms import gateway
from pms.adapters.local import LocalPms
from pms.errors import PmsRefused, PmsUnavailable, PmsUnknown
from pms.models import Guest, Hotel, LocalBooking, RatePlan, Room
from pms.terms import Contact, Money, Party, Stay
from reservations import availability, booking, changes
from reservations.errors import NotSettled, RoomHeld
from reservations.models import Reservation
from tests import factories as make
from tests.pms.conftest import connect, occupy, qloapps  # noqa: F401

pytestmark = [pytest.mark.integration, pytest.mark.critical]

ANA = "staff:ana"
CONTACT = Contact("Juan Pérez", "juan@example.com")


@pytest.fixture
def reservation(hotel: Hotel, guest: Guest, stay: Stay) -> Reservation:
    """Juan's, two nights in 101 at 100.00."""
    offers = availability.search(hotel, stay, Party(2), asked_by="conversation:1")
    offer = next(offer for offer in offers if offer.rate_plan == "flexible")
    held = booking.hold(offer, guest, holder="conversation:1")
    return booking.confirm(offer, held, CONTACT, actor="guest:1")


def later(stay: Stay, days: int = 1) -> Stay:
    return Stay(stay.arrival, stay.departure + timedelta(days=days))


def longer(hotel: Hotel, reservation: Reservation) -> changes.Change:
    return changes.quote(hotel, reservation.pms_number, stay=later(reservation.stay), unit=reservation.unit)


def test_our_reservation_follows_with_the_actor(hotel: Hotel, reservation: Reservation):
    change = longer(hotel, reservation)
    booked = changes.apply(hotel, change, total=change.total, actor=ANA)
    row = LocalBooking.objects.get()
    assert (row.stay, row.total) == (booked.stay, Decimal("300.00")) == (later(reservation.offer.stay), Decimal(300))
    reservation.refresh_from_db()
    assert (reservation.status, reservation.stay, reservation.total) == ("changed", booked.stay, Decimal("300.00"))
    event = reservation.events.first()
    assert event.actor == ANA
    assert "200.00 → 300.00" in event.reason


def test_the_hold_stands_while_the_pms_is_asked(hotel: Hotel, reservation: Reservation, monkeypatch):
    seen, change = [], longer(hotel, reservation)

    def look(self, number, **wanted):
        seen.append((connection.in_atomic_block, holds.live_units(hotel, change.stay)))
        return original(self, number, **wanted)

    original = LocalPms.change
    monkeypatch.setattr(LocalPms, "change", look)
    changes.apply(hotel, change, total=change.total, actor=ANA)
    assert [units for _, units in seen] == [{"101"}]
    hold = RoomHold.objects.get(holder=f"change:{reservation.pms_number}")
    assert (hold.status, hold.guest) == ("converted", reservation.guest)
    assert set(hold.events.values_list("kind", "actor")) == {("acquire", ANA), ("convert", ANA)}


def test_a_guests_hold_is_not_overrun(hotel: Hotel, reservation: Reservation, other_conversation):
    tonight = Stay(reservation.stay.departure, reservation.stay.departure + timedelta(days=1))
    theirs = holds.place(
        hotel, "101", tonight, room_type="double", guest=other_conversation.guest, holder="conversation:2"
    )
    change = longer(hotel, reservation)
    with pytest.raises(RoomHeld):
        changes.apply(hotel, change, total=change.total, actor=ANA)
    assert LocalBooking.objects.get().stay == reservation.offer.stay
    theirs.refresh_from_db()
    assert theirs.is_live
    assert HoldEvent.objects.filter(kind="conflict", actor=ANA).exists()


def test_giving_up_nights_takes_no_hold(hotel: Hotel, reservation: Reservation):
    shorter = Stay(reservation.stay.arrival, reservation.stay.arrival + timedelta(days=1))
    change = changes.quote(hotel, reservation.pms_number, stay=shorter, unit="101")
    changes.apply(hotel, change, total=change.total, actor=ANA)
    assert not RoomHold.objects.filter(holder__startswith="change:").exists()


def test_no_of_the_pms_frees_the_room_again(hotel: Hotel, reservation: Reservation):
    change = longer(hotel, reservation)
    occupy(hotel, Stay(reservation.stay.departure, reservation.stay.departure + timedelta(days=2)), "101")
    with pytest.raises(PmsRefused, match="sold_out"):
        changes.apply(hotel, change, total=change.total, actor=ANA)
    assert RoomHold.objects.get(holder__startswith="change:").status == "released"
    reservation.refresh_from_db()
    assert (reservation.status, reservation.total) == ("confirmed", Decimal("200.00"))


@pytest.mark.parametrize(("error", "status"), [(PmsUnavailable, "released"), (PmsUnknown, "live")])
def test_without_an_answer_nothing_is_claimed(hotel, reservation, monkeypatch, error, status: str):
    """What may have been done keeps the room held by time, so that nobody is sold it meanwhile."""
    change = longer(hotel, reservation)

    def fail(*args: object, **kwargs: object) -> None:
        raise error("no answer")

    monkeypatch.setattr(LocalPms, "change", fail)
    with pytest.raises(error):
        changes.apply(hotel, change, total=change.total, actor=ANA)
    assert RoomHold.objects.get(holder__startswith="change:").status == status
    reservation.refresh_from_db()
    assert (reservation.status, reservation.stay) == ("confirmed", reservation.offer.stay)
    assert reservation.events.count() == 2


def test_what_is_not_settled_is_not_changed(hotel: Hotel, reservation: Reservation):
    Reservation._base_manager.filter(pk=reservation.pk).update(status="pending")
    with pytest.raises(NotSettled):
        longer(hotel, reservation)


def test_the_desks_own_booking_moves_too_and_needs_one_guest(hotel: Hotel, stay: Stay):
    occupy(hotel, stay, "101")
    row = LocalBooking.objects.get()
    for unit in ("102", "103"):
        change = changes.quote(hotel, row.number, stay=stay, unit=unit)
        changes.apply(hotel, change, total=change.total, actor=ANA)
    row.refresh_from_db()
    assert row.room.number == "103"
    assert Guest.objects.filter(name=row.guest_name).count() == 1
    assert "102 → 103" in row.history.latest().history_change_reason


def test_a_price_that_staff_honour_goes_along(hotel: Hotel, reservation: Reservation):
    Reservation._base_manager.filter(pk=reservation.pk).update(total=Decimal("180.00"), pms_total=Decimal("200.00"))
    change = longer(hotel, reservation)
    assert (change.booked.total.amount, change.total.amount) == (Decimal("180.00"), Decimal("280.00"))
    changes.apply(hotel, change, total=change.total, actor=ANA)
    reservation.refresh_from_db()
    assert (reservation.total, reservation.pms_total) == (Decimal("280.00"), None)


def test_the_fee_is_never_more_than_the_guest_has_read(hotel: Hotel, reservation: Reservation):
    RatePlan.objects.filter(code="flexible").update(free_until_days=None)
    shorter = Stay(reservation.stay.arrival, reservation.stay.arrival + timedelta(days=1))
    assert changes.quote(hotel, reservation.pms_number, stay=shorter, unit="101").fee == Money(Decimal(0), "EUR")


def test_early_departure_gives_up_the_rest_and_checks_out(hotel: Hotel, reservation: Reservation, today):
    LocalBooking.objects.update(
        period=(today - timedelta(days=1), today + timedelta(days=2)), status="checked_in", total=Decimal(300)
    )
    stay = Stay(today - timedelta(days=1), today + timedelta(days=2))
    left = Stay(stay.arrival, changes.last_day(hotel, stay))
    change = changes.quote(hotel, reservation.pms_number, stay=left, unit="101")
    booked = changes.depart_early(hotel, change, total=change.total, actor=ANA)
    assert (booked.status, booked.stay.departure) == ("checked_out", today)
    reservation.refresh_from_db()
    assert (reservation.status, reservation.stay.departure) == ("checked_out", today)
    assert "101" in gateway.open_for(hotel).free_units("double", Stay(today, today + timedelta(days=2)))


def test_check_in_and_out_are_followed(hotel: Hotel, reservation: Reservation, today):
    period = (today, today + timedelta(days=1))
    LocalBooking.objects.update(period=period)
    changes.check_in(hotel, reservation.pms_number, actor=ANA)
    reservation.refresh_from_db()
    assert reservation.status == "checked_in"
    changes.check_out(hotel, reservation.pms_number, actor=ANA)
    reservation.refresh_from_db()
    assert reservation.status == "checked_out"
    assert set(reservation.events.values_list("status", "actor")) >= {("checked_in", ANA), ("checked_out", ANA)}


def test_concerns_before_a_check_in(hotel: Hotel, today):
    assert changes.concerns(hotel, "101", today=today) == []
    Room.objects.filter(number="101").update(housekeeping="dirty", out_of_order=True)
    occupy(hotel, Stay(today - timedelta(days=2), today), "101", status="checked_in")
    assert changes.concerns(hotel, "101", today=today) == ["dirty", "occupied", "out_of_order"]
    assert changes.concerns(hotel, "no such room", today=today) == []


def test_free_rooms_are_neither_booked_nor_held(hotel: Hotel, guest: Guest, stay: Stay):
    occupy(hotel, stay, "101")
    holds.place(hotel, "102", stay, room_type="double", guest=guest, holder="conversation:1")
    Room.objects.filter(number="201").update(out_of_order=True)
    assert [unit for unit, _ in changes.free_rooms(hotel, stay)] == ["103"]


def test_a_pms_that_changes_nothing_says_so(hotel: Hotel, qloapps, stay: Stay):  # noqa: F811
    connect(hotel, qloapps, hotel_id=1)
    hotel = Hotel.objects.get(pk=hotel.pk)
    assert not changes.possible(hotel)
    with pytest.raises(PmsRefused, match="not_here"):
        changes.quote(hotel, "1", stay=stay, unit="101")
    with pytest.raises(PmsRefused, match="not_here"):
        changes.check_in(hotel, "1", actor=ANA)
    assert not make.RoomHoldFactory._meta.model.objects.exists()
