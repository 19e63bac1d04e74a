"""Cuts a message into what it asks: at the ends of sentences, and before words that put a question."""

from __future__ import annotations

import re
from itertools import pairwise

from messaging.nlu.text import fold

# Only where one of these follows is an "and" a border: "del 3 y al 5", "dos adultos y un niño" stay whole.
_ASKING = (
    r"(?:¿|a que hora|hasta que hora|cuant[oa]s? |cuando |donde |como (?:se |puedo|llego|hago)|que (?:hora"
    r"|precio)|cual "
    r"|tienen |tienes |tenes |teneis |hay |aceptan |admiten |permiten |se puede|se admiten|puedo |podemos |podria "
    r"|incluye |esta incluid|(?:me )?(?:dime|digame|decime|dice|dices|diga) |(?:quiero|queria|quisiera) saber"
    r"|(?:a|ate) que horas|quanto |quando |onde |qual |tem |voces (?:tem|aceitam)|aceitam |pode |posso |da (?:pra"
    r"|para) "
    r"|me (?:diz|diga|fala|informa)|(?:gostaria de|queria|quero) saber|inclui |esta inclus"
    r"|what|how |when |where |which |is (?:there|it|the|breakfast|parking)|are (?:there|pets|dogs|you)|do (?:you"
    r"|i|we) "
    r"|does |can (?:i|we|you) |could (?:i|we|you) |tell me|let me know|i(?:'d| would) like to know|i want to know)"
)
_BORDER = re.compile(
    r"(?<=[!?;])\s*(?=\S)|(?<=\w\w[.…])\s+(?=\S)|(?<=\n)|\s(?=¿)"
    rf"|\s*,\s*(?={_ASKING})"
    rf"|(?:\s*[,;]\s*|\s+)(?=(?:(?:(?:y|e|ni) s[ie]|and (?:if|whether)|y|e|and|primero|antes(?: de (?:eso|nada))?"
    rf"|primeiro|first|pero|mas|but|ademas|tambien|also|alem disso|tambem|ah|oh|por cierto"
    rf"|by the way|btw|otra cosa|outra coisa|one more thing|alias|de paso)[\s,:]+)+{_ASKING})"
)
_AND = r"(?:y|e|and|plus|tb|tbm|tambien|tambem|also|ademas|alem disso)"
_JOINED = re.compile(rf"\s*[,;+&]\s*|\s+{_AND}(?=\s)")
_LEADING = re.compile(rf"^\W*(?:{_AND}\s+)*")
_SOMETHING = re.compile(r"\w")
_ASKED = re.compile(rf"\?|¿|^\W*(?:\w+\W+){{0,4}}?{_ASKING}")
_LISTED = re.compile(r"\s*,\s*|\s+(?:y|e|and|o|ou|or|&)\s+")


def split(text: str) -> list[str]:
    """The clauses of a cleaned text, in their order; one alone when there is nothing to cut."""
    borders = [0, *(match.start() for match in _BORDER.finditer(fold(text))), len(text)]
    pieces = [text[start:end].strip() for start, end in pairwise(borders)]
    return [piece for piece in pieces if _SOMETHING.search(piece)]


def joined(text: str) -> list[str]:
    """The parts of a sentence between commas and "and": wishes may be told in one breath."""
    borders = [0, *(match.start() for match in _JOINED.finditer(fold(text))), len(text)]
    return [piece for start, end in pairwise(borders) if _SOMETHING.search(piece := text[start:end])]


def without_and(text: str) -> str:
    """ " y también una almohada" → "una almohada"."""
    return text[_LEADING.match(fold(text)).end() :]  # type: ignore[union-attr]


def asks(text: str) -> bool:
    """Whether it puts a question, with or without its mark."""
    return _ASKED.search(fold(text)) is not None


def things(text: str) -> list[str]:
    """What a question lists: "¿tienen wifi, piscina y parking?"."""
    return [piece for piece in _LISTED.split(text) if _SOMETHING.search(piece)]
