"""One run: start everything, let guests write while things break, wait until it is quiet, look."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.utils import timezone

from hotel_agent.chaos import faults, installation, outside, progress
from hotel_agent.chaos.audit import audit
from hotel_agent.chaos.evidence import Count, Evidence
from hotel_agent.chaos.guests import Hotel, Line
from hotel_agent.chaos.load import Load
from hotel_agent.chaos.report import Report
from pms.models import Hotel as HotelRow

# The hotels that a fake QloApps sells, and whether it is strict; the others sell from our own tables.
ON_A_PMS = {"pousada-das-palmeiras": False, "posada-del-sol": True}
HOLD_MINUTES = 2  # short, so that holds run out under guests' hands within a run
UNDER_WAY = """
SELECT 'unsent', count(*) FROM messaging_message WHERE direction = 'out' AND status IN ('queued', 'sending')
UNION ALL SELECT 'unanswered', count(*) FROM messaging_message AS m
    JOIN messaging_conversation AS c ON c.id = m.conversation_id
    WHERE m.direction = 'in' AND m.turn_id IS NULL AND m.deleted_at IS NULL AND c.owner IN ('agent', 'closed')
UNION ALL SELECT 'pending', count(*) FROM reservations_reservation WHERE status = 'pending'
UNION ALL SELECT 'promised', count(*) FROM messaging_promise WHERE status = 'open'
"""


@dataclass(frozen=True)
class Settings:
    seconds: float
    seed: int
    rate: float
    """Messages per second that guests write, at most."""
    seats: int
    """Guests who write at the same time."""
    every: float
    """Seconds from one fault to the next; 0 is none at all."""
    faults: Sequence[str]
    """Only these kinds, in this order; none named: all."""
    messages: int
    """Fewer prove nothing."""
    drain: float
    """Seconds for everything to come to an end after the last guest."""


def run(wanted: Settings) -> Report:
    with ExitStack() as stack:
        running = stack.enter_context(installation.running())
        whatsapp = stack.enter_context(outside.whatsapp(running.port, wanted.seed))
        several = [
            stack.enter_context(outside.pms(slug, wanted.seed, strict=strict)) for slug, strict in ON_A_PMS.items()
        ]
        evidence = Evidence(since=timezone.now())
        HotelRow.objects.update(hold_minutes=HOLD_MINUTES)
        progress.say(f"It runs at {running.url}; guests come for {wanted.seconds:g} s")
        started = time.monotonic()
        happened = asyncio.run(_play(running, (whatsapp, several), evidence, wanted))
        left = drained(wanted.drain)
        seconds = time.monotonic() - started
        evidence.sent, evidence.booked = whatsapp.record(), [row for pms in several for row in pms.rows()]
        keep(evidence)
        shortfalls = [running.broken] if running.broken else []
        if left:
            shortfalls.append(f"still under way {wanted.drain:g} s after the last guest: {left}")
        if len(evidence.accepted) < wanted.messages:
            shortfalls.append(f"{len(evidence.accepted)} messages, not {wanted.messages}")
        with reconnected():
            counts: list[Count] = audit(evidence)
    return Report(wanted.seed, seconds, counts, happened, shortfalls)


async def _play(
    running: installation.Installation,
    others: tuple[outside.WhatsApp, Sequence[outside.Pms]],
    evidence: Evidence,
    wanted: Settings,
) -> list[dict[str, Any]]:
    """The faults that happened."""
    whatsapp, several = others
    line = Line(f"{running.url}/api/webhooks/whatsapp", evidence, wanted.rate, wanted.seed, whatsapp.hear)
    world = faults.World(running, whatsapp, several, line)
    load = Load(line, hotels(), random.Random(wanted.seed))
    planned = faults.plan(wanted.seed, wanted.seconds, wanted.every, wanted.faults) if wanted.every else []
    trouble = asyncio.create_task(faults.happen(world, planned))
    aside = [asyncio.create_task(_hand_round(whatsapp, line)), asyncio.create_task(_tell(load, evidence))]
    try:
        await load.run(wanted.seats, wanted.seconds, grace=min(20.0, wanted.seconds / 6))
    finally:
        world.ending.set()
        await trouble
        await line.last_replays()
        for task in aside:
            task.cancel()
        await line.client.aclose()
    return world.happened


async def _hand_round(whatsapp: outside.WhatsApp, line: Line) -> None:
    while True:
        line.hand_round(whatsapp.news())
        await asyncio.sleep(0.1)


async def _tell(load: Load, evidence: Evidence) -> None:
    while True:
        await asyncio.sleep(10)
        progress.say(
            f"{load.ends['came']} guests came, {load.ends['went']} went, {len(evidence.accepted)} messages accepted"
        )


def hotels() -> list[Hotel]:
    card = json.loads((settings.DATA_DIR / "demo.json").read_text())
    return [
        Hotel(one["slug"], one["language"], one["whatsapp"]["phone_number_id"], one["whatsapp"]["app_secret"])
        for one in card["hotels"]
    ]


def drained(seconds: float) -> dict[str, int]:
    """Wait until nothing is under way any more; what still is when the time is over."""
    started, left = time.monotonic(), {"unknown": 1}
    while left and time.monotonic() < started + seconds:
        time.sleep(1)
        with reconnected():
            left = _under_way()
    progress.say(f"Quiet after {time.monotonic() - started:.0f} s" if not left else f"Still under way: {left}")
    return left


@contextmanager
def reconnected() -> Iterator[None]:
    """The server may have been restarted since."""
    connections.close_all()
    yield
    connections.close_all()


def _under_way() -> dict[str, int]:
    try:
        with connection.cursor() as cursor:
            cursor.execute(UNDER_WAY)
            return {what: number for what, number in cursor.fetchall() if number}
    except DatabaseError as error:
        return {type(error).__name__: 1}


def keep(evidence: Evidence) -> None:
    """For whoever wants to know more about a broken promise."""
    path = settings.DATA_DIR / "evidence.json"
    path.write_text(json.dumps(vars(evidence), default=str, ensure_ascii=False))
