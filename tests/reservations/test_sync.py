"""What the desk does with our reservations is followed, and what is pending is settled by one worker at a time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connections
from django.utils import timezone
from django_scopes import scope

from locks import leases
from pms import gateway
from pms.adapters.local import LocalPms
from pms.adapters.qloapps import QloApps
from pms.errors import PmsUnavailable, PmsUnknown
from pms.fakes import desk
from pms.fakes.qloapps import Server
from pms.models import Hotel, LocalBooking, PmsAccount
from pms.terms import Booked, Contact, Money, Moved, Order, Party, Stay
from reservations import availability, booking, sync, tasks
from reservations.errors import NoRooms
from reservations.models import Reservation, ReservationEvent
from tests import factories as make
from tests.conftest import small_hotel
from tests.pms.conftest import at_qloapps, qloapps

__all__ = ["at_qloapps", "qloapps"]

pytestmark = [pytest.mark.integration, pytest.mark.critical]


def reserve(hotel: Hotel, stay: Stay) -> Reservation:
    """A flexible double in room 101, 200.00."""
    offers = availability.search(hotel, stay, Party(2), asked_by="conversation:1")
    offer = next(row for row in offers if (row.room_type, row.rate_plan) == ("double", "flexible"))
    held = booking.hold(offer, make.GuestFactory(hotel=hotel), holder="conversation:1")
    return booking.confirm(offer, held, Contact("Juan", "juan@example.com"), actor="guest:1")


@pytest.fixture
def booked(hotel: Hotel, stay: Stay) -> Reservation:
    return reserve(hotel, stay)


@pytest.fixture
def pending(hotel: Hotel, stay: Stay, monkeypatch: pytest.MonkeyPatch) -> Reservation:
    with monkeypatch.context() as patched:
        patched.setattr(LocalPms, "book", unavailable)
        return reserve(hotel, stay)


def unavailable(*_: object) -> None:
    raise PmsUnavailable


def at_the_desk(**changes: Any) -> None:
    LocalBooking.objects.update(updated_at=timezone.now(), **changes)


def last_event() -> tuple[str, str, str]:
    event = ReservationEvent.objects.latest("pk")
    return event.status, event.actor, event.reason


def test_nothing_changed_writes_nothing(hotel: Hotel, booked: Reservation) -> None:
    events = booked.events.count()
    assert sync.pull(hotel) == []
    booked.refresh_from_db()
    assert (booked.status, booked.events.count()) == ("confirmed", events)


def test_cancelled_at_the_desk(hotel: Hotel, booked: Reservation) -> None:
    at_the_desk(status="cancelled")
    assert sync.pull(hotel) == [booked]
    booked.refresh_from_db()
    assert booked.status == "cancelled"
    assert last_event() == ("cancelled", "pms", "cancelled at the desk")


def test_moved_at_the_desk_tells_old_and_new_once(hotel: Hotel, booked: Reservation, stay: Stay) -> None:
    moved = Stay(stay.arrival + timedelta(days=1), stay.departure + timedelta(days=2))
    at_the_desk(room=hotel.rooms.get(number="103"), period=(moved.arrival, moved.departure), total=Decimal("300.00"))
    assert sync.pull(hotel) == [booked]
    assert sync.pull(hotel) == []
    booked.refresh_from_db()
    assert (booked.status, booked.unit, booked.total, booked.stay) == ("changed", "103", Decimal("300.00"), moved)
    assert booked.offer.stay == stay
    assert last_event() == (
        "changed",
        "pms",
        f"arrival {stay.arrival} → {moved.arrival}, departure {stay.departure} → {moved.departure}, "
        "room 101 → 103, price 200.00 → 300.00",
    )


def test_moved_twice_is_told_twice(hotel: Hotel, booked: Reservation) -> None:
    for number in ("102", "103"):
        at_the_desk(room=hotel.rooms.get(number=number))
        sync.pull(hotel)
    assert last_event()[2] == "room 102 → 103"


@pytest.mark.parametrize("status", ["checked_in", "checked_out", "no_show"])
def test_what_happens_at_the_desk_is_followed(hotel: Hotel, booked: Reservation, status: str) -> None:
    at_the_desk(status=status)
    sync.pull(hotel)
    booked.refresh_from_db()
    assert (booked.status, last_event()[:2]) == (status, (status, "pms"))


def test_another_room_at_check_in_stays_checked_in(hotel: Hotel, booked: Reservation) -> None:
    at_the_desk(status="checked_in", room=hotel.rooms.get(number="102"))
    sync.pull(hotel)
    assert last_event() == ("checked_in", "pms", "room 101 → 102")


def test_what_the_guest_cancelled_is_no_news(hotel: Hotel, booked: Reservation) -> None:
    booking.cancel(booked, actor="guest:1", reason="plans changed")
    assert sync.pull(hotel) == []
    assert last_event() == ("cancelled", "guest:1", "plans changed")


def test_what_is_pending_is_settled_not_followed(hotel: Hotel, stay: Stay, monkeypatch: pytest.MonkeyPatch) -> None:
    book = LocalPms.book

    def unheard(*args: Any) -> None:
        book(*args)
        raise PmsUnknown

    with monkeypatch.context() as patched:
        patched.setattr(LocalPms, "book", unheard)
        reservation = reserve(hotel, stay)
    assert sync.pull(hotel) == []
    reservation.refresh_from_db()
    assert reservation.status == "pending"


def test_a_reservation_made_at_the_desk_is_ignored(hotel: Hotel, booked: Reservation) -> None:
    plan = hotel.rate_plans.get(code="flexible")
    make.LocalBookingFactory(hotel=hotel, room=hotel.rooms.get(number="201"), rate_plan=plan)
    assert sync.pull(hotel) == []
    assert Reservation.objects.count() == 1


def test_a_neighbours_reservation_of_the_same_reference_is_not_ours(
    hotel: Hotel, other_hotel: Hotel, booked: Reservation, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = LocalPms(hotel).find(booked.reference)
    assert found
    monkeypatch.setattr(LocalPms, "changes", lambda *_: Moved([found]))
    at_the_desk(status="cancelled")
    with scope(hotel=other_hotel):
        assert sync.pull(other_hotel) == []


def test_each_pull_begins_a_little_before_the_last(hotel: Hotel, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[datetime] = []
    monkeypatch.setattr(LocalPms, "changes", lambda _, since: asked.append(since) or Moved([]))
    first = timezone.now()
    for minutes in (0, 7):
        with time_machine.travel(first + timedelta(minutes=minutes), tick=False):
            sync.pull(hotel)
    assert asked == [first - sync.FIRST_TIME, first - sync.OVERLAP]
    assert PmsAccount.objects.get().synced_at == first + timedelta(minutes=7)


def test_an_outage_moves_no_clock(hotel: Hotel, booked: Reservation, monkeypatch: pytest.MonkeyPatch) -> None:
    sync.pull(hotel)
    before = PmsAccount.objects.get().synced_at
    at_the_desk(status="cancelled")
    with monkeypatch.context() as patched:
        patched.setattr(LocalPms, "changes", unavailable)
        assert tasks.pull_changes_of(hotel.pk) == 0
    assert PmsAccount.objects.get().synced_at == before
    assert tasks.pull_changes_of(hotel.pk) == 1


def test_every_hotel_is_pulled_by_a_task_of_its_own(
    hotel: Hotel, other_hotel: Hotel, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[Any] = []
    monkeypatch.setattr(tasks.pull_changes_of, "apply_async", lambda args, **_: queued.append(*args))
    tasks.pull_changes()
    assert sorted(queued) == sorted([hotel.pk, other_hotel.pk])


def test_what_somebody_else_settles_stays_as_it_is(hotel: Hotel, pending: Reservation) -> None:
    with leases.hold(hotel, f"reservation:{pending.reference}"):
        assert booking.settle(pending, actor="job:sync").status == "pending"
    assert not LocalBooking.objects.exists()


def test_a_confirm_does_not_wait_for_who_settles(
    hotel: Hotel, pending: Reservation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with leases.hold(hotel, f"reservation:{pending.reference}"):
        again = booking.confirm(pending.offer, pending.hold, Contact("Juan"), actor="guest:1")
    assert (again.pk, again.status) == (pending.pk, "pending")


def test_who_comes_after_a_refusal_hears_of_it(hotel: Hotel, pending: Reservation) -> None:
    stale = Reservation.objects.get(pk=pending.pk)
    Reservation.objects.filter(pk=pending.pk).update(status="refused")
    with pytest.raises(NoRooms):
        booking.settle(stale, actor="job:sync")
    assert not LocalBooking.objects.exists()


def test_overdue_is_what_has_been_pending_for_half_an_hour(pending: Reservation) -> None:
    assert sync.overdue() == []
    with time_machine.travel(timezone.now() + sync.LIMIT + timedelta(seconds=1)):
        assert sync.overdue() == [pending]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [False, True])
def test_a_pms_that_would_book_twice_books_once(monkeypatch: pytest.MonkeyPatch, guarded: bool) -> None:
    """Unguarded, two workers both find nothing and both book: else this proves nothing."""
    hotel = small_hotel(slug="two-workers")
    arrival = hotel.now().date() + timedelta(days=10)
    with scope(hotel=hotel), monkeypatch.context() as patched:
        patched.setattr(LocalPms, "book", unavailable)
        reservation = reserve(hotel, Stay(arrival, arrival + timedelta(days=2)))
    pms = Forgetful()
    monkeypatch.setattr(LocalPms, "find", pms.find)
    monkeypatch.setattr(LocalPms, "book", pms.book)
    if not guarded:
        monkeypatch.setattr(booking.leases, "hold", lambda *_, **__: threading.Lock())
    gate = threading.Barrier(2)

    def settle(_: int) -> str:
        try:
            with scope(hotel=hotel):
                row = Reservation.objects.get(pk=reservation.pk)
                gate.wait()
                return str(booking.settle(row, actor="job:sync").status)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(settle, range(2)))
    assert "confirmed" in outcomes
    assert len(pms.booked) == (1 if guarded else 2)


class Forgetful:
    """Finds nothing and books whatever it is told; two who ask at once both get that far."""

    def __init__(self) -> None:
        self.booked: list[str] = []
        self.both = threading.Barrier(2)

    def find(self, reference: str) -> None:
        with suppress(threading.BrokenBarrierError):
            self.both.wait(timeout=0.5)

    def book(self, order: Order) -> Booked:
        self.booked.append(order.reference)
        total = Money(Decimal("200.00"), "EUR")
        return Booked("L1", order.reference, "confirmed", order.unit, order.room_type, order.stay, total)


def test_a_room_that_the_desk_sold_is_no_longer_offered_after_the_next_poll(
    hotel: Hotel, stay: Stay, at_qloapps: QloApps, qloapps: Server
) -> None:
    """What others had of the same stay is kept for minutes; a poll that sees somebody else's booking ends that."""

    def left() -> int:
        pms = gateway.open_for(Hotel.objects.select_related("pms_account").get(pk=hotel.pk))
        return {quote.room_type: len(quote.units) for quote in pms.offers(stay, Party(2))}.get("1", 0)

    assert left() == 3
    dates = {"date_from": stay.arrival.isoformat(), "date_to": stay.departure.isoformat()}
    desk.work(qloapps.books, {"do": "book", "room_type": 1, "rooms": 2, **dates})
    assert left() == 3, "as it was kept"
    sync.pull(hotel)
    assert left() == 1


