"""What the dialogue knows before a message: what it asked for and the stay under way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from messaging.session import DateOption
from pms.terms import Party


@dataclass(frozen=True)
class Context:
    """`room_types`: a type's code and its names in any language; a name found puts the code in `slots.room`."""

    awaiting: str = ""
    """"", dates, choice, details, confirm, cancel_confirm, party, or a wish and what it lacks: "transfer:when"."""
    room_types: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rate_plans: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """A rate plan's code and its names in any language, for `slots.rate`."""
    arrival: date | None = None
    departure: date | None = None
    date_options: Sequence[DateOption] = ()
    """What the question about an ambiguous date offered: "la primera" is the first."""
    region: str = ""
    """The hotel's, as in ISO 3166-2: whose holidays "el puente" means."""
    hour: int = 12
    """On the hotel's wall: after midnight "esta noche" is the night that has begun."""
    party: Party | None = None
    """Whom "y un niño de 5" joins."""
    month: int | None = None
    """Of the stay that is looked for, said before its days."""
    rooms: int = 1
    """How many are wanted, as far as it was said: what "dos en cada una" is of."""
    name: str = ""
    """Whose reservation it is, as far as it was said: what "no es Gómez, es Gomes" corrects."""

    @property
    def offers_dates(self) -> bool:
        """The last question named two stays to choose from."""
        return bool(self.date_options) and self.awaiting in ("dates", "change")

    @property
    def asked(self) -> str:
        """The last thing that was asked for."""
        return self.awaiting.rpartition(":")[2]


NOTHING = Context()
