"""After an outage the guests who were promised an answer get it by themselves, or a person takes over."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from locks import leases
from locks.models import RoomHold
from messaging import orchestrator, ownership, promises, queues, recovery, tasks
from messaging.models import Conversation, ConversationEvent, Message, Promise, TurnRecord
from pms.errors import PmsUnknown
from pms.models import Hotel, LocalBooking, NightlyRate, Room
from pms.terms import Stay
from reservations import booking, sync
from reservations.models import Reservation
from tests import factories as make
from tests.conftest import OTHER_API_KEY, small_hotel
from tests.flows.guest import Visitor
from tests.flows.outage import pms_away

pytestmark = [pytest.mark.integration, pytest.mark.critical]


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is queued for each hotel runs at once."""
    now = {"messaging.tasks.keep_promises_of": tasks.keep_promises_of}
    monkeypatch.setattr(queues, "wake", lambda task, *args, **_: task in now and now[task](*args))


@pytest.fixture
def ana(hotel: Hotel, stay: Stay) -> Visitor:
    """Asked for rooms while the PMS was away."""
    visitor = Visitor("ana")
    with pms_away():
        visitor.says(f"Disponibilidad para {stay.arrival} a {stay.departure}")
    return visitor


@pytest.fixture
def eva(hotel: Hotel, stay: Stay) -> Visitor:
    """Said yes to a booking which the PMS did not answer."""
    visitor = Visitor("eva")
    visitor.says(f"del {stay.arrival} al {stay.departure}, 2 adultos, soy Eva Ruiz, eva@example.com")
    visitor.says("1")
    with pms_away("book", error=PmsUnknown):
        visitor.says("sí")
    assert Reservation.objects.get().status == "pending"
    return visitor


@pytest.fixture
def after() -> Iterator[Any]:
    """So many minutes from now."""
    begun = timezone.now()
    with time_machine.travel(begun) as clock:
        yield lambda minutes: clock.move_to(begun + timedelta(minutes=minutes))


def written() -> list[str]:
    """What the agent wrote by itself."""
    rows = Message.objects.filter(direction="out", turn__intent="recovery").order_by("pk")
    return list(rows.values_list("text", flat=True))


def occupy_everything(hotel: Hotel, stay: Stay) -> None:
    for room in Room.objects.all():
        plan = hotel.rate_plans.get(code="flexible")
        make.LocalBookingFactory(hotel=hotel, room=room, rate_plan=plan, period=(stay.arrival, stay.departure))


def test_the_list_comes_by_itself_and_can_be_booked(ana: Visitor, stay: Stay) -> None:
    tasks.keep_promises()
    [text] = written()
    assert text.startswith("Ya puedo responderle")
    assert "170,00" in text
    message = Message.objects.get(turn__intent="recovery")
    assert message.buttons[0][0] == "choose_room:1"
    assert Promise.objects.get().status == "kept"
    assert ConversationEvent.objects.latest("pk").kind == "kept"
    ana.says("1")
    assert (ana.words, RoomHold.objects.get().stay) == ("read_back", stay)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Olá, vocês têm quarto de {} a {}?", "Já posso responder"),
        ("Hello, do you have a room from {} to {}?", "I can answer you now"),
    ],
)
def test_in_the_guests_language(hotel: Hotel, stay: Stay, line: str, words: str) -> None:
    with pms_away():
        Visitor().says(line.format(stay.arrival, stay.departure))
    tasks.keep_promises()
    assert written()[0].startswith(words)


def test_sold_out_meanwhile_is_said(ana: Visitor, hotel: Hotel, stay: Stay) -> None:
    occupy_everything(hotel, stay)
    tasks.keep_promises()
    assert "no me queda habitación" in written()[0]
    assert Promise.objects.get().status == "kept"


def test_a_promise_is_kept_once(ana: Visitor) -> None:
    for _ in range(3):
        tasks.keep_promises()
    assert len(written()) == 1


def test_while_the_pms_is_away_it_waits(ana: Visitor) -> None:
    with pms_away():
        for _ in range(3):
            tasks.keep_promises()
    assert written() == []
    assert Promise.objects.get().status == "open"
    tasks.keep_promises()
    assert len(written()) == 1


def test_an_open_breaker_is_not_knocked_at(ana: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recovery.availability, "reachable", lambda hotel: False)
    tasks.keep_promises()
    assert written() == []


def test_the_breaker_closes_by_the_question_that_keeps_the_promise(ana: Visitor, stay: Stay, after: Any) -> None:
    with pms_away():
        for _ in range(6):
            ana.says(f"Disponibilidad para {stay.arrival} a {stay.departure}")
    tasks.keep_promises()
    assert written() == []
    after(1)
    tasks.keep_promises()
    assert len(written()) == 1


