"""A time of day in a message: "a las 7", "siete y media", "7 pm", "às sete e meia", "19h30", "half past seven"."""

from __future__ import annotations

import re
from datetime import time

from messaging.nlu.text import Span

_WORDS: dict[int, str] = {
    1: "una|uma|one",
    2: "dos|duas|two",
    3: "tres|three",
    4: "cuatro|quatro|four",
    5: "cinco|five",
    6: "seis|six",
    7: "siete|sete|seven",
    8: "ocho|oito|eight",
    9: "nueve|nove|nine",
    10: "diez|dez|ten",
    11: "once|onze|eleven",
    12: "doce|doze|twelve",
}
_SPELT = {word: hour for hour, words in _WORDS.items() for word in words.split("|")}
_PARTS = {
    "half": "media|meia|thirty|treinta|trinta",
    "quarter": "cuarto|quarter|quinze|quince|fifteen",
    "forty": "cuarenta y cinco|quarenta e cinco|forty[ -]?five",
}
_MINUTES = {"half": 30, "quarter": 15, "forty": 45}
_HOUR = rf"(?P<hour>[01]?[0-9]|2[0-4]|{'|'.join(_SPELT)})"
_PART = "|".join(rf"(?P<{name}>{words})" for name, words in _PARTS.items())
_MINUTE = rf"(?: ?[:h.] ?(?P<minute>[0-5][0-9])(?: ?hs?)?| (?:y |e )?(?:{_PART})\b| menos (?P<less>cuarto|quinze)\b)?"
_HALF = (
    r"(?P<late>(?:(?:de la|da|na|in the|por la|at) )?(?:pm|p\.m\.?|tarde|noche|noite|afternoon|evening|night)\b)"
    r"|(?P<early>(?:(?:de la|da|in the|por la) )?(?:am|a\.m\.?|manana|manha|morning|madrugada)\b)"
)
_TIME = rf"{_HOUR}{_MINUTE}(?: ?(?P<sharp>o'?clock|en punto|em ponto|horas?|hs?|hrs?)\b)?(?:,? ?(?:{_HALF}))?"
_BEFORE = r"(?:a las?|las|sobre las|as|a partir das?|das|at|by|around|for)(?: las)?"
_OF_PEOPLE = r"(?! ?(?:of us|people|persons?|ppl|pax|adults?|guests|kids|children|personas?|pessoas?|bags|suitcases)\b)"
_INTRODUCED = re.compile(rf"\b{_BEFORE} {_TIME}(?![0-9/]){_OF_PEOPLE}")
_TOLD = re.compile(rf"(?<![0-9/.,:$€-]){_TIME}(?![0-9/])")
_PAST = re.compile(
    rf"\b(?:(?P<part>half|quarter) (?P<way>past|to)|(?P<half>half)) {_HOUR}\b(?! (?:days?|nights?))(?: ?(?:{_HALF}))?"
)
_NOON = re.compile(r"\b(?:al mediodia|a mediodia|(?:ao )?meio[ -]dia|(?:at )?noon|midday)\b")
_MIDNIGHT = re.compile(r"\b(?:a medianoche|(?:a )?meia[ -]noite|midnight)\b")

_CLOCK = re.compile(
    r"(?<![0-9/.-])(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?![0-9/])(?: ?[ap]m\b)?"
    rf"|(?<![0-9/.-])(?:1[0-2]|[1-9])(?:\.[0-5][0-9])? ?[ap]\.?m\b|\bhalf (?:past )?(?:{'|'.join(_SPELT)}"
    rf"|1?[0-9])\b(?! days?)"
    rf"|\bquarter (?:past|to) (?:{'|'.join(_SPELT)}|1?[0-9])\b|\b(?:{'|'.join(_SPELT)}|1?[0-9]) o'?clock\b"
    rf"|\b(?:at|by|around) (?:{'|'.join(_SPELT)}|1?[0-9])(?= (?:tomorrow|tonight|today|in the)\b)"
)


def spans(folded: str) -> list[Span]:
    """Where the clock is spoken of: no day of a month."""
    return [said.span() for said in _CLOCK.finditer(folded)]


def find(folded: str, *, awaited: bool = False) -> tuple[time, Span] | None:
    """By the clock of twenty-four hours unless morning or afternoon is said; a bare number only where it is awaited."""
    for named, hour in ((_NOON, 12), (_MIDNIGHT, 0)):
        if match := named.search(folded):
            return time(hour), match.span()
    if match := _PAST.search(folded):
        minutes = 15 if match["part"] == "quarter" else 30
        return _time(match, -minutes if match["way"] == "to" else minutes)
    for match in [*_INTRODUCED.finditer(folded), *_TOLD.finditer(folded)]:
        introduced = match.re is _INTRODUCED
        if (introduced or awaited or _is_clear(match)) and (found := _time(match, _minutes(match))):
            return found
    return None


def _is_clear(match: re.Match[str]) -> bool:
    """7:30, 19h, 7 pm, siete y media, 7 de la mañana: a time whatever stands before it."""
    parts = ("minute", "less", "late", "early", "sharp", *_PARTS)
    return any(match[part] for part in parts)


def _minutes(match: re.Match[str]) -> int:
    if match["minute"]:
        return int(match["minute"])
    return -15 if match["less"] else next((_MINUTES[name] for name in _PARTS if match[name]), 0)


def _time(match: re.Match[str], minutes: int) -> tuple[time, Span] | None:
    said = match["hour"]
    hour = _SPELT[said] if said in _SPELT else int(said)
    if match["late"] and hour < 12:
        hour += 12
    if match["early"] and hour == 12:
        hour = 0
    hour, minute = divmod(hour * 60 + minutes, 60)
    return time(hour % 24, minute), match.span()
