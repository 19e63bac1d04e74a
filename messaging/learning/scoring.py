"""How well messages are understood: by the rules alone, by the classifier alone, and as the product joins them."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from messaging import nlu
from messaging.nlu import corpus, scales
from messaging.nlu.classifier import SILENT, Model

REFUSED = {"out_of_scope", corpus.UNKNOWN}
TODAY = date(2026, 1, 15)
COUNTRIES = {"es": "ES", "pt": "BR", "en": "US"}

Scores = dict[str, dict[str, "Score"]]
"""By language and system."""


@dataclass(frozen=True)
class Row:
    """`right`: the labels any of which is right. An intent and the question about the same are both answered well."""

    text: str
    language: str
    right: frozenset[str]

    @property
    def foreign(self) -> bool:
        """None of the hotel's business, or nothing at all: to be refused."""
        return bool(self.right & REFUSED)

    def accepts(self, label: str) -> bool:
        return label in REFUSED if self.foreign else _about(label) in {_about(right) for right in self.right}


@dataclass(frozen=True)
class Score:
    """`accuracy` and `f1` over what is the hotel's business, `refused` over what is none; shares of one."""

    messages: int
    accuracy: float
    f1: float
    refused: float | None
    milliseconds: float


System = Callable[[Row], str]


def systems(model: Model) -> dict[str, System]:
    return {"rules": _understood(SILENT), "classifier": _guessed(model), "both": _understood(model)}


def frozen() -> list[Row]:
    return [Row(row.text, row.language, frozenset([row.label])) for row in corpus.frozen()]


def compare(rows: Iterable[Row], model: Model) -> Scores:
    spoken: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        spoken[row.language].append(row)
    return {
        language: {name: score(theirs, system) for name, system in systems(model).items()}
        for language, theirs in spoken.items()
    }


def score(rows: Sequence[Row], system: System) -> Score:
    started = time.perf_counter()
    answers = [system(row) for row in rows]
    took = (time.perf_counter() - started) * 1000 / len(rows)
    right = [row.accepts(answer) for row, answer in zip(rows, answers, strict=True)]
    ours = [fine for row, fine in zip(rows, right, strict=True) if not row.foreign]
    foreign = [fine for row, fine in zip(rows, right, strict=True) if row.foreign]
    answered = sum(answer not in REFUSED for answer in answers)
    return Score(
        messages=len(rows),
        accuracy=_share(sum(ours), len(ours)),
        f1=_share(2 * sum(ours), answered + len(ours)),
        refused=_share(sum(foreign), len(foreign)) if foreign else None,
        milliseconds=round(took, 2),
    )


def as_json(scores: Scores) -> dict[str, dict[str, dict[str, float | None]]]:
    return {language: {name: asdict(found) for name, found in theirs.items()} for language, theirs in scores.items()}


def _understood(model: Model) -> System:
    def system(row: Row) -> str:
        country = COUNTRIES[row.language]
        said = nlu.understand(row.text, language=row.language, country=country, today=TODAY, model=model)
        return corpus.join(said.intent, said.slots.topic)

    return system


def _guessed(model: Model) -> System:
    def system(row: Row) -> str:
        guess = model.guess(row.text)
        return guess.label if guess.probability >= scales.ENOUGH else corpus.UNKNOWN

    return system


def _about(label: str) -> str:
    """`late_checkout` and `hotel_question/late_checkout` are about the same."""
    intent, topic = corpus.split(label)
    return topic or intent


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
