"""A worker is woken by a message that Celery's own consumer reads, and nobody waits for a dead Redis."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime

import pytest
from celery import Celery
from celery.contrib.testing.worker import start_worker
from django.conf import settings
from django.utils import timezone
from redis import Redis

from messaging import queues
from pms import shared

pytestmark = pytest.mark.integration
QUEUE = "test-queues"


@pytest.fixture
def app() -> Iterator[Celery]:
    app = Celery("test", broker=settings.CELERY["broker_url"], set_as_current=False)
    app.conf.update(task_default_queue=QUEUE, worker_hijack_root_logger=False)
    yield app
    app.close()


def test_a_worker_does_what_was_queued(app: Celery) -> None:
    done, called = threading.Event(), []

    @app.task(name="tests.note", bind=True)
    def note(self: object, *args: int) -> None:
        called.append((args, self.request.retries))  # type: ignore[attr-defined]
        done.set()

    queues.wake("tests.note", 17, 4, queue=QUEUE)
    with start_worker(app, pool="solo", perform_ping_check=False, queues=[QUEUE], loglevel="ERROR"):
        assert done.wait(20)
    assert called == [((17, 4), 0)]
    assert not shared.client().llen(QUEUE)


def test_a_countdown_is_a_time_from_now(app: Celery) -> None:
    queues.wake("tests.note", 1, queue=QUEUE, countdown=1)
    with app.connection_for_read() as connection:
        message = connection.SimpleQueue(QUEUE).get(timeout=5)
        message.ack()
    eta = datetime.fromisoformat(message.headers["eta"])
    assert 0 < (eta - timezone.now()).total_seconds() <= 1
    assert message.payload[0] == [1]


def test_a_dead_redis_is_asked_once_and_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def dead() -> Redis:
        asked.append(1)
        return Redis.from_url("redis://127.0.0.1:1", **settings.REDIS_IMPATIENCE)

    monkeypatch.setattr(shared, "client", dead)
    for _ in range(5):
        queues.wake("tests.note", 1, queue=QUEUE)
    assert len(asked) == 1
