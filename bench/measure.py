"""The rounds: what is asked of whom, in which order, and what each cost."""

from __future__ import annotations

import asyncio
import itertools
import json
import math
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from bench import load, processes, traffic
from bench.installation import STORED, UNANSWERED, Installation, Service

TURNS, ON, DOOR, MOST = "turns", "on", "door", "most"
WARM_UP = 1.0  # seconds at 50/s, not measured
REST = 0.5  # seconds between two rounds
CATCH_UP = 30.0  # seconds the worker gets to answer what a round has left
MOST_PER_SECOND = 3000  # more than any of them takes


@dataclass(frozen=True)
class Plan:
    seconds: float
    rounds: int
    on_rounds: int
    """Fewer: each waits for the worker to answer what it has left."""
    turns: Sequence[int]
    on: Sequence[int]
    door: Sequence[int]
    poisson: bool = True


FULL = Plan(6, 3, on_rounds=2, turns=(25, 50, 100, 150), on=(50, 100, 200, 400), door=(50, 100, 200, 400))
QUICK = Plan(2, 2, on_rounds=1, turns=(100,), on=(200,), door=(200,))


@dataclass(frozen=True)
class Round:
    """Milliseconds of latency, and of CPU per request. `rate` 0: as many as are taken."""

    phase: str
    service: str
    rate: int
    requests: int
    seconds: float
    p50: float
    p95: float
    p99: float
    app_cpu: float
    postgres_cpu: float
    redis_cpu: float
    worker_cpu: float
    client_cpu: float
    lag_p99: float
    foreign: float
    """Cores that others used meanwhile."""
    errors: dict[str, int]
    extra: dict[str, float] = field(default_factory=dict)

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds

    def __str__(self) -> str:
        rate = f"{self.rate}/s" if self.rate else f"{self.per_second:.0f}/s at most"
        return (
            f"{self.phase:5} {self.service:7} {rate:>12}  P50 {self.p50:.1f}  P95 {self.p95:.1f}  P99 {self.p99:.1f} ms"
            f"  CPU app {self.app_cpu:.2f}  PostgreSQL {self.postgres_cpu:.2f} ms  foreign {self.foreign:.2f} cores"
        )


class Failed(RuntimeError):
    """A round in which a request was refused, lost or not stored: its figures mean nothing."""


def measure(installation: Installation, plan: Plan, done: Callable[[Round], None]) -> None:
    """Raises Failed at the first round that is not clean; `done` hears of each round, that one too."""
    with asyncio.Runner() as runner:
        table = Table(installation, plan, done, runner)
        table.turns()
        table.on()
        table.door()


