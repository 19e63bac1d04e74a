"""A promise is said, stored and settled once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from messaging import promises
from messaging.models import Conversation, ConversationEvent, Promise
from messaging.session import Frame
from pms.terms import Stay
from tests import factories as make

pytestmark = [pytest.mark.integration, pytest.mark.critical]


@pytest.fixture
def frame(stay: Stay) -> Frame:
    return Frame(arrival=stay.arrival, departure=stay.departure, adults=2, children=[7])


def promised(conversation: Conversation, frame: Frame) -> Promise:
    promise = promises.of_rooms(conversation, frame)
    promises.make(promise)
    return promise


def events() -> list[str]:
    return list(ConversationEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_rooms_are_promised_within_half_an_hour_on_the_hotels_clock(conversation: Conversation, frame: Frame) -> None:
    with time_machine.travel("2026-05-01T16:10:42Z", tick=False):
        promise = promised(conversation, frame)
    assert promise.due_at == datetime(2026, 5, 1, 16, 40, tzinfo=UTC)
    assert f"{promises.spoken(promise)['by']:%H:%M}" == "18:40"
    stored = Promise.objects.get()
    assert (stored.arrival, stored.departure) == (frame.arrival, frame.departure)
    assert (stored.adults, stored.children, stored.status) == (2, [7], "open")
    event = ConversationEvent.objects.get()
    assert (event.kind, event.actor, event.reason) == ("promised", "agent", "availability by 18:40")


def test_a_reservation_is_promised_within_a_quarter(conversation: Conversation) -> None:
    reservation = make.ReservationFactory(hotel=conversation.hotel, guest=conversation.guest, status="pending")
    promise = promises.of_reservation(conversation, reservation)
    assert timedelta(minutes=14) <= promise.due_at - timezone.now() <= timedelta(minutes=15)
    promises.make(promise)
    assert promises.of_reservation(conversation, reservation) == promise


def test_asked_again_the_first_deadline_stands(conversation: Conversation, frame: Frame) -> None:
    first = promised(conversation, frame)
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        assert promised(conversation, frame) == first
    assert Promise.objects.get().due_at == first.due_at
    assert events() == ["promised"]


def test_a_deadline_that_is_over_is_not_said_again(conversation: Conversation, frame: Frame) -> None:
    promised(conversation, frame)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert promised(conversation, frame).due_at > timezone.now()
    assert sorted(Promise.objects.values_list("status", flat=True)) == ["dropped", "open"]


def test_of_two_stays_the_later_stands(conversation: Conversation, frame: Frame) -> None:
    first = promised(conversation, frame)
    frame.children = []
    second = promised(conversation, frame)
    first.refresh_from_db()
    assert (first.status, second.status) == ("dropped", "open")


def test_a_promise_settled_while_it_was_worded_again_is_made_anew(conversation: Conversation, frame: Frame) -> None:
    promised(conversation, frame)
    again = promises.of_rooms(conversation, frame)
    promises.keep(Promise.objects.get())
    promises.make(again)
    assert sorted(Promise.objects.values_list("status", flat=True)) == ["kept", "open"]


def test_the_database_knows_one_open_promise_of_a_kind(conversation: Conversation) -> None:
    make.PromiseFactory(hotel=conversation.hotel, conversation=conversation)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.PromiseFactory(hotel=conversation.hotel, conversation=conversation)


def test_of_two_who_settle_it_one_does(conversation: Conversation, frame: Frame) -> None:
    promise = promised(conversation, frame)
    assert promises.keep(promise)
    assert not promises.keep(promise)
    assert not promises.miss(promise, "too late")
    assert events() == ["promised", "kept"]


def test_the_same_stay_answered_keeps_it(conversation: Conversation, frame: Frame) -> None:
    promise = promised(conversation, frame)
    promises.answered(conversation, frame.stay)
    promise.refresh_from_db()
    assert promise.status == "kept"
    assert promise.settled_at


def test_another_stay_answered_drops_it(conversation: Conversation, frame: Frame, stay: Stay) -> None:
    promise = promised(conversation, frame)
    promises.answered(conversation, Stay(stay.arrival, stay.departure + timedelta(days=1)))
    promise.refresh_from_db()
    assert promise.status == "dropped"


def test_an_answer_settles_nothing_of_others(
    conversation: Conversation, other_conversation: Conversation, frame: Frame
) -> None:
    promised(conversation, frame)
    promises.answered(other_conversation, frame.stay)
    assert Promise.objects.get().status == "open"
