"""Back to the question that is open after something else was answered."""

from __future__ import annotations

from messaging.intents import change, reservation
from messaging.intents.holding import read_back
from messaging.turn import Reply, Turn

SHORT = ("dates", "choice", "details")


def go_on(turn: Turn) -> Reply | None:
    """What a yes would book, change or cancel is read back again; other questions are put shortly."""
    if errand := turn.frame.errand:
        return Reply("ask_wish", asked=errand["asked"][-1], kind=errand["kind"])
    match turn.frame.awaiting:
        case "confirm":
            return read_back(turn)
        case "cancel_confirm":
            return reservation.quoted_again(turn)
        case change.CONFIRMING:
            return change.quoted_again(turn)
        case awaiting if awaiting in SHORT:
            return Reply("go_on", awaiting=awaiting, other=turn.frame.for_other)
    return None
