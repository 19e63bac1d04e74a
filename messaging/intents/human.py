"""A person is wanted."""

from __future__ import annotations

from messaging.intents.base import Intent
from messaging.turn import Reply, Turn


class Human(Intent):
    name = "human"
    phrases = {
        "es": (
            r"^\W*ayuda\W*$",
            r"\b(?:hablar|hable|hablo|comunicar\w*|contactar|chatear|paseme|pasame|pasar|ponme|derivar\w*|atienda"
            r"|atender)(?: \w+){0,4} (?:persona|humano|alguien|recepcion|recepcionista|agente|asesor\w*|operador\w*"
            r"|encargad\w+|gerente|director\w*|responsable|empleado)\b",
            r"(?<!eres una )(?<!sos una )\b(?:persona|humano) (?:real|de verdad)\b|(?<!eres )(?<!sos )\bun humano\b",
            r"\bno (?:quiero|me gusta)(?: \w+){0,3} (?:bot|robot|maquina)\b|\bagente humano",
            r"\bque me (?:llamen|llame alguien|atienda)|\bllam(?:enme|ame|eme)\b",
            r"^\W*(?:humano|agente|recepcion|persona|operador|asesor)\W*$",
        ),
        "pt": (
            r"^\W*ajuda\W*$",
            r"\b(?:falar|falo|conversar|contatar|contato|passa\w*|transfer\w+|atendid\w+)(?: \w+){0,4} (?:pessoa"
            r"|humano|alguem|recepcao|recepcionista|atendente|gerente|responsavel|operador\w*)\b",
            r"\b(?:pessoa|humano) (?:real|de verdade)\b|(?<!voce e )\bum humano\b|\batendente\b",
            r"\bme (?:liguem|ligue|liga)\b",
        ),
        "en": (
            r"^\W*help\W*$",
            r"\b(?:speak|talk|chat|connect|transfer|put me|get me)(?: \w+){0,4} (?:person|human|someone|somebody"
            r"|reception|receptionist|agent|staff|manager|representative|operator|front desk|supervisor)\b",
            r"(?<!are you a )(?<!or a )(?<!to a )(?<!with a )\b(?:real|actual|live|human) (?:person|human|agent|being"
            r"|assistant)\b",
            r"\bcall me\b",
            r"^\W*(?:human|agent|reception|person|operator|representative)\W*$",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        turn.handover = "the guest asked for a person"
        return Reply("handover")
