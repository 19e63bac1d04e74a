"""Places a mentioned date in the calendar, seen from a hotel's today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from messaging.nlu.dates.mentions import Mention

FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
LONGEST_ROLLED = 21
"""Nights. "Del 28 al 2" runs into the next month; "del 22 al 20" is rather a slip."""
LONGEST_ANSWERED = 60
"""Nights. Asked until when, "el 20 de enero" half a year later is another arrival."""
LONGEST = 200
"""Nights. "Del 22 de diciembre al 20 de diciembre" is a slip, not a year."""


class Unclear(Exception):
    """The date cannot be placed; `args[0]` is what must be asked."""


@dataclass(frozen=True)
class Scope:
    """What all dates of a message share."""

    today: date
    week: date | None = None
    """The Monday of the week named: "la semana que viene"."""
    next_is_nearest: bool = True

    def place(self, mention: Mention, earliest: date) -> tuple[date, tuple[str, ...]]:
        """The first such date from `earliest` on, and the doubts about it. Raises Unclear."""
        if mention.offset is not None:
            return self._checked(mention, self.today + timedelta(days=mention.offset))
        if mention.month is not None:
            return self._checked(mention, self._in_month(mention, earliest))
        if mention.day is not None:
            return self._day(mention, earliest)
        return self._weekday(mention, earliest)

    def _checked(self, mention: Mention, found: date) -> tuple[date, tuple[str, ...]]:
        if found < self.today:
            raise Unclear("past")
        wrong = mention.weekday is not None and found.weekday() != mention.weekday
        return found, ("weekday_mismatch",) if wrong else ()

    def _in_month(self, mention: Mention, earliest: date) -> date:
        years = (mention.year,) if mention.year else (earliest.year, earliest.year + 1)
        real = [day for year in years if (day := _date(year, mention.month, mention.day)) is not None]
        if not real:
            raise Unclear("impossible")
        return next((day for day in real if day >= earliest), real[-1])

    def _day(self, mention: Mention, earliest: date) -> tuple[date, tuple[str, ...]]:
        if mention.near == ">" and mention.weekday is None:
            earliest = max(earliest, (self.today.replace(day=1) + timedelta(days=31)).replace(day=1))
        days = list(_days_of_months(mention.day, earliest))
        fitting = [day for day in days[:3] if mention.weekday in (None, day.weekday())]
        return (fitting[0], ()) if fitting else (days[0], ("weekday_mismatch",))

    def _weekday(self, mention: Mention, earliest: date) -> tuple[date, tuple[str, ...]]:
        weekday = mention.weekday or 0
        if self.week is not None:
            named = self.week + timedelta(days=weekday)
            return (named if named >= earliest else named + timedelta(days=7)), ()
        found = on_weekday(weekday, earliest)
        if earliest > self.today:
            return found, ()
        if found == self.today and mention.near != "=":
            return found + timedelta(days=7), () if mention.near else ("next_weekday",)
        monday = self.today + timedelta(days=7 - self.today.weekday())
        if mention.near == ">" and not self.next_is_nearest and found < monday:
            return found + timedelta(days=7), ("next_weekday",)
        return found, ()


def on_weekday(weekday: int, earliest: date) -> date:
    return earliest + timedelta(days=(weekday - earliest.weekday()) % 7)


def _date(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def _days_of_months(day: int | None, earliest: date) -> Iterator[date]:
    """The next dates with that day of the month, for a year."""
    for months in range(13):
        years, month = divmod(earliest.month - 1 + months, 12)
        found = _date(earliest.year + years, month + 1, day)
        if found is not None and found >= earliest:
            yield found


def last_day_before(mention: Mention, departure: date) -> date:
    """The arrival whose month, or year, is that of the departure: "del 30 al 2 de enero"."""
    if mention.month is None:
        days = [_date(departure.year, departure.month, mention.day)]
        year, month = divmod(departure.year * 12 + departure.month - 2, 12)
        days.append(_date(year, month + 1, mention.day))
    else:
        days = [_date(departure.year - years, mention.month, mention.day) for years in (0, 1)]
    real = [day for day in days if day is not None and day < departure]
    if not real or (departure - real[0]).days > (LONGEST_ROLLED if real[0].month != departure.month else 31):
        raise Unclear("impossible")
    return real[0]


def weekend(today: date, near: str) -> tuple[date, date]:
    """Friday to Sunday. On a Saturday "this weekend" starts today; on a Sunday it must be asked."""
    friday = today + timedelta(days=FRIDAY - today.weekday())
    if near == ">" or friday + timedelta(days=2) < today:
        friday += timedelta(days=7)
    elif today.weekday() == SUNDAY:
        raise Unclear("weekend")
    start = max(friday, today)
    return start, friday + timedelta(days=2)


def weekend_around(day: date, today: date) -> tuple[date, date]:
    """What is left of the weekend a date belongs to: "el finde del 20"."""
    friday = day - timedelta(days=day.weekday() - FRIDAY)
    if day.weekday() < FRIDAY or friday + timedelta(days=2) <= today:
        raise Unclear("weekend")
    return max(friday, today), friday + timedelta(days=2)
