"""One guest at the web chat of a hotel, answered by the orchestrator in the same breath."""

from __future__ import annotations

from django.utils import timezone

from messaging import inbox, orchestrator
from messaging.channels.base import Identity, Incoming
from messaging.models import ChannelAccount, Conversation
from pms.models import Hotel


class Talk:
    def __init__(self, hotel: Hotel) -> None:
        self.account = ChannelAccount.objects.select_related("hotel").get(hotel=hotel, kind="web")
        self.count = 0
        self.sender = "visitor"

    def writes(self, *texts: str, kind: str = "text") -> Conversation:
        messages = []
        for text in texts:
            self.count += 1
            messages.append(
                Incoming(
                    f"{self.sender}-{self.count}",
                    self.sender,
                    (Identity("web", self.sender),),
                    timezone.now(),
                    kind,
                    text,
                )
            )
        inbox.receive(self.account, messages)
        return Conversation.objects.select_related("hotel", "guest", "account").get(sender=self.sender)

    def says(self, *texts: str, kind: str = "text") -> orchestrator.Outcome:
        outcome = orchestrator.answer(self.writes(*texts, kind=kind))
        assert outcome
        return outcome
