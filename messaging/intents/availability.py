"""Is there room, and for how much."""

from __future__ import annotations

from messaging.intents import stay
from messaging.intents.base import Intent
from messaging.intents.holding import hold_instead
from messaging.intents.offers import offer_rooms
from messaging.turn import Reply, Slots, Turn
from reservations import booking


class CheckAvailability(Intent):
    name = "check_availability"

    def handle(self, turn: Turn) -> Reply:
        changed = stay.listen(turn)
        if question := stay.unclear(turn):
            return question
        if changed and _is_correction(turn.slots) and (held := booking.held(turn.hotel, turn.holder)):
            return hold_instead(turn, held)
        return offer_rooms(turn)


class CheckPrice(CheckAvailability):
    name = "check_price"


def _is_correction(slots: Slots) -> bool:
    """One thing is another now ("no, the 21st"); who names a whole stay asks what there is."""
    return len(slots.said()) == 1 and not slots.room
