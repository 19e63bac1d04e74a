"""What the agent leaves to a person: it is decided once, by what the PMS has now, and every line says by whom."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connections
from django.utils import timezone
from django_scopes import scope

from locks import leases
from pms.adapters.local import LocalPms
from pms.errors import PmsUnavailable
from pms.models import Hotel, LocalBooking, NightlyRate
from pms.terms import Booked, Contact, Money, Party, Stay
from reservations import availability, booking, review, sync
from reservations.errors import BeingDecided, Decided, MovedMeanwhile, NotCancellable, NotThere
from reservations.models import Reservation, ReservationEvent
from tests import factories as make

pytestmark = [pytest.mark.integration, pytest.mark.critical]

OFFERED, BOOKED = Decimal("200.00"), Decimal("240.00")


def away(*_: object, **__: object) -> None:
    raise PmsUnavailable


def reserve(hotel: Hotel, stay: Stay, *, meanwhile: Callable[[], object] = lambda: None) -> Reservation:
    offers = availability.search(hotel, stay, Party(2), asked_by="conversation:1")
    offer = next(row for row in offers if (row.room_type, row.rate_plan) == ("double", "flexible"))
    held = booking.hold(offer, make.GuestFactory(hotel=hotel), holder="conversation:1")
    meanwhile()
    return booking.confirm(offer, held, Contact("Juan Pérez", "juan@example.com"), actor="guest:1")


@pytest.fixture
def dearer(hotel: Hotel, stay: Stay) -> Reservation:
    """Offered at 200.00, booked at 240.00."""
    return reserve(hotel, stay, meanwhile=lambda: NightlyRate.objects.update(amount=Decimal("120.00")))


@pytest.fixture
def pending(hotel: Hotel, stay: Stay, monkeypatch: pytest.MonkeyPatch) -> Reservation:
    with monkeypatch.context() as patched:
        patched.setattr(LocalPms, "book", away)
        return reserve(hotel, stay)


def fresh(reservation: Reservation) -> Reservation:
    return Reservation.objects.get(pk=reservation.pk)


def last(reservation: Reservation) -> tuple[str, str, str]:
    event = reservation.events.latest("pk")
    return event.status, event.actor, event.reason


def at_the_desk(**changes: Any) -> None:
    LocalBooking.objects.update(updated_at=timezone.now(), **changes)


def test_the_queue_has_what_waits_for_a_person_with_its_reasons(hotel: Hotel, stay: Stay, dearer: Reservation) -> None:
    make.ReservationFactory(hotel=hotel)
    [row] = review.reservations()
    assert (row, review.reasons(row)) == (dearer, ["price"])
    assert row.since == dearer.events.latest("pk").at
    make.RequestFactory(hotel=hotel)
    make.RequestFactory(hotel=hotel, status="done")
    assert review.count() == 2


def test_an_unknown_outcome_waits_for_a_person_after_half_an_hour(hotel: Hotel, pending: Reservation) -> None:
    assert review.count() == 0
    with time_machine.travel(timezone.now() + sync.LIMIT + timedelta(minutes=1)):
        assert [review.reasons(row) for row in review.reservations()] == [["unknown"]]


def test_approve_at_the_price_of_the_pms(dearer: Reservation) -> None:
    review.approve(dearer, BOOKED, actor="staff:ana")
    row = fresh(dearer)
    assert (row.status, row.total, row.pms_total) == ("confirmed", BOOKED, None)
    assert last(dearer) == ("confirmed", "staff:ana", "approved at 240.00")
    assert review.count() == 0


def test_an_honoured_price_outlives_what_the_pms_tells(hotel: Hotel, dearer: Reservation) -> None:
    review.approve(dearer, OFFERED, actor="staff:ana", reason="our mistake")
    assert last(dearer)[2] == "approved at 200.00, the PMS has 240.00: our mistake"
    at_the_desk(guest_name="Juan P.")
    assert sync.pull(hotel) == []
    assert (fresh(dearer).status, fresh(dearer).total) == ("confirmed", OFFERED)
    at_the_desk(total=Decimal("260.00"))
    sync.pull(hotel)
    row = fresh(dearer)
    assert (row.status, row.total, row.pms_total) == ("changed", Decimal("260.00"), None)
    assert last(dearer)[2] == "price 240.00 → 260.00"


def test_approve_writes_what_else_is_to_be_written_in_the_same_transaction(dearer: Reservation) -> None:
    def fails(row: Reservation) -> None:
        assert row.status == "confirmed"
        raise MovedMeanwhile

    with pytest.raises(MovedMeanwhile):
        review.approve(dearer, BOOKED, actor="staff:ana", inside=fails)
    assert fresh(dearer).status == "needs_staff"


def test_another_price_by_now_is_written_down_and_looked_at_again(dearer: Reservation) -> None:
    at_the_desk(total=Decimal("250.00"))
    with pytest.raises(MovedMeanwhile):
        review.approve(dearer, BOOKED, actor="staff:ana")
    row = fresh(dearer)
    assert (row.status, row.total) == ("needs_staff", Decimal("250.00"))


def test_what_the_pms_has_cancelled_is_not_approved(hotel: Hotel, dearer: Reservation) -> None:
    at_the_desk(status="cancelled")
    for _ in range(2):
        with pytest.raises(NotThere):
            review.approve(dearer, BOOKED, actor="staff:ana")
    assert last(dearer) == ("needs_staff", "staff:ana", booking.CANCELLED_THERE)
    assert dearer.events.filter(reason=booking.CANCELLED_THERE).count() == 1
    assert review.reasons(review.reservations().get()) == ["cancelled"]


def test_it_goes_on_waiting_whatever_the_desk_does_until_the_guest_is_there(hotel: Hotel, dearer: Reservation) -> None:
    at_the_desk(status="cancelled")
    assert sync.pull(hotel) == [dearer]
    assert sync.pull(hotel) == []
    assert review.reasons(review.reservations().get()) == ["cancelled"]
    at_the_desk(status="confirmed", total=OFFERED)
    assert sync.pull(hotel) == [dearer]
    row = review.reservations().get()
    assert (row.total, review.reasons(row)) == (OFFERED, ["other"])
    at_the_desk(status="checked_in")
    sync.pull(hotel)
    assert (fresh(dearer).status, review.count()) == ("checked_in", 0)


def test_other_dates_are_kept_beside_those_offered(hotel: Hotel, stay: Stay, monkeypatch: pytest.MonkeyPatch) -> None:
    later = Stay(stay.arrival + timedelta(days=1), stay.departure + timedelta(days=1))
    book = LocalPms.book

    def shifted(pms: LocalPms, order: Any) -> Any:
        book(pms, order)
        LocalBooking.objects.update(period=(later.arrival, later.departure))
        return pms.find(order.reference)

    monkeypatch.setattr(LocalPms, "book", shifted)
    reservation = reserve(hotel, stay)
    row = review.reservations().get()
    assert (row.stay, row.offer.stay, review.reasons(row)) == (later, stay, ["dates"])
    sync.pull(hotel)
    assert fresh(reservation).status == "needs_staff"


def test_refuse_cancels_in_the_pms(dearer: Reservation) -> None:
    review.refuse(dearer, actor="staff:ana", reason="the guest wants the old price")
    assert LocalBooking.objects.get().status == "cancelled"
    assert last(dearer) == ("cancelled", "staff:ana", "the guest wants the old price")


def test_refuse_of_what_does_not_stand_there(dearer: Reservation) -> None:
    at_the_desk(status="cancelled")
    review.refuse(dearer, actor="staff:ana", reason="cancelled at the desk")
    assert fresh(dearer).status == "refused"


def test_refuse_of_a_guest_in_house_changes_nothing(dearer: Reservation) -> None:
    at_the_desk(status="checked_in")
    with pytest.raises(NotCancellable):
        review.refuse(dearer, actor="staff:ana", reason="no")
    assert fresh(dearer).status == "needs_staff"


@pytest.mark.parametrize("verb", ["approve", "refuse", "look"])
def test_without_an_answer_of_the_pms_nothing_is_claimed(
    dearer: Reservation, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    events = dearer.events.count()
    for name in ("find", "cancel"):
        monkeypatch.setattr(LocalPms, name, away)
    decide: dict[str, Callable[[], object]] = {
        "approve": lambda: review.approve(dearer, BOOKED, actor="staff:ana"),
        "refuse": lambda: review.refuse(dearer, actor="staff:ana", reason="no"),
        "look": lambda: review.look(dearer, actor="staff:ana"),
    }
    with pytest.raises(PmsUnavailable):
        decide[verb]()
    assert (fresh(dearer).status, dearer.events.count()) == ("needs_staff", events)


def test_look_settles_what_was_never_answered(pending: Reservation, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(LocalPms, "book", away)
        assert not review.look(pending, actor="staff:ana")
    assert review.look(pending, actor="staff:ana")
    assert last(pending) == ("confirmed", "staff:ana", "")


def test_look_finds_what_the_desk_has_done(dearer: Reservation) -> None:
    assert not review.look(dearer, actor="staff:ana")
    at_the_desk(total=OFFERED)
    assert review.look(dearer, actor="staff:ana")
    assert last(dearer) == ("needs_staff", "staff:ana", "price 240.00 → 200.00")


def test_who_comes_second_hears_who_was_faster(dearer: Reservation) -> None:
    stale = fresh(dearer)
    review.approve(dearer, BOOKED, actor="staff:eva")
    with pytest.raises(Decided) as no:
        review.refuse(stale, actor="staff:ana", reason="too late")
    assert (no.value.actor, no.value.status) == ("staff:eva", "Confirmed")
    assert LocalBooking.objects.get().status == "confirmed"


def test_while_one_decides_nobody_else_does(hotel: Hotel, dearer: Reservation) -> None:
    with leases.hold(hotel, f"reservation:{dearer.reference}"), pytest.raises(BeingDecided):
        review.approve(dearer, BOOKED, actor="staff:ana")


def test_correct_keeps_the_old_row_and_asks_for_what_was_seen(dearer: Reservation) -> None:
    stale = fresh(dearer)
    changes = {"guest_name": "Juana Pérez", "guest_email": "juana@example.com"}
    review.correct(dearer, changes, actor="staff:ana", reason="misheard")
    row = fresh(dearer)
    assert (row.status, row.guest_name, row.guest_email) == ("needs_staff", "Juana Pérez", "juana@example.com")
    assert last(dearer) == (
        "needs_staff",
        "staff:ana",
        "name Juan Pérez → Juana Pérez, email juan@example.com → juana@example.com: misheard",
    )
    now, before = row.history.all()[:2]
    assert (now.guest_name, before.guest_name) == ("Juana Pérez", "Juan Pérez")
    with pytest.raises(MovedMeanwhile):
        review.correct(stale, {"guest_phone": "+34600111222"}, actor="staff:eva", reason="new number")


def test_a_corrected_total_stays_beside_that_of_the_pms(hotel: Hotel, dearer: Reservation) -> None:
    review.approve(dearer, BOOKED, actor="staff:ana")
    review.correct(dearer, {"total": Decimal("220.00")}, actor="staff:ana", reason="half the difference")
    at_the_desk(guest_name="x")
    sync.pull(hotel)
    assert (fresh(dearer).total, fresh(dearer).pms_total, fresh(dearer).status) == (
        Decimal("220.00"),
        BOOKED,
        "confirmed",
    )
    review.correct(dearer, {"total": BOOKED}, actor="staff:ana", reason="the guest agrees")
    assert fresh(dearer).pms_total is None


@pytest.mark.security
@pytest.mark.parametrize(
    "nonsense",
    [
        {"guest_name": ""},
        {"guest_name": "x" * 121},
        {"guest_email": "nobody"},
        {"total": Decimal("-1")},
        {"total": Decimal("1e12")},
        {"total": "much"},
    ],
)
def test_nonsense_is_refused_and_nothing_is_lost(dearer: Reservation, nonsense: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        review.correct(dearer, nonsense, actor="staff:ana", reason="x")
    assert fresh(dearer).events.count() == dearer.events.count() == 2


@pytest.mark.parametrize("status", ["pending", "refused", "cancelled", "checked_out"])
def test_what_is_on_its_way_or_over_is_not_corrected(hotel: Hotel, status: str) -> None:
    reservation = make.ReservationFactory(hotel=hotel, status=status)
    with pytest.raises(Decided):
        review.correct(reservation, {"guest_name": "X"}, actor="staff:ana", reason="x")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_of_two_at_once_one_decides(
    hotel: Hotel, dearer: Reservation, monkeypatch: pytest.MonkeyPatch, guarded: bool
) -> None:
    """Without the guard the PMS loses what the guest is told is confirmed."""
    gate = threading.Barrier(2)
    cancel = LocalPms.cancel

    def slow(pms: LocalPms, number: str) -> Any:
        booked = cancel(pms, number)
        wait(gate)
        wait(gate)
        return booked

    monkeypatch.setattr(LocalPms, "cancel", slow)
    if not guarded:
        monkeypatch.setattr(review.leases, "hold", lambda *_, **__: threading.Lock())
        monkeypatch.setattr(LocalPms, "find", lambda pms, _: _as_it_was(dearer))

    def refuse() -> str:
        return in_thread(lambda row: review.refuse(row, actor="staff:ana", reason="no"))

    def approve() -> str:
        wait(gate)
        try:
            return in_thread(lambda row: review.approve(row, BOOKED, actor="staff:eva"))
        finally:
            wait(gate)

    def in_thread(decide: Callable[[Reservation], object]) -> str:
        try:
            with scope(hotel=hotel):
                decide(fresh(dearer))
            return "done"
        except (Decided, BeingDecided) as no:
            return type(no).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        outcomes = [future.result() for future in (pool.submit(refuse), pool.submit(approve))]
    stands, told = LocalBooking.objects.get().status, fresh(dearer).status
    if guarded:
        assert (outcomes, stands, told) == (["done", "BeingDecided"], "cancelled", "cancelled")
        assert ReservationEvent.objects.filter(actor="staff:eva").count() == 0
    else:
        assert (stands, told) == ("cancelled", "confirmed")


def wait(gate: threading.Barrier) -> None:
    gate.wait(timeout=10)


def _as_it_was(reservation: Reservation) -> Any:
    """What the PMS told a moment before it was cancelled there."""
    total = Money(BOOKED, "EUR")
    return Booked("L1", reservation.reference, "confirmed", reservation.unit, "double", reservation.stay, total)
