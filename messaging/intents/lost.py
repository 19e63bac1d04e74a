"""When the agent does not understand: how long it tries, and when it leaves the guest to a person."""

from __future__ import annotations

from messaging.turn import Reply, Turn

PATIENCE = 3
"""Two repairs may fail; the third message in a row that is not understood goes to staff."""


def gave_up(turn: Turn) -> Reply | None:
    """Nothing while it still makes sense to ask again."""
    if turn.frame.misses < PATIENCE:
        return None
    turn.handover = "not understood three times in a row"
    return Reply("handover", misses=turn.frame.misses)
