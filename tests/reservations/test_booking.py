from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django_scopes import scope

from locks.errors import HoldExpired
from locks.models import HoldEvent, RoomHold
from pms.adapters.local import LocalPms
from pms.errors import PmsUnavailable, PmsUnknown
from pms.models import Guest, Hotel, LocalBooking, NightlyRate
from pms.terms import Contact, Order, Party, Stay
from reservations import availability, booking, sync
from reservations.errors import NoRooms, NotCancellable
from reservations.models import Offer, Reservation, ReservationEvent
from tests import factories as make

pytestmark = [pytest.mark.integration, pytest.mark.critical]

JUAN = Contact("Juan Pérez", "juan@example.com", "+34666777888")


@pytest.fixture
def offer(hotel: Hotel, stay: Stay) -> Offer:
    """A flexible double, two nights, 200.00."""
    offers = availability.search(hotel, stay, Party(2), asked_by="conversation:1")
    return next(offer for offer in offers if (offer.room_type, offer.rate_plan) == ("double", "flexible"))


def hold(offer: Offer, guest: Guest, holder: str = "conversation:1", unit: str = "") -> RoomHold:
    return booking.hold(offer, guest, holder=holder, unit=unit)


def confirm(offer: Offer, held: RoomHold) -> Reservation:
    return booking.confirm(offer, held, JUAN, actor="guest:1")


def story(reservation: Reservation) -> list[str]:
    return list(
        ReservationEvent.objects.filter(reservation=reservation).order_by("pk").values_list("status", flat=True)
    )


def test_hold_gives_the_second_guest_the_next_room(offer: Offer, guest: Guest) -> None:
    assert hold(offer, guest).unit == "101"
    assert hold(offer, guest, "conversation:2").unit == "102"
    assert HoldEvent.objects.filter(kind="conflict", unit="101", reason="conversation:2").exists()


def test_hold_prefers_the_room_that_was_asked_for(offer: Offer, guest: Guest) -> None:
    assert hold(offer, guest, unit="103").unit == "103"


def test_hold_tells_when_the_last_room_is_gone(offer: Offer, guest: Guest) -> None:
    for n in range(3):
        hold(offer, guest, f"conversation:{n}")
    with pytest.raises(NoRooms):
        hold(offer, guest, "conversation:9")


def test_hold_lets_go_of_the_one_before(offer: Offer, guest: Guest) -> None:
    first, second = hold(offer, guest, unit="101"), hold(offer, guest, unit="102")
    first.refresh_from_db()
    assert (first.status, second.status) == ("released", "live")


def test_confirm_books_in_the_pms_and_converts_the_hold(hotel: Hotel, offer: Offer, guest: Guest) -> None:
    held = hold(offer, guest)
    reservation = confirm(offer, held)
    held.refresh_from_db()
    booked = LocalBooking.objects.get(reference=reservation.reference)
    assert (reservation.status, held.status) == ("confirmed", "converted")
    assert (booked.room.number, booked.stay, booked.total) == (held.unit, offer.stay, Decimal("200.00"))
    assert (booked.guest_name, booked.guest_email, booked.guest_phone) == (JUAN.name, JUAN.email, JUAN.phone)
    assert reservation.pms_number == booked.number
    assert story(reservation) == ["pending", "confirmed"]


def test_confirm_twice_books_once(offer: Offer, guest: Guest) -> None:
    held = hold(offer, guest)
    assert confirm(offer, held).pk == confirm(offer, held).pk
    assert LocalBooking.objects.count() == Reservation.objects.count() == 1


def test_confirm_refuses_an_overdue_hold(offer: Offer, guest: Guest) -> None:
    held = hold(offer, guest)
    with time_machine.travel(timezone.now() + timedelta(hours=1)), pytest.raises(HoldExpired):
        confirm(offer, held)
    assert not Reservation.objects.exists()


def test_confirm_passes_on_a_refusal_and_frees_the_room(hotel: Hotel, offer: Offer, guest: Guest) -> None:
    held = hold(offer, guest)
    desk = make.LocalBookingFactory(
        hotel=hotel,
        room=hotel.rooms.get(number="101"),
        rate_plan=hotel.rate_plans.get(code="flexible"),
        period=held.period,
    )
    with pytest.raises(NoRooms):
        confirm(offer, held)
    held.refresh_from_db()
    assert held.status == "released"
    assert Reservation.objects.get().status == "refused"
    assert list(LocalBooking.objects.all()) == [desk]


def test_confirm_leaves_another_price_to_staff(hotel: Hotel, offer: Offer, guest: Guest) -> None:
    held = hold(offer, guest)
    NightlyRate.objects.filter(hotel=hotel).update(amount=Decimal("120.00"))
    reservation = confirm(offer, held)
    assert (reservation.status, reservation.total) == ("needs_staff", Decimal("240.00"))
    assert "offered 200.00, booked 240.00" in reservation.events.latest("pk").reason


