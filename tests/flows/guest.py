"""A guest at the orchestrator's door, as stories tell it."""

from __future__ import annotations

from typing import Any

from django.test import Client

from messaging.models import TurnRecord
from tests.conftest import API_KEY


class Visitor:
    """Says things and remembers the last answer."""

    def __init__(self, sender: str = "guest-1", key: str = API_KEY, channel: str = "web") -> None:
        self.sender, self.key, self.channel = sender, key, channel
        self.client = Client()
        self.last: dict[str, Any] = {}

    def says(self, text: str) -> dict[str, Any]:
        response = self.client.post(
            "/api/orchestrator/process",
            {"sender_id": self.sender, "channel": self.channel, "text": text, "timestamp": "2026-01-01T10:00:00Z"},
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.key}"},
        )
        assert response.status_code == 200, response.content
        self.last = response.json()
        # Whatever the story: a guest is asked one thing at a time.
        assert self.last["reply"].count("?") <= 1, self.last["reply"]
        return self.last

    @property
    def words(self) -> str:
        """The template of the last reply."""
        return TurnRecord.objects.latest("pk").words
