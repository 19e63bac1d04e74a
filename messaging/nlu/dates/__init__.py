"""Stay dates as guests write them in Spanish, Portuguese and English."""

from __future__ import annotations

from datetime import date

from messaging.nlu.context import Context
from messaging.nlu.dates.stay import StayDates, read
from messaging.nlu.text import words
from pms.terms import LANGUAGES

__all__ = ["StayDates", "find"]

MONTH_FIRST = {"US"}
DAY_FIRST = words("ES AR BR MX PT CL CO PE UY PY BO EC VE CR GT DO CU GB IE AU NZ IN ZA FR DE IT NL BE CH AT")


def find(folded: str, language: str, *, country: str, today: date, context: Context) -> StayDates:
    """Read in the guest's language; where it finds nothing, in the others, if they are sure of something."""
    day_first = _day_first(country, language)
    found = read(folded, language, day_first=day_first, today=today, context=context)
    if not found.empty:
        return found
    for other in LANGUAGES:
        if other != language:
            stay = read(folded, other, day_first=day_first, today=today, context=context)
            if (stay.arrival or stay.ask) and not stay.loose:
                return stay
    return found


def _day_first(country: str, language: str) -> bool | None:
    """12/3 by country; English of no country we know may mean either."""
    if country.upper() in MONTH_FIRST:
        return False
    return True if country.upper() in DAY_FIRST or language in ("es", "pt") else None
