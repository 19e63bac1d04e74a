"""Questions about the hotel, answered from its own facts and nothing else."""

from __future__ import annotations

from dataclasses import replace

from messaging import knowledge, synonyms
from messaging.intents import rooms_described
from messaging.intents.base import Intent
from messaging.intents.onward import go_on
from messaging.models import Fact
from messaging.turn import Reply, Turn


class HotelQuestion(Intent):
    name = "hotel_question"

    def handle(self, turn: Turn) -> Reply:
        if turn.slots.topic == rooms_described.TOPIC:
            return rooms_described.answer(turn)
        return answer(turn, find(turn))


def find(turn: Turn) -> Fact | None:
    """By the topic its words were taken for, unless staff have said what these very words are about."""
    return knowledge.find(turn.hotel, turn.text, topic=turn.slots.topic, language=turn.conversation.language)


def answer(turn: Turn, fact: Fact | None) -> Reply:
    topic = fact.topic if fact else knowledge.asked(turn.text, turn.slots.topic).gap
    turn.note("fact", {"topic": topic, "id": fact and fact.pk})
    reply = Reply("fact", fact=fact) if fact else Reply("no_fact")
    reply.on_map = bool(fact) and topic == "location"
    # A question in the middle of a booking is answered, and the booking goes on.
    return reply.then(go_on(turn))


def asked(turn: Turn) -> Reply | None:
    """What no rule took for a question and still is one: about a thing that hotels have."""
    fact = find(turn)
    if fact is None and not (synonyms.asks(turn.text) and knowledge.asked(turn.text, "").things):
        return None
    return known(turn, fact)


def known(turn: Turn, fact: Fact | None) -> Reply:
    """What these words ask for is understood."""
    slots = replace(turn.slots, topic=fact.topic if fact else knowledge.asked(turn.text, "").gap)
    turn.said = turn.said.but(intent=HotelQuestion.name, confidence=1.0, slots=slots)
    return answer(turn, fact)
