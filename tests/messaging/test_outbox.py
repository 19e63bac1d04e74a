from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from locks import leases
from locks.errors import LeaseTaken
from messaging import inbox, outbox, ownership, queues, tasks
from messaging.channels import CHANNELS
from messaging.channels.base import Identity, Incoming
from messaging.errors import SendFailed
from messaging.models import Conversation, Message, TurnRecord
from pms.models import Hotel
from tests.factories import UserFactory

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


def queued(conversation: Conversation) -> Message:
    return outbox.queue(conversation, "hola")


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


def test_what_may_pass_stays_queued(conversation: Conversation, channel: Any) -> None:
    channel(SendFailed("429", permanent=False))
    pk = queued(conversation).pk
    with pytest.raises(SendFailed):
        outbox.deliver(pk)
    assert Message.objects.get().status == "queued"
    assert outbox.deliver(pk).status == "sent"


def test_what_cannot_pass_fails_with_its_reason(conversation: Conversation, channel: Any) -> None:
    channel(SendFailed("400, code 131026", permanent=True))
    with pytest.raises(SendFailed):
        outbox.deliver(queued(conversation).pk)
    message = Message.objects.get()
    assert (message.status, message.error) == ("failed", "400, code 131026")


def test_after_the_last_attempt_it_is_failed(conversation: Conversation, channel: Any) -> None:
    channel(*[SendFailed("503", permanent=False) for _ in range(len(outbox.PAUSES) + 1)])
    pk = queued(conversation).pk
    for _ in range(len(outbox.PAUSES) + 1):
        with pytest.raises(SendFailed):
            outbox.deliver(pk)
    assert Message.objects.get().status == "failed"
    assert Conversation.objects.get().owner == "waiting", "staff hear of it"


def test_what_nobody_foresaw_is_a_failure_too(conversation: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CHANNELS["web"], "send", lambda *_: 1 / 0)
    with pytest.raises(SendFailed):
        outbox.deliver(queued(conversation).pk)
    assert (Message.objects.get().status, Message.objects.get().attempts) == ("queued", 1)


def test_the_agents_words_do_not_go_out_after_staff_took_over(conversation: Conversation, channel: Any) -> None:
    given = channel()
    record = TurnRecord.objects.create(
        hotel=conversation.hotel,
        conversation=conversation,
        status="success",
        intent="greeting",
        language="es",
        words="x",
    )
    agents = outbox.queue(conversation, "hola", turn=record)
    staffs = outbox.queue(conversation, "soy Marta", staff=UserFactory().pk)
    ownership.take_over(conversation, UserFactory())
    outbox.deliver(agents.pk)
    outbox.deliver(staffs.pk)
    assert given == [staffs.pk]


def test_a_worker_that_died_while_sending_is_found(conversation: Conversation, woken: Woken) -> None:
    message = queued(conversation)
    Message.objects.filter(pk=message.pk).update(status="sending", attempts=1)
    with time_machine.travel(timezone.now() + timedelta(seconds=59)):
        assert outbox.overdue(timezone.now()) == []
    with time_machine.travel(timezone.now() + timedelta(seconds=81)):
        assert outbox.overdue(timezone.now()) == [(conversation.hotel_id, message.pk)]


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


def test_sweep_leaves_staffs_conversations_alone(hotel: Hotel, woken: Woken) -> None:
    conversation = written(hotel, "hola")
    Conversation.objects.filter(pk=conversation.pk).update(owner="waiting")
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        tasks.sweep()
    assert woken == []


def test_wake_does_not_wait_for_a_dead_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    def dead(*_: object, **__: object) -> None:
        raise OperationalError

    monkeypatch.setattr(queues.current_app, "send_task", dead)
    queues.wake("messaging.tasks.answer", 1, 2, queue="inbound")


def written(hotel: Hotel, text: str) -> Conversation:
    account = inbox.account_of("web", hotel.slug)
    message = Incoming("m1", "visitor", (Identity("web", "visitor"),), timezone.now(), text=text)
    [conversation] = inbox.receive(account, [message])
    return conversation