def test_one_hotels_outage_keeps_no_other_waiting(ana: Visitor, other_hotel: Hotel, stay: Stay) -> None:
    with pms_away():
        rui = Visitor("rui", key=OTHER_API_KEY)
        rui.says(f"Disponibilidad para {stay.arrival} a {stay.departure}")
        make.PmsAccountFactory(hotel=other_hotel, kind="no-such-pms")
    tasks.keep_promises()
    assert Promise.objects.get().status == "kept"
    assert Promise._base_manager.get(hotel=other_hotel).status == "open"


def test_a_deadline_missed_goes_to_staff_and_the_guest_is_told_once(ana: Visitor, after: Any) -> None:
    due = Promise.objects.get().due_at
    after(31)
    with pms_away():
        tasks.keep_promises()
        tasks.keep_promises()
    [text] = written()
    local = due.astimezone(Conversation.objects.get().hotel.zone)
    assert f"antes de las {local:%H:%M}" in text
    assert "Una persona" in text
    assert Promise.objects.get().status == "missed"
    conversation = Conversation.objects.get()
    assert (conversation.owner, conversation.handover_reason) == (
        "waiting",
        "a promised answer is overdue: rooms and prices",
    )
    assert set(ConversationEvent.objects.values_list("kind", flat=True)) == {"promised", "missed", "handed_over"}


def test_what_is_with_staff_is_left_to_them_until_its_deadline(ana: Visitor, after: Any) -> None:
    conversation = Conversation.objects.get()
    ownership.take_over(conversation, make.UserFactory())
    tasks.keep_promises()
    assert (written(), Promise.objects.get().status) == ([], "open")
    after(31)
    tasks.keep_promises()
    tasks.keep_promises()
    assert (written(), Promise.objects.get().status) == ([], "missed")
    assert Conversation.objects.get().owner == "staff"
    handed = ConversationEvent.objects.filter(kind="handed_over")
    assert [event.reason for event in handed] == ["a promised answer is overdue: rooms and prices"]


