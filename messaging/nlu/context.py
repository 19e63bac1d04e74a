"""What the dialogue knows before a message: what it asked for and the stay under way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pms.terms import Party


@dataclass(frozen=True)
class Context:
    """`room_types`: a type's code and its names in any language; a name found puts the code in `slots.room`."""

    awaiting: str = ""
    """"", dates, choice, details, confirm, cancel_confirm or party."""
    room_types: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rate_plans: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """A rate plan's code and its names in any language, for `slots.rate`."""
    arrival: date | None = None
    departure: date | None = None
    party: Party | None = None
    """Whom "y un niño de 5" joins."""


NOTHING = Context()
