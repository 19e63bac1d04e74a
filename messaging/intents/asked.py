"""Who hears a yes or a no: the questions that are no read-back of a booking, by what the dialogue awaits."""

from __future__ import annotations

from collections.abc import Callable

from messaging.intents import change, extras, offers, waitlist
from messaging.intents.reservation import answer_cancellation
from messaging.turn import Reply, Turn

QUESTIONS: dict[str, Callable[[Turn, bool], Reply]] = {
    "cancel_confirm": lambda turn, yes: answer_cancellation(turn, yes=yes),
    offers.WAITLIST: lambda turn, yes: waitlist.answer(turn, yes=yes),
    extras.AWAITING: lambda turn, yes: extras.answer(turn, yes=yes),
    change.CONFIRMING: lambda turn, yes: change.answer_change(turn, yes=yes),
}


def answered(turn: Turn, *, yes: bool) -> Reply | None:
    """None: the last question was not one of these, or the button is of another one."""
    answer = QUESTIONS.get(turn.frame.awaiting)
    return answer(turn, yes) if answer and turn.slots.choice is None else None
