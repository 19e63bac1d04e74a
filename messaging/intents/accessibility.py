"""What somebody needs to get about: recorded with the stay, and confirmed by a person only."""

from __future__ import annotations

from messaging.intents import asking, things
from messaging.intents.wish import Need

_THINGS = things.any_of(things.ACCESS)


class Accessibility(Need):
    name = "accessibility"
    families = (things.ACCESS,)
    phrases = {
        "es": (
            rf"(?:{asking.ES}|\b(?:requer\w+|requier\w+|pref(?:iero|erimos)|hace falta)){asking.GAP}{_THINGS}",
            r"\b(?:uso|usa|usan|usamos|utiliz\w+|voy en|va en|viaj\w+ (?:en|con)|ando (?:en|con)|anda (?:en|con)"
            r"|se mueve en"
            rf"|tengo|tiene|tenemos|soy|es|llev\w+|voy con|va con|viene (?:en|con)|somos|estoy en"
            rf"|esta en)(?: \w+){{0,3}}? {_THINGS}"
            r"(?<!es adaptada)(?![^.!]*\?\W*$)",
            r"\bno (?:puede|puedo|podemos|pueden) (?:subir|usar|bajar)(?: \w+)? escaleras\b",
        ),
        "pt": (
            rf"(?:{asking.PT}|\bprefer\w+){asking.GAP}{_THINGS}",
            r"\b(?:uso|usa|usam|usamos|utiliz\w+|ando (?:de|com|em)|anda (?:de|com|em)|viaj\w+ (?:com|de|em)|tenho"
            r"|tem|temos|sou|e"
            rf"|vou com|vai com|vem com|estou (?:em|de)|esta (?:em|de)|levo)(?: \w+){{0,2}}? {_THINGS}(?![^.!]*\?\W*$)",
            r"\bnao (?:pode|posso|podemos|consegue|consigo|conseguem) (?:subir|usar|descer)(?: \w+)? escadas?\b",
        ),
        "en": (
            rf"(?:{asking.EN}|\b(?:require\w*|prefer)){asking.GAP}{_THINGS}",
            r"\b(?:i|we|he|she|they|mother|father|mum|mom|dad|wife|husband|son|daughter|friend|partner|grandmother|guest|who)"
            r"(?:'s|'m| is| am| are| has| have| uses?| travels?| travel| will be| comes?)(?: (?:a|an|in|with|on|my"
            r"|using|the|partially"
            rf"|travelling|traveling|bringing|her|his|completely)){{0,4}} {_THINGS}(?![^.!]*\?\W*$)",
            r"\b(?:can't|cannot|can not|unable to|not able to|struggles? with|trouble with) (?:\w+ )?(?:the )?stairs\b"
            rf"|\b(?:using|bringing|travelling with|traveling with)(?: \w+)? {_THINGS}",
        ),
    }
