from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from prometheus_client import REGISTRY

from locks import leases
from locks.errors import LeaseTaken
from messaging import inbox, outbox, ownership, queues, tasks
from messaging.channels import CHANNELS
from messaging.channels.base import File, Identity, Incoming, Location
from messaging.errors import SendFailed, SendUnknown, TooFast
from messaging.models import Conversation, ConversationEvent, Message, TurnRecord
from pms.models import Hotel
from tests.factories import TurnRecordFactory, UserFactory

pytestmark = [pytest.mark.integration, pytest.mark.critical]

Woken = list[tuple[str, tuple[object, ...]]]


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> Woken:
    """What would have been queued."""
    calls: Woken = []
    monkeypatch.setattr(queues, "wake", lambda task, *args, **_: calls.append((task, args)))
    return calls


@pytest.fixture
def channel(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[int]]:
    """Makes the web chat fail as told, then work; answers the ids it was given."""

    def fails(*failures: SendFailed) -> list[int]:
        left, given = list(failures), []

        def send(account: object, recipient: str, message: Message) -> str:
            given.append(message.pk)
            if left:
                raise left.pop(0)
            return f"sent-{message.pk}"

        monkeypatch.setattr(CHANNELS["web"], "send", send)
        return given

    return fails


@pytest.fixture
def countdowns(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """After how many seconds workers would have been woken."""
    seconds: list[float] = []
    monkeypatch.setattr(queues, "wake", lambda *_, countdown, **__: seconds.append(countdown))
    return seconds


def queued(conversation: Conversation) -> Message:
    return outbox.queue(conversation, "hola")


def later(seconds: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(seconds=seconds))


def turn_of(conversation: Conversation, **fields: Any) -> TurnRecord:
    turn: TurnRecord = TurnRecordFactory(conversation=conversation, hotel=conversation.hotel, **fields)
    return turn


def assert_staff_know(conversation: Conversation, reason: str) -> None:
    conversation.refresh_from_db()
    assert conversation.owner == "waiting"
    assert conversation.handover_reason == f"a message could not be delivered: {reason}"
    event = ConversationEvent.objects.get(kind="not_delivered")
    assert (event.conversation_id, event.actor, event.reason) == (
        conversation.pk,
        "agent",
        f"a message could not be delivered: {reason}",
    )


def test_queue_wakes_a_worker_only_after_commit(
    conversation: Conversation, woken: Woken, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        message = queued(conversation)
        assert woken == []
    assert woken == [("messaging.tasks.deliver", (conversation.hotel_id, message.pk))]


def test_deliver_marks_what_was_sent(conversation: Conversation, channel: Any) -> None:
    channel()
    message = outbox.deliver(queued(conversation).pk)
    assert (message.status, Message.objects.get().external_id) == ("sent", f"sent-{message.pk}")


@pytest.mark.performance
def test_deliver_costs_four_queries(conversation: Conversation, channel: Any, django_assert_num_queries: Any) -> None:
    channel()
    pk = queued(conversation).pk
    with django_assert_num_queries(4):  # read, take, mark, look for the next
        outbox.deliver(pk)


def test_deliver_again_sends_nothing(conversation: Conversation, channel: Any) -> None:
    given = channel()
    pk = queued(conversation).pk
    outbox.deliver(pk)
    outbox.deliver(pk)
    assert given == [pk]


def test_while_one_worker_sends_no_other_does(conversation: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one reads the message after the first has taken it and before it is through."""
    given: list[int] = []

    def send(account: object, recipient: str, message: Message) -> str:
        given.append(message.pk)
        if len(given) == 1:
            outbox.deliver(message.pk)
        return f"sent-{message.pk}"

    monkeypatch.setattr(CHANNELS["web"], "send", send)
    pk = queued(conversation).pk
    outbox.deliver(pk)
    assert given == [pk]


class TestTrying:
    def test_what_may_pass_stays_queued_and_waits_its_pause(self, conversation: Conversation, channel: Any) -> None:
        given = channel(SendFailed("503"))
        pk = queued(conversation).pk
        with pytest.raises(SendFailed):
            outbox.deliver(pk)
        assert outbox.deliver(pk).status == "queued", "too early"
        assert given == [pk]
        with later(outbox.PAUSES[0]):
            assert outbox.deliver(pk).status == "sent"

    def test_each_pause_is_longer(self, conversation: Conversation, channel: Any) -> None:
        channel(*[SendFailed("503") for _ in outbox.PAUSES])
        pk, now = queued(conversation).pk, timezone.now()
        for pause in outbox.PAUSES:
            with time_machine.travel(now, tick=False):
                with pytest.raises(SendFailed):
                    outbox.deliver(pk)
                assert Message.objects.get().not_before == now + timedelta(seconds=pause)
                now += timedelta(seconds=pause)

    def test_too_fast_pauses_as_meta_asks(self, conversation: Conversation, channel: Any) -> None:
        channel(*[TooFast("131056") for _ in range(4)])
        pk, now, pauses = queued(conversation).pk, timezone.now(), []
        for _ in range(4):
            with time_machine.travel(now, tick=False), pytest.raises(SendFailed):
                outbox.deliver(pk)
            until = Message.objects.get().not_before
            assert until
            pauses.append((until - now).total_seconds())
            now = until
        assert pauses == [1, 4, 16, 64]

    def test_a_worker_is_woken_for_a_short_pause_and_the_sweeper_minds_a_long_one(
        self, conversation: Conversation, channel: Any, countdowns: list[float]
    ) -> None:
        short = [pause for pause in outbox.PAUSES if pause <= outbox.LONGEST_COUNTDOWN.total_seconds()]
        tries = len(short) + 1
        channel(*[SendFailed("503") for _ in range(tries)])
        pk, now = queued(conversation).pk, timezone.now()
        for pause in outbox.PAUSES[:tries]:
            with time_machine.travel(now, tick=False), pytest.raises(SendFailed):
                outbox.deliver(pk)
            now += timedelta(seconds=pause)
        assert countdowns == short
        assert outbox.overdue(now - timedelta(seconds=1)) == []
        assert outbox.overdue(now) == [(conversation.hotel_id, pk)]

    def test_what_cannot_pass_fails_with_its_reason(self, conversation: Conversation, channel: Any) -> None:
        channel(SendFailed("400, code 131026", permanent=True))
        with pytest.raises(SendFailed):
            outbox.deliver(queued(conversation).pk)
        message = Message.objects.get()
        assert (message.status, message.error) == ("failed", "400, code 131026")
        assert_staff_know(conversation, "400, code 131026")

    def test_after_the_last_attempt_it_is_failed(self, conversation: Conversation, channel: Any) -> None:
        channel(*[SendFailed("503") for _ in range(len(outbox.PAUSES) + 1)])
        pk = queued(conversation).pk
        for tries in range(len(outbox.PAUSES) + 1):
            with later(tries * 3600), pytest.raises(SendFailed):
                outbox.deliver(pk)
        assert Message.objects.get().status == "failed"
        assert_staff_know(conversation, "503")

    def test_what_nobody_foresaw_may_have_been_sent(
        self, conversation: Conversation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(CHANNELS["web"], "send", lambda *_: 1 / 0)
        with pytest.raises(SendUnknown, match="ZeroDivisionError"):
            outbox.deliver(queued(conversation).pk)
        assert (Message.objects.get().status, Message.objects.get().attempts) == ("sending", 1)

    def test_staff_who_have_it_already_read_it_in_the_history(self, conversation: Conversation, channel: Any) -> None:
        ownership.take_over(conversation, UserFactory())
        channel(SendFailed("400", permanent=True))
        with pytest.raises(SendFailed):
            outbox.deliver(outbox.queue(conversation, "soy Marta", staff=UserFactory().pk).pk)
        assert Conversation.objects.get().owner == "staff"
        assert ConversationEvent.objects.filter(kind="not_delivered").count() == 1


class TestOrder:
    def test_a_younger_message_waits_for_an_older_one(self, conversation: Conversation, channel: Any) -> None:
        given = channel(SendFailed("503"))
        first, second = queued(conversation), queued(conversation)
        assert outbox.deliver(second.pk).status == "queued"
        with pytest.raises(SendFailed):
            outbox.deliver(first.pk)
        assert outbox.deliver(second.pk).status == "queued"
        with later(5):
            outbox.deliver(first.pk)
            outbox.deliver(second.pk)
        assert given == [first.pk, first.pk, second.pk]

    def test_it_is_woken_once_the_older_one_is_through(
        self, conversation: Conversation, channel: Any, woken: Woken
    ) -> None:
        channel()
        first, second = queued(conversation), queued(conversation)
        outbox.deliver(first.pk)
        assert woken == [("messaging.tasks.deliver", (conversation.hotel_id, second.pk))]

    def test_it_need_not_wait_for_what_failed_for_good(
        self, conversation: Conversation, channel: Any, woken: Woken
    ) -> None:
        given = channel(SendFailed("400", permanent=True))
        first, second = queued(conversation), queued(conversation)
        with pytest.raises(SendFailed):
            outbox.deliver(first.pk)
        assert woken == [("messaging.tasks.deliver", (conversation.hotel_id, second.pk))]
        outbox.deliver(second.pk)
        assert given == [first.pk, second.pk]

    def test_other_guests_do_not_wait(
        self, conversation: Conversation, other_conversation: Conversation, channel: Any
    ) -> None:
        given = channel()
        queued(conversation)
        other = queued(other_conversation)
        outbox.deliver(other.pk)
        assert given == [other.pk]

    def test_the_sweeper_wakes_the_first_of_each_conversation_only(
        self, conversation: Conversation, other_conversation: Conversation, woken: Woken
    ) -> None:
        first, _, other = queued(conversation), queued(conversation), queued(other_conversation)
        with later(16):
            assert outbox.overdue(timezone.now()) == [(row.hotel_id, row.pk) for row in (first, other)]


class TestTakenOver:
    def test_the_agents_words_do_not_go_out(self, conversation: Conversation, channel: Any) -> None:
        given = channel()
        agents = outbox.queue(conversation, "hola", turn=turn_of(conversation))
        staffs = outbox.queue(conversation, "soy Marta", staff=UserFactory().pk)
        ownership.take_over(conversation, UserFactory())
        outbox.deliver(agents.pk)
        outbox.deliver(staffs.pk)
        assert given == [staffs.pk]
        assert Message.objects.get(pk=agents.pk).error == "staff took over first"

    def test_that_a_reservation_was_made_the_guest_hears_all_the_same(
        self, conversation: Conversation, channel: Any
    ) -> None:
        given = channel()
        booked = turn_of(conversation, trace=[["pms", "ok"], ["reservation", {"id": 1, "status": "confirmed"}]])
        agents = outbox.queue(conversation, "reservada", turn=booked)
        ownership.take_over(conversation, UserFactory())
        outbox.deliver(agents.pk)
        assert given == [agents.pk]


def test_places_and_files_are_stored_with_the_message(conversation: Conversation) -> None:
    location = outbox.queue(conversation, "Aquí", attached=Location(36.5, -6.2, "Casa Azul"))
    photo = outbox.queue(conversation, "", attached=File("image/png", b"png"))
    assert (location.kind, location.payload["latitude"]) == ("location", 36.5)
    assert (photo.kind, bytes(photo.media.content or b""), photo.media.mime) == ("image", b"png", "image/png")


def test_the_age_of_the_oldest_unsent_is_measured(conversation: Conversation, woken: Woken) -> None:
    tasks.sweep()
    assert REGISTRY.get_sample_value("outbox_oldest_seconds") == 0
    queued(conversation)
    with later(100):
        tasks.sweep()
    age = REGISTRY.get_sample_value("outbox_oldest_seconds")
    assert age
    assert 100 <= age < 110


def test_the_answer_task_answers(hotel: Hotel, woken: Woken) -> None:
    conversation = written(hotel, "hola")
    tasks.answer(hotel.pk, conversation.pk)
    assert TurnRecord.objects.get().intent == "greeting"


def test_the_answer_task_comes_back_while_another_is_at_it(hotel: Hotel, woken: Woken) -> None:
    conversation = written(hotel, "hola")
    with leases.hold(hotel, conversation.key), pytest.raises(LeaseTaken):
        tasks.answer(hotel.pk, conversation.pk)


def test_the_deliver_task_gives_up_on_what_cannot_pass(hotel: Hotel, conversation: Conversation, channel: Any) -> None:
    channel(SendFailed("400", permanent=True))
    tasks.deliver(hotel.pk, queued(conversation).pk)
    assert Message.objects.get().status == "failed"


def test_the_deliver_task_has_no_memory(hotel: Hotel, conversation: Conversation, channel: Any) -> None:
    given = channel(SendFailed("503"))
    pk = queued(conversation).pk
    tasks.deliver(hotel.pk, pk)
    tasks.deliver(hotel.pk, pk)
    assert given == [pk]
    with later(5):
        tasks.deliver(hotel.pk, pk)
    assert Message.objects.get().status == "sent"


def test_sweep_finds_what_was_never_answered_or_sent(hotel: Hotel, woken: Woken) -> None:
    conversation = written(hotel, "hola")
    message = queued(conversation)
    tasks.sweep()
    assert woken == []
    with time_machine.travel(timezone.now() + tasks.OVERDUE + timedelta(seconds=1)):
        tasks.sweep()
    assert set(woken) == {
        ("messaging.tasks.answer", (hotel.pk, conversation.pk)),
        ("messaging.tasks.deliver", (hotel.pk, message.pk)),
    }


def test_sweep_looks_for_danger_in_what_staff_have_just_got(hotel: Hotel, woken: Woken) -> None:
    conversation = written(hotel, "hola")
    Conversation.objects.filter(pk=conversation.pk).update(owner="waiting")
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        tasks.sweep()
    assert woken == [("messaging.tasks.answer", (hotel.pk, conversation.pk))]


def test_sweep_leaves_staffs_conversations_alone(hotel: Hotel, woken: Woken) -> None:
    conversation = written(hotel, "hola")
    Conversation.objects.filter(pk=conversation.pk).update(owner="waiting")
    with time_machine.travel(timezone.now() + tasks.LATELY + timedelta(minutes=5)):
        tasks.sweep()
    assert woken == []


def written(hotel: Hotel, text: str) -> Conversation:
    account = inbox.account_of("web", hotel.slug)
    message = Incoming("m1", "visitor", (Identity("web", "visitor"),), timezone.now(), text=text)
    [conversation] = inbox.receive(account, [message])
    return conversation
