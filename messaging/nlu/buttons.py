"""What a pressed button says: its id is an intent, and what it was about."""

from __future__ import annotations

from messaging.intents import INTENTS
from messaging.nlu.asked import ASKED_BY
from messaging.session import date_option
from messaging.turn import Slots, Understanding


def read(button: str, *, language: str, awaiting: str) -> Understanding:
    """`choose_room:2`, `confirm:<offer>`, `dates:<from>:<to>`. `awaiting`: whose question a date answers."""
    intent, _, about = button.partition(":")
    if intent == "dates":
        return _dates(about, Understanding(language, ASKED_BY.get(awaiting, "check_availability"), 1.0))
    slots = Slots(choice=int(about) if about.isdecimal() else None)
    return Understanding(language, intent if intent in INTENTS else "unknown", 1.0, slots)


def _dates(code: str, said: Understanding) -> Understanding:
    """One of the dates offered, said; any other code is the wish for other dates."""
    if option := date_option(code):
        return said.but(slots=Slots(arrival=option.arrival, departure=option.departure, nights=option.nights))
    return said.but(ask=("vague",))
