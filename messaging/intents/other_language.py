"""A language the agent does not speak: said in one it does, with a person offered."""

from __future__ import annotations

from messaging.intents.base import Intent, Rank
from messaging.turn import Reply, Turn


class OtherLanguage(Intent):
    """Who writes another is told by messaging.nlu.language; who asks for another, by these phrases."""

    name = "other_language"
    rank = Rank.WISH
    phrases = {
        "es": (r"\b(?:habl(?:a|an|as|ais)|atienden en)(?: \w+)? (?:frances|aleman|italiano|chino|japones|ruso)\b",),
        "pt": (r"\b(?:fala|falam|atendem em)(?: \w+)? (?:frances|alemao|italiano|chines|japones|russo)\b",),
        "en": (
            r"\b(?:speak|speaks|talk|write|chat)(?: \w+){0,3}? (?:french|german|italian|dutch|chinese"
            r"|mandarin|japanese"
            r"|russian|polish|arabic|hindi|swedish)\b",
        ),
    }

    def handle(self, turn: Turn) -> Reply:
        return Reply("other_language")
