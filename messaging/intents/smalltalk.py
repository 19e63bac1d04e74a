"""Greetings, thanks, and what was not understood."""

from __future__ import annotations

from messaging.intents.base import Intent
from messaging.intents.holding import go_on
from messaging.turn import Reply, Turn

PATIENCE = 3
LONG = 1000


class Greeting(Intent):
    name = "greeting"

    def handle(self, turn: Turn) -> Reply:
        return Reply("greeting").then(go_on(turn))


class Thanks(Intent):
    name = "thanks"

    def handle(self, turn: Turn) -> Reply:
        return Reply("thanks")


class Unknown(Intent):
    """Say what can be asked; the third time in a row a person takes over."""

    name = "unknown"

    def handle(self, turn: Turn) -> Reply:
        frame = turn.frame
        frame.misses += 1
        if frame.misses >= PATIENCE:
            turn.handover = "not understood three times in a row"
            return Reply("handover", misses=frame.misses)
        why = "empty" if not turn.text.strip() else "long" if len(turn.text) > LONG else ""
        reachable = bool(frame.email or frame.phone)
        return Reply("unknown", why=why, awaiting=frame.awaiting, named=bool(frame.name), reachable=reachable)
