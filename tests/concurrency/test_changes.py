"""Staff move a stay into a room while a guest takes it: exactly one wins, and what a guest holds is theirs."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest

from locks.errors import HoldConflict
from pms import desk as rules
from pms.adapters.local import LocalPms
from pms.errors import PmsRefused
from pms.models import Guest, Hotel, LocalBooking, RatePlan, Room
from pms.terms import Contact, Stay
from reservations import booking, changes
from reservations.errors import NoRooms, RoomHeld
from tests import factories as make
from tests.concurrency.test_last_room import clean_up, inn, offer_of, stay_of_round, together, without_guards

pytestmark = [pytest.mark.integration, pytest.mark.critical, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ROUNDS = 20
__all__ = ["inn"]


@pytest.fixture
def desk(inn: Hotel) -> Hotel:
    """The inn with its one room 201 to sell, and 202 out of order, where somebody lives who wants 201."""
    kind = Room.objects.get(number="201").room_type
    make.RoomFactory(hotel=inn, room_type=kind, number="202", out_of_order=True)
    return inn


def resident(hotel: Hotel, stay: Stay, unit: str = "202") -> LocalBooking:
    row: LocalBooking = make.LocalBookingFactory(
        hotel=hotel,
        room=Room.objects.get(number=unit),
        rate_plan=RatePlan.objects.get(code="flexible"),
        period=(stay.arrival, stay.departure),
        total=Decimal("360.00"),
    )
    return row


def race(hotel: Hotel, stay: Stay) -> Counter[str]:
    """Three guests and three of the staff, each with a guest of their own to move, all want room 201 at once."""
    offer = offer_of(hotel, stay)
    guests = [make.GuestFactory(hotel=hotel, name=f"Guest {n}") for n in range(3)]
    ahead = (stay.arrival - hotel.now().date()).days  # three more than in the round before
    days = [stay.arrival + timedelta(days=200 + ahead + 2 * n) for n in range(3)]
    rows = [resident(hotel, Stay(day, day + timedelta(days=2))) for day in days]

    def act(n: int) -> str:
        return want(hotel, offer, guests[n]) if n < 3 else move(hotel, rows[n - 3], stay)

    return Counter(together(hotel, act, 6))


def want(hotel: Hotel, offer, guest: Guest) -> str:
    try:
        held = booking.hold(offer, guest, holder=f"conversation:{guest.pk}")
    except (NoRooms, HoldConflict):
        return "no room"
    try:
        booking.confirm(offer, held, Contact(guest.name, "g@example.com"), actor=f"guest:{guest.pk}")
    except NoRooms:
        return "held and lost"
    return "guest"


def move(hotel: Hotel, row: LocalBooking, stay: Stay) -> str:
    try:
        change = changes.quote(hotel, row.number, stay=stay, unit="201")
        changes.apply(hotel, change, total=change.total, actor="staff:ana")
    except (PmsRefused, RoomHeld):
        return "not moved"
    return "moved"


def living_in(hotel: Hotel, stay: Stay) -> int:
    return LocalBooking.objects.filter(hotel=hotel, room__number="201", period=(stay.arrival, stay.departure)).count()


def test_exactly_one_gets_the_room_each_round(desk: Hotel) -> None:
    for number in range(ROUNDS):
        stay = stay_of_round(desk, number)
        outcomes = race(desk, stay)
        assert outcomes["guest"] + outcomes["moved"] == 1 == living_in(desk, stay), outcomes
        assert outcomes["held and lost"] == 0, outcomes


def test_without_the_guards_two_get_it(desk: Hotel) -> None:
    """If this fails, the test above proves nothing."""
    with without_guards():
        for number in range(ROUNDS):
            stay = stay_of_round(desk, number)
            race(desk, stay)
            if doubles := living_in(desk, stay) > 1:
                break
        clean_up()
    assert doubles


def test_without_our_own_hold_a_guest_loses_what_they_hold(desk: Hotel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why `changes` holds the room before it asks the PMS."""
    monkeypatch.setattr(changes, "_to_take", lambda hotel, change: None)
    stay = stay_of_round(desk, 0)
    offer = offer_of(desk, stay)
    guest = make.GuestFactory(hotel=desk)
    held = booking.hold(offer, guest, holder="conversation:1")
    row = resident(desk, stay)
    assert move(desk, row, stay) == "moved"
    with pytest.raises(NoRooms):
        booking.confirm(offer, held, Contact("Ana", "a@example.com"), actor="guest:1")


def test_swapping_rooms_ends_without_a_deadlock(desk: Hotel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two who want each other's room, with nothing but the constraint to refuse them: nobody waits for the other."""
    monkeypatch.setattr(rules, "_refuse_the_impossible", lambda *args: None)
    for number in range(5):
        stay = stay_of_round(desk, number)
        here = resident(desk, stay, "201")
        pair = ((resident(desk, stay), "201"), (here, "202"))

        def swap(n: int, stay: Stay = stay, pair: tuple[tuple[LocalBooking, str], ...] = pair) -> str:
            row, unit = pair[n % 2]
            try:
                LocalPms(desk).change(row.number, stay=stay, unit=unit, total=row.price, by="staff:ana")
            except PmsRefused as error:
                return error.reason
            return "moved"

        assert set(together(desk, swap, 4)) == {"sold_out"}
