"""What was seen of a scenario while it was played: plain values, to be compared and to travel between processes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from messaging.scenario.terms import Scenario
from messaging.turn import Slots
from pms.terms import Party


@dataclass(frozen=True)
class Said:
    """A message to the guest."""

    id: int
    text: str
    words: str = ""
    """The template; empty when staff wrote it."""
    buttons: tuple[tuple[str, str], ...] = ()

    @property
    def whole(self) -> str:
        return "\n".join([self.text, *(title for _, title in self.buttons)])


@dataclass(frozen=True)
class Answered:
    """A turn of the agent."""

    intent: str
    confidence: float
    slots: Slots
    words: str
    status: str
    trace: list[Any]
    took_ms: int = 0


@dataclass(frozen=True)
class Row:
    """A reservation or a hold."""

    status: str
    room_type: str
    rate_plan: str
    arrival: date
    departure: date
    party: Party | None = None
    total: Decimal | None = None
    unit: str = ""
    reference: str = ""

    @property
    def sale(self) -> tuple[Any, ...]:
        return self.arrival, self.departure, self.total


@dataclass(frozen=True)
class Step:
    """A line, and what came of it."""

    line: int
    meanwhile: tuple[Said, ...] = ()
    """What was said by itself since the line before."""
    heard: tuple[str, ...] = ()
    turns: tuple[Answered, ...] = ()
    said: tuple[Said, ...] = ()
    booked: tuple[Row, ...] = ()
    """Reservations that are new, or at another price or stay, since the line before."""
    offered: tuple[str, ...] | None = None
    """The buttons there were, when the one to be pressed was not among them."""


@dataclass(frozen=True)
class Played:
    scenario: Scenario
    steps: tuple[Step, ...] = ()
    owner: str = ""
    reservations: tuple[Row, ...] = ()
    holds: tuple[Row, ...] = ()
    requests: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    sold_twice: tuple[str, ...] = ()
    ungrounded: dict[int, str] = field(default_factory=dict)
    """By message: what it claims and no stored row says."""
    crash: str = ""
    """Where the play itself broke off."""
    took: float = field(default=0.0, compare=False)
    """Seconds."""

    @property
    def said(self) -> list[Said]:
        return [said for step in self.steps for said in (*step.meanwhile, *step.said)]
