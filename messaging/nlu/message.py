"""A message as the rules look at it: its folded text, its slots, and which intents' phrases it has."""

from __future__ import annotations

import re
from dataclasses import dataclass

from messaging.intents import INTENTS
from messaging.nlu import assent
from messaging.nlu.answers import ANSWERS
from messaging.nlu.text import plain
from messaging.turn import Slots

_PATTERNS = {
    intent: re.compile("|".join(pattern for patterns in languages.values() for pattern in patterns))
    for intent, languages in ({intent.name: intent.phrases for intent in INTENTS.values()} | ANSWERS).items()
    if languages
}
_COURTESIES = (
    r"(?:por favor|porf[ai]s?|porfavor|por fa|xfa|plis|joven|please|pls|plz|kindly|cheers|mate|thx|ty|sir|madam"
    r"|muchas gracias"
    r"|mil gracias|gracias|thank you(?: very much"
    r"| so much)?|thanks(?: a lot)?|muito obrigad[oa]|obrigad[oa]|valeu|hola|oi|hello|hi|amigo|senor|senorita"
    r"|pues|bueno|ah|eh|oh|um|well|so|entonces|entao|ahora|agora"
    r"|nossa|poxa|eita|ta|u+f+|uy|ay|perdon(?:a|e)?(?: la (?:tardanza|demora))?"
    r"|disculp[ae](?: la (?:tardanza|demora))?|desculp[ae](?: (?:a|pela) demora)?|vale pues|ok pues)"
)
_ENDS = re.compile(rf"^(?:{_COURTESIES} )+|(?: {_COURTESIES})+$")


def _row(forms: str) -> str:
    """One after the other, with courtesies between them."""
    return rf"(?:{_COURTESIES} )*(?:{forms})(?: (?:{forms}|{_COURTESIES})){{0,5}}"


_YES, _CANCEL = (_PATTERNS[name].pattern for name in ("confirm_exact", "cancel_exact"))
# Of these a message may be a row; what is cancelled may follow a yes.
_ROWS = {
    "confirm_exact": re.compile(_row(_YES)),
    "deny": re.compile(_row(_PATTERNS["deny"].pattern)),
    "cancel_exact": re.compile(rf"(?:{_row(_YES)} )?{_row(_CANCEL)}(?: (?:{_YES}|{_COURTESIES}))*"),
}
LONGEST_ROW = 60
"""Letters. "Sí claro, confirmo la reserva" is a row of yeses; a longer message says more than yes."""


def is_answer(text: str) -> bool:
    """A yes, a no, a courtesy or chat: never anybody's name."""
    message = Message(text, Slots())
    answers = ("confirm_exact", "deny", "cancel_exact", "greeting", "thanks", "repeat", "small_talk")
    return assent.is_yes(plain(text), awaiting="") or any(message.is_just(intent) for intent in answers)


@dataclass(frozen=True)
class Message:
    """What the rules look at. `loose`: its only date may be of no stay ("hoy no funciona el wifi")."""

    text: str
    slots: Slots
    ask: tuple[str, ...] = ()
    awaiting: str = ""
    loose: bool = False

    def says(self, intent: str) -> bool:
        return _PATTERNS[intent].search(self.text) is not None

    def is_just(self, intent: str) -> bool:
        """The whole message, courtesies taken off, is one of the intent's phrases."""
        words = plain(self.text)
        forms = (words, _ENDS.sub("", words))
        if intent in _ROWS and len(words) <= LONGEST_ROW and _ROWS[intent].fullmatch(words):
            return True
        return any(_PATTERNS[intent].fullmatch(form) for form in forms)

    def without(self, intent: str) -> list[str]:
        """The words left when the intent's own are taken out."""
        return plain(_PATTERNS[intent].sub("", self.text)).split()

    @property
    def question(self) -> bool:
        return "?" in self.text

    @property
    def has_dates(self) -> bool:
        return bool(self.slots.arrival or self.slots.departure or self.slots.nights)

    @property
    def has_stay(self) -> bool:
        return (self.has_dates and not self.loose) or self.slots.party is not None

    @property
    def has_contact(self) -> bool:
        return bool(self.slots.name or self.slots.email or self.slots.phone)
