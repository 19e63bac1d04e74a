"""Questions about the hotel, answered from its own facts and nothing else."""

from __future__ import annotations

from messaging.intents.base import Intent
from messaging.intents.holding import go_on
from messaging.models import Fact
from messaging.turn import Reply, Turn


class HotelQuestion(Intent):
    name = "hotel_question"

    def handle(self, turn: Turn) -> Reply:
        language = turn.conversation.language
        valid = Fact.objects.valid(turn.hotel.now().date())
        facts = {fact.language: fact for fact in valid.filter(hotel=turn.hotel, topic=turn.slots.topic)}
        fact = facts.get(language) or facts.get(turn.hotel.language)
        turn.note("fact", {"topic": turn.slots.topic, "id": fact and fact.pk})
        reply = Reply("fact", fact=fact) if fact else Reply("no_fact")
        reply.on_map = bool(fact) and turn.slots.topic == "location"
        # A question in the middle of a booking is answered, and the booking goes on.
        return reply.then(go_on(turn))
