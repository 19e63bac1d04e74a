"""What an intent is: a name, and how it answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from messaging.turn import Reply, Turn


class Intent(ABC):
    name: ClassVar[str]

    @abstractmethod
    def handle(self, turn: Turn) -> Reply:
        """Answer, and leave in `turn.frame` what the agent must remember."""
