"""From a model's proposal to an understanding: its quotes must stand in the message, and the rules read them."""

from __future__ import annotations

from dataclasses import replace

from messaging import nlu
from messaging.nlu.context import Context
from messaging.nlu.text import fold
from messaging.nlu.topics import TOPICS
from messaging.opinion.asking import Question
from messaging.opinion.proposal import PROPOSABLE, Proposal
from messaging.turn import Slots, Understanding
from pms.models import Hotel

CONFIDENCE = 0.7
STAY = ("arrival", "departure", "nights")


def read(
    proposal: Proposal, question: Question, said: Understanding, hotel: Hotel, context: Context
) -> Understanding | None:
    """None: nothing in it can be used."""
    if proposal.intent not in PROPOSABLE or not proposal.sure:
        return None
    topic = proposal.topic if proposal.topic in TOPICS and proposal.intent == "hotel_question" else ""
    if proposal.intent == "hotel_question" and not topic:
        return None
    slots, ask = said.slots, said.ask
    quotes = [quote for quote in proposal.quotes if fold(quote) in fold(question.text)]
    if quotes:
        again = nlu.understand(
            ", ".join(quotes),
            language=said.language,
            country=hotel.country,
            today=hotel.now().date(),
            context=context,
        )
        slots, ask = _joined(said, again)
    slots = replace(slots, topic=topic or slots.topic)
    return said.but(intent=proposal.intent, confidence=CONFIDENCE, slots=slots, ask=ask)


def _joined(said: Understanding, again: Understanding) -> tuple[Slots, tuple[str, ...]]:
    """What the rules read in the whole message, and in the quotes where they had read nothing. Two different stays
    are none: the guest is asked."""
    before, quoted = said.slots.said(), again.slots.said()
    stays = [{name: slots[name] for name in STAY if name in slots} for slots in (before, quoted)]
    if all(stays) and stays[0] != stays[1]:
        return replace(said.slots, arrival=None, departure=None, nights=None), ("vague",)
    added = {name: quoted[name] for name in (*STAY, "party", "room") if name in quoted and name not in before}
    return replace(said.slots, **added), tuple(dict.fromkeys((*said.ask, *again.ask)))
