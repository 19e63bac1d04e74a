"""Channels whose answer goes back in the same breath: the orchestrator endpoint and the terminal."""

from __future__ import annotations

from messaging.channels.base import Capabilities, Channel
from messaging.models import ChannelAccount, Message


class Api(Channel):
    kind = "api"
    capabilities = Capabilities(buttons=10, inline=True)

    def send(self, account: ChannelAccount, recipient: str, message: Message) -> str:
        """Nothing travels: who called reads the answer."""
        return f"{self.kind}-{message.pk}"


class Terminal(Api):
    kind = "terminal"
