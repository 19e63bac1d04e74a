"""What every channel does: recognise who calls, unify what comes in, send what goes out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from messaging.models import ChannelAccount, Message


@dataclass(frozen=True)
class Identity:
    """A name the channel knows the guest by, stored as it came: phone, bsuid, web, email, api, terminal."""

    kind: str
    value: str


@dataclass(frozen=True)
class Incoming:
    """One message of any channel, unified."""

    external_id: str
    """The channel's own id, unique per account: a duplicate is stored once."""
    sender: str
    """The address to answer to."""
    identities: tuple[Identity, ...]
    sent_at: datetime
    kind: str = "text"
    """text, button, audio, image, location, unknown."""
    text: str = ""
    sender_name: str = ""
    language: str = ""


@dataclass(frozen=True)
class Receipt:
    """What became of a message we sent: sent, delivered, read or failed."""

    external_id: str
    status: str
    error: str = ""


@dataclass(frozen=True)
class Parsed:
    """A payload, by receiving account."""

    account: str
    messages: tuple[Incoming, ...] = ()
    receipts: tuple[Receipt, ...] = ()


@dataclass(frozen=True)
class Capabilities:
    """A reply is written once and fitted to these."""

    buttons: int = 0
    button_title: int = 20
    text_length: int = 4096
    window_hours: int | None = None
    inline: bool = False
    """The answer goes back in the same breath: storing it is sending it."""


class Channel(ABC):
    kind: ClassVar[str]
    capabilities: ClassVar[Capabilities] = Capabilities()

    def verify(self, account: ChannelAccount, body: bytes, headers: Mapping[str, str]) -> None:  # noqa: B027
        """Raises BadSignature. Channels inside our own pages have nothing to verify."""

    def parse(self, payload: Any) -> Sequence[Parsed]:
        """Every message and receipt of a payload, whatever else it holds."""
        return ()

    @abstractmethod
    def send(self, account: ChannelAccount, recipient: str, message: Message) -> str:
        """Deliver, and answer the channel's id of it. Raises SendFailed. Call it outside any transaction."""
