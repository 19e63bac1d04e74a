"""What came of it: one line per promise, or JSON with all counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hotel_agent.chaos.evidence import Count


@dataclass
class Report:
    seed: int
    seconds: float
    counts: Sequence[Count]
    faults: list[dict[str, Any]] = field(default_factory=list)
    shortfalls: list[str] = field(default_factory=list)
    """Why the run proves too little, whatever the counts say."""

    @property
    def passed(self) -> bool:
        return not self.shortfalls and not any(count.broken for count in self.counts)

    def as_json(self) -> dict[str, Any]:
        return {
            "passed": self.passed,
            "seed": self.seed,
            "seconds": round(self.seconds),
            "counts": {count.name: count.value for count in self.counts},
            "broken": {count.name: list(count.examples) for count in self.counts if count.broken},
            "details": {count.name: list(count.examples) for count in self.counts if count.examples},
            "shortfalls": self.shortfalls,
            "faults": self.faults,
        }

    def lines(self) -> list[str]:
        told = [_line(count) for count in self.counts]
        told += [f"Too little: {why}" for why in self.shortfalls]
        kinds = sorted({fault["kind"] for fault in self.faults})
        told.append(f"{round(self.seconds)} s, {len(self.faults)} faults ({', '.join(kinds)}), seed {self.seed}")
        told.append("Every promise was kept." if self.passed else "NOT every promise was kept.")
        return told


def _line(count: Count) -> str:
    name = count.name.replace("_", " ")
    mark = "" if not count.must_be_zero else "  BROKEN" if count.broken else "  ok"
    examples = f"  ({'; '.join(count.examples)})" if count.examples else ""
    return f"{name:<46} {count.value:>6}{mark}{examples}"
