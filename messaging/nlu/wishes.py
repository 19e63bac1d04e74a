"""What a wish names besides what every message may: the things, a room said in passing, a time, a tax number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from messaging.intents import INTENTS, things
from messaging.intents.payment import CARD
from messaging.intents.wish import Wish
from messaging.nlu import times
from messaging.nlu.message import is_answer
from messaging.nlu.text import Span, fold, mask
from messaging.turn import Slots

KINDS: dict[str, Wish] = {name: intent for name, intent in INTENTS.items() if isinstance(intent, Wish)}
NAME_LENGTH = 120
_CARD = re.compile(CARD)
_ROOM = re.compile(r"\b(?:a|la|el|o|no|na|do|da|the|in|to|room|n[o°]) ?#?(?P<room>[0-9]{3,4})\b(?![:/.,]?[0-9])")
_BARE_ROOM = re.compile(r"(?<![0-9/:.,-])(?P<room>[0-9]{1,4}[a-z]?)(?![0-9/:.,-]|\w)")
_TO_HOTEL = re.compile(
    r"\bfrom (?!our |the hotel|here|your )(?:[\w']+ ){1,2}(?:airport|station|port)\b"
    r"|\b(?:del|desde (?:el|la)|de la|from (?:the )?|do|da|desde o|at the|en el|en la|no|na|in the|desde) ?"
    r"(?:aeropuerto|aeroporto|airport|estacion|estacao|station|terminal|rodoviaria|puerto|porto|port|central)\b"
    r"|\b(?:al|hasta el|para o|ate o|ao|to the|to your) hotel\b|\b(?:llegamos|llego|llegada|chegamos|chego|chegada"
    r"|arrive|arrival"
    r"|arriving|recog\w+|recoj\w+|buscarnos|buscarme|pick (?:me|us) up)\b"
)
_AWAY = re.compile(
    r"\b(?:al|hasta el|hasta la|a la|hacia el|para el|to (?:the )?|ao|para o|para a|ate o|ate a|a) ?"
    r"(?:aeropuerto|aeroporto|airport|estacion|estacao|station|terminal|rodoviaria|puerto|porto|port|central|centro|city)\b"
    r"|\bto (?!your |the hotel)(?:[\w']+ ){1,2}(?:airport|station|port|terminal)\b"
    r"|\b(?:del|desde el|do|from the|from your) hotel\b|\b(?:nos vamos|me voy|salida|vamos embora|departure|leaving"
    r"|partida"
    r"|saindo|check ?-?out)\b"
)
# NIF, NIE and CIF; CUIT; RFC; CPF and CNPJ; else whatever has figures enough, where it was asked.
_TAX_ID = re.compile(
    r"\b(?:[a-z][ -]?[0-9]{7}[ -]?[0-9a-z]|[0-9]{8}[ -]?[a-z]|[0-9]{2}-?[0-9]{8}-?[0-9]"
    r"|[a-z&]{3,4}[ -]?[0-9]{6}[ -]?[a-z0-9]{3}"
    r"|[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}-?[0-9]{2}|[0-9]{2}\.?[0-9]{3}\.?[0-9]{3}/?[0-9]{4}-?[0-9]{2})\b"
)
_ANY_ID = re.compile(r"\b(?=(?:[\w./-]*[0-9]){5})[\w][\w./-]{4,24}\b")
_LABEL = re.compile(
    r"^\W*(?:(?:a nombre de|nombre|razon social|empresa|em nome de|no nome de|nome|the company is|company|name"
    r"|it's|es|e|is|in the name of|under)\W+)+"
)
_GOES_ON = re.compile(
    r"\W*(?:is|es|é|this|please|por favor|para|for|thanks|gracias|cheers|obrigad[oa])\b", re.IGNORECASE
)
HOURS = ("late_checkout", "early_checkin")
BOOKING = {"check_availability", "check_price", "choose_room", "give_details", "confirm"}
"""Where a need is one of the stay that is being booked."""


def cards(folded: str) -> list[Span]:
    """Numbers as they stand on cards."""
    return [match.span() for match in _CARD.finditer(folded)]


def hear(slots: Slots, text: str, *, intent: str, awaiting: str) -> Slots:
    """`text` has nothing masked but cards; `awaiting` may name the question that it answers, as "transfer:when"."""
    folded = fold(text)
    if intent in HOURS or slots.topic in HOURS:
        said = times.find(folded, awaited=False)
        return replace(slots, hour=said[0] if said else None)
    if intent not in KINDS:
        return replace(slots, things=named(folded, things.NEEDS)) if intent in BOOKING else slots
    kind, _, asked = awaiting.partition(":")
    asked = asked if kind == intent else ""
    when = times.find(folded, awaited=asked == "when")
    rest = mask(folded, [when[1]]) if when else folded
    found = dict.fromkeys(code for family in KINDS[intent].families for code in named(folded, family))
    slots = replace(
        slots,
        things=tuple(found),
        hour=when[0] if when else None,
        room=slots.room if any(map(str.isdigit, slots.room)) else _room(rest, asked),
        toward=_toward(folded) if intent == "transfer" else "",
    )
    return _for_an_invoice(slots, text, folded, asked) if intent == "invoice" else slots


def named(folded: str, family: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(code for code, words in family.items() if _pattern(words).search(folded))


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b")


def _room(rest: str, asked: str) -> str:
    match = _ROOM.search(rest) or (_BARE_ROOM.search(rest) if asked == "who" else None)
    return match["room"] if match else ""


def _toward(folded: str) -> str:
    """hotel or away; of both, as in "del aeropuerto al hotel", what is said first decides."""
    to, away = _TO_HOTEL.search(folded), _AWAY.search(folded)
    if to and away:
        return "hotel" if to.start() <= away.start() else "away"
    return "hotel" if to else "away" if away else ""


def _for_an_invoice(slots: Slots, text: str, folded: str, asked: str) -> Slots:
    number = _TAX_ID.search(folded) or (_ANY_ID.search(folded) if asked == "tax_id" else None)
    name = slots.name
    if asked == "name":
        spans = [number.span()] if number else []
        start = label.end() if (label := _LABEL.match(folded)) else 0
        before, _, after = mask(text, [*spans, (0, start)]).partition(slots.email or "\0")
        said = before if slots.email and _GOES_ON.match(after) else before + after
        named = "" if is_answer(folded) else " ".join(said.replace("#", " ").split())
        name = named.strip(" ,.;:-")[:NAME_LENGTH]
    tax_id = text[slice(*number.span())].upper() if number else ""
    return replace(slots, name=name, tax_id=tax_id)
