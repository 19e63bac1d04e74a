"""`python -m bench.turns`: milliseconds of understanding, handler and words per turn, over every scenario there is.

One process plays them, so that no other play waits beside it; without a language model. What else the machine does
shows: the figures are upper bounds.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Sequence

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
    for _, played in crew.run(takes, processes=1):
        for turn in (turn for step in played.steps for turn in step.turns):
            took[turn.intent].append(turn.took_ms)
    everything = [ms for values in took.values() for ms in values]
    for intent, values in sorted(took.items(), key=lambda item: -_share(item[1], 95)):
        if len(values) >= SEVERAL:
            sys.stdout.write(_line(intent, values))
    sys.stdout.write(_line("all", everything))
    met = _share(everything, 95) < GOAL_MS
    sys.stdout.write(f"Goal: P95 below {GOAL_MS} ms: {'met' if met else 'missed'}\n")
    return 0 if met else 1


def _line(name: str, values: Sequence[int]) -> str:
    middle, most = _share(values, 50), _share(values, 95)
    return f"{name:22} {len(values):6} turns   P50 {middle:4} ms   P95 {most:4} ms   most {max(values):5} ms\n"


def _share(values: Sequence[int], percent: int) -> int:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


if __name__ == "__main__":
    sys.exit(main())
