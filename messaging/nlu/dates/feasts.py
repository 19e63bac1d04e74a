"""Which nights a holiday, a bridge or a long weekend may mean, by the calendar of the hotel's country and region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache

import holidays
from dateutil.easter import easter

from pms.terms import Stay

THURSDAY, SATURDAY = 3, 5
LONG = 3
"""Days off in a row that make a long weekend."""
AROUND = 6
"""Days. "El puente del 12" is the holiday kept nearest to the 12th: some are moved to a Monday."""
ONE, TWO, FOUR = timedelta(days=1), timedelta(days=2), timedelta(days=4)

Span = tuple[int, int]


class Feast(IntEnum):
    """What is named; its value is that of the token."""

    ANY = 0  # "el próximo puente", "feriado", "long weekend"
    UNKNOWN = 1  # a holiday whose nights only the guest knows
    HOLY_WEEK = 2
    EASTER = 3
    CARNIVAL = 4
    CORPUS = 5
    CHRISTMAS = 6
    CHRISTMAS_EVE = 7
    NEW_YEAR = 8
    NEW_YEARS_DAY = 9
    EPIPHANY = 10
    VALENTINE = 11
    LOVERS = 12
    DEAD = 13
    MAUNDY_THURSDAY = 14
    GOOD_FRIDAY = 15
    HOLY_SATURDAY = 16
    EASTER_SUNDAY = 17
    EASTER_MONDAY = 18
    ASH_WEDNESDAY = 19
    PALM_SUNDAY = 20
    INDEPENDENCE = 21
    MAY_DAY = 22
    ALL_SAINTS = 23
    COLUMBUS = 24
    CONSTITUTION = 25
    REPUBLIC = 26
    TIRADENTES = 27
    REVOLUTION = 28
    ASSUMPTION = 29
    THANKSGIVING = 30
    MEMORIAL = 31
    LABOR = 32
    BANK_HOLIDAY = 33
    CHRISTMAS_DAY = 34
    AWARENESS = 35
    LUTHER_KING = 36
    PRESIDENTS = 37


@dataclass(frozen=True)
class Where:
    """Whose holidays, and from which night on."""

    country: str
    region: str
    first: date


# Days from Easter Sunday, arrival and departure of the two usual readings.
_MOVABLE: Mapping[Feast, tuple[Span, ...]] = {
    Feast.HOLY_WEEK: ((-3, 0), (-7, 0)),
    Feast.EASTER: ((-3, 0), (-2, 1)),
    Feast.CORPUS: ((59, 63), (60, 63)),
}
_CARNIVAL = {"BR": ((-51, -46), (-50, -46)), "AR": ((-51, -47), (-50, -47)), "UY": ((-51, -47), (-50, -47))}
_CARNIVAL_ELSEWHERE = ((-51, -49), (-51, -46))
# The same by the calendar: month and day of the arrival, nights; the year is that of the arrival.
_FIXED: Mapping[Feast, tuple[tuple[int, int, int], ...]] = {
    Feast.CHRISTMAS: ((12, 24, 2), (12, 23, 3)),
    Feast.CHRISTMAS_EVE: ((12, 24, 1), (12, 24, 2)),
    Feast.CHRISTMAS_DAY: ((12, 24, 2), (12, 25, 1)),
    Feast.NEW_YEAR: ((12, 31, 1), (12, 30, 3)),
    Feast.NEW_YEARS_DAY: ((12, 31, 1), (12, 30, 3)),
    Feast.EPIPHANY: ((1, 5, 1), (1, 4, 3)),
    Feast.VALENTINE: ((2, 14, 1), (2, 13, 2)),
    Feast.LOVERS: ((6, 12, 1), (6, 11, 2)),
    Feast.DEAD: ((10, 31, 2), (11, 1, 2)),
}
_DAY_OF_EASTER = {
    Feast.PALM_SUNDAY: -7,
    Feast.MAUNDY_THURSDAY: -3,
    Feast.GOOD_FRIDAY: -2,
    Feast.HOLY_SATURDAY: -1,
    Feast.EASTER_SUNDAY: 0,
    Feast.EASTER_MONDAY: 1,
    Feast.ASH_WEDNESDAY: -46,
}
_DAY_OF_YEAR = {
    Feast.CHRISTMAS: (12, 25),
    Feast.CHRISTMAS_EVE: (12, 24),
    Feast.CHRISTMAS_DAY: (12, 25),
    Feast.NEW_YEAR: (12, 31),
    Feast.NEW_YEARS_DAY: (1, 1),
    Feast.EPIPHANY: (1, 6),
    Feast.VALENTINE: (2, 14),
}
# Public holidays by the day they are about; they may be kept on another.
_PUBLIC: Mapping[Feast, Mapping[str, tuple[int, int]]] = {
    Feast.INDEPENDENCE: {"AR": (7, 9), "MX": (9, 16), "BR": (9, 7), "US": (7, 4)},
    Feast.MAY_DAY: {"": (5, 1)},
    Feast.ALL_SAINTS: {"": (11, 1), "BR": (11, 2)},
    Feast.COLUMBUS: {"": (10, 12)},
    Feast.CONSTITUTION: {"ES": (12, 6), "AR": (12, 8), "MX": (2, 5)},
    Feast.REPUBLIC: {"BR": (11, 15)},
    Feast.TIRADENTES: {"BR": (4, 21)},
    Feast.REVOLUTION: {"MX": (11, 20), "AR": (5, 25)},
    Feast.ASSUMPTION: {"": (8, 15), "AR": (8, 17)},
    Feast.AWARENESS: {"BR": (11, 20)},
}
_AMERICAN = {
    Feast.THANKSGIVING: "Thanksgiving",
    Feast.MEMORIAL: "Memorial Day",
    Feast.LABOR: "Labor Day",
    Feast.LUTHER_KING: "Luther King",
    Feast.PRESIDENTS: "Washington's Birthday",
}


def readings(feast: Feast, where: Where, *, month: int | None = None, day: int | None = None) -> tuple[Stay, ...]:
    """At most two; none where only the guest can tell. `month`, `day`: "el puente de mayo", "del 1 de mayo"."""
    if feast == Feast.UNKNOWN or (feast == Feast.BANK_HOLIDAY and where.country not in ("GB", "IE")):
        return ()
    if feast in _DAY_OF_EASTER:
        feast = Feast.CARNIVAL if feast == Feast.ASH_WEDNESDAY else Feast.EASTER
    if feast in (Feast.ANY, Feast.BANK_HOLIDAY):
        return _bridge(where, month, day)
    for year in (where.first.year, where.first.year + 1, where.first.year + 2):
        found = [stay for stay in _in_year(feast, where, year) if stay.arrival >= where.first]
        if found:
            return tuple(found)
    return ()


def day_of(feast: Feast, first: date) -> date | None:
    """The day itself where it is one, from `first` on: "del jueves santo al domingo"."""
    for year in (first.year, first.year + 1):
        if feast in _DAY_OF_EASTER:
            found: date = easter(year) + timedelta(days=_DAY_OF_EASTER[feast])
        elif feast in _DAY_OF_YEAR:
            found = date(year, *_DAY_OF_YEAR[feast])
        else:
            return None
        if found >= first:
            return found
    return None


def _in_year(feast: Feast, where: Where, year: int) -> Iterator[Stay]:
    if feast == Feast.CARNIVAL:
        yield from _of_easter(_CARNIVAL.get(where.country, _CARNIVAL_ELSEWHERE), year)
    elif feast in _MOVABLE:
        yield from _of_easter(_MOVABLE[feast], year)
    elif feast in _FIXED:
        for month, day, nights in _FIXED[feast]:
            yield Stay(arrival := date(year, month, day), arrival + timedelta(days=nights))
    elif feast in _AMERICAN:
        named = [day for day, name in public("US", "", year).items() if _AMERICAN[feast] in name]
        yield from _ways(*_run(named[0], "US", "")) if named else ()
    else:
        days = _PUBLIC[feast]
        if about := days.get(where.country, days.get("")):
            for region in (where.region, ""):
                if kept := _kept(date(year, *about), where.country, region):
                    yield from _ways(*_run(kept, where.country, region))
                    return


def _of_easter(spans: tuple[Span, ...], year: int) -> Iterator[Stay]:
    sunday = easter(year)
    for arrival, departure in spans:
        yield Stay(sunday + timedelta(days=arrival), sunday + timedelta(days=departure))


def _bridge(where: Where, month: int | None, day: int | None) -> tuple[Stay, ...]:
    """The next long weekend; of a month only where it has one."""
    if month and day:
        for year in (where.first.year, where.first.year + 1):
            kept = _kept(_real(year, month, day), where.country, where.region)
            if kept and (found := _still(_run(kept, where.country, where.region), where)):
                return found
        return ()
    runs = _long_runs(where, month)
    if month:
        runs = [run for run in runs if run[0].year == runs[0][0].year]
    ahead = [found for run in runs if (found := _still(run, where))]
    return ahead[0] if ahead and (month is None or len(ahead) == 1) else ()


def _still(run: tuple[date, date], where: Where) -> tuple[Stay, ...]:
    return tuple(stay for stay in _ways(*run) if stay.arrival >= where.first)


def _ways(first: date, last: date) -> tuple[Stay, Stay]:
    """Arrive the evening before, or in the morning of the first day off."""
    return Stay(first - ONE, last), Stay(first, max(last, first + ONE))


def _long_runs(where: Where, month: int | None) -> list[tuple[date, date]]:
    years = (where.first.year, where.first.year + 1)
    known = (day for year in years for day in public(where.country, where.region, year))
    days = [day for day in known if day >= where.first - FOUR and not _has_a_name(day) and month in (None, day.month)]
    runs = sorted({_run(day, where.country, where.region) for day in days})
    return [run for run in runs if (run[1] - run[0]).days + 1 >= LONG]


def _has_a_name(day: date) -> bool:
    """Nobody calls Christmas or New Year just "the bridge"."""
    return (day.month, day.day) >= (12, 24) or (day.month, day.day) == (1, 1)


def _run(day: date, country: str, region: str) -> tuple[date, date]:
    """The days off around a holiday; one working day between two of them is bridged."""
    ends, bridged = {-1: day, 1: day}, False
    for step in (-1, 1) if day.weekday() < THURSDAY else (1, -1):
        while True:
            near, far = ends[step] + ONE * step, ends[step] + TWO * step
            if _off(near, country, region):
                ends[step] = near
            elif not bridged and _off(far, country, region):
                ends[step], bridged = far, True
            else:
                break
    return ends[-1], ends[1]


def _off(day: date, country: str, region: str) -> bool:
    return day.weekday() >= SATURDAY or day in public(country, region, day.year)


def _kept(about: date | None, country: str, region: str) -> date | None:
    """When the holiday of that day is kept."""
    if about is None:
        return None
    near = [day for day in public(country, region, about.year) if abs((day - about).days) <= AROUND]
    return min(near, key=lambda day: abs((day - about).days), default=None)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache
def public(country: str, region: str, year: int) -> Mapping[date, str]:
    """Public holidays; of the whole country where the region is not known."""
    for subdivision in (region or None, None):
        try:
            return dict(
                sorted(holidays.country_holidays(country, subdiv=subdivision, years=year, language="en_US").items())
            )
        except NotImplementedError:
            continue
    return {}
