"""What a rehearsal has come to, in figures: over all, by language and by intent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from messaging.scenario.grading import Failure
from messaging.scenario.seen import Played

COUNTED = ("price", "date", "ungrounded", "needless_handover", "missing_handover", "sold_twice", "error", "crash")


@dataclass(frozen=True)
class Result:
    """One play, graded."""

    played: Played
    failures: tuple[Failure, ...]

    @property
    def right(self) -> bool:
        return not self.failures

    @property
    def words(self) -> str:
        """Which of the other words of a line these were; empty: the first ones."""
        return self.played.scenario.take

    @property
    def intents(self) -> set[str]:
        """As they are demanded, else as they were understood."""
        pairs = zip(self.played.scenario.lines, self.played.steps, strict=False)
        return {line.intent or turn.intent for line, step in pairs for turn in step.turns}


@dataclass(frozen=True)
class Score:
    scenarios: int
    plays: int
    right: int
    """Plays in which everything was as demanded."""
    price: int
    date: int
    ungrounded: int
    needless_handover: int
    missing_handover: int
    sold_twice: int
    error: int
    crash: int
    reservations: int
    messages_per_reservation: float | None
    """Of ours, in plays that ended with a new reservation."""

    @property
    def broken(self) -> int:
        return self.error + self.crash + self.sold_twice

    @property
    def success(self) -> float:
        return self.right / self.plays if self.plays else 0.0

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "success": round(self.success, 4)}


@dataclass(frozen=True)
class Scoreboard:
    all: Score
    languages: dict[str, Score]
    intents: dict[str, Score]

    def as_json(self) -> dict[str, Any]:
        return {
            "all": self.all.as_json(),
            "languages": {name: score.as_json() for name, score in self.languages.items()},
            "intents": {name: score.as_json() for name, score in self.intents.items()},
        }


def count(results: Sequence[Result]) -> Scoreboard:
    languages: dict[str, list[Result]] = defaultdict(list)
    intents: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        languages[result.played.scenario.language].append(result)
        for intent in result.intents:
            intents[intent].append(result)
    return Scoreboard(_score(results), _scores(languages), _scores(intents))


def _scores(groups: dict[str, list[Result]]) -> dict[str, Score]:
    return {name: _score(results) for name, results in sorted(groups.items())}


def _score(results: Sequence[Result]) -> Score:
    kinds = [kind for result in results for kind in {failure.kind for failure in result.failures}]
    booked = [(made, result) for result in results if (made := _made(result.played))]
    reservations = sum(made for made, _ in booked)
    messages = sum(len(result.played.said) for _, result in booked)
    return Score(
        scenarios=len({_name(result) for result in results}),
        plays=len(results),
        right=sum(result.right for result in results),
        **{kind: kinds.count(kind) for kind in COUNTED},
        reservations=reservations,
        messages_per_reservation=round(messages / reservations, 2) if reservations else None,
    )


def _made(played: Played) -> int:
    """New reservations that stand."""
    before = len(played.scenario.given)
    return sum(row.status in ("confirmed", "pending", "needs_staff") for row in played.reservations[before:])


def _name(result: Result) -> tuple[str, str]:
    return result.played.scenario.language, result.played.scenario.name


def failed(results: Iterable[Result]) -> list[Result]:
    return [result for result in results if not result.right]
