"""Greetings, thanks, and what was not understood."""

from __future__ import annotations

import re

from messaging.intents import hotel_info
from messaging.intents.base import Intent
from messaging.intents.lost import gave_up
from messaging.intents.onward import go_on
from messaging.turn import Reply, Turn

LONG = 1000
_HOW_ARE_YOU = re.compile(
    r"c[oó]mo (?:le va|te va|est[aá]s?|est[aá]n|andan?|and[aá]s)|qu[eé] tal|tudo (?:bem|bom)|como vai|how are you"
    r"|how's it going|what's up",
    re.IGNORECASE,
)


class Greeting(Intent):
    name = "greeting"
    phrases = {
        "es": (
            r"\b(?:hola|holi|ola|buenas|buenos dias|buen dia|buenas tardes|buenas noches|saludos|que tal"
            r"|como (?:estas|estan|andas|andan|le va|te va)|como esta(?: usted)?(?! (?:el|la|los|las)\b)|hey)\b",
            r"^\W*(?:mas )?(?:info|informacion|informes)(?: por favor| porfa)?\W*$",
        ),
        "pt": (r"\b(?:oi+|ola|bom dia|boa tarde|boa noite|tudo bem|tudo bom|como vai|e ai|opa)\b",),
        "en": (
            r"\b(?:hi+|hello|hey+|good (?:morning|afternoon|evening|day)|greetings|howdy|hiya"
            r"|how are you|how's it going|what's up)\b",
            r"\b(?:do|can|does) (?:you|anyone|anybody|someone)(?: \w+)? speak english\b|\benglish speaking\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        if "?" in turn.text and (fact := hotel_info.find(turn)):
            return hotel_info.known(turn, fact)
        open_question = go_on(turn)
        well = _HOW_ARE_YOU.search(turn.text) is not None
        return Reply("greeting", well=well, again=open_question is not None).then(open_question)


class Thanks(Intent):
    name = "thanks"
    phrases = {
        "es": (
            r"\b(?:gracias|muchas gracias|mil gracias|te agradezco|muy amable|adios|chau|chao|hasta luego"
            r"|hasta pronto|nos vemos|saludos cordiales|que tengas? buen|hasta manana)\b",
        ),
        "pt": (
            r"\b(?:obrigad(?:[oa]|ao|issimo)|brigad(?:[oa]|ao|inh[oa])|obg|obgd[oa]?|brigadu?|tmj|valeu+|vlw"
            r"|agradeco|gratidao|tchau|ate logo|ate mais|ate breve|abracos?"
            r"|ate amanha|ate la|falou|flw)\b(?! com\b)",
        ),
        "en": (
            r"\b(?:thanks|thank you|thx|ty|cheers|ta (?:very much|mate|muchly|ever so)|much obliged"
            r"|appreciate it|bye|goodbye|see you|see ya|have a (?:nice|good"
            r"|great) (?:day|one|evening|night)|take care|farewell)\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        return Reply("thanks")


class Unknown(Intent):
    """Say what can be asked; the third time in a row a person takes over."""

    name = "unknown"

    def handle(self, turn: Turn) -> Reply:
        if turn.text.strip() and (reply := hotel_info.asked(turn)):
            return reply
        frame = turn.frame
        frame.misses += 1
        if over := gave_up(turn):
            return over
        why = "empty" if not turn.text.strip() else "long" if len(turn.text) > LONG else ""
        reachable = bool(frame.email or frame.phone)
        return Reply("unknown", why=why, awaiting=frame.awaiting, named=bool(frame.name), reachable=reachable)
