"""What guests write, by language, and what they make of the hotel's words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.conf import settings

from pms.terms import LANGUAGES

ASK = {
    "es": ("¿Tienen habitación para {party} adultos del {a} al {d}?", "Disponibilidad para {a} a {d}, {party} adultos"),
    "pt": ("Vocês têm quarto para {party} adultos de {a} a {d}?", "Quarto para {party} adultos de {a} a {d}"),
    "en": (
        "Do you have a room for {party} adults from {a} to {d}?",
        "A room for {party} adults from {a} to {d}, please",
    ),
}
BURST = {
    "es": ("Hola", "Quería una habitación para {party} adultos", "del {a} al {d}"),
    "pt": ("Olá", "Queria um quarto para {party} adultos", "de {a} a {d}"),
    "en": ("Hello", "I would like a room for {party} adults", "from {a} to {d}"),
}
NUMBER = {"es": "la {n}", "pt": "a {n}", "en": "number {n}"}
DETAILS = {
    "es": "me llamo {name}, {email}",
    "pt": "meu nome é {name}, {email}",
    "en": "my name is {name}, {email}",
}
YES = {"es": "sí", "pt": "sim", "en": "yes"}
NO = {"es": "no", "pt": "não", "en": "no"}
DROP = {"es": "déjalo, no quiero reservar", "pt": "deixa, não quero reservar", "en": "forget it, I do not want it"}
CANCEL = {
    "es": "quiero cancelar mi reserva",
    "pt": "quero cancelar minha reserva",
    "en": "I want to cancel my reservation",
}
THANKS = {"es": "gracias", "pt": "obrigado", "en": "thank you"}
QUESTIONS = {
    "es": ("¿Tienen wifi?", "¿A qué hora es el desayuno?", "¿Hay aparcamiento?", "¿Aceptan perros?"),
    "pt": ("Tem wi-fi?", "A que horas é o café da manhã?", "Tem estacionamento?", "Aceitam cachorros?"),
    "en": ("Is there wifi?", "What time is breakfast?", "Do you have parking?", "Are dogs allowed?"),
}
NONSENSE = ("asdf qwer", "🦆🦆🦆", "blub", "zzz", "?", "lorem ipsum dolor sit amet")

REFERENCE = "(HA-[0-9A-Z]{10})"
TOLD = {"confirmed": "confirmed", "pending": "booking_pending", "cancelled": "cancelled"}


def told(text: str) -> list[tuple[str, str]]:
    """("confirmed" | "pending" | "cancelled", our reference): every outcome that a reply states."""
    return [(what, found) for what in TOLD for pattern in _statements(what) for found in pattern.findall(text)]


@cache
def _statements(what: str) -> tuple[re.Pattern[str], ...]:
    """A pattern per language: the words around the reference in the reply's own template."""
    folder = Path(settings.BASE_DIR) / "templates" / "replies"
    return tuple(_around((folder / code / f"{TOLD[what]}.txt").read_text()) for code in LANGUAGES)


def _around(template: str) -> re.Pattern[str]:
    before, _, after = template.partition("{{ reservation.reference }}")
    return re.compile(re.escape(re.split("[%}]}", before)[-1]) + REFERENCE + re.escape(re.split(r"[{\n.,:]", after)[0]))
