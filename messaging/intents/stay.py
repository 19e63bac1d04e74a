"""Which nights and how many people: what a message changes in the booking, and what must be asked back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from messaging.session import DateOption, Frame
from messaging.slots import shifted
from messaging.turn import Reply, Slots, Turn
from pms.terms import Party, Stay

# A corrected arrival keeps the departure; but "better the 5th" of a stay from 20 to 22 moves the whole stay.
STRETCH = 2
GROUP = 10
"""People: from so many on a person arranges it."""


def listen(turn: Turn) -> bool:
    """Put what the message says into the frame, leaving the rest; True when the stay or the party changed."""
    frame, slots = turn.frame, turn.slots
    before = (frame.stay, frame.party)
    frame.date_options = []
    frame.month = None if frame.stay else slots.month or frame.month
    if not _blocking(turn):
        _hear_stay(frame, slots)
    elif slots.nights and not turn.said.options:
        frame.nights = slots.nights
    if slots.party:
        frame.adults, frame.children = slots.party.adults, list(slots.party.children)
        frame.ages = frame.ages if frame.ages == "asked" else "missing" if turn.said.ageless else ""
    frame.needs = sorted({*frame.needs, *slots.things})
    frame.room_wish, frame.rate_wish = slots.room or frame.room_wish, slots.rate or frame.rate_wish
    _hear_whose(frame, slots)
    # As long as the columns are: a name of a hundred words must not fail the booking at its last step.
    frame.name = slots.name[:120] or frame.name
    frame.email = slots.email if 0 < len(slots.email) <= 254 else frame.email
    frame.phone = slots.phone[:40] or frame.phone
    return (frame.stay, frame.party) != before


def _hear_whose(frame: Frame, slots: Slots) -> None:
    """The name given before was that of who writes: whoever stays is asked for theirs."""
    if slots.whose and not frame.for_other:
        frame.for_other, frame.name = True, ""


def unclear(turn: Turn) -> Reply | None:
    """The question to ask before going on, if any: a date is never guessed."""
    frame = turn.frame
    if why := _blocking(turn):
        return _ask(frame, why, arrival=turn.slots.arrival, options=turn.said.options)
    if frame.arrival and frame.arrival < turn.hotel.first_night():
        frame.arrival = frame.departure = None
        return _ask(frame, "past")
    if frame.stay is None:
        return _ask(frame, "departure" if frame.arrival else "", arrival=frame.arrival)
    if frame.ages == "missing" and frame.party.size < GROUP:
        # What they pay and whether they fit depends on it. Asked once; without an answer they need a bed.
        frame.ages, frame.awaiting = "asked", "ages"
        return Reply("ask_ages", count=len(frame.children))
    return None


def _ask(frame: Frame, why: str, *, arrival: date | None = None, options: Sequence[DateOption] = ()) -> Reply:
    """`options`: what an ambiguous date may mean, offered as buttons."""
    frame.awaiting = "dates"
    frame.date_options = [option.code for option in options]
    listed = [
        {
            "number": number,
            "code": option.code,
            "arrival": option.arrival,
            "departure": option.departure,
            "nights": option.nights,
            # "12 mar" on a button: short months are no dates to the check of what was made up.
            "figures": [day.day for day in (option.arrival, option.departure) if day],
        }
        for number, option in enumerate(options, start=1)
    ]
    return Reply("ask_dates", why=why, arrival=arrival, options=listed)


def _blocking(turn: Turn) -> str:
    """`departure` alone blocks nothing: the frame may know it already."""
    return next((why for why in turn.said.ask if why != "departure"), "")


def _hear_stay(frame: Frame, slots: Slots) -> None:
    if slots.arrival and slots.departure:
        frame.arrival, frame.departure = slots.arrival, slots.departure
    elif slots.arrival:
        nights = slots.nights or _nights_kept(frame, slots)
        frame.arrival = slots.arrival
        frame.departure = slots.arrival + timedelta(days=nights) if nights else None
    elif slots.departure:
        if frame.arrival and slots.departure > frame.arrival:
            frame.departure = slots.departure
    elif slots.shift and frame.arrival and frame.departure:
        arrival, departure = shifted(slots.shift, frame.arrival, frame.departure)
        if arrival < departure:
            frame.arrival, frame.departure = arrival, departure
    elif slots.nights:
        frame.nights = slots.nights
        frame.departure = frame.arrival + timedelta(days=slots.nights) if frame.arrival else None


def _nights_kept(frame: Frame, slots: Slots) -> int:
    """How long the stay is when only its arrival changes."""
    old, arrival = frame.stay, slots.arrival
    if old is None or arrival is None:
        return frame.nights or 0
    if arrival < old.departure and (old.departure - arrival).days <= old.nights + STRETCH:
        return (old.departure - arrival).days
    return old.nights


def recall(frame: Frame, stay: Stay, party: Party) -> None:
    """Go back to a stay that stands."""
    frame.arrival, frame.departure = stay.arrival, stay.departure
    frame.adults, frame.children = party.adults, list(party.children)
