"""How good every language must be, as `thresholds.yaml` has it. It only ever gets better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from hotel_agent.rehearsal.scoreboard import Score, Scoreboard

Thresholds = Mapping[str, Mapping[str, float]]
HEAD = """\
# What `manage.py rehearse` must reach in each language. Written by `manage.py rehearse --raise`, never by hand:
# worse than this fails, and better than this fails too until it is written down.
"""
AT_LEAST = ("scenarios", "success")
AT_MOST = ("price", "date", "ungrounded", "messages_per_reservation")
NEVER = ("price", "date", "ungrounded")


def read(path: Path) -> Thresholds:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")) or {}) if path.is_file() else {}


def write(path: Path, board: Scoreboard) -> None:
    values = {language: _measured(score) for language, score in board.languages.items()}
    path.write_text(HEAD + yaml.safe_dump(values, sort_keys=False), encoding="utf-8")


def below(wanted: Thresholds, board: Scoreboard) -> list[str]:
    """Where it is worse than it was."""
    return list(_compare(wanted, board, sign=1))


def above(wanted: Thresholds, board: Scoreboard) -> list[str]:
    """Where it is better than what is written down."""
    return list(_compare(wanted, board, sign=-1))


def _compare(wanted: Thresholds, board: Scoreboard, *, sign: int) -> Iterator[str]:
    for language in dict.fromkeys([*wanted, *board.languages]):
        limits = wanted.get(language, {})
        measured = _measured(board.languages[language]) if language in board.languages else {}
        for name in (*AT_LEAST, *AT_MOST):
            limit, value = limits.get(name, _worst(name)), measured.get(name, _worst(name))
            more = 1 if name in AT_LEAST else -1
            if (limit - value) * more * sign > 0:
                yield f"{language}: {name.replace('_', ' ')} {value}, written down {limit}"


def _worst(name: str) -> float:
    """Where nothing was measured or written down."""
    return 0 if name in AT_LEAST or name in NEVER else float("inf")


def _measured(score: Score) -> dict[str, Any]:
    values = {name: getattr(score, name) for name in (*AT_LEAST, *AT_MOST)}
    values["success"] = round(score.success, 4)
    return {name: value for name, value in values.items() if value is not None}
