"""`python -m bench.turns`: milliseconds of understanding, handler and words per turn, over every scenario there is.

One process plays them, so that no other play waits beside it; without a language model. What else the machine does
shows: the figures are upper bounds. Beside them stands how long, all the while, a SELECT 1 takes.
"""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T", int, float)
GOAL_MS = 60
SEVERAL = 20  # turns of one intent that are worth a line


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hotel_agent.settings")
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    import django

    django.setup()
    from hotel_agent.rehearsal import crew, scripts

    takes = [take for one in scripts.files([scripts.FOLDER]) for take in one.takes()]
    took: dict[str, list[int]] = defaultdict(list)
    questions: list[float] = []
    for _, played in crew.run(takes, processes=1):
        questions.append(_question())
        for turn in (turn for step in played.steps for turn in step.turns):
            took[turn.intent].append(turn.took_ms)
    everything = [ms for values in took.values() for ms in values]
    for intent, values in sorted(took.items(), key=lambda item: -_share(item[1], 95)):
        if len(values) >= SEVERAL:
            sys.stdout.write(_line(intent, values))
    sys.stdout.write(_line("all", everything))
    one = _share(questions, 50)
    sys.stdout.write(
        f"One SELECT 1 meanwhile: {one:.2f} ms; a turn at P95 is {_share(everything, 95) / one:.0f} of them\n"
    )
    met = _share(everything, 95) < GOAL_MS
    sys.stdout.write(f"Goal: P95 below {GOAL_MS} ms: {'met' if met else 'missed'}\n")
    return 0 if met else 1


def _line(name: str, values: Sequence[int]) -> str:
    middle, most = _share(values, 50), _share(values, 95)
    return f"{name:22} {len(values):6} turns   P50 {middle:4} ms   P95 {most:4} ms   most {max(values):5} ms\n"


def _question() -> float:
    """Milliseconds."""
    from django.db import connection

    started = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return (time.perf_counter() - started) * 1000


def _share(values: Sequence[T], percent: int) -> T:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


if __name__ == "__main__":
    sys.exit(main())