def test_confirm_leaves_another_room_type_to_staff(
    hotel: Hotel, offer: Offer, guest: Guest, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, book = hold(offer, guest), LocalPms.book
    monkeypatch.setattr(LocalPms, "book", lambda pms, order: replace(book(pms, order), room_type="suite"))
    reservation = confirm(offer, held)
    assert (reservation.status, reservation.unit) == ("needs_staff", "101")
    assert "offered room type double, booked suite" in reservation.events.latest("pk").reason


@pytest.mark.parametrize("trouble", [PmsUnavailable, PmsUnknown])
def test_an_unanswered_booking_stays_pending_and_is_settled_later(
    offer: Offer, guest: Guest, monkeypatch: pytest.MonkeyPatch, trouble: type[Exception]
) -> None:
    held = hold(offer, guest)
    with monkeypatch.context() as patched:
        patched.setattr(LocalPms, "book", lambda *_: (_ for _ in ()).throw(trouble()))
        assert confirm(offer, held).status == "pending"
    with time_machine.travel(timezone.now() + sync.PATIENCE + timedelta(seconds=1)):
        assert len(sync.settle_pending()) == 1
    reservation = Reservation.objects.get()
    assert (reservation.status, LocalBooking.objects.count()) == ("confirmed", 1)


def test_settle_finds_a_booking_whose_answer_was_lost(
    offer: Offer, guest: Guest, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, book = hold(offer, guest), LocalPms.book

    def booked_but_unheard(*args: object) -> None:
        book(*args)  # type: ignore[arg-type]
        raise PmsUnknown

    with monkeypatch.context() as patched:
        patched.setattr(LocalPms, "book", booked_but_unheard)
        reservation = confirm(offer, held)
    assert reservation.status == "pending"
    assert booking.settle(reservation, actor="job:sync").status == "confirmed"
    assert LocalBooking.objects.count() == 1


def test_cancel_frees_the_room_and_keeps_the_history(offer: Offer, guest: Guest) -> None:
    reservation = booking.cancel(confirm(offer, hold(offer, guest)), actor="guest:1", reason="plans changed")
    assert story(reservation) == ["pending", "confirmed", "cancelled"]
    assert LocalBooking.objects.get().status == "cancelled"
    assert confirm(offer, hold(offer, guest)).status == "confirmed"


def test_cancel_refuses_twice(offer: Offer, guest: Guest) -> None:
    reservation = booking.cancel(confirm(offer, hold(offer, guest)), actor="guest:1")
    with pytest.raises(NotCancellable):
        booking.cancel(reservation, actor="guest:1")


def test_cancellation_is_free_until_the_day_of_the_policy(offer: Offer, guest: Guest) -> None:
    reservation = confirm(offer, hold(offer, guest))
    assert offer.free_until
    assert booking.cancellation_fee(reservation) == 0
    day_after = timezone.now() + (offer.free_until - timezone.now().date()) + timedelta(days=1)
    with time_machine.travel(day_after):
        assert booking.cancellation_fee(reservation) == Decimal("100.00")


def test_of_guest_shows_only_what_stands(offer: Offer, guest: Guest) -> None:
    kept = confirm(offer, hold(offer, guest))
    booking.cancel(confirm(offer, hold(offer, guest, "conversation:2")), actor="guest:1")
    assert booking.of_guest(guest) == [kept]


@pytest.mark.security
def test_the_history_cannot_be_rewritten(offer: Offer, guest: Guest) -> None:
    confirm(offer, hold(offer, guest))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE reservations_reservationevent SET reason = 'x'")


def test_a_room_stays_held_while_the_pms_does_not_answer(
    hotel: Hotel, offer: Offer, guest: Guest, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = hold(offer, guest)
    monkeypatch.setattr(LocalPms, "book", lambda *_: (_ for _ in ()).throw(PmsUnavailable()))
    confirm(offer, held)
    booking.release(hotel, "conversation:1", reason="another search")
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        booking.release_expired()
        held.refresh_from_db()
        assert held.is_live


def test_one_hotels_broken_pms_does_not_stop_the_others(
    hotel: Hotel, other_hotel: Hotel, offer: Offer, guest: Guest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(LocalPms, "book", lambda *_: (_ for _ in ()).throw(PmsUnavailable()))
        confirm(offer, hold(offer, guest))
        with scope(hotel=other_hotel):
            visitor = make.GuestFactory(hotel=other_hotel)
            theirs = availability.search(other_hotel, offer.stay, Party(2), asked_by="conversation:7")[0]
            confirm(theirs, hold(theirs, visitor, "conversation:7"))
            make.PmsAccountFactory(hotel=other_hotel, kind="no-such-pms")
    with time_machine.travel(timezone.now() + sync.PATIENCE + timedelta(seconds=1)):
        assert [row.hotel_id for row in sync.settle_pending()] == [hotel.pk]


def test_a_change_that_finds_no_room_keeps_the_hold_there_was(hotel: Hotel, offer: Offer, guest: Guest) -> None:
    suite = next(
        row for row in availability.search(hotel, offer.stay, Party(2), asked_by="x") if row.room_type == "suite"
    )
    mine = hold(offer, guest)
    hold(suite, guest, "conversation:2")
    with pytest.raises(NoRooms):
        hold(suite, guest)
    mine.refresh_from_db()
    assert mine.is_live


def test_what_the_pms_has_cancelled_is_never_confirmed(
    offer: Offer, guest: Guest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Booked, its answer lost, and cancelled before anybody looked it up."""
    book = LocalPms.book

    def lost(pms: LocalPms, order: Order) -> None:
        book(pms, order)
        LocalBooking.objects.update(status="cancelled")
        raise PmsUnknown

    with monkeypatch.context() as patched:
        patched.setattr(LocalPms, "book", lost)
        reservation = confirm(offer, hold(offer, guest))
    assert reservation.status == "pending"
    assert booking.settle(reservation, actor="job:sync").status == "needs_staff"