@pytest.fixture
def booked_there(hotel: Hotel, stay: Stay, at_qloapps: QloApps) -> Reservation:
    hotel = Hotel.objects.select_related("pms_account").get(pk=hotel.pk)
    offer = availability.search(hotel, stay, Party(2), asked_by="conversation:1")[0]
    held = booking.hold(offer, make.GuestFactory(hotel=hotel), holder="conversation:1")
    return booking.confirm(offer, held, Contact("Juan", "juan@example.com"), actor="guest:1")


def test_what_moved_no_date_is_found_by_the_check_of_open_stays(
    hotel: Hotel, booked_there: Reservation, qloapps: Server
) -> None:
    """A row that was cancelled by SQL: neither it nor its order says when."""
    hotel = Hotel.objects.select_related("pms_account").get(pk=hotel.pk)
    for table in ("orders", "room_bookings"):
        for row in qloapps.books.rows[table].values():
            row["date_upd"] = "2020-01-01 00:00:00"
    assert sync.check(hotel) == []
    [row] = qloapps.books.rows["room_bookings"].values()
    row.update(is_cancelled=1, is_refunded=1)
    assert sync.pull(hotel) == []
    assert tasks.check_stays_of(hotel.pk) == 1
    assert last_event() == ("cancelled", "pms", "cancelled at the desk")


def test_only_stays_that_are_not_over_are_checked(
    hotel: Hotel, booked: Reservation, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(LocalPms, "as_they_stand", lambda _, references: asked.extend(references) or [])
    sync.check(hotel)
    assert asked == [booked.reference]
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        sync.check(hotel)
    for status in ("cancelled", "refused", "pending", "checked_out", "no_show"):
        Reservation.objects.update(status=status)
        sync.check(hotel)
    assert asked == [booked.reference]


def test_stays_are_checked_where_the_pms_is_not_ours(
    hotel: Hotel, other_hotel: Hotel, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[Any] = []
    monkeypatch.setattr(tasks.check_stays_of, "apply_async", lambda args, **_: queued.append(*args))
    make.PmsAccountFactory(hotel=hotel, kind="qloapps")
    make.PmsAccountFactory(hotel=other_hotel, kind="local")
    tasks.check_stays()
    assert queued == [hotel.pk]


def test_an_outage_checks_nothing(hotel: Hotel, booked: Reservation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LocalPms, "as_they_stand", unavailable)
    assert tasks.check_stays_of(hotel.pk) == 0
