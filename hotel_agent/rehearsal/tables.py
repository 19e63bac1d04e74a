"""A rehearsal on a terminal, and its failures as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from hotel_agent.rehearsal.replay import Replayed
from hotel_agent.rehearsal.scoreboard import Result, Score
from hotel_agent.rehearsal.scoreboard import failed as failed_ones
from messaging.scenario.seen import Played
from messaging.slots import plain

WIDTH = 150
COLUMNS = ("Scenarios", "Plays", "Right", "Wrong price", "Wrong date", "Ungrounded", "Handover needless", "missing")
MORE = ("Errors", "Messages per reservation")


def scores(what: str, rows: Mapping[str, Score]) -> str:
    table = Table(what, *COLUMNS, *MORE, box=SIMPLE)
    for name, score in rows.items():
        table.add_row(name, *figures(score))
    return _drawn(table)


def figures(score: Score) -> list[str]:
    wrong = (score.price, score.date, score.ungrounded, score.needless_handover, score.missing_handover, score.broken)
    per_reservation = score.messages_per_reservation
    return [
        *(str(score.scenarios), str(score.plays), f"{score.success:.1%}"),
        *(str(number or "·") for number in wrong),
        "·" if per_reservation is None else f"{per_reservation:.1f}",
    ]


def failed(result: Result, *, transcript: bool) -> Iterator[str]:
    one = result.played.scenario
    yield f"✗ {one.language}/{one.name}{' · ' + result.words if result.words else ''}"
    yield from (f"    {failure}" for failure in result.failures)
    if transcript:
        yield from (f"        {line}" for line in _transcript(result.played))


def failures(results: Sequence[Result]) -> list[dict[str, Any]]:
    return [
        {
            "language": result.played.scenario.language,
            "scenario": result.played.scenario.name,
            "words": result.words,
            "failures": [failure.__dict__ for failure in result.failures],
        }
        for result in failed_ones(results)
    ]


def changes(found: Replayed, *, show: bool) -> Iterator[str]:
    """Grouped, the most frequent first."""
    yield f"{found.conversations} conversations, {found.turns} turns: {found.same} as they were."
    for error, ids in found.broken.items():
        yield f"{len(ids):>5} × could not be played: {error} ({_ids(ids)})"
    for change in found.changes:
        yield f"{change.count:>5} × {change.what}: {change.before} → {change.after} ({_ids(change.conversations)})"
        if show:
            yield from (f"          › {words}" for words in change.examples)


def _ids(ids: Sequence[int]) -> str:
    return ", ".join(map(str, ids[:5])) + (" …" if len(ids) > 5 else "")


def _transcript(played: Played) -> Iterator[str]:
    for step in played.steps:
        yield from (f"{'':>3} ‹ {said.whole}" for said in step.meanwhile)
        yield from (f"{step.line:>3} › {text}" for text in step.heard)
        for turn in step.turns:
            slots = " ".join(f"{name}={value}" for name, value in plain(turn.slots).items())
            yield f"{'':>3} · {turn.intent} {turn.confidence:.2f} {slots} → {turn.words}"
        yield from (f"{'':>3} ‹ {said.whole}" for said in step.said)


def _drawn(table: Table) -> str:
    console = Console(width=WIDTH)
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())
