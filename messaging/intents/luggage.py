"""Luggage kept before check-in or after check-out."""

from __future__ import annotations

from messaging.intents.wish import Wish

_LUGGAGE = (
    r"(?:maletas?|equipajes?|valijas?|bagagens?|bagagem|malas?|mochilas?|luggage|baggage|suitcases?|bags|backpacks?)\b"
)
# "¿Puedo dejar las maletas?" and no more asks whether the hotel does that at all.
_ASKED = (
    r"(?!(?:puedo|podemos|posso|can (?:i|we|you)) (?:dejar|deixar|guardar|store|leave|keep) (?:\w+ )?"
    rf"{_LUGGAGE}\W*\?)"
)


class Luggage(Wish):
    name = "luggage"
    topic = "luggage"
    timed = True
    phrases = {
        "es": (
            rf"(?<!\bse )\b{_ASKED}(?:puedo|podemos|podria(?:mos|n)?|me|nos|quiero|queremos|quisiera(?:mos)?"
            rf"|necesit\w+|queria(?:mos)?"
            r"|querria(?:mos)?|gustaria|dejo|dejamos|dejaremos|dejare|pueden|podrian)(?:[ ,]+\w+){0,3}?[ ,]+"
            rf"(?:guard\w+|dej(?:ar|arlas|arles|arte)|cuid\w+|almacen\w+|custodi\w+)(?: \w+){{0,4}} {_LUGGAGE}",
            rf"\b(?:guard(?:en|ar|eme|enme|ame)(?:nos|me|las)?|cuiden)(?: \w+){{0,3}} {_LUGGAGE}[^?]*$",
            rf"\b(?:dejo|dejamos|dejaremos|dejare) (?:las|mis|el|nuestr[oa]s?) {_LUGGAGE}",
        ),
        "pt": (
            rf"\b{_ASKED}(?:posso|podemos|poderia(?:mos|m)?|me|nos|quero|queremos|queria(?:mos)?|gostari\w+|precis\w+|podem|pode"
            r"|da para eu)(?:[ ,]+\w+){0,3}?[ ,]+"
            rf"(?:guard\w+|deix(?:ar|a-las)|cuid\w+|armazen\w+)(?: \w+){{0,4}} {_LUGGAGE}",
            rf"\b(?:guard(?:em|a|e)|cuidem)(?: \w+){{0,3}} {_LUGGAGE}[^?]*$|\b(?:vou|vamos) deixar (?:as|minhas"
            rf"|nossas|a)"
            rf"(?: \w+)? {_LUGGAGE}",
        ),
        "en": (
            rf"\b{_ASKED}(?:can|could|may|would|will|want|need|like|possible|help)(?: (?:i|we|you|us|me|to|please"
            rf"|for|it|be|with|also))"
            rf"{{0,4}} (?:leave|store|storing|keep|hold|drop(?: off)?|look after|watch"
            rf"|stash)(?: \w+){{0,4}} {_LUGGAGE}",
            rf"\b(?:we'll|i'll|we will|i will) (?:leave|drop)(?: \w+){{0,3}} {_LUGGAGE}|^\W*(?:please )?(?:store"
            rf"|keep|hold)"
            rf" (?:my|our) {_LUGGAGE}",
        ),
    }
