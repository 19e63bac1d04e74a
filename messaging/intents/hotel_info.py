"""Questions about the hotel, answered from its own facts and nothing else."""

from __future__ import annotations

from dataclasses import replace

from messaging import knowledge, synonyms
from messaging.intents import extras, rooms_described
from messaging.intents.base import Intent
from messaging.intents.onward import go_on
from messaging.models import Fact
from messaging.turn import Reply, Turn


class HotelQuestion(Intent):
    name = "hotel_question"

    def handle(self, turn: Turn) -> Reply:
        if turn.slots.topic == rooms_described.TOPIC:
            return rooms_described.answer(turn)
        if turn.slots.topic in extras.KINDS and (quoted := extras.quote(turn, turn.slots.topic)):
            return quoted
        return answer(turn, find(turn))


class LateCheckout(HotelQuestion):
    """Wished by its hour; a guest without a stay reads the hotel's fact."""

    name = "late_checkout"
    phrases = {
        "es": (
            r"\b(?:salir|irme|irnos|quedarme|quedarnos|dejar (?:la habitacion|el cuarto)"
            r"|(?:hacer )?(?:el )?check ?-?out)"
            r"(?: \w+){0,6} (?:a|hasta) (?:las|la) [0-9]{1,2}(?:[:.h][0-9]{2})?\b(?! ?de la manana)",
            r"\bretrasar (?:la salida|el check ?-?out)\b(?! (?:un|dos) (?:dia|noche))",
        ),
        "pt": (
            r"\b(?:sair|ficar|deixar o quarto|(?:fazer )?(?:o )?check ?-?out)(?: \w+){0,6} (?:as|ate as|ate) [0-9]{1,2}"
            r"(?:h|:[0-9]{2}|h[0-9]{2})\b",
            r"\bentregar o quarto (?:as|ate as) [0-9]{1,2}",
        ),
        "en": (
            r"\b(?:leave|(?:stay in|keep|have|hang on to|hold on to) (?:the|our) room|check ?-?out|vacate)"
            r"(?: \w+){0,5} (?:at|until|till|til|by)"
            r" [0-9]{1,2}(?::[0-9]{2})?(?:ish)? ?(?:pm|h|o'clock)?\b(?! ?(?:am|dec|jan|nights?))",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        turn.said = turn.said.but(slots=replace(turn.slots, topic=self.name))
        return super().handle(turn)


class EarlyCheckin(LateCheckout):
    """Wished by its hour; a guest without a stay reads the hotel's fact."""

    name = "early_checkin"
    phrases = {
        "es": (
            r"\b(?:entrar|tener la habitacion|(?:hacer )?(?:el )?check ?-?in)(?: \w+){0,6} (?:a|desde) (?:las"
            r"|la) [0-9]{1,2}"
            r"(?:[:.h][0-9]{2})?\b",
        ),
        "pt": (
            r"\b(?:entrar no quarto|ter o quarto|(?:fazer )?(?:o )?check ?-?in)(?: \w+){0,6} (?:as"
            r"|a partir das) [0-9]{1,2}"
            r"(?:h|:[0-9]{2})?\b",
        ),
        "en": (
            r"\b(?:get (?:in|into the room)|have the room|check ?-?in)(?: \w+){0,5} (?:at|from|by) [0-9]{1,2}"
            r"(?::[0-9]{2})? ?(?:am|pm|h|o'clock)?\b",
        ),
    }


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