def test_a_take_over_while_the_pms_is_asked_is_respected(ana: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    offer_rooms = recovery.offer_rooms

    def slow(turn: Any) -> Any:
        ownership.take_over(Conversation.objects.get(), make.UserFactory())
        return offer_rooms(turn)

    monkeypatch.setattr(recovery, "offer_rooms", slow)
    tasks.keep_promises()
    assert (written(), Promise.objects.get().status) == ([], "open")


def test_a_guest_who_is_just_being_answered_is_not_interrupted(ana: Visitor, hotel: Hotel) -> None:
    with leases.hold(hotel, Conversation.objects.get().key):
        tasks.keep_promises()
    assert (written(), Promise.objects.get().status) == ([], "open")


def test_an_answer_asked_for_meanwhile_is_not_given_twice(ana: Visitor, stay: Stay) -> None:
    ana.says(f"Disponibilidad para {stay.arrival} a {stay.departure}")
    tasks.keep_promises()
    assert written() == []


def test_a_promise_settled_while_its_words_were_made_is_not_told(ana: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    offer_rooms = recovery.offer_rooms

    def slow(turn: Any) -> Any:
        promises.keep(Promise.objects.get())
        return offer_rooms(turn)

    monkeypatch.setattr(recovery, "offer_rooms", slow)
    tasks.keep_promises()
    assert written() == []
    assert not TurnRecord.objects.filter(intent="recovery").exists()


def test_nights_that_are_past_by_then_are_not_offered(hotel: Hotel, after: Any) -> None:
    promise = make.PromiseFactory(
        hotel=hotel,
        arrival=hotel.now().date() - timedelta(days=2),  # after midnight the night before is not past yet
        departure=hotel.now().date() + timedelta(days=1),
    )
    recovery.keep_promises(hotel.pk)
    assert Promise.objects.get(pk=promise.pk).status == "kept"
    assert "ya ha pasado" in written()[0]


def test_the_confirmation_comes_by_itself(eva: Visitor, after: Any) -> None:
    tasks.keep_promises()
    assert written() == []
    after(1)
    sync.settle_pending()
    tasks.keep_promises()
    tasks.keep_promises()
    [text] = written()
    assert "¡Reserva confirmada!" in text
    assert Reservation.objects.get().reference in text
    assert Promise.objects.get().status == "kept"


def test_a_confirmation_is_told_late_rather_than_never(eva: Visitor, after: Any) -> None:
    after(16)
    sync.settle_pending()
    tasks.keep_promises()
    assert "¡Reserva confirmada!" in written()[0]


def test_a_refusal_comes_with_what_else_there_is(eva: Visitor, hotel: Hotel, stay: Stay, after: Any) -> None:
    for room in Room.objects.filter(number__in=("101", "102", "103")):
        plan = hotel.rate_plans.get(code="flexible")
        make.LocalBookingFactory(hotel=hotel, room=room, rate_plan=plan, period=(stay.arrival, stay.departure))
    after(1)
    sync.settle_pending()
    tasks.keep_promises()
    [text] = written()
    assert "no ha podido hacerse" in text
    assert "Suite con terraza" in text
    eva.says("1")
    assert eva.words == "read_back"


def test_a_refusal_is_told_also_when_nothing_else_can_be_looked_up(
    eva: Visitor, hotel: Hotel, stay: Stay, after: Any
) -> None:
    occupy_everything(hotel, stay)
    after(1)
    sync.settle_pending()
    with pms_away("offers"):
        tasks.keep_promises()
    [text] = written()
    assert text.endswith("¿Le busco otra habitación u otras fechas?")


def test_another_price_is_told_and_goes_to_staff(eva: Visitor, after: Any) -> None:
    NightlyRate.objects.update(amount=999)
    after(1)
    sync.settle_pending()
    tasks.keep_promises()
    [text] = written()
    assert "no coincide con lo que le ofrecí" in text
    assert Conversation.objects.get().owner == "waiting"


def test_a_reservation_cancelled_meanwhile_is_not_told(eva: Visitor, after: Any) -> None:
    after(1)
    sync.settle_pending()
    booking.cancel(Reservation.objects.get(), actor="staff:ana")
    tasks.keep_promises()
    assert (written(), Promise.objects.get().status) == ([], "dropped")


def test_a_reservation_that_stays_pending_goes_to_staff_at_its_deadline(eva: Visitor, after: Any) -> None:
    reference = Reservation.objects.get().reference
    after(16)
    tasks.keep_promises()
    [text] = written()
    assert reference in text
    assert Conversation.objects.get().handover_reason == f"a promised answer is overdue: {reference}"


def test_a_reservation_pending_for_too_long_is_handed_over_once(eva: Visitor, after: Any) -> None:
    Promise.objects.update(status="dropped")
    after(29)
    tasks.mind_reservations()
    assert Conversation.objects.get().owner == "agent"
    after(31)
    tasks.mind_reservations()
    tasks.mind_reservations()
    reason = f"the PMS has not answered for {Reservation.objects.get().reference}"
    assert Conversation.objects.get().handover_reason == reason
    assert ConversationEvent.objects.filter(reason=reason).count() == 1
    with pms_away("book"):
        sync.settle_pending()
    assert Reservation.objects.get().status == "pending"
    sync.settle_pending()
    assert (Reservation.objects.get().status, LocalBooking.objects.count()) == ("confirmed", 1)


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    hotel = small_hotel(slug="two-workers")
    promise = make.PromiseFactory(hotel=hotel, conversation__account__kind="api")
    # Without the lease, as when it ran out: the promise alone decides.
    monkeypatch.setattr(orchestrator.leases, "hold", lambda *_, **__: _Free())
    gate = threading.Barrier(4)

    def work(_: int) -> int:
        try:
            gate.wait()
            return recovery.keep_promises(hotel.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        settled = list(pool.map(work, range(4)))
    assert sum(settled) == 1
    assert Message._base_manager.filter(conversation=promise.conversation, direction="out").count() == 1


class _Free:
    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


def lost_in_the_middle(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The room is booked, and the worker dies before it has said so."""
    with monkeypatch.context() as patched:
        patched.setattr("messaging.orchestrator._store", lambda *_: sys.exit())
        with pytest.raises(SystemExit):
            visitor.says("sí")


@pytest.fixture
def booked_and_untold(hotel: Hotel, stay: Stay, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    visitor = Visitor()
    visitor.says(f"del {stay.arrival} al {stay.departure}, 2 adultos, soy Ana García, ana@example.com")
    visitor.says("1")
    lost_in_the_middle(visitor, monkeypatch)
    assert (Reservation.objects.get().status, visitor.words) == ("confirmed", "read_back")
    return visitor


def test_a_reservation_whose_turn_was_lost_is_told(booked_and_untold: Visitor, after: Any) -> None:
    Message.objects.filter(direction="in").update(turn=TurnRecord.objects.first())  # nobody answers the yes any more
    after(1)
    tasks.mind_reservations()
    assert not Promise.objects.exists()
    after(3)
    for _ in range(2):
        tasks.mind_reservations()
        tasks.keep_promises()
    [text] = written()
    assert Reservation.objects.get().reference in text
    assert booked_and_untold.says("sí")["reply"]
    assert Reservation.objects.count() == 1


def test_a_refusal_that_its_own_turn_told_is_not_told_again(hotel: Hotel, stay: Stay, after: Any) -> None:
    visitor = Visitor("eva")
    visitor.says(f"del {stay.arrival} al {stay.departure}, 2 adultos, soy Eva Ruiz, eva@example.com")
    visitor.says("1")
    occupy_everything(hotel, stay)
    visitor.says("sí")
    assert (visitor.words, Reservation.objects.get().status) == ("no_rooms", "refused")
    after(3)
    tasks.mind_reservations()
    tasks.keep_promises()
    assert written() == []


def test_told_by_its_own_turn_it_is_not_told_again(booked_and_untold: Visitor, after: Any) -> None:
    after(3)
    tasks.mind_reservations()
    reference = Reservation.objects.get().reference
    assert reference in booked_and_untold.says("sí, por favor")["reply"]
    assert Promise.objects.get().status == "kept"
    tasks.keep_promises()
    assert written() == []
