"""What came without words: a photo, a voice message, a place on the map, or something of an unknown kind."""

from __future__ import annotations

from messaging.intents.holding import go_on
from messaging.intents.smalltalk import Unknown
from messaging.turn import Reply, Turn


class Attachment(Unknown):
    """Say that it came and cannot be opened here; the third time in a row a person takes over."""

    name = "attachment"

    def handle(self, turn: Turn) -> Reply:
        kind = turn.slots.topic
        if kind == "sticker":
            return Reply("thanks").then(go_on(turn))
        misunderstood = super().handle(turn)
        return misunderstood if turn.handover else Reply("attachment", kind=kind).then(go_on(turn))
