"""The desk sells a room that a guest is deciding on: the guest keeps one of the type, or staff hear of it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from locks.models import HoldEvent, RoomHold
from messaging import recovery, tasks
from messaging.models import Conversation
from pms.adapters.local import LocalPms
from pms.errors import PmsUnavailable
from pms.fakes import desk
from pms.fakes.qloapps import Server
from pms.models import Hotel, PmsAccount
from pms.terms import Contact, Party, Stay
from reservations import availability, booking, overrun
from reservations.models import Reservation
from tests.pms.conftest import connect, occupy, qloapps

__all__ = ["qloapps"]
pytestmark = [pytest.mark.integration, pytest.mark.critical]


def deciding(conversation: Conversation, stay: Stay, room_type: str = "double") -> RoomHold:
    offers = availability.search(conversation.hotel, stay, Party(2), asked_by=conversation.key)
    offer = next(row for row in offers if row.room_type == room_type)
    return booking.hold(offer, conversation.guest, holder=conversation.key)


def test_nothing_is_done_where_nothing_was_sold(hotel: Hotel, conversation: Conversation, stay: Stay) -> None:
    held = deciding(conversation, stay)
    assert overrun.settle(hotel) == []
    assert booking.held(hotel, conversation.key) == held


def test_guest_is_given_another_room_of_the_type(hotel: Hotel, conversation: Conversation, stay: Stay) -> None:
    lost = deciding(conversation, stay)
    occupy(hotel, stay, lost.unit)
    [over] = overrun.settle(hotel)
    assert over.instead and (over.lost.pk, over.instead.stay) == (lost.pk, stay)
    assert booking.held(hotel, conversation.key) == over.instead
    assert over.instead.unit != lost.unit
    assert HoldEvent.objects.filter(hold=lost, kind="release", reason=overrun.SOLD).exists()
    conversation.refresh_from_db()
    assert conversation.owner == "agent"


def test_staff_hear_of_the_guest_where_nothing_is_left(hotel: Hotel, conversation: Conversation, stay: Stay) -> None:
    lost = deciding(conversation, stay, "suite")
    occupy(hotel, stay, lost.unit)
    assert recovery.mind_holds(hotel) == 1
    assert booking.held(hotel, conversation.key) is None
    conversation.refresh_from_db()
    assert (conversation.owner, conversation.handover_reason) == (
        "waiting",
        f"the room held for the guest was sold at the desk: {lost.unit}",
    )
    assert recovery.mind_holds(hotel) == 0


def test_what_our_own_booking_has_taken_is_left_alone(
    hotel: Hotel, conversation: Conversation, stay: Stay, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A PMS that has booked and not answered yet: the hold waits for it."""
    held = deciding(conversation, stay)
    book = LocalPms.book

    def booked_and_lost(pms: LocalPms, order: object) -> None:
        book(pms, order)  # type: ignore[arg-type]
        raise PmsUnavailable

    with monkeypatch.context() as patched:
        patched.setattr(LocalPms, "book", booked_and_lost)
        offer = availability.Offer.objects.filter(room_type="double").first()
        booking.confirm(offer, held, Contact("Juan", "juan@example.com"), actor="guest:1")
    assert Reservation.objects.get().status == "pending"
    assert overrun.settle(hotel) == []
    held.refresh_from_db()
    assert held.is_live


def test_other_guests_holds_are_not_overrun_by_the_exchange(
    hotel: Hotel, conversation: Conversation, other_conversation: Conversation, stay: Stay
) -> None:
    one, other = deciding(conversation, stay), deciding(other_conversation, stay)
    third = ({"101", "102", "103"} - {one.unit, other.unit}).pop()
    occupy(hotel, stay, one.unit)
    [over] = overrun.settle(hotel)
    assert over.instead and over.instead.unit == third
    assert booking.held(hotel, other_conversation.key) == other


def test_at_a_qloapps_too(hotel: Hotel, conversation: Conversation, stay: Stay, qloapps: Server) -> None:
    connect(hotel, qloapps, hotel_id=1)
    hotel = Hotel.objects.select_related("pms_account").get(pk=hotel.pk)
    conversation.hotel = hotel
    lost = deciding(conversation, stay, "2")
    assert overrun.settle(hotel) == []
    nights = {"date_from": stay.arrival.isoformat(), "date_to": stay.departure.isoformat()}
    desk.work(qloapps.books, {"do": "book", "room_type": 2, **nights})
    assert recovery.mind_holds(hotel) == 1
    assert booking.held(hotel, conversation.key) is None
    lost.refresh_from_db()
    assert lost.status == "released"


def test_the_task_survives_a_pms_that_is_away(
    hotel: Hotel, conversation: Conversation, stay: Stay, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = deciding(conversation, stay)
    PmsAccount.objects.get_or_create(hotel=hotel)
    monkeypatch.setattr(LocalPms, "free_units", lambda *_: (_ for _ in ()).throw(PmsUnavailable()))
    assert overrun.hotels_holding() == [hotel.pk]
    assert tasks.mind_holds_of(hotel.pk) == 0
    held.refresh_from_db()
    assert held.expires_at > timezone.now()
