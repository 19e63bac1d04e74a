"""A rehearsal as one page that needs nothing else: the scoreboard, and the conversations that failed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from hotel_agent.rehearsal import tables
from hotel_agent.rehearsal.replay import Replayed
from hotel_agent.rehearsal.scoreboard import Result, Score, Scoreboard, failed
from messaging.scenario.grading import Failure
from messaging.scenario.seen import Said, Step
from messaging.scenario.terms import Line

BOLD = re.compile(r"\*([^*\n]+)\*")


def page(board: Scoreboard, results: Sequence[Result]) -> str:
    wrong = failed(results)
    context = {
        "title": "Rehearsal",
        "now": timezone.now(),
        "score": board.all,
        "percent": f"{100 * board.all.success:.1f}",
        "tiles": list(_tiles(board.all)),
        "columns": [*tables.COLUMNS, *tables.MORE],
        "groups": [("Language", _rows(board.languages)), ("Intent", _rows(board.intents))],
        "conversations": [_conversation(result) for result in wrong],
    }
    return render_to_string("rehearsal/report.html", context)


def replayed(found: Replayed, *, show: bool) -> str:
    share = 100 * found.same / found.turns if found.turns else 100
    context = {
        "title": "Replay",
        "now": timezone.now(),
        "found": found,
        "percent": f"{share:.1f}",
        "show": show,
        "most": max((change.count for change in found.changes), default=1),
    }
    return render_to_string("rehearsal/replay.html", context)


def _tiles(score: Score) -> Iterator[tuple[str, Any, bool]]:
    """What it is called, how many, and whether that is good."""
    counts = {
        "Wrong price": score.price,
        "Wrong date": score.date,
        "Ungrounded": score.ungrounded,
        "Needless handover": score.needless_handover,
        "Missing handover": score.missing_handover,
        "Errors": score.broken,
    }
    for name, count in counts.items():
        yield name, count, not count
    if score.messages_per_reservation is not None:
        yield "Messages per reservation", score.messages_per_reservation, True


def _rows(scores: Mapping[str, Score]) -> list[dict[str, Any]]:
    return [
        {"name": name, "percent": f"{100 * score.success:.1f}", "figures": tables.figures(score)}
        for name, score in scores.items()
    ]


def _conversation(result: Result) -> dict[str, Any]:
    scenario, by_line = result.played.scenario, _by_line(result.failures)
    played = len(result.played.steps)
    return {
        "scenario": scenario,
        "words": result.words,
        "steps": [
            _step(line, step, by_line.get(step.line, []))
            for line, step in zip(scenario.lines, result.played.steps, strict=False)
        ],
        "end": [failure for line, found in by_line.items() if not 0 < line <= played for failure in found],
    }


def _by_line(failures: Sequence[Failure]) -> dict[int, list[Failure]]:
    found: dict[int, list[Failure]] = {}
    for failure in failures:
        found.setdefault(failure.line, []).append(failure)
    return found


def _step(line: Line, step: Step, failures: list[Failure]) -> dict[str, Any]:
    happened = f"staff {line.staff}" if line.staff else f"{line.wait} minutes pass" if line.wait else ""
    return {
        "line": step.line,
        "meanwhile": [_bubble(said) for said in step.meanwhile],
        "happened": happened or (f"an attachment: {line.attachment}" if line.attachment else ""),
        "heard": [_bold(text) for text in step.heard if text],
        "pressed": bool(line.press),
        "turns": step.turns,
        "said": [_bubble(said) for said in step.said],
        "failures": failures,
    }


def _bubble(said: Said) -> dict[str, Any]:
    return {"text": _bold(said.text), "words": said.words, "buttons": [title for _, title in said.buttons]}


def _bold(text: str) -> SafeString:
    """As WhatsApp shows it; everything else is escaped."""
    return mark_safe(BOLD.sub(r"<b>\1</b>", escape(text)))
