"""Redis as all processes share it. An outage is remembered: nobody waits twice for what is not there."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import structlog
from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError

from pms import metrics

log = structlog.get_logger(__name__)

RETRY_SECONDS = 2.0  # how long a Redis that did not answer is left in peace


class RedisGone(Exception):
    """Do without it."""


@contextmanager
def redis() -> Iterator[Redis]:
    """Raises RedisGone; during an outage at once, save one caller every RETRY_SECONDS."""
    if not outage.may_ask():
        raise RedisGone
    try:
        yield client()
    except RedisError as error:
        outage.goes_on(error)
        raise RedisGone from error
    outage.ends()


@cache
def client() -> Redis:
    return Redis.from_url(settings.REDIS_URL, **settings.REDIS_IMPATIENCE)


class Outage:
    """What this process knows of Redis."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.gone = False
        self.ask_again = 0.0

    def may_ask(self) -> bool:
        if not self.gone:
            return True
        with self.lock:
            now = time.monotonic()
            if now < self.ask_again:
                return False
            self.ask_again = now + RETRY_SECONDS
            return True

    def goes_on(self, error: RedisError) -> None:
        with self.lock:
            self.ask_again = time.monotonic() + RETRY_SECONDS
            began, self.gone = not self.gone, True
        metrics.ALONE.set(1)
        if began:
            log.warning("breaker_alone", error=type(error).__name__)

    def ends(self) -> None:
        metrics.ALONE.set(0)
        if self.gone:
            self.gone = False
            log.info("breaker_shared_again")


outage = Outage()
