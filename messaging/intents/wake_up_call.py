"""A wake-up call: tomorrow unless another day is said, read back, and noted for the desk."""

from __future__ import annotations

from datetime import date, timedelta

from messaging.intents import asking
from messaging.intents.wish import Wish
from messaging.turn import Turn

NIGHT_ENDS = 5
"""Until this hour "at seven" is in a few hours, for who has not slept yet."""


class WakeUpCall(Wish):
    name = "wake_up_call"
    asks = ("when", "who")
    timed = True
    phrases = {
        "es": (
            r"(?<!no me )(?<!no nos )\b(?:despiert(?:en|a|e|an|as)(?:me|nos)?|despertar(?:me|nos)|desperta(?:me|nos"
            r"|dme|dnos)"
            r"|despert(?:enme|ennos))\b(?! (?:el|la|los|un|una) (?:ruido|perro|hambre|gallo))",
            r"\b(?:me|nos) (?:pued\w+|podri\w+|podes|podeis|puede|van a) (?:llamar para )?despertar\b",
            rf"{asking.ES}{asking.GAP}(?:(?:llamada|servicio|llamado) (?:de |para )?despertar\w*|despertador)\b",
            r"^\W*(?:llamada|llamado) (?:de |para )?despert\w+",
            r"\b(?:llam\w+)(?: \w+){0,4} para (?:despertar\w*|levantar(?:me|nos))\b",
        ),
        "pt": (
            r"(?<!nao )\b(?:me|nos) (?:acorda(?:r|m)?|acorde(?:m)?|desperta(?:r)?|desperte(?:m)?)\b"
            r"|\b(?:acordar|despertar)-(?:me|nos)\b",
            rf"{asking.PT}{asking.GAP}(?:(?:chamada|servico|ligacao) (?:de |para )?(?:despertar|acordar)|despertador"
            r"|despertar|wake ?-?up)\b",
            r"^\W*(?:chamada|servico) (?:de |para )?despert\w+|\b(?:lig\w+)(?: \w+){0,4} para (?:me |nos )?acordar\b",
        ),
        "en": (
            r"(?<!don't )(?<!not )\bwake (?:me|us)(?: up)?\b",
            rf"{asking.EN}{asking.GAP}(?:wake ?-?up call|morning call|alarm call)\b",
            r"^\W*(?:(?:hi|hello|hey)\W+)?(?:a )?wake ?-?up call\b(?! ?\?)|\bwake ?-?up call (?:at|for|tomorrow"
            r"|please)\b"
            r"|\bcall (?:me|us)(?: \w+){0,5} to wake\b",
        ),
    }

    def day(self, turn: Turn, said: date | None) -> date | None:
        now = turn.hotel.now()
        return said or (now.date() if now.hour < NIGHT_ENDS else now.date() + timedelta(days=1))
