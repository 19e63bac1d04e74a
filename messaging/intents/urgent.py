"""It cannot wait: inside opening hours for the desk, outside of them for who is on call."""

from __future__ import annotations

from django.utils import timezone

from messaging.dangers import Kind, numbers
from messaging.intents.base import Intent
from messaging.turn import Reply, Turn
from pms import opening
from pms.models import Rung

_END = r"(?:,? (?:por favor|porfa|please|pls|por gentileza))?\W*$"


class Urgent(Intent):
    """Only that it is urgent, or a person at once; with a wish beside it, it is that wish."""

    name = "urgent"
    phrases = {
        "es": (
            rf"^\W*(?:(?:es|esto es|tengo algo|hola) )?(?:muy |super )?urgen(?:te|cia){_END}",
            r"\burgen\w*\b.{0,40}\b(?:persona|alguien|humano|recepcion\w*|encargad[oa]|gerente|responsable|llam[ae]\w*)\b",
            r"\b(?:persona|alguien|humano|recepcion\w*|encargad[oa]|gerente|responsable|llam[ae]\w*|ayuda|atencion)\b"
            r".{0,25}\burgen\w*|\burgen\w+ ayuda|\bayuda urgente",
        ),
        "pt": (
            rf"^\W*(?:(?:e|isto e|isso e|tenho algo|ola|oi) )?(?:muito |super )?urgen(?:te|cia){_END}",
            r"\burgen\w*\b.{0,40}\b(?:pessoa|alguem|humano|recepcao|atendente|gerente|responsavel|lig(?:a|ue|uem))\b",
            r"\b(?:pessoa|alguem|humano|recepcao|atendente|gerente|responsavel|lig(?:a|ue|uem)|ajuda)\b.{0,25}\burgen\w*",
        ),
        "en": (
            rf"^\W*(?:(?:it'?s|it is|this is|hi|hello) )?(?:very |super )?urgent(?:ly)?{_END}",
            r"\burgent\w*\b.{0,40}\b(?:person|someone|somebody|human|reception\w*|front desk|manager|call me|help)\b",
            r"\b(?:person|someone|somebody|human|reception\w*|front desk|manager|call me|help)\b.{0,25}\burgent\w*",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        if opening.is_open(turn.hotel, timezone.now()):
            turn.handover = "urgent"
            return Reply("handover")
        turn.handover, turn.alarm = "urgent, while the desk is closed", Rung.Ladder.URGENT
        known = numbers.of(turn.hotel.country)
        return Reply("urgent", number=known.of(Kind.VIOLENCE), numbers=known)
