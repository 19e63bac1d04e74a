"""A language the agent does not speak: said in one it does, with a person offered."""

from __future__ import annotations

from messaging.intents.base import Intent
from messaging.turn import Reply, Turn


class OtherLanguage(Intent):
    """Told from the others by messaging.nlu.language, not by phrases."""

    name = "other_language"

    def handle(self, turn: Turn) -> Reply:
        return Reply("other_language")
