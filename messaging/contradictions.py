"""Facts that cannot all be true: what two of them say in figures about one thing is not the same.

Only figures are compared, so whatever is found can be shown in figures. Words are not understood here: "two dogs" and
"1 dog" contradict each other no more than "free" and "15 €".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import combinations

from messaging.grounding import AMOUNT, DATE, tokens
from messaging.models import Fact
from messaging.nlu.text import clean, fold, mask
from pms.models import Hotel

TIME, AMOUNTS, DATES, NUMBERS = KINDS = ("time", "amount", "date", "number")
_HOUR = r"(?:[01]?[0-9]|2[0-4])"
# 19:30, 19h30, 7.30 pm, 10 am; and a bare hour only after "a las", "às", "until".
CLOCK = re.compile(
    rf"\b(?P<hour>{_HOUR})(?:[:h.](?P<minute>[0-5][0-9]))? ?(?P<half>[ap])\.?m\b\.?"
    rf"|\b(?P<of>{_HOUR})[:h](?P<past>[0-5][0-9])\b"
    rf"|\b(?:las|as|at|until|till|from|by) (?P<bare>{_HOUR})(?: ?hs?\b)?"
    r"(?=\s*(?:[.,;!?)](?![0-9])|$| (?:a|y|e|to|and|until|de|hasta)\b))"
)
NUMBER = re.compile(r"(?<![\w.,/])[0-9]{1,6}(?!\w|[.,:/][0-9])")
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
    text = clean(text)
    clocks = list(CLOCK.finditer(fold(text)))
    # Times first: "10:30, €12" is not 30 €.
    text = mask(text, [match.span() for match in clocks])
    found = {TIME: {_clock(match) for match in clocks}}
    found[AMOUNTS] = {f"{value.normalize():f}" for kind, value in tokens(text) if kind == "amount"}
    rest = mask(fold(text), [match.span() for match in AMOUNT.finditer(text)])
    found[DATES] = {f"{value[1]}/{value[0]}" for kind, value in tokens(rest) if kind == "date"}
    found[NUMBERS] = set(NUMBER.findall(mask(rest, [match.span() for match in DATE.finditer(rest)])))
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
    for fact in facts:
        yield from _elsewhere(fact, of_topic, said)
        if field := OF_HOTEL.get(fact.topic):
            at = _written(getattr(hotel, field))
            if said[fact.pk][TIME] and at not in said[fact.pk][TIME]:
                yield Conflict(fact, None, TIME, _in_order(said[fact.pk][TIME]), (at,))


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


def _clock(match: re.Match[str]) -> str:
    hour = int(match["hour"] or match["of"] or match["bare"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    return _written(time(hour % 24, int(match["minute"] or match["past"] or 0)))


def _written(at: time) -> str:
    return f"{at.hour}:{at.minute:02d}"


def _in_order(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(values, key=lambda value: (len(value), value)))
