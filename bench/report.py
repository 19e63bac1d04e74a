"""The figures in tables: medians of the rounds, ratios to the references, goals. Markdown that a terminal shows too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from bench.measure import DOOR, MOST, ON, TURNS, Round

RATE = 200  # of the webhook, where services are compared
TURN_RATE = 100
TITLES = {
    TURNS: "A turn of availability: `POST /api/orchestrator/process`, three hotels, other guests and dates each time",
    ON: "The webhook with everything on: the worker answers the messages meanwhile, on the same cores",
    DOOR: "The webhook alone: worker and beat stand still, like for like with the references",
    MOST: "The most that the webhook takes: 16 connections, each waiting for its answer",
}
LATENCIES = ("p50", "p95", "p99")
COSTS = ("app_cpu", "postgres_cpu", "redis_cpu", "worker_cpu", "client_cpu", "lag_p99", "foreign")
SHARED = 0.15  # cores; above it absolute figures tell more about the others than about us


@dataclass(frozen=True)
class Row:
    """The rounds of one service at one rate."""

    phase: str
    service: str
    rate: int
    rounds: list[Round]

    def median(self, name: str) -> float:
        return float(median(getattr(one, name) for one in self.rounds))

    @property
    def worst_p95(self) -> float:
        return max(one.p95 for one in self.rounds)

    @property
    def extra(self) -> dict[str, float]:
        return {name: median(one.extra[name] for one in self.rounds) for name in self.rounds[0].extra}

    def as_json(self) -> dict[str, Any]:
        about = {"phase": self.phase, "service": self.service, "rate": self.rate, "rounds": len(self.rounds)}
        medians = {name: self.median(name) for name in ("per_second", *LATENCIES, *COSTS)}
        return {**about, **medians, "worst_p95": self.worst_p95, **self.extra}


@dataclass(frozen=True)
class Goal:
    text: str
    value: float
    met: bool

    def __str__(self) -> str:
        return f"{self.text}: {self.value:.2f}, {'met' if self.met else 'missed'}"


def rows(rounds: Iterable[Round]) -> list[Row]:
    groups: dict[tuple[str, str, int], Row] = {}
    for one in rounds:
        key = (one.phase, one.service, one.rate)
        groups.setdefault(key, Row(*key, [])).rounds.append(one)
    return list(groups.values())


def ratios(table: Sequence[Row]) -> dict[str, dict[str, float]]:
    """How many times better the product is than each reference; above 1 it is. Rounds are compared with their
    neighbours in time, so that a guest on the machine disturbs both."""
    found: dict[str, dict[str, float]] = {}
    for other in ("fastapi", "bare"):
        ours, theirs = _find(table, DOOR, "product", RATE), _find(table, DOOR, other, RATE)
        our_most, their_most = _find(table, MOST, "product", 0), _find(table, MOST, other, 0)
        if ours and theirs and our_most and their_most:
            found[other] = {
                "requests_per_second": _ratio(our_most, their_most, lambda one: one.per_second),
                "app_cpu": _ratio(theirs, ours, lambda one: one.app_cpu),
                "app_and_postgres_cpu": _ratio(theirs, ours, lambda one: one.app_cpu + one.postgres_cpu),
                "p95": _ratio(theirs, ours, lambda one: one.p95),
            }
    return found


def _ratio(above: Row, below: Row, of: Callable[[Round], float]) -> float:
    return median(of(one) / of(other) for one, other in zip(above.rounds, below.rounds, strict=False))


def goals(table: Sequence[Row]) -> list[Goal]:
    found = []
    for phase, rate, limit, text in (
        (DOOR, RATE, 15, f"Webhook alone at {RATE}/s, P95 at most 15 ms"),
        (ON, RATE, 15, f"Webhook with everything on at {RATE}/s, P95 at most 15 ms"),
        (TURNS, TURN_RATE, 100, f"Turns of availability at {TURN_RATE}/s, P95 at most 100 ms"),
    ):
        if row := _find(table, phase, "product", rate):
            found.append(Goal(text, row.median("p95"), row.median("p95") <= limit))
    if better := ratios(table).get("fastapi"):
        for name, text in (
            ("requests_per_second", "Webhook requests per second, at least 1.5 times FastAPI's"),
            ("app_cpu", "CPU of a webhook at FastAPI's door, at least 1.5 times ours"),
        ):
            found.append(Goal(text, better[name], better[name] >= 1.5))
    return found


def as_json(rounds: Sequence[Round], about: dict[str, Any], failure: str) -> dict[str, Any]:
    table = rows(rounds)
    return {
        "about": about,
        "failed": failure,
        "rounds": [asdict(one) for one in rounds],
        "medians": [row.as_json() for row in table],
        "ratios": ratios(table),
        "goals": [asdict(goal) for goal in goals(table)],
    }


def as_markdown(rounds: Sequence[Round], about: dict[str, Any], failure: str) -> str:
    table = rows(rounds)
    parts = ["\n".join(f"- {name}: {value}" for name, value in about.items())]
    for phase, title in TITLES.items():
        if here := [row for row in table if row.phase == phase]:
            parts += [f"### {title}", _table(here)]
    if better := ratios(table):
        lines = [["", "requests/s", f"app CPU at {RATE}/s", "app and PostgreSQL CPU", f"P95 at {RATE}/s"]]
        lines += [
            [f"against {name}", *(f"{value:.2f}" for value in theirs.values())] for name, theirs in better.items()
        ]
        parts += ["### How many times better than the references", _lines(lines)]
    if (foreign := max((one.foreign for one in rounds), default=0)) > SHARED:
        parts.append(f"Others used up to {foreign:.1f} cores meanwhile: only the ratios of CPU still mean something.")
    if reached := goals(table):
        parts += ["### Goals", "\n".join(f"- {goal}" for goal in reached)]
    if failure:
        parts.append(f"**The run failed, its figures mean nothing**: {failure}")
    return "\n\n".join(parts) + "\n"


def _table(here: Sequence[Row]) -> str:
    names = list(here[0].extra)
    head = ["service", "per second", "P50", "P95", "P99", "worst P95", "app CPU", "PostgreSQL", "Redis", "worker"]
    lines = [[*head, "client", "lag P99", "foreign cores", *(name.replace("_", " ") for name in names)]]
    for row in sorted(here, key=lambda row: row.rate):
        lines.append(
            [
                row.service,
                f"{row.rate or row.median('per_second'):.0f}",
                *(f"{row.median(name):.1f}" for name in LATENCIES),
                f"{row.worst_p95:.1f}",
                *(f"{row.median(name):.2f}" for name in COSTS),
                *(f"{row.extra[name]:.2f}".removesuffix(".00") for name in names),
            ]
        )
    return _lines(lines)


def _lines(cells: Sequence[Sequence[str]]) -> str:
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    aligned = [[cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in cells]
    aligned.insert(1, ["-" * width for width in widths])
    return "\n".join(f"| {' | '.join(line)} |" for line in aligned)


def _find(table: Sequence[Row], phase: str, service: str, rate: int) -> Row | None:
    return next((row for row in table if (row.phase, row.service, row.rate) == (phase, service, rate)), None)
