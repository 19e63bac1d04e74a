"""When the classifier's word counts: where the rules know nothing or are unsure, and never for a yes or a no."""

from __future__ import annotations

from messaging.intents import INTENTS
from messaging.intents.wish import Wish
from messaging.nlu import corpus
from messaging.nlu.asked import Decision
from messaging.nlu.classifier import Guess, Model
from messaging.nlu.message import Message

SURE = 0.8
"""Rules that are less sure than this are weighed against the classifier."""
ENOUGH = 0.4
"""Where the rules know nothing. Chosen on the frozen sets, as the next one: docs/understanding.md."""
CLEARLY = 0.6
"""Where the rules have an opinion, of which they are unsure; for an errand, which sends somebody; and for a topic,
because the answer to another question is worse than none."""
ALARM = 0.3
"""An emergency is taken seriously earlier than anything else."""
# Exact lists and slots decide these, and a guest is not fallen silent to on a likeness.
NEVER = {
    "confirm",
    "deny",
    "confirm_cancel",
    "confirm_change",
    "choose_room",
    "give_details",
    "attachment",
    "unknown",
    "spam",
    "opt_out",
}
ANSWERS = {"confirm", "deny"}
COURTESIES = {"greeting", "thanks"}
ASKS_STAFF = {"group", "human"}
SHORT = {*COURTESIES, "repeat"}
"""Said in a word or two, which any other short message is like."""
FEW = 3
"""Words beside a courtesy that need no second thought: "hola, qué tal, amigo"."""


def weigh(ruled: Decision, message: Message, *, text: str, model: Model) -> tuple[Decision, str]:
    """What is decided after all, and the topic when it is a question about the hotel."""
    intent, confidence = ruled
    needed = _needed(ruled, message)
    if needed is None:
        return ruled, message.slots.topic
    likely = model.probabilities(text)
    if likely.get("emergency", 0.0) >= ALARM:
        return (_alarm(), likely["emergency"]), message.slots.topic
    guess = Guess(*max(likely.items(), key=lambda pair: pair[1])) if likely else Guess()
    heard, topic = corpus.split(guess.label)
    if topic or heard in ASKS_STAFF or isinstance(INTENTS.get(heard), Wish):
        needed = CLEARLY
    if heard in SHORT:
        needed = SURE
    if guess.probability < needed or heard in NEVER or heard not in INTENTS:
        return ruled, message.slots.topic
    if heard == intent:
        return (intent, max(confidence, guess.probability)), topic or message.slots.topic
    return (heard, guess.probability), topic or message.slots.topic


def _needed(ruled: Decision, message: Message) -> float | None:
    """How probable it must be; None: it is not asked."""
    intent, confidence = ruled
    if intent == "unknown":
        return ENOUGH
    if intent in ANSWERS:
        return None
    if intent in COURTESIES and not message.is_just(intent) and len(message.text.split()) > FEW:
        return CLEARLY
    return CLEARLY if confidence < SURE else None


def _alarm() -> str:
    """Staff hear of it at once; the emergency itself is declared by rule alone."""
    return "urgent" if "urgent" in INTENTS else "human"
