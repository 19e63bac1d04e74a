"""The nights a message wishes: said, moved from those under way, or put in the place of those that are booked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from messaging.nlu import asked, booked, dates, shift
from messaging.nlu.context import NOTHING, Context
from messaging.nlu.text import mask
from messaging.slots import shifted
from messaging.turn import Slots

# "Entre la 1 y la 2": options of a list or hours; days are masculine.
_NO_DAY = re.compile(r"\blas? [0-9]{1,2}\b(?! ?(?:/|-|noches?\b))")


def find(rest: str, reading: str, *, country: str, today: date, context: Context) -> tuple[str, dates.StayDates]:
    """What moves the stay there is, and the stay itself. That of a booked stay only where no other is said."""

    def read(words: str, about: Context) -> tuple[str, dates.StayDates]:
        moved = shift.find(words)
        numbers = [] if about.offers_dates else [said.span() for said in _NO_DAY.finditer(words)]
        words = mask(words, [*([moved.span] if moved else []), *numbers])
        stay = dates.find(words, reading, country=country, today=today, context=about)
        if moved and about.arrival and (stay.arrival, stay.departure) == (about.arrival, about.departure):
            stay = dates.StayDates()  # which stay it is that moves
        return _moved(moved, about) if moved and stay.empty else ("", stay)

    if replaced := booked.dates(rest, under_way=context.awaiting in asked.UNDER_WAY, known=bool(context.arrival)):
        said = " ".join(rest[start:end] for start, end in replaced)
        about = context if context.arrival else _about(read(said, NOTHING)[1])
        moved, stay = read(booked.onto(mask(rest, replaced)), about)
        # "Cambiar las fechas de mi reserva, del 5 al 8": the only days that are said.
        if moved or not (stay.empty or stay.ask == ("vague",)):
            return moved, stay
    return read(rest, _in_month(context, today))


def _about(stay: dates.StayDates) -> Context:
    """The stay that is booked, as what the other days are near to."""
    departure = stay.departure or (stay.arrival and stay.arrival + timedelta(days=1))
    return replace(NOTHING, arrival=stay.arrival, departure=departure)


def _in_month(context: Context, today: date) -> Context:
    """ "En julio", and then "del 3 al 10": days near to the middle of that month, unless a day is known by now."""
    if context.month is None or context.arrival:
        return context
    middle = date(today.year + (context.month < today.month), context.month, 16)
    return replace(context, arrival=middle, departure=middle + timedelta(days=1))


def _moved(moved: shift.Shift, context: Context) -> tuple[str, dates.StayDates]:
    """The stay under way, some nights longer or elsewhere; without one it is not known which."""
    if not (context.arrival and context.departure):
        return str(moved), dates.StayDates()
    arrival, departure = shifted(str(moved), context.arrival, context.departure)
    if departure <= arrival:
        return "", dates.StayDates(ask=("impossible",))
    if moved.edge == "departure":
        return "", dates.StayDates(None, departure)
    return "", dates.StayDates(arrival, departure, (departure - arrival).days)


def without_repeated(slots: Slots, stay: dates.StayDates, context: Context) -> tuple[Slots, dates.StayDates]:
    """What stands already and is said once more beside the room that is chosen asks for nothing."""
    if context.awaiting != "choice" or (slots.choice is None and not slots.room and not slots.rate):
        return slots, stay
    same = stay.arrival and (stay.arrival, stay.departure) == (context.arrival, context.departure)
    party = None if slots.party == context.party else slots.party
    return replace(slots, party=party), dates.StayDates() if same else stay
