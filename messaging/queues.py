"""Wakes a worker. The tables are the truth: what Redis does not take, the sweeper finds."""

from __future__ import annotations

import base64
import json
import uuid
from datetime import timedelta

import structlog
from django.utils import timezone

from messaging.metrics import UNQUEUED
from pms import shared

log = structlog.get_logger(__name__)

NO_LINKS = {"callbacks": None, "errbacks": None, "chain": None, "chord": None}


def wake(task: str, *args: int, queue: str, countdown: float = 0) -> None:
    """Queue a task by name, after commit. While Redis is known to be away nobody waits for it."""
    try:
        with shared.redis() as redis:
            redis.lpush(queue, _envelope(task, args, queue, countdown))
    except shared.RedisGone:
        UNQUEUED.labels(task).inc()
        log.warning("not_queued", task=task)


def _envelope(task: str, args: tuple[int, ...], queue: str, countdown: float) -> str:
    """Celery's message protocol 2 in kombu's envelope for Redis: its own publisher takes ten times the CPU.

    The worker's side is Celery's; tests/messaging/test_queues.py has it read these.
    """
    id_ = str(uuid.uuid4())
    body = json.dumps([args, {}, NO_LINKS])
    eta = (timezone.now() + timedelta(seconds=countdown)).isoformat() if countdown else None
    message = {
        "body": base64.b64encode(body.encode()).decode(),
        "content-type": "application/json",
        "content-encoding": "utf-8",
        "headers": {"lang": "py", "task": task, "id": id_, "root_id": id_, "eta": eta, "retries": 0, "origin": "wake"},
        "properties": {
            "correlation_id": id_,
            "delivery_mode": 2,
            "delivery_info": {"exchange": "", "routing_key": queue},
            "priority": 0,
            "body_encoding": "base64",
            "delivery_tag": id_,
        },
    }
    return json.dumps(message)
