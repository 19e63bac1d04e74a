"""The words of the trade as frozen values: stay, party, money, and what a PMS quotes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

LANGUAGES = ("es", "pt", "en")
CENT = Decimal("0.01")


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
