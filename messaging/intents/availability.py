"""Is there room, and for how much."""

from __future__ import annotations

from messaging.intents import stay
from messaging.intents.base import Intent
from messaging.intents.holding import hold_instead, read_back
from messaging.intents.offers import offer_rooms
from messaging.turn import Reply, Slots, Turn
from reservations import booking


class CheckAvailability(Intent):
    name = "check_availability"

    def handle(self, turn: Turn) -> Reply:
        changed = stay.listen(turn)
        if question := stay.unclear(turn):
            return question
        held = booking.held(turn.hotel, turn.holder) if turn.frame.offer else None
        if held and changed and _is_correction(turn.slots):
            return hold_instead(turn, held)
        if held and not changed and self._repeats(turn):
            return read_back(turn)
        return offer_rooms(turn)

    def _repeats(self, turn: Turn) -> bool:
        """Something that stands already was said again; who names a whole stay or a room asks what there is."""
        slots = turn.slots
        return bool(slots.said()) and not slots.room and not (slots.arrival and slots.departure)


class CheckPrice(CheckAvailability):
    name = "check_price"

    def _repeats(self, turn: Turn) -> bool:
        return not turn.slots.said()


def _is_correction(slots: Slots) -> bool:
    """One thing is another now ("no, the 21st"); who names a whole stay asks what there is."""
    return len(slots.said()) == 1 and not slots.room