@dataclass
class Table:
    """Where the rounds are played."""

    installation: Installation
    plan: Plan
    done: Callable[[Round], None]
    runner: asyncio.Runner

    def __post_init__(self) -> None:
        self.messages = traffic.webhooks(self.installation.hotels)
        self.questions = traffic.turns(self.installation.hotels)
        self.seeds = itertools.count(1)
        self.unanswered = self.installation.product.count(UNANSWERED)  # the demo's own, with staff

    def turns(self) -> None:
        product = self.installation.product
        self._warm_up(product, self.questions)
        for rate, _ in itertools.product(self.plan.turns, range(self.plan.rounds)):
            self._open(TURNS, product, rate, self.questions)

    def on(self) -> None:
        """The webhook while the worker answers, on the same cores; it begins each round with nothing left."""
        product = self.installation.product
        self._warm_up(product, self.messages)
        for rate, _ in itertools.product(self.plan.on, range(self.plan.on_rounds)):
            self._catch_up()
            self._open(ON, product, rate, self.messages)

    def _catch_up(self) -> None:
        deadline = time.monotonic() + CATCH_UP
        while time.monotonic() < deadline and self.installation.product.count(UNANSWERED) > self.unanswered:
            time.sleep(0.2)

    def door(self) -> None:
        """The webhook alone, worker and beat standing still, in turn with the references."""
        services = self.installation.services
        self.installation.product.pause()
        for service in services:
            self._warm_up(service, self.messages)
        for rate, number in itertools.product(self.plan.door, range(self.plan.rounds)):
            for service in _rotated(services, number):
                self._open(DOOR, service, rate, self.messages)
        for number in range(self.plan.rounds):
            for service in _rotated(services, number):
                self._most(service)
        self.installation.product.resume()

    def _warm_up(self, service: Service, requests: Iterator[bytes]) -> None:
        due = load.schedule(50, WARM_UP, poisson=False)
        taken = self.runner.run(load.open_loop(service.port, list(itertools.islice(requests, len(due))), due))
        if taken.errors:
            raise Failed(f"warming up {service.name}: {dict(taken.errors)}")

    def _open(self, phase: str, service: Service, rate: int, requests: Iterator[bytes]) -> None:
        due = load.schedule(rate, self.plan.seconds, poisson=self.plan.poisson, seed=next(self.seeds))
        ready = list(itertools.islice(requests, len(due)))
        self._play(phase, service, rate, lambda: self.runner.run(load.open_loop(service.port, ready, due)))

    def _most(self, service: Service) -> None:
        ready = iter(list(itertools.islice(self.messages, round(MOST_PER_SECOND * self.plan.seconds))))
        self._play(MOST, service, 0, lambda: self.runner.run(load.closed_loop(service.port, ready, self.plan.seconds)))

    def _play(self, phase: str, service: Service, rate: int, play: Callable[[], load.Taken]) -> None:
        time.sleep(REST)
        stored = service.count(STORED)
        before = self._meters(service)
        taken = play()
        after = self._meters(service)
        stored = service.count(STORED) - stored
        if not taken.errors and stored != len(taken.latencies):
            taken.errors[f"{len(taken.latencies)} accepted, {stored} stored"] += 1
        spent = {name: after[name] - before[name] for name in after}
        extra = _understood(taken) if phase == TURNS else {}
        if phase == ON:
            extra = {"left_unanswered": service.count(UNANSWERED) - self.unanswered}
        round_ = _round(phase, service.name, rate, taken, spent, extra)
        self.done(round_)
        if round_.errors:
            raise Failed(f"{phase} {service.name} at {rate}/s: {round_.errors}")

    def _meters(self, service: Service) -> dict[str, float]:
        """CPU seconds so far; everything ours descends from this process."""
        return {
            "time": time.monotonic(),
            "busy": processes.busy(),
            "ours": processes.cpu([os.getpid()]),
            "client": time.process_time(),
            "app": processes.cpu(service.web),
            "worker": processes.cpu(service.rest),
            "postgres": processes.cpu(self.installation.postgres),
            "redis": processes.cpu(self.installation.redis),
        }


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that this share of all does not exceed."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)] if ranked else math.nan


def _round(
    phase: str, service: str, rate: int, taken: load.Taken, spent: dict[str, float], extra: dict[str, float]
) -> Round:
    requests = len(taken.latencies)
    p50, p95, p99 = (1000 * percentile(taken.latencies, share) for share in (0.5, 0.95, 0.99))
    each = {name: 1000 * spent[name] / max(1, requests) for name in spent}
    return Round(
        phase,
        service,
        rate,
        requests,
        taken.seconds,
        p50,
        p95,
        p99,
        app_cpu=each["app"],
        postgres_cpu=each["postgres"],
        redis_cpu=each["redis"],
        worker_cpu=each["worker"],
        client_cpu=each["client"],
        lag_p99=1000 * percentile(taken.lags, 0.99) if taken.lags else 0.0,
        foreign=max(0.0, spent["busy"] - spent["ours"]) / spent["time"],
        errors=dict(taken.errors),
        extra=extra,
    )


def _understood(taken: load.Taken) -> dict[str, float]:
    """A quick answer that is none would flatter: each must be about availability, and most must offer rooms."""
    with_rooms = 0
    for raw in taken.answers:
        answer = json.loads(raw)
        if answer["status"] != "success" or answer["intent"] != "check_availability":
            taken.errors[f"answered {answer['status']}, {answer['intent']}"] += 1
        with_rooms += bool(answer.get("rooms"))
    return {"with_rooms": with_rooms / max(1, len(taken.answers))}


def _rotated(services: list[Service], number: int) -> list[Service]:
    first = number % len(services)
    return services[first:] + services[:first]
