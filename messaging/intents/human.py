"""A person is wanted, or needed at once."""

from __future__ import annotations

from messaging.intents.base import Intent
from messaging.turn import Reply, Turn


class Human(Intent):
    name = "human"

    def handle(self, turn: Turn) -> Reply:
        turn.handover = "the guest asked for a person"
        return Reply("handover")


class Emergency(Intent):
    name = "emergency"

    def handle(self, turn: Turn) -> Reply:
        turn.handover = "EMERGENCY"
        return Reply("emergency")
