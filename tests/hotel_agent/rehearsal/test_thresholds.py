"""Worse than written down fails, and so does better."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hotel_agent.rehearsal import thresholds
from hotel_agent.rehearsal.scoreboard import Score, Scoreboard

pytestmark = pytest.mark.unit
GOOD = Score(
    scenarios=10,
    plays=12,
    right=12,
    price=0,
    date=0,
    ungrounded=0,
    needless_handover=0,
    missing_handover=0,
    sold_twice=0,
    error=0,
    crash=0,
    reservations=4,
    messages_per_reservation=6.5,
)


def board(**languages: Score) -> Scoreboard:
    return Scoreboard(GOOD, languages, {})


@pytest.mark.parametrize(
    ("change", "worse", "better"),
    [
        ({}, 0, 0),
        ({"scenarios": 9}, 1, 0),
        ({"scenarios": 11}, 0, 1),
        ({"right": 11}, 1, 0),
        ({"price": 1}, 1, 0),
        ({"date": 1}, 1, 0),
        ({"ungrounded": 2}, 1, 0),
        ({"messages_per_reservation": 7.0}, 1, 0),
        ({"messages_per_reservation": 6.0}, 0, 1),
        ({"messages_per_reservation": None}, 1, 0),
    ],
)
def test_each_figure_counts(tmp_path: Path, change: dict[str, Any], worse: int, better: int) -> None:
    path = tmp_path / "thresholds.yaml"
    thresholds.write(path, board(es=GOOD))
    wanted, now = thresholds.read(path), board(es=replace(GOOD, **change))
    assert (len(thresholds.below(wanted, now)), len(thresholds.above(wanted, now))) == (worse, better)


def test_a_language_that_is_new_or_gone(tmp_path: Path) -> None:
    path = tmp_path / "thresholds.yaml"
    assert thresholds.read(path) == {}
    thresholds.write(path, board(es=GOOD))
    wanted = thresholds.read(path)
    assert thresholds.below(wanted, board(es=GOOD, pt=GOOD)) == []
    assert any(line.startswith("pt: scenarios") for line in thresholds.above(wanted, board(es=GOOD, pt=GOOD)))
    assert any(line.startswith("es: scenarios") for line in thresholds.below(wanted, board(pt=GOOD)))
