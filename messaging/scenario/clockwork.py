"""Minutes pass in a scenario, and what the clock of an installation does meanwhile is done."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any, cast

import time_machine
from celery import current_app
from django.utils import timezone

from pms import shared

QUEUE = "upkeep"
# Nothing of these concerns a guest in a scenario: no worker dies, nobody is at the PMS's own desk.
LEFT_OUT = (
    "hotel_agent.tasks.look_at_setup",
    "messaging.tasks.clean_sessions",
    "messaging.tasks.sweep",
    "reservations.tasks.feel_pulse",
    "reservations.tasks.pull_changes",
)
# After so many minutes the jobs look again; later once an hour. Deadlines are minutes, and a look costs time.
STOPS = (*range(1, 6), *range(10, 60, 5))


def pass_time(clock: time_machine.Traveller, minutes: int) -> None:
    begun = timezone.now()
    for stop in _stops(minutes):
        clock.move_to(begun + timedelta(minutes=stop))
        _work()


def _stops(minutes: int) -> Iterator[int]:
    yield from (stop for stop in STOPS if stop < minutes)
    yield from range(60, minutes, 60)
    if minutes:
        yield minutes


def _work() -> None:
    """Every job of the schedule once, then what they have queued."""
    for name in _schedule():
        if name not in LEFT_OUT:
            current_app.tasks[name]()
    for name, arguments in _queued():
        current_app.tasks[name](*arguments)


@cache
def _schedule() -> tuple[str, ...]:
    current_app.loader.import_default_modules()
    return tuple(current_app.conf.beat_schedule)


def _queued() -> Iterator[tuple[str, list[Any]]]:
    with shared.redis() as redis:
        while raw := redis.rpop(QUEUE):
            envelope: dict[str, Any] = json.loads(cast(bytes, raw))
            arguments, *_ = json.loads(base64.b64decode(envelope["body"]))
            yield envelope["headers"]["task"], arguments
