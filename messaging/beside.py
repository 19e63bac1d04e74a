"""What a message asks besides its main wish: answered in the same reply, or put off and never lost."""

from __future__ import annotations

import re
from dataclasses import replace

from messaging import slots, wording
from messaging.intents import INTENTS
from messaging.intents.wish import Wish
from messaging.session import Frame
from messaging.turn import Clause, Reply, Turn, Understanding

QUESTION = "hotel_question"
_QUOTABLE = re.compile(
    r"(?:(?:y|e|and|also|pero|mas|but|ah)\W+)?\W*(?P<question>[^\W\d_][^\d@]{0,60}?)\W*", re.IGNORECASE
)
"""What may be repeated to its guest: no figures, no addresses, no leading "and"."""


def answer(turn: Turn, reply: Reply) -> Reply:
    """Facts come before the reply; other wishes after it, one question in all: the rest waits for its turn."""
    if beside := turn.said.beside:
        turn.note("beside", [clause.said.intent for clause in beside])
    reply.after([_fact(turn, clause) for clause in turn.said.beside if clause.said.intent == QUESTION])
    wishes = [clause for clause in turn.said.beside if clause.said.intent != QUESTION]
    if turn.handover:
        # A person answers now: wishes are noted as they are, and nothing is asked any more.
        for clause in wishes:
            if isinstance(INTENTS[clause.said.intent], Wish):
                reply.then(_handled(turn, clause))
        return reply
    if not wishes and turn.frame.later and not turn.frame.awaiting:
        wishes = _put_off(turn)
        turn.frame.later = []
    for clause in wishes:
        if asks(turn, reply):
            turn.frame.later.append(
                {"text": clause.text, "intent": clause.said.intent, "slots": slots.plain(clause.said.slots)}
            )
        else:
            reply.then(_handled(turn, clause))
    return reply.after([Reply("later")]) if wishes and turn.frame.later else reply


def asks(turn: Turn, reply: Reply) -> bool:
    """Whether the guest is asked something by it; a fact of the hotel's may ask what it likes."""
    parts = [Reply(part.words, **part.values) for part in reply.parts if part.words != "fact"]
    language = turn.conversation.language
    return any("?" in wording.put(part, turn.hotel, language, check=False).text for part in parts)


def _handled(turn: Turn, clause: Clause) -> Reply:
    alone = _turn_of(turn, clause)
    reply = INTENTS[clause.said.intent].handle(alone)
    turn.handover, turn.promise = turn.handover or alone.handover, turn.promise or alone.promise
    return reply


def _fact(turn: Turn, clause: Clause) -> Reply:
    reply = INTENTS[QUESTION].handle(replace(_turn_of(turn, clause), frame=Frame()))
    if reply.words == "no_fact" and (quoted := _QUOTABLE.fullmatch(clause.text)):
        reply.values["question"] = quoted["question"]
    return reply


def _turn_of(turn: Turn, clause: Clause) -> Turn:
    """The same turn as if the clause were all of the message."""
    return replace(turn, text=clause.text, said=clause.said)


def _put_off(turn: Turn) -> list[Clause]:
    language = turn.conversation.language
    return [
        Clause(row["text"], Understanding(language, row["intent"], 1.0, slots.read(row["slots"])))
        for row in turn.frame.later
        if row["intent"] in INTENTS
    ]
