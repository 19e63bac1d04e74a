"""What a scenario is made of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from messaging.turn import Slots
from pms.terms import Party

VERSION = "1"
PAUSE = 1  # minutes between two lines that tell nothing else


class ScenarioError(ValueError):
    """The text is no scenario: where, and why."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}" if where else why)
        self.where, self.why = where, why


@dataclass(frozen=True)
class Booked:
    """What must be true of a row; what is None may be anything."""

    status: str | None = None
    room_type: str | None = None
    rate_plan: str | None = None
    arrival: date | None = None
    departure: date | None = None
    party: Party | None = None


@dataclass(frozen=True)
class SoldOut:
    """Rooms that others have taken before the first line: every night of it, all but `left` of each type."""

    arrival: date
    departure: date
    room_type: str = ""
    """Empty: every type."""
    left: int = 0


@dataclass(frozen=True)
class Known:
    """What the hotel says of a topic, in the language of the scenario, instead of what it says otherwise."""

    topic: str
    text: str = ""
    """Empty: it says nothing of it, in any language."""


@dataclass(frozen=True)
class Line:
    """One turn of the guest, what staff do, or time that passes. Exactly one of guest, press, attachment, staff, wait
    is said."""

    guest: tuple[str, ...] = ()
    """Messages in one breath: they are one turn."""
    variants: tuple[tuple[str, ...], ...] = ()
    """Other words for the same: the scenario is played once with each."""
    press: str = ""
    """The beginning of a button's id."""
    attachment: str = ""
    staff: str = ""
    wait: int = 0
    """Minutes in which nobody says anything, save the agent by itself."""
    after: int = PAUSE
    """Minutes since the line before."""
    intent: str = ""
    slots: Slots | None = None
    reply: str = ""
    """The template of the answer."""
    must_say: tuple[str, ...] = ()
    must_not_say: tuple[str, ...] = ()
    ideal_reply: str = ""
    """As staff would have answered: for people, not compared."""


@dataclass(frozen=True)
class Fault:
    """From after line `after` (0: from the beginning) until after line `until` (None: to the end)."""

    pms: str
    after: int = 0
    until: int | None = None


@dataclass(frozen=True)
class End:
    """The database when all is said; None: not looked at. An empty list: there must be none."""

    owner: str = ""
    reservations: tuple[Booked, ...] | None = None
    holds: tuple[Booked, ...] | None = None
    requests: tuple[str, ...] | None = None
    events: tuple[str, ...] = ()
    """What must have happened to the conversation, among other things."""


@dataclass(frozen=True)
class Scenario:
    name: str
    language: str
    hotel: str
    clock: datetime
    """On the hotel's wall, with its offset: when the first line is said."""
    lines: tuple[Line, ...]
    about: str = ""
    channel: str = "web"
    given: tuple[Booked, ...] = ()
    """The guest's reservations before the first line; their numbers are <reference_1>, <reference_2> …"""
    sold_out: tuple[SoldOut, ...] = ()
    facts: tuple[Known, ...] = ()
    faults: tuple[Fault, ...] = ()
    end: End = field(default_factory=End)
    must_say: tuple[str, ...] = ()
    must_not_say: tuple[str, ...] = ()
    take: str = ""
    """Of a play with other words of a line: which."""

    def takes(self) -> list[Scenario]:
        """Itself, and itself with each of the other words that a line may have."""
        others = [
            replace(self, lines=self._with(n, words), take=f"line {n + 1}: {' / '.join(words)}")
            for n, line in enumerate(self.lines)
            for words in line.variants
        ]
        return [self, *others]

    def _with(self, place: int, words: tuple[str, ...]) -> tuple[Line, ...]:
        return (*self.lines[:place], replace(self.lines[place], guest=words), *self.lines[place + 1 :])
