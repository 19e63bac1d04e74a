"""Greetings, thanks, and what was not understood."""

from __future__ import annotations

from dataclasses import replace

from messaging.intents import hotel_info
from messaging.intents.base import Intent
from messaging.intents.holding import go_on
from messaging.models import Fact
from messaging.turn import Reply, Turn

PATIENCE = 3
LONG = 1000


class Greeting(Intent):
    name = "greeting"
    phrases = {
        "es": (
            r"\b(?:hola|holi|ola|buenas|buenos dias|buen dia|buenas tardes|buenas noches|saludos|que tal"
            r"|como (?:estas|estan|esta|andan)|hey)\b",
        ),
        "pt": (r"\b(?:oi+|ola|bom dia|boa tarde|boa noite|tudo bem|tudo bom|e ai|opa)\b",),
        "en": (r"\b(?:hi+|hello|hey+|good (?:morning|afternoon|evening|day)|greetings|howdy|hiya)\b",),
    }

    def handle(self, turn: Turn) -> Reply:
        if "?" in turn.text and (fact := hotel_info.find(turn)):
            return _known(turn, fact)
        return Reply("greeting").then(go_on(turn))


class Thanks(Intent):
    name = "thanks"
    phrases = {
        "es": (
            r"\b(?:gracias|muchas gracias|mil gracias|te agradezco|muy amable|adios|chau|chao|hasta luego"
            r"|hasta pronto|nos vemos|saludos cordiales|que tengas? buen|hasta manana)\b",
        ),
        "pt": (
            r"\b(?:obrigad[oa]|brigad[oa]|valeu|vlw|agradeco|gratidao|tchau|ate logo|ate mais|ate breve|abracos?"
            r"|ate amanha)\b",
        ),
        "en": (
            r"\b(?:thanks|thank you|thx|ty|cheers|appreciate it|bye|goodbye|see you|see ya|have a (?:nice|good"
            r"|great) (?:day|one|evening|night)|take care|farewell)\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        return Reply("thanks")


class Unknown(Intent):
    """Say what can be asked; the third time in a row a person takes over."""

    name = "unknown"

    def handle(self, turn: Turn) -> Reply:
        if turn.text.strip() and (fact := hotel_info.find(turn)):
            return _known(turn, fact)
        frame = turn.frame
        frame.misses += 1
        if frame.misses >= PATIENCE:
            turn.handover = "not understood three times in a row"
            return Reply("handover", misses=frame.misses)
        why = "empty" if not turn.text.strip() else "long" if len(turn.text) > LONG else ""
        reachable = bool(frame.email or frame.phone)
        return Reply("unknown", why=why, awaiting=frame.awaiting, named=bool(frame.name), reachable=reachable)


def _known(turn: Turn, fact: Fact) -> Reply:
    """Staff have said what these words ask for: they are understood."""
    slots = replace(turn.slots, topic=fact.topic)
    turn.said = turn.said.but(intent=hotel_info.HotelQuestion.name, confidence=1.0, slots=slots)
    return hotel_info.answer(turn, fact)
