"""No faster than the channel takes messages: to one guest, and from one number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from redis import Redis

from messaging import outbox, pace, queues
from messaging.channels import CHANNELS
from messaging.channels.base import Capabilities, Rate
from messaging.fakes.limits import Limits
from messaging.models import ChannelAccount, Conversation, Message
from pms import shared
from pms.models import Hotel
from tests import factories as make

pytestmark = pytest.mark.integration

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
MOST = 45  # Meta: of a burst


@pytest.fixture(autouse=True)
def _no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queues, "wake", lambda *_, **__: None)


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, datetime]]:
    """What was sent, and when."""
    calls: list[tuple[int, datetime]] = []

    def send(account: object, recipient: str, message: Message) -> str:
        calls.append((message.pk, timezone.now()))
        return f"wamid.{message.pk}"

    monkeypatch.setattr(CHANNELS["whatsapp"], "send", send)
    return calls


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    return lambda **limits: monkeypatch.setattr(CHANNELS["whatsapp"], "capabilities", Capabilities(**limits))


@pytest.fixture
def chat(hotel: Hotel, clock: Any) -> Conversation:
    account = ChannelAccount.objects.get(kind="whatsapp")
    conversation: Conversation = make.ConversationFactory(hotel=hotel, account=account)
    return conversation


def deliver_all() -> None:
    """What workers and sweeper do until nothing more can go now."""
    for pk in Message.objects.filter(status="queued").order_by("pk").values_list("pk", flat=True):
        outbox.deliver(pk)


class TestOneGuest:
    def test_a_burst_goes_at_once_and_what_comes_later_waits_until_it_is_paid_for(self, chat, given, clock):
        messages = [outbox.queue(chat, str(n)) for n in range(3)]
        deliver_all()
        assert [pk for pk, _ in given] == [message.pk for message in messages]
        clock.shift(7)
        late = outbox.queue(chat, "y otra")
        deliver_all()
        late.refresh_from_db()
        assert (late.status, late.attempts) == ("queued", 0), "a deferral is no attempt"
        assert late.not_before == NOON + timedelta(seconds=18)
        clock.shift(10.9)
        deliver_all()
        assert len(given) == 3
        clock.shift(0.1)
        deliver_all()
        assert given[-1][0] == late.pk

    def test_one_in_six_seconds_never_waits(self, chat, given, clock):
        for _ in range(30):
            outbox.queue(chat, "una")
            deliver_all()
            clock.shift(6)
        assert len(given) == 30

    def test_meta_would_take_every_one_of_them(self, chat, given, clock):
        """The fake keeps Meta's rule by a count of its own."""
        for n in range(60):
            if n < 20:
                outbox.queue(chat, "una")
                outbox.queue(chat, "y otra")
            deliver_all()
            clock.shift(5.3)
        meta = Limits()
        for _, at in given:
            meta.spend("1", "guest", at.timestamp())
        assert len(given) == 40

    def test_what_is_only_read_now_does_not_count(self, chat, given, clock):
        """A phone that was off reports everything at once."""
        for n in range(MOST):
            outbox.queue(chat, str(n))
        deliver_all()
        clock.shift(3600)
        Message.objects.update(status="read", status_at=timezone.now())
        outbox.deliver(outbox.queue(chat, "otra").pk)
        assert len(given) == MOST + 1

    def test_others_do_not_wait(self, chat, given, hotel):
        for n in range(MOST + 1):
            outbox.queue(chat, str(n))
        other = outbox.queue(make.ConversationFactory(hotel=hotel, account=chat.account), "hola")
        deliver_all()
        assert len(given) == MOST + 1
        assert given[-1][0] == other.pk

    def test_the_sweeper_finds_what_was_deferred(self, chat, given, clock):
        for n in range(MOST + 1):
            outbox.queue(chat, str(n))
        deliver_all()
        assert outbox.overdue(timezone.now() + timedelta(seconds=6 * MOST - 1)) == []
        assert len(outbox.overdue(timezone.now() + timedelta(seconds=6 * MOST))) == 1

    def test_channels_without_a_limit_have_none(self, conversation, clock):
        for n in range(MOST * 2):
            outbox.queue(conversation, str(n))
        deliver_all()
        assert set(Message.objects.values_list("status", flat=True)) == {"sent"}

    @pytest.mark.performance
    def test_it_costs_one_query(self, chat, given, limits, django_assert_num_queries):
        limits(per_guest=Rate(6, burst=MOST))
        pk = outbox.queue(chat, "hola").pk
        with django_assert_num_queries(5):
            outbox.deliver(pk)


class TestOneNumber:
    @pytest.fixture
    def crowd(self, chat, hotel, limits) -> list[Message]:
        """Seven guests of a number that takes three messages a second."""
        limits(per_second=3)
        return [outbox.queue(make.ConversationFactory(hotel=hotel, account=chat.account), str(n)) for n in range(7)]

    def test_who_comes_too_late_for_this_second_is_told_the_next_one_with_room(self, crowd, given, clock):
        deliver_all()
        assert len(given) == 3
        waits = Message.objects.filter(status="queued").order_by("pk").values_list("not_before", "attempts")
        assert list(waits) == [(NOON + timedelta(seconds=after), 0) for after in (1, 1, 1, 2)]
        for _ in range(2):
            clock.shift(1)
            deliver_all()
        assert [pk for pk, _ in given] == [message.pk for message in crowd]

    def test_another_number_has_its_own(self, crowd, given, hotel):
        deliver_all()
        account = make.WhatsappAccountFactory(hotel=hotel)
        outbox.deliver(outbox.queue(make.ConversationFactory(hotel=hotel, account=account), "hola").pk)
        assert len(given) == 4

    def test_without_redis_each_process_counts(self, crowd, given, clock, monkeypatch):
        monkeypatch.setattr(shared, "client", lambda: Redis(port=9, **settings.REDIS_IMPATIENCE))
        monkeypatch.setattr(pace, "own_counts", {})
        deliver_all()
        assert len(given) == 3
        clock.shift(2)
        deliver_all()
        assert len(given) == 6

    def test_the_counter_is_shared_through_redis(self, chat, clock):
        second = int(NOON.timestamp())
        assert [pace._count(chat.account_id, second) for _ in range(3)] == [1, 2, 3]
        assert shared.client().get(f"pace:{chat.account_id}:{second}") == b"3"
        assert 0 < shared.client().ttl(f"pace:{chat.account_id}:{second}") <= pace.KEPT_SECONDS
        assert pace._count(chat.account_id, second + 1) == 1
