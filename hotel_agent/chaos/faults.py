"""What goes wrong, when, and for how long: a plan drawn from a seed, and the hands that carry it out."""

from __future__ import annotations

import asyncio
import random
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from hotel_agent.chaos import installation, progress
from hotel_agent.chaos.guests import Line
from hotel_agent.chaos.installation import WORKERS, Installation
from hotel_agent.chaos.outside import Pms, WhatsApp

FIRST = 3.0  # seconds until the first one
REST = 4.0  # seconds a target has to itself after a trouble
REPLAYED = 40  # webhooks at a time
LAST_QUARTER = 0.85  # no fault begins later, so that the end of a run shows how it recovers


@dataclass(frozen=True)
class Fault:
    at: float
    """Seconds after the first guest."""
    kind: str
    seconds: float = 0.0
    target: str = ""


@dataclass
class World:
    installation: Installation
    whatsapp: WhatsApp
    pms: Sequence[Pms]
    line: Line
    ending: threading.Event = field(default_factory=threading.Event)
    happened: list[dict[str, Any]] = field(default_factory=list)
    started: float = 0.0


Hand = Callable[[World, Fault], None]


def kill_worker(world: World, fault: Fault) -> None:
    world.installation.kill(fault.target)


def pause_worker(world: World, fault: Fault) -> None:
    world.installation.pause(fault.target)
    world.ending.wait(fault.seconds)
    world.installation.resume(fault.target)


def kill_web(world: World, fault: Fault) -> None:
    world.installation.kill("web")


def pause_redis(world: World, fault: Fault) -> None:
    """It takes connections and answers nothing."""
    installation.signal_server("valkey", signal.SIGSTOP)
    world.ending.wait(fault.seconds)
    installation.signal_server("valkey", signal.SIGCONT)


def flush_redis(world: World, fault: Fault) -> None:
    installation.flush_redis()


def restart_redis(world: World, fault: Fault) -> None:
    """What was written within the last second may be gone."""
    installation.restart_server("valkey", signal.SIGKILL)


def restart_postgres(world: World, fault: Fault) -> None:
    """The fast shutdown: every connection is cut, nothing is recovered."""
    installation.restart_server("postgres", signal.SIGINT)


def crash_postgres(world: World, fault: Fault) -> None:
    """The immediate shutdown: it starts with its write-ahead log."""
    installation.restart_server("postgres", signal.SIGQUIT)


def whatsapp_busy(world: World, fault: Fault) -> None:
    _whatsapp(world, fault, error=130429, probability=0.4)


def whatsapp_broken(world: World, fault: Fault) -> None:
    _whatsapp(world, fault, status=500, body={}, probability=0.4)


def whatsapp_silent(world: World, fault: Fault) -> None:
    """It takes the message, and the connection ends before its answer."""
    _whatsapp(world, fault, cut="after", delay=0.5, probability=0.4)


def whatsapp_cut(world: World, fault: Fault) -> None:
    _whatsapp(world, fault, cut="before", probability=0.4)


def pms_away(world: World, fault: Fault) -> None:
    _pms(world, fault, "away")


def pms_slow(world: World, fault: Fault) -> None:
    _pms(world, fault, "slow", seconds=4.0, probability=0.7)


def pms_error_after(world: World, fault: Fault) -> None:
    """It does what it was asked to, and answers 500."""
    _pms(world, fault, "error_after", probability=0.5)


def pms_cut_after(world: World, fault: Fault) -> None:
    """It does what it was asked to, and the connection ends before its answer."""
    _pms(world, fault, "cut_after", probability=0.5)


def pms_cut_before(world: World, fault: Fault) -> None:
    _pms(world, fault, "cut_before", probability=0.5)


def pms_sells_meanwhile(world: World, fault: Fault) -> None:
    _pms(world, fault, "sold_out", probability=0.3)


def pms_changes_prices(world: World, fault: Fault) -> None:
    for pms in world.pms:
        pms.fail("price_change", times=1, percent=3)


