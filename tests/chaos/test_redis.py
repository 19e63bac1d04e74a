"""Redis is flushed while work stands in its queues: the tables bring everything back, once."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from celery import current_app
from django.test import Client
from django.utils import timezone

from messaging import tasks
from messaging.fakes import phone, postman
from messaging.fakes.whatsapp import Meta, Server
from messaging.models import ChannelAccount, Message, TurnRecord
from pms import shared
from pms.models import Hotel

pytestmark = [
    pytest.mark.integration,
    pytest.mark.chaos,
    pytest.mark.critical,
    pytest.mark.django_db(transaction=True),
]

QUEUES = ("inbound", "outbound", "upkeep", "pms")


@pytest.fixture(autouse=True)
def _empty_queues() -> Iterator[None]:
    flush()
    yield
    flush()


@pytest.fixture
def account(hotel: Hotel) -> Iterator[ChannelAccount]:
    with Server(("127.0.0.1", 0), Meta("http://127.0.0.1:9/")) as server:
        server.in_background()
        account = ChannelAccount.objects.get(hotel=hotel, kind="whatsapp")
        account.base_url = server.url
        account.save()
        account.server = server  # type: ignore[attr-defined]
        yield account
        server.shutdown()


def flush() -> None:
    with shared.redis() as redis:
        redis.flushdb()


def queued() -> list[tuple[str, list[Any]]]:
    """Taken from the queues, as a worker would: the task and its arguments."""
    taken = []
    with shared.redis() as redis:
        for name in QUEUES:
            while raw := redis.rpop(name):
                message = json.loads(raw)
                taken.append((message["headers"]["task"], json.loads(base64.b64decode(message["body"]))[0]))
    return taken


def work(times: int = 1) -> None:
    """Until the queues are empty, each task so often."""
    while standing := queued():
        for task, arguments in standing * times:
            current_app.tasks[task](*arguments)


def write(account: ChannelAccount, text: str) -> None:
    payload = phone.envelope(account.external_id, {"from": "34600000001", "text": text})
    raw = postman.serialized(payload)
    headers = {"X-Hub-Signature-256": f"sha256={phone.signature(account.app_secret, raw)}"}
    answer = Client().post("/api/webhooks/whatsapp", raw, content_type="application/json", headers=headers)
    assert answer.status_code == 200


def test_a_message_that_redis_forgot_is_answered_and_sent_once(account: ChannelAccount) -> None:
    write(account, "Hola")
    flush()
    assert queued() == []
    with time_machine.travel(timezone.now() + timedelta(seconds=20), tick=True):
        tasks.sweep()
        tasks.sweep()
        for task, arguments in queued():
            current_app.tasks[task](*arguments)
        assert TurnRecord.objects.count() == 1
        flush()  # the reply too
    with time_machine.travel(timezone.now() + timedelta(seconds=60), tick=True):
        tasks.sweep()
        tasks.sweep()
        work()
    [reply] = Message.objects.filter(direction="out")
    assert reply.status == "sent"
    assert len(account.server.meta.sent) == 1  # type: ignore[attr-defined]


def test_what_stands_twice_in_the_queue_is_done_once(account: ChannelAccount) -> None:
    """Redis came back with its file: it may know tasks that were done."""
    write(account, "Hola")
    work(times=2)
    assert (TurnRecord.objects.count(), len(account.server.meta.sent)) == (1, 1)  # type: ignore[attr-defined]
