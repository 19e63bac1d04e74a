"""Somebody is in danger: whom to call and what to do first, and every person of the hotel hears of it."""

from __future__ import annotations

from messaging.dangers import Kind, numbers
from messaging.intents.base import Intent
from messaging.turn import Reply, Turn
from pms.models import Rung


class Emergency(Intent):
    """Its phrases stand in messaging.dangers, by kind: `slots.topic` says which."""

    name = "emergency"

    def handle(self, turn: Turn) -> Reply:
        kind = Kind(turn.slots.topic or Kind.UNKNOWN)
        turn.handover, turn.alarm = "EMERGENCY", Rung.Ladder.EMERGENCY
        known = numbers.of(turn.hotel.country)
        return Reply("emergency", kind=kind.value, number=known.of(kind), numbers=known)
