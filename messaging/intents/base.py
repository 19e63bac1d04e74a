"""What an intent is: a name, what guests say for it, and how it answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from enum import Enum
from typing import ClassVar

from messaging.turn import Reply, Turn


class Rank(Enum):
    """When the phrases of an intent decide by themselves what a message is."""

    FIRST = "before anything else, whatever the dialogue awaits"
    WISH = "once the message is no answer to what was asked"
    RULED = "never: a rule of messaging.nlu.rules weighs them"


class Intent(ABC):
    name: ClassVar[str]
    phrases: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """By language: patterns over folded text (lower case, no accents) that match anywhere in a message."""
    rank: ClassVar[Rank] = Rank.RULED

    @abstractmethod
    def handle(self, turn: Turn) -> Reply:
        """Answer, and leave in `turn.frame` what the agent must remember."""
