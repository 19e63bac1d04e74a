"""What travels through one turn: what was understood, what is answered, and the trace of why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, time
from typing import Any

from messaging.models import Conversation, Promise
from messaging.session import DateOption, Frame
from pms.models import Guest, Hotel
from pms.terms import Party


@dataclass(frozen=True)
class Slots:
    """What a message names. None or empty: not said in this message."""

    arrival: date | None = None
    departure: date | None = None
    nights: int | None = None
    shift: str = ""
    """The stay there is, moved by some nights: "departure+1" is a night more, "arrival-1" a day earlier."""
    month: int | None = None
    """A month without a day: which stay, never when."""
    party: Party | None = None
    room: str = ""
    """A room number ("101"), the code of a room type of the hotel, or the words for one it does not have."""
    rate: str = ""
    """The code of a rate plan of the hotel, or a wish: "+breakfast", "+refundable", "+nonrefundable"."""
    rooms: int | None = None
    """How many rooms, when more than one."""
    split: tuple[int, ...] = ()
    """How many people in each of them, where that was asked."""
    choice: int | None = None
    """The n-th of the options shown, from 1; -1 is the last one, -2 the other one than what was chosen."""
    topic: str = ""
    """What a hotel question is about: a key of `Fact.topic` (breakfast, wifi, parking …). Of what came without words
    its kind: image, audio, location …"""
    name: str = ""
    """Of who stays."""
    whose: str = ""
    """"other": the stay is for somebody else than who writes."""
    email: str = ""
    phone: str = ""
    reference: str = ""
    """A confirmation number, upper case."""
    things: tuple[str, ...] = ()
    """What is to be brought, mended or made ready: codes of messaging.intents.things."""
    hour: time | None = None
    toward: str = ""
    """Where a transfer goes: hotel, or away from it."""
    tax_id: str = ""
    card: bool = False
    """A card's number was written: it is kept nowhere but in the message."""

    def said(self) -> dict[str, Any]:
        """Only the slots that were named."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name))}


@dataclass(frozen=True)
class Understanding:
    """One message understood. `ask` names what must be asked back instead of guessed.

    ask: `departure` (only the arrival was said), `order_ambiguous` (12/3), `weekday_mismatch`,
    `nights_mismatch`, `weekend` (which nights?), `next_weekday`, `after_midnight` (whose tomorrow?), `holiday`,
    `month_only`, `vague`, `past`, `impossible` (30 February; departure before arrival).
    """

    language: str
    intent: str
    confidence: float
    slots: Slots = field(default_factory=Slots)
    ask: tuple[str, ...] = ()
    options: tuple[DateOption, ...] = ()
    """At most two: what an ambiguous date may mean."""
    corrects: bool = False
    """"No, perdón", "mejor", "I meant": what is said takes the place of what was."""
    beside: tuple[Clause, ...] = ()
    """What else the message asks: answered in the same reply."""
    ageless: int = 0
    """How many of the party's children came without an age."""

    def but(self, **changes: Any) -> Understanding:
        return replace(self, **changes)


@dataclass(frozen=True)
class Clause:
    """A part of a message that asks for something of its own."""

    text: str
    said: Understanding


@dataclass(frozen=True)
class Button:
    """`id` comes back as the guest's message when it is pressed; at most 20 characters of title."""

    id: str
    title: str


class Reply:
    """What to say: a template's name and the values in it; the words stand in templates/replies.

    Every amount and date in the words must come from a stored row among the values: see messaging.grounding.
    """

    def __init__(self, words: str, *, data: dict[str, Any] | None = None, **values: Any) -> None:
        self.words = words
        self.values = values
        self.data = data or {}
        """For the API: what a program wants to know besides the words."""
        self.before: tuple[Reply, ...] = ()
        self.follow: Reply | None = None
        self.on_map = False
        """Show where the hotel is, where the channel shows maps."""
        self.code = ""
        """Show this as a QR code, where the channel shows pictures."""
        self.status = "success"

    def then(self, follow: Reply | None) -> Reply:
        """Say another thing in the same message, below."""
        last = self
        while last.follow:
            last = last.follow
        last.follow = follow
        return self

    def after(self, before: Sequence[Reply]) -> Reply:
        """Say these first, in the same message."""
        self.before = (*before, *self.before)
        return self

    @property
    def parts(self) -> list[Reply]:
        """In the order they are read."""
        above = [part for reply in self.before for part in reply.parts]
        return [*above, self, *(self.follow.parts if self.follow else ())]


@dataclass
class Turn:
    """One message of a guest on its way to an answer. Handlers change `frame` and leave notes in `trace`."""

    hotel: Hotel
    conversation: Conversation
    text: str
    said: Understanding
    frame: Frame
    trace: list[list[Any]] = field(default_factory=list)
    read_back: int | None = None
    """The offer that the reply just before this message read back, if it did."""
    handover: str = ""
    """Why staff must take this conversation; empty: the agent keeps it."""
    alarm: str = ""
    """The ladder staff are called by, when nobody may be waited for: a value of Rung.Ladder."""
    promise: Promise | None = None
    """An answer the guest is told to expect: stored with the turn."""
    promised: bool = False
    """The guest waits for an answer we promised earlier."""
    reread: Callable[[Frame], Understanding] | None = None
    """The same words, understood as if another stay had been under way."""
    heard: tuple[int, ...] = ()
    """The messages it answers, by id."""

    @property
    def slots(self) -> Slots:
        return self.said.slots

    @property
    def holder(self) -> str:
        return self.conversation.key

    @property
    def actor(self) -> str:
        return f"guest:{self.conversation.guest_id}"

    @property
    def guest(self) -> Guest:
        """Read when it is asked for: most turns do not."""
        return self.conversation.guest

    @property
    def acted(self) -> bool:
        """A reservation was made or cancelled in this turn."""
        return any(what == "reservation" for what, _ in self.trace)

    @property
    def held(self) -> bool:
        """A room was taken or let go for the guest in this turn: what was meant is not thought over again."""
        return any(what in ("hold", "released") for what, _ in self.trace)

    def note(self, what: str, detail: Any = "") -> None:
        self.trace.append([what, detail])
