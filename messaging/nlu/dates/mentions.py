"""The single dates a message mentions: found by patterns over token kinds, not yet placed in the calendar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from messaging.nlu.dates.tokens import Token

# Kinds: n 20 · o 20th · s veinte · m month · y year · d 20/12 · w weekday · r hoy · R esta noche · l el · D día
_DAY_MONTH = r"(?P<day>[nos]),?O{0,2}l?(?P<month>m)(?:[O,]{0,2}(?P<year>y))?"
_MONTH_DAY = r"(?P<month2>m)(?:lO?)?(?P<day2>[nos])(?!\+?[NDS]|[O,]{0,2}m)(?:,?(?P<year2>y))?"
_THIS_OR_NEXT_MONTH = r"(?P<day3>[no])O{0,2}l?(?P<which>[GM])"
_DATED = rf"(?P<numeric>d)|{_DAY_MONTH}|{_MONTH_DAY}|{_THIS_OR_NEXT_MONTH}"
_WEEKDAY = rf"(?P<near>[=<>]?)D?(?P<weekday>w)(?P<after>[=<>]?)(?:[,lD]{{0,3}}(?:{_DATED}|(?P<bare>[no])(?!\+?[NDS])))?"
_MENTION = re.compile(
    rf"(?P<today>[rR])(?:,?l?(?P<named>w)(?![-tu]))?|{_WEEKDAY}|"
    r"I(?P<days>[ns])D(?![no])|(?P<alone>[nos])(?!-?\+?[NDS])(?:,?(?P<year3>y))?"
)
_DATED_ONLY = re.compile(_DATED)


@dataclass(frozen=True)
class Mention:
    """A date as said. `start`, `end`: its tokens. Whatever is None was not said."""

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    offset: int | None = None
    """Days from today."""
    near: str = ""
    """ ">" next, "<" coming, "=" this."""
    night: bool = False
    """The night itself was named: "esta noche"."""

    @property
    def vague_day(self) -> bool:
        """Only the day of some month."""
        return self.day is not None and self.month is None

    @property
    def bare(self) -> bool:
        """A number alone."""
        return self.vague_day and self.weekday is None

    @property
    def may_be_hours(self) -> bool:
        """ "Breakfast from 7 to 10"."""
        return self.bare and (self.day or 0) <= 12


def kinds_of(tokens: Sequence[Token]) -> str:
    return "".join(token.kind for token in tokens)


def find(tokens: Sequence[Token], kinds: str, *, day_first: bool) -> list[Mention]:
    """In the order said. Numbers that may be days are among them: `stay` decides which are."""
    found: list[Mention] = []
    at = 0
    while at < len(kinds):
        match = _DATED_ONLY.match(kinds, at) or _MENTION.match(kinds, at)
        if match is None:
            at += 1
            continue
        if "~" not in (kinds[at - 1 : at], kinds[match.end() : match.end() + 1]):
            found.append(_mention(match, tokens, day_first=day_first))
        at = match.end()
    return found


def _mention(match: re.Match[str], tokens: Sequence[Token], *, day_first: bool) -> Mention:
    said = {name: tokens[match.start(name)] for name, kind in match.groupdict().items() if kind}
    day, month, year = _dated(said, day_first=day_first)
    if (bare := said.get("bare") or said.get("alone")) is not None:
        day = bare.value
    offset = said.get("today") or said.get("days")
    weekday = said.get("weekday") or said.get("named")
    return Mention(
        match.start(),
        match.end(),
        day=day,
        month=month,
        year=year,
        weekday=weekday.value if weekday else None,
        offset=offset.value if offset else None,
        near=_nearness(said),
        night="today" in said and said["today"].kind == "R",
    )


def _nearness(said: dict[str, Token]) -> str:
    if "which" in said:
        return ">" if said["which"].kind == "G" else "="
    near = said.get("near") or said.get("after")
    return near.kind if near else ""


def _dated(said: dict[str, Token], *, day_first: bool) -> tuple[int | None, int | None, int | None]:
    if "numeric" in said:
        return read_numeric(said["numeric"].parts, day_first=day_first)
    day = said.get("day") or said.get("day2") or said.get("day3")
    month = said.get("month") or said.get("month2")
    year = said.get("year") or said.get("year2") or said.get("year3")
    return (day.value if day else None, month.value if month else None, year.value if year else None)


def read_numeric(parts: tuple[int, ...], *, day_first: bool) -> tuple[int, int, int | None]:
    """Day, month, year of a date in figures. A part over twelve overrules the country's order."""
    if parts[0] > 31:
        return parts[2], parts[1], parts[0]
    first, second = parts[:2]
    day, month = (first, second) if (day_first or first > 12) and second <= 12 else (second, first)
    return day, month, parts[2] if len(parts) > 2 else None
