"""The words of the trade as frozen values: stay, party, money, and what a PMS quotes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from pms.errors import PmsRefused

LANGUAGES = ("es", "pt", "en")
CENT = Decimal("0.01")
NIGHT_ENDS = 5
"""O'clock. Until then the night of the day before goes on: a guest at the door at two is one of yesterday's."""


def cents(amount: Decimal) -> Decimal:
    """Round half up to two decimals, as every invoice in our three countries does."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Stay:
    """Nights from arrival to departure; the departure day is not slept."""

    arrival: date
    departure: date

    def __post_init__(self) -> None:
        if self.departure <= self.arrival:
            raise ValueError(f"departure {self.departure} is not after arrival {self.arrival}")

    @property
    def nights(self) -> int:
        return (self.departure - self.arrival).days

    def dates(self) -> Iterator[date]:
        """The dates slept, departure day left out."""
        return (self.arrival + timedelta(days=n) for n in range(self.nights))


@dataclass(frozen=True)
class Party:
    """Who sleeps in the room; children by age in years."""

    adults: int = 2
    children: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        return self.adults + len(self.children)


@dataclass(frozen=True)
class Money:
    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Night:
    """One night's price before taxes that are not included."""

    date: date
    amount: Decimal


@dataclass(frozen=True)
class TaxLine:
    """A tax by its legal name; an included one is already inside the nightly prices."""

    name: str
    amount: Decimal
    included: bool


@dataclass(frozen=True)
class CancellationPolicy:
    """Free until the end of `free_until` (hotel's day); later `fee` is due. `free_until` None: never free."""

    free_until: date | None
    fee: Decimal


@dataclass(frozen=True)
class Quote:
    """What the PMS asks for one room of a type at a rate plan, every night and tax named."""

    room_type: str
    room_type_names: dict[str, str]
    rate_plan: str
    rate_plan_names: dict[str, str]
    stay: Stay
    party: Party
    nights: tuple[Night, ...]
    taxes: tuple[TaxLine, ...]
    total: Money
    policy: CancellationPolicy
    breakfast: bool
    units: tuple[str, ...] = field(default=())
    """Free units of the type for the whole stay: room numbers where the PMS names rooms."""


@dataclass(frozen=True)
class RoomDetails:
    """A room a guest may ask about; names and descriptions by language."""

    unit: str
    room_type: str
    names: dict[str, str]
    descriptions: dict[str, str]
    max_adults: int
    max_guests: int
    floor: int


@dataclass(frozen=True)
class Contact:
    """The guest as the PMS wants to know them."""

    name: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Order:
    """One room to be booked under our reference. The PMS computes the price itself."""

    reference: str
    room_type: str
    rate_plan: str
    unit: str
    stay: Stay
    party: Party
    contact: Contact


@dataclass(frozen=True)
class Booked:
    """A reservation as the PMS tells it."""

    number: str
    reference: str
    status: str
    unit: str
    room_type: str
    stay: Stay
    total: Money
    guest_name: str = ""


@dataclass(frozen=True)
class Moved:
    """What has moved in a PMS since an instant."""

    ours: list[Booked]
    """Under our references, each as it stands now."""
    others: bool = False
    """Rooms of others have moved too: what was known of free rooms is old."""


@dataclass(frozen=True)
class Change:
    """What a booked stay would become, and at what price."""

    booked: Booked
    """As it stands now."""
    stay: Stay
    unit: str
    room_type: str
    total: Money
    fee: Money
    """What the terms of the rate plan ask for the nights given up; not in the total."""
    broken: tuple[PmsRefused, ...] = ()
    """Rules of sale that a guest would be refused by. Staff may know better."""


@dataclass(frozen=True)
class Finding:
    """One thing found about a PMS connection. `level`: ok, warning, error."""

    name: str
    level: str
    text: str


@dataclass(frozen=True)
class TypeThere:
    """A room type as the PMS describes it, in the one language it has."""

    code: str
    name: str
    description: str
    max_adults: int
    max_guests: int


@dataclass(frozen=True)
class RoomThere:
    unit: str
    room_type: str
    floor: int
    in_order: bool


@dataclass(frozen=True)
class ServiceThere:
    """What can be had besides the room. `always`: added to every booking."""

    name: str
    price: Money
    per_night: bool
    always: bool


@dataclass(frozen=True)
class RefundThere:
    """Who cancels at least `days` before arrival pays `amount`, a percentage of the stay or a sum."""

    days: int
    percent: bool
    amount: Decimal


@dataclass(frozen=True)
class Inventory:
    """What a hotel is, as its PMS tells it. `hotel`: columns of ours by name, those the PMS knows."""

    hotel: dict[str, str]
    room_types: tuple[TypeThere, ...]
    rooms: tuple[RoomThere, ...]
    services: tuple[ServiceThere, ...] = ()
    refunds: tuple[RefundThere, ...] = ()
