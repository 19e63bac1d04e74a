"""A message ready to be read for dates: its tokens, and all that their meaning depends on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from messaging.nlu.context import Context
from messaging.nlu.dates import feasts, mentions
from messaging.nlu.dates import grammar as g
from messaging.nlu.dates.calendar import Scope
from messaging.nlu.dates.feasts import Feast, Where
from messaging.nlu.dates.tokens import GRAMMARS, Token, tokenise
from messaging.nlu.text import words
from messaging.session import DateOption
from pms.terms import NIGHT_ENDS

_MONTH_FIRST = {"US"}
_DAY_FIRST = words("ES AR BR MX PT CL CO PE UY PY BO EC VE CR GT DO CU GB IE AU NZ IN ZA FR DE IT NL BE CH AT")
_LENGTH = re.compile(
    r"(?<![I+*])(?<![nsA][|t])(?P<n>[nsA])-?(?:(?P<N>N)|(?P<D>D)(?!-?[no])|(?P<S>S)|(?P<F>F))|N:(?P<after>n)"
)
_WEEK = re.compile(r">S|S>")
_EXACT = re.compile(r"(?:[ftuxi-]l?D?(?P<one>h)|(?P<other>h)(?=,?(?:[tu-]|&[xu])))")
_CUSTOMS = {Feast.CHRISTMAS, Feast.NEW_YEAR, Feast.NEW_YEARS_DAY, Feast.EPIPHANY}
FORTNIGHT = {"en": 14, "es": 15, "pt": 15}


@dataclass(frozen=True)
class StayDates:
    """`nights`: as said, or counted when both dates are known. `loose`: a lone day, maybe of no stay at all."""

    arrival: date | None = None
    departure: date | None = None
    nights: int | None = None
    ask: tuple[str, ...] = ()
    loose: bool = False
    options: tuple[DateOption, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.arrival or self.departure or self.nights or self.ask)


@dataclass(frozen=True)
class Message:
    tokens: Sequence[Token]
    kinds: str
    scope: Scope
    where: Where
    context: Context
    nights: int | None
    days: bool
    """The nights were said as days: "3 días" may be two nights."""
    day_first: bool | None
    """None: 12/3 may be either."""
    custom: bool
    """A feast ends its range: when it begins and ends is a custom."""

    @property
    def other(self) -> Message:
        """The same, whatever is ambiguous taken the second way."""
        return replace(self, scope=replace(self.scope, other=True))

    @property
    def feasts(self) -> set[Feast]:
        return {Feast(token.value) for token in self.tokens if token.kind == g.FEAST}

    @property
    def feast(self) -> Feast | None:
        """The holiday named; one with a name of its own before "puente"."""
        return max(self.feasts, key=lambda feast: feast not in (Feast.ANY, Feast.UNKNOWN), default=None)


def prepare(folded: str, language: str, *, country: str, today: date, context: Context) -> Message:
    night = context.hour < NIGHT_ENDS
    grammar = GRAMMARS[language]
    scope = Scope(today, None, grammar.next_is_nearest, grammar.counts_today, night)
    where = Where(country.upper(), context.region, scope.first)
    said = tokenise(folded, language)
    tokens = _exact(said, scope.first)
    custom = any(a.kind != b.kind and a.value in _CUSTOMS for a, b in zip(said, tokens, strict=True))
    kinds = mentions.kinds_of(tokens)
    week = today + timedelta(days=7 - today.weekday()) if _WEEK.search(kinds) else None
    nights, days = _length(tokens, kinds, FORTNIGHT[language])
    day_first = _day_first(tokens, _order(where.country, language))
    return Message(tokens, kinds, replace(scope, week=week), where, context, nights, days, day_first, custom)


def _order(country: str, language: str) -> bool | None:
    """12/3 by country; English of no country we know may mean either."""
    if country in _MONTH_FIRST:
        return False
    return True if country in _DAY_FIRST or language in ("es", "pt") else None


def _day_first(tokens: Sequence[Token], preferred: bool | None) -> bool | None:
    """A figure over twelve anywhere in the message tells the order of all its dates."""
    parts = [token.parts for token in tokens if token.parts and token.parts[0] <= 31]
    if any(p[0] > 12 for p in parts) or all(p[0] == p[1] for p in parts):
        return True
    return False if any(p[1] > 12 for p in parts) else preferred


def _length(tokens: Sequence[Token], kinds: str, fortnight: int) -> tuple[int | None, bool]:
    """Nights said, and whether they were said as days. Nights win over days, days over weeks."""
    found: dict[str, int] = {}
    for match in _LENGTH.finditer(kinds):
        unit = next((unit for unit in "NDSF" if match[unit]), "N")
        value = tokens[match.start("after" if match["after"] else "n")].value
        found.setdefault(unit, value * {"S": 7, "F": fortnight}.get(unit, 1))
    for unit in "NDSF":
        if unit in found:
            return found[unit], unit == "D"
    return None, False


def _exact(said: Sequence[Token], first: date) -> list[Token]:
    """A feast at the end of a range is its day: "del jueves santo al domingo", "hasta Reyes"."""
    tokens = list(said)
    for match in _EXACT.finditer(mentions.kinds_of(said)):
        at = match.start("one" if match["one"] else "other")
        if day := feasts.day_of(Feast(said[at].value), first):
            tokens[at] = Token(g.NUMERIC_DATE, text=said[at].text, parts=(day.year, day.month, day.day))
    return tokens
