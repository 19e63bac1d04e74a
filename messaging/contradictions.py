"""Facts that cannot all be true: what two of them say about one thing, in figures or by yes and no, is not the same.

Yes and no are what messaging.grounding.policies reads: is it there or allowed, is it free, is it included. Other words
are not understood here: "two dogs" and "1 dog" contradict each other no more than "small" and "big".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import combinations

from messaging.grounding import tokens
from messaging.grounding.numerals import COUNTED
from messaging.grounding.policies import policies
from messaging.models import Fact
from messaging.nlu.text import clean, fold
from pms.models import Hotel

TIME, AMOUNTS, DATES, NUMBERS = KINDS = ("time", "amount", "date", "number")
ANSWERS = ("have", "free", "included")
YES, NO = "yes", "no"
CLAUSE = re.compile(r"[.;:!?\n](?:\s+|$)|,\s+")
# What a clause is about, in the words of the three languages.
SUBJECTS = {
    "breakfast": r"desayun|breakfast|cafe da manha",
    "pool": r"piscina|pileta|\bpool\b",
    "gym": r"gimnasio|academia|\bgym\b",
    "parking": r"parking|aparcamiento|estacionamiento|estacionamento|cochera|garaje",
    "check_in_time": r"check-?in\b|\bingreso\b|hora de entrada",
    "check_out_time": r"check-?out\b|\bsalida\b|hora de saida",
    "late_checkout": r"late check-?out|salida tardia|saida tardia|check-?out tardio",
    "restaurant": r"restauran",
    "business_hours": r"recepcion|recepcao|\breception\b|front desk",
    "pets": r"mascota|\bperros?\b|\bpets?\b|\bdogs?\b|animais",
    "transfer": r"\btransfer\b|traslado",
}
_SUBJECTS = {topic: re.compile(pattern) for topic, pattern in SUBJECTS.items()}
OF_HOTEL = {"check_in_time": "check_in_from", "check_out_time": "check_out_until"}

Figures = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Conflict:
    """`one` says `ours` where `other` says `theirs`, without what both say; where there is no other fact, it is the
    page of the hotel that says it."""

    one: Fact
    other: Fact | None
    kind: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


def find(facts: Iterable[Fact], hotels: Sequence[Hotel]) -> list[Conflict]:
    """Within each hotel; each pair once."""
    of_hotel: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        of_hotel[fact.hotel_id].append(fact)
    return [conflict for hotel in hotels for conflict in _within(of_hotel[hotel.pk], hotel)]


def figures(text: str) -> Figures:
    """Times, amounts, dates and other numbers, each written in one way."""
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for kind, value in tokens(text):
        if kind == "time":
            found[TIME].add(_written(time(*value)))
        elif kind in ("amount", "percent"):
            found[AMOUNTS].add(f"{(value[0] if kind == 'amount' else value).normalize():f}")
        elif kind == "date":
            found[DATES].add(f"{value[1]}/{value[0]}")
        elif kind in ("number", "room", *COUNTED):
            found[NUMBERS].add(str(value))
    return {kind: frozenset(values) for kind, values in found.items()}


def _within(facts: Sequence[Fact], hotel: Hotel) -> Iterator[Conflict]:
    said = {fact.pk: figures(fact.text) for fact in facts}
    of_topic: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        of_topic[fact.topic].append(fact)
    for versions in of_topic.values():
        for one, other in combinations(versions, 2):
            for kind in KINDS:
                ours, theirs = said[one.pk][kind], said[other.pk][kind]
                # One may say more than the other; only where each says what the other does not, one is wrong.
                if ours - theirs and theirs - ours:
                    yield Conflict(one, other, kind, _in_order(ours - theirs), _in_order(theirs - ours))
    yield from _yes_and_no(facts)
    for fact in facts:
        yield from _elsewhere(fact, of_topic, said)
        if field := OF_HOTEL.get(fact.topic):
            at = _written(getattr(hotel, field))
            if said[fact.pk][TIME] and at not in said[fact.pk][TIME]:
                yield Conflict(fact, None, TIME, _in_order(said[fact.pk][TIME]), (at,))


def _yes_and_no(facts: Sequence[Fact]) -> Iterator[Conflict]:
    """Of one topic in any two languages; of two topics, one of them spoken of by the other, in the same language."""
    said = {fact.pk: policies(fact.text, fact.topic) for fact in facts}
    for one, other in combinations(facts, 2):
        if one.topic != other.topic and one.language != other.language:
            continue
        for subject, aspect, yes in sorted(said[one.pk]):
            if subject in (one.topic, other.topic) and (subject, aspect, not yes) in said[other.pk]:
                ours, theirs = (YES, NO) if yes else (NO, YES)
                yield Conflict(one, other, aspect, (ours,), (theirs,))


def _elsewhere(fact: Fact, of_topic: Mapping[str, list[Fact]], said: Mapping[int, Figures]) -> Iterator[Conflict]:
    """A clause that speaks of one other topic, and of nothing else that could own its figures."""
    for clause in CLAUSE.split(clean(fact.text)):
        subjects = [topic for topic, pattern in _SUBJECTS.items() if pattern.search(fold(clause))]
        if len(subjects) != 1 or subjects == [fact.topic]:
            continue
        of_subject = {row.language: row for row in of_topic.get(subjects[0], ())}
        other = of_subject.get(fact.language) or next(iter(of_subject.values()), None)
        for kind in (TIME, AMOUNTS) if other else ():
            ours, theirs = figures(clause)[kind], said[other.pk][kind] if other else frozenset()
            if theirs and ours - theirs:
                yield Conflict(fact, other, kind, _in_order(ours - theirs), _in_order(theirs))


def _written(at: time) -> str:
    return f"{at.hour}:{at.minute:02d}"


def _in_order(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(values, key=lambda value: (len(value), value)))
