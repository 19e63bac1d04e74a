"""Wakes a worker. The tables are the truth: what Redis does not take, the sweeper finds."""

from __future__ import annotations

import structlog
from celery import current_app
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from messaging.metrics import UNQUEUED

log = structlog.get_logger(__name__)


def wake(task: str, *args: object, queue: str, countdown: float = 0) -> None:
    """Queue a task by name, after commit, without ever waiting for Redis."""
    try:
        current_app.send_task(task, args=args, queue=queue, countdown=countdown or None)
    except (OperationalError, RedisError, OSError) as error:
        UNQUEUED.labels(task).inc()
        log.warning("not_queued", task=task, error=type(error).__name__)
