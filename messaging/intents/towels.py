"""Something brought to the room: towels, a pillow, a kettle, ice."""

from __future__ import annotations

from messaging.intents import asking, things
from messaging.intents.wish import Wish

_THINGS = things.any_of(things.BROUGHT)


class Towels(Wish):
    name = "towels"
    families = (things.BROUGHT,)
    phrases = {
        "es": (
            rf"(?:{asking.ES}|\b(?:tra(?:e|ig)\w*|sub(?:an|en|ir|i)\w*|mand(?:ar|en|an|ame|eme)\w*"
            r"|envi(?:ar|en|an|ame|eme)\w*|prest(?:ar|en|an|as)\w*|alcanz(?:ar|en|an|ame)\w*|acerc(?:ar|en)\w*|repon\w+"
            r"|faltan?|faltaron|hacen? falta|dejen(?:me|nos)?|denme|deme|dame|cambi(?:ar|en)(?:me|nos)?"
            rf")){asking.GAP}{_THINGS}",
            r"\b(?:no (?:hay|tengo|tenemos|quedan?|(?:me|nos) (?:dejaron|han dejado|pusieron))|(?:estoy|estamos"
            r"|me quede"
            rf"|nos quedamos) sin|se (?:nos |me )?acab\w+)(?: \w+){{0,3}}? {_THINGS}(?! (?:caliente|fria)\b)",
            r"^\W*(?:hola\W+)?(?:(?:unas?|unos?|otr[oa]s?|dos|tres|mas|[0-9]) ?)*"
            rf"{_THINGS}(?: \w+){{0,3}}[ ,]+(?:por favor|porfa(?:vor)?)\W*$",
        ),
        "pt": (
            rf"(?:{asking.PT}|\b(?:traz\w*|traga\w*|tragam|mand(?:ar|a|em|e|am)\w*|envi(?:ar|a|em|e)\w*"
            rf"|emprest\w+|falt(?:a|am|ou|aram)|sub(?:ir|am|a)|trocar|deixem|arrum(?:ar|a)\w*)){asking.GAP}{_THINGS}",
            rf"\b(?:nao (?:tem|temos|tenho|ha|deixaram)|(?:estou|estamos|fiquei|ficamos) sem|acab(?:ou|aram))"
            rf"(?: \w+){{0,3}}? {_THINGS}(?! (?:quente|fria)\b)",
            rf"^\W*(?:oi\W+|ola\W+)?(?:(?:umas?|uns?|outr[oa]s?|duas?|dois|tres|mais|[0-9]) ?)*"
            rf"{_THINGS}(?: \w+){{0,3}}[ ,]+(?:por favor|pfv?|please)\W*$",
        ),
        "en": (
            rf"(?:{asking.EN}|\b(?:bring|send up|send (?:me|us|some)|get (?:me|us)|borrow|lend|missing|out of|short of"
            rf"|ran out of)){asking.GAP}{_THINGS}",
            rf"\b(?:have|got|there(?:'s| is| are| were| was)|with)(?: \w+)? no(?: more)?(?: \w+)? {_THINGS}"
            rf"|^\W*no (?:\w+ )?{_THINGS}\b[^?]*$",
            r"^\W*(?:(?:hi|hello|hey)\W+)?(?:(?:some|more|extra|another|a|an|two|three|fresh|clean|new|[0-9]) ?)*"
            rf"{_THINGS}(?: \w+){{0,3}}[ ,]+(?:please|pls)\W*$|{_THINGS}(?: \w+){{0,3}} borrow\b",
        ),
    }
