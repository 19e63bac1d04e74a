"""Stay dates as guests write them in Spanish, Portuguese and English."""

from __future__ import annotations

from datetime import date

from messaging.nlu.context import Context
from messaging.nlu.dates import options
from messaging.nlu.dates.grammar import MONTH
from messaging.nlu.dates.message import StayDates, prepare
from messaging.nlu.dates.tokens import tokenise
from pms.terms import LANGUAGES

__all__ = ["StayDates", "find", "month"]


def find(folded: str, language: str, *, country: str, today: date, context: Context) -> StayDates:
    """Read in the guest's language; where it finds nothing, in the others, if they are sure of something."""
    found = _read(folded, language, country=country, today=today, context=context)
    if not found.empty:
        return found
    for other in LANGUAGES:
        if other != language:
            stay = _read(folded, other, country=country, today=today, context=context)
            if (stay.arrival or stay.ask) and not stay.loose:
                return stay
    return found


def _read(folded: str, language: str, *, country: str, today: date, context: Context) -> StayDates:
    message = prepare(folded, language, country=country, today=today, context=context)
    return options.chosen_of(folded, message) or options.weigh(message)


def month(folded: str, language: str) -> int | None:
    """The only month named, with or without a day."""
    named = {token.value for token in tokenise(folded, language) if token.kind == MONTH}
    return named.pop() if len(named) == 1 else None