def replay_webhooks(world: World, fault: Fault) -> None:
    world.line.replay(REPLAYED)


def _whatsapp(world: World, fault: Fault, **trouble: Any) -> None:
    world.whatsapp.fail(**trouble)
    world.ending.wait(fault.seconds)
    world.whatsapp.recover()


def _pms(world: World, fault: Fault, kind: str, **how: Any) -> None:
    for pms in world.pms:
        pms.fail(kind, **how)
    world.ending.wait(fault.seconds)
    for pms in world.pms:
        pms.recover()


# Each with how long it lasts, from and to, in seconds, and whom it may meet.
KINDS: dict[Hand, tuple[tuple[float, float], tuple[str, ...]]] = {
    kill_worker: ((0, 0), WORKERS),
    pause_worker: ((5, 20), WORKERS),
    kill_web: ((0, 0), ("web",)),
    pause_redis: ((3, 8), ("redis",)),
    flush_redis: ((0, 0), ("redis",)),
    restart_redis: ((0, 0), ("redis",)),
    restart_postgres: ((0, 0), ("postgres",)),
    crash_postgres: ((0, 0), ("postgres",)),
    whatsapp_busy: ((5, 15), ("whatsapp",)),
    whatsapp_broken: ((5, 15), ("whatsapp",)),
    whatsapp_silent: ((5, 15), ("whatsapp",)),
    whatsapp_cut: ((5, 15), ("whatsapp",)),
    pms_away: ((20, 60), ("pms",)),
    pms_slow: ((10, 20), ("pms",)),
    pms_error_after: ((8, 16), ("pms",)),
    pms_cut_after: ((8, 16), ("pms",)),
    pms_cut_before: ((8, 16), ("pms",)),
    pms_sells_meanwhile: ((5, 10), ("pms",)),
    pms_changes_prices: ((0, 0), ("pms",)),
    replay_webhooks: ((0, 0), ("webhook",)),
}
HANDS = {hand.__name__: hand for hand in KINDS}


def plan(seed: int, seconds: float, every: float, kinds: Sequence[str] = ()) -> list[Fault]:
    """These kinds in this order, or all in a new order each time, again and again.

    No target meets a second trouble before the first has ended.
    """
    luck, at, planned, waiting = random.Random(seed), FIRST, list[Fault](), list[str]()
    busy_until: dict[str, float] = {}
    while at < seconds * LAST_QUARTER:
        waiting = waiting or list(kinds) or luck.sample(list(HANDS), len(HANDS))
        kind = waiting.pop(0)
        (shortest, longest), targets = KINDS[HANDS[kind]]
        target, lasts = luck.choice(targets), luck.uniform(shortest, min(longest, max(shortest, seconds / 6)))
        start = max(at, busy_until.get(target, 0.0))
        planned.append(Fault(round(start, 1), kind, round(lasts, 1), target))
        busy_until[target] = start + lasts + REST
        at += luck.uniform(0.5, 1.5) * every
    return sorted(planned, key=lambda fault: fault.at)


async def happen(world: World, planned: Sequence[Fault]) -> None:
    """Until all have happened and ended, or the world ends."""
    world.started = started = time.monotonic()
    running: list[asyncio.Task[None]] = []
    for fault in planned:
        await asyncio.sleep(max(0.0, started + fault.at - time.monotonic()))
        if world.ending.is_set():
            break
        running.append(asyncio.create_task(asyncio.to_thread(_happen, world, fault)))
    await asyncio.gather(*running)


def _happen(world: World, fault: Fault) -> None:
    began = time.monotonic()
    HANDS[fault.kind](world, fault)
    lasted = round(time.monotonic() - began, 1)
    world.happened.append({**asdict(fault), "began": round(began - world.started, 1), "lasted": lasted})
    progress.say(f"{began - world.started:6.1f} s  {fault.kind} of {fault.target}, {lasted:g} s")
