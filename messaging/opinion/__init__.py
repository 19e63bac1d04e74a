"""What a language model makes of words the rules are unsure of. Off unless a hotel wants it.

The model points and the rules read: it names an intent and copies the guest's own words, and only what the rules read
out of these words counts. It never sees a name, a number or an address of the guest.
"""

from __future__ import annotations

from typing import Any

from messaging.masking import Mask
from messaging.models import Conversation
from messaging.nlu.context import Context
from messaging.nlu.text import clean
from messaging.opinion import asking, ledger, reading
from messaging.turn import Understanding
from pms import features

FLAG: features.Name = "language_model"
UNSURE = 0.6
Note = dict[str, Any]


def second(
    conversation: Conversation, text: str, said: Understanding, context: Context
) -> tuple[Understanding, Note | None]:
    """What the rules say, or a better reading of it; and for the trace which call it came from, if any was made."""
    if said.confidence >= UNSURE or not text.strip() or not features.is_on(conversation.hotel, FLAG, conversation.key):
        return said, None
    rooms = [name for names in context.room_types.values() for name in names]
    masked = Mask([conversation.guest.name], vocabulary=rooms).learn([text])(clean(text))
    question = asking.Question(masked, said.language, context.awaiting)
    begun = ledger.begin(conversation, question.text)
    if begun is None:
        return said, None
    model, call = begun
    answer = asking.ask(model, question)
    proposal = answer.proposal
    better = proposal and reading.read(proposal, question, said, conversation.hotel, context)
    ledger.settle(model, call, answer, used=better is not None)
    return better or said, {"call": call.pk, "outcome": call.outcome, "intent": call.intent}
