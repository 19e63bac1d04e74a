"""What every channel does: recognise who calls, unify what comes in, send what goes out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from messaging.errors import FetchFailed
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
    """text, button, audio, image, video, sticker, document, location, contacts, unknown."""
    text: str = ""
    sender_name: str = ""
    language: str = ""
    payload: dict[str, Any] = field(default_factory=dict)
    """Of a file {media, mime, name}; of a location {latitude, longitude, name, address}."""


@dataclass(frozen=True)
class Edit:
    """A guest changes an earlier message, or takes it back."""

    original: str
    """The channel's id of the earlier message."""
    message: Incoming
    """As it reads now; its external id is that of the edit."""
    taken_back: bool = False


@dataclass(frozen=True)
class Move:
    """A guest has another number from now on."""

    sender: str
    old: tuple[Identity, ...]
    new: tuple[Identity, ...]


@dataclass(frozen=True)
class Receipt:
    """What became of a message we sent: sent, delivered, read or failed."""

    external_id: str
    status: str
    error: str = ""
    message: int | None = None
    """Our own id, given back by the channel: it names the message before we know the channel's id."""
    billable: bool | None = None
    window_closed: bool = False
    """It failed because the guest has been silent for too long."""


@dataclass(frozen=True)
class Parsed:
    """A payload, by receiving account."""

    account: str
    messages: tuple[Incoming, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    edits: tuple[Edit, ...] = ()
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True)
class Location:
    """A place on the map, to send."""

    latitude: float
    longitude: float
    name: str = ""
    address: str = ""
    kind: ClassVar[str] = "location"

    @property
    def payload(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class File:
    """A file to send. OGG with Opus is a voice message."""

    mime: str
    content: bytes
    name: str = ""

    @property
    def kind(self) -> str:
        family = self.mime.partition("/")[0]
        return family if family in ("audio", "image") else "document"

    @property
    def payload(self) -> dict[str, Any]:
        return {"name": self.name}


@dataclass(frozen=True)
class Template:
    """A text the channel has approved, with what we put into it."""

    name: str
    language: str
    params: tuple[str, ...]
    kind: ClassVar[str] = "template"

    @property
    def payload(self) -> dict[str, Any]:
        return {"name": self.name, "language": self.language, "params": list(self.params)}


Attached = Location | File | Template


@dataclass(frozen=True)
class Rate:
    """One message in so many seconds. A burst within the first of them borrows: nothing more until it is paid for."""

    seconds: int
    burst: int = 1


@dataclass(frozen=True)
class Capabilities:
    """A reply is written once and fitted to these."""

    buttons: int = 0
    button_title: int = 20
    text_length: int = 4096
    window_hours: int | None = None
    inline: bool = False
    """The answer goes back in the same breath: storing it is sending it."""
    places: bool = False
    """A place can be sent as a pin on a map."""
    pictures: bool = False
    """A picture can be shown with a text below."""
    marks: bool = False
    """The guest can be shown that a message was read and is being answered."""
    per_second: int | None = None
    """Messages of one account, to all its guests."""
    per_guest: Rate | None = None


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
        """Deliver, and answer the channel's id of it. Call it outside any transaction.

        Raises SendFailed: SendUnknown when it may have arrived all the same, TooFast, WindowClosed.
        """

    def fetch(self, account: ChannelAccount, media_id: str) -> tuple[str, bytes]:
        """(type, content) of a file that came with a message. Raises FetchFailed."""
        raise FetchFailed(f"{self.kind} brings no files", permanent=True)

    def seen(self, account: ChannelAccount, external_id: str, *, typing: bool = True) -> None:  # noqa: B027
        """Show the guest that this message was read and is being answered. Best effort: never raises."""
