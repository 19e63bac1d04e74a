"""The shape of a language's grammar of dates: its words, each with the kind of token it makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from messaging.nlu.dates.feasts import Feast

# One character per kind of token, so that patterns over tokens are regular expressions over kinds.
NUMBER, ORDINAL, SPELLED, AMOUNT, YEAR, NUMERIC_DATE = "n", "o", "s", "A", "y", "d"
FEAST = "h"  # value: a Feast
MONTH, WEEKDAY, SHORT_MONTH, SHORT_WEEKDAY = "m", "w", "Q", "W"
WORD, COMMA, DASH, COLON, STOP, NO_DATE = "_", ",", "-", ":", ".", "!"

KINDS = {
    "today": "r",  # value: days from today
    "tonight": "R",
    "weekend": "e",
    "article": "l",
    "day": "D",  # "el día 20" and "3 días"
    "nights": "N",
    "week": "S",
    "of": "O",
    "in": "I",
    "for": "p",
    "from": "f",
    "between": "b",
    "to": "t",
    "until": "u",
    "and": "&",
    "or": "|",
    "arrival": "i",
    "departure": "x",
    "next": ">",
    "coming": "<",
    "this": "=",
    "correction": "c",
    "no": "z",
    "more": "+",
    "another": "*",
    "past": "~",
    "vague": "v",
    "part_of_month": "V",
    "fortnight": "F",
    "next_month": "G",
    "some_month": "M",
    "mute": "_",
}


@dataclass(frozen=True)
class Grammar:
    """Words folded (lower case, no accents); phrases are words with single spaces."""

    months: str
    """Twelve names; a bar separates spellings: "enero febrero … septiembre|setiembre …"."""
    short_months: str
    weekdays: str
    """Seven from Monday."""
    short_weekdays: str
    cardinals: Mapping[str, int]
    ordinals: Mapping[str, int]
    amounts: Mapping[str, int]
    """Words for a number of nights only: "un par de", "a couple of"."""
    today: Mapping[str, int]
    words: Mapping[str, str]
    """Kind of KINDS and its phrases, separated by commas."""
    feasts: Mapping[Feast, str]
    """Holidays and their names, separated by commas."""
    next_is_nearest: bool = True
    """ "El próximo viernes" is the first one to come; "next Friday" may be the one after."""
    counts_today: bool = True
    """ "En quince días" may be two weeks: the day itself is counted."""
    typos_of_no_one: frozenset[str] = field(default_factory=frozenset)
    """Real words that look like a misspelt month or weekday."""


Phrase = tuple[str, ...]
Vocabulary = dict[Phrase, tuple[str, int]]


def vocabulary(grammar: Grammar) -> Vocabulary:
    """Every phrase of the grammar with its kind and value."""
    found: Vocabulary = {}
    for name, kind in KINDS.items():
        for phrase in grammar.words.get(name, "").split(","):
            if phrase.strip():
                found[words_of(phrase)] = (kind, 0)
    for feast, phrases in grammar.feasts.items():
        found |= {words_of(phrase): (FEAST, feast.value) for phrase in phrases.split(",")}
    found |= {words_of(p): (KINDS["today"], n) for p, n in grammar.today.items()}
    for numbers, kind in (
        (grammar.cardinals, SPELLED),
        (grammar.ordinals, SPELLED),
        (grammar.amounts, AMOUNT),
    ):
        found |= {words_of(p): (kind, n) for p, n in numbers.items()}
    found |= _named(grammar.months, MONTH, 1) | _named(grammar.weekdays, WEEKDAY, 0)
    found |= _named(grammar.short_weekdays, SHORT_WEEKDAY, 0) | _named(grammar.short_months, SHORT_MONTH, 1)
    return found


def _named(names: str, kind: str, first: int) -> Vocabulary:
    return {
        words_of(name.replace("_", " ")): (kind, number)
        for number, spellings in enumerate(names.split(), start=first)
        for name in spellings.split("|")
        if name != "."
    }


def words_of(phrase: str) -> Phrase:
    """Split as the tokeniser does: hyphens and apostrophes are tokens of their own."""
    return tuple(phrase.replace("-", " - ").replace("'", " ' ").split())


def compounds(tens: Mapping[str, int], units: Iterable[tuple[str, int]], joints: Iterable[str]) -> dict[str, int]:
    """ "veinte y dos", "vinte e dois", "twenty-two": up to 31."""
    return {
        f"{ten}{joint}{unit}": base + number
        for ten, base in tens.items()
        for unit, number in units
        for joint in joints
        if base + number <= 31
    }
