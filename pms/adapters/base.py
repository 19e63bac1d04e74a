"""What every PMS must be able to do for us. Errors are those of pms.errors, with their cause."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from pms.errors import PmsRefused
from pms.models import Hotel
from pms.terms import Booked, Change, Finding, Inventory, Money, Moved, Order, Party, Quote, RoomDetails, Stay


@dataclass(frozen=True)
class Capabilities:
    names_rooms: bool
    """True: units are room numbers. False: numbered slots of a room type."""
    remote: bool
    """True: a call crosses a network, so booking runs in a worker."""
    changes_stays: bool = False
    """True: `quote_change` to `no_show` work. False: they refuse, and only the PMS's own desk does such things."""


class PmsAdapter(ABC):
    kind: ClassVar[str]
    capabilities: ClassVar[Capabilities]

    def __init__(self, hotel: Hotel) -> None:
        self.hotel = hotel

    @abstractmethod
    def offers(self, stay: Stay, party: Party) -> list[Quote]:
        """Every sellable room type and rate plan, cheapest first. Raises PmsRefused with the reason for none."""

    @abstractmethod
    def free_units(self, room_type: str, stay: Stay) -> list[str]:
        """Units free for every night, in the order they should be sold."""

    @abstractmethod
    def room(self, unit: str) -> RoomDetails | None:
        """One room by the unit's name; None when the hotel has none of that name."""

    @abstractmethod
    def book(self, order: Order) -> Booked:
        """Book once: the same reference again answers the booking that exists.

        Raises PmsRefused when nothing stands, PmsUnknown when that cannot be told yet.
        """

    @abstractmethod
    def find(self, reference: str) -> Booked | None:
        """By our reference. None: none stands, and to `book` under this reference is safe. Changes nothing."""

    @abstractmethod
    def cancel(self, number: str) -> Booked:
        """Raises PmsRefused("not_found" or "already_cancelled")."""

    @abstractmethod
    def next_arrival(self, unit: str, day: date) -> date | None:
        """When the next guest arrives in this room, on this day or later; None: none is booked."""

    @abstractmethod
    def changes(self, since: datetime) -> Moved:
        """What was made, moved, cancelled or checked in or out since this aware instant. A change on its way is seen
        a moment later: ask with some overlap."""

    def as_they_stand(self, references: Iterable[str]) -> list[Booked]:
        """Bookings under these references as they are now, for what `changes` may have missed; those that are not
        there are left out."""
        return [booked for reference in references if (booked := self.find(reference))]

    def quote_change(self, number: str, *, stay: Stay, unit: str) -> Change:
        """What another stay or room would cost, rate plan and party as they are. Raises PmsRefused where it cannot
        be: sold_out, no_rates, past, already_…. Rules of sale do not refuse it; they are told."""
        raise PmsRefused("not_here")

    def change(self, number: str, *, stay: Stay, unit: str, total: Money, by: str) -> Booked:
        """Another stay or room at the price that staff have agreed. A guest in house changes rooms from today on.

        `by`: who wants it, for the PMS's own history. Raises PmsRefused as `quote_change` does, or PmsUnknown.
        """
        raise PmsRefused("not_here")

    def check_in(self, number: str, *, by: str) -> Booked:
        """Raises PmsRefused: too_early, already_…."""
        raise PmsRefused("not_here")

    def check_out(self, number: str, *, by: str) -> Booked:
        """Raises PmsRefused: leaves_later while nights are left, which a change gives up first; not_arrived."""
        raise PmsRefused("not_here")

    def no_show(self, number: str, *, by: str) -> Booked:
        """The guest has not come, and the room is sold again. Raises PmsRefused: too_early on the day itself."""
        raise PmsRefused("not_here")

    def examine(self) -> Iterator[Finding]:
        """What only this kind of PMS can say of its rights and settings. Changes nothing."""
        return iter(())

    def inventory(self) -> Inventory:
        """For `manage.py pms_import`. Raises PmsRefused where there is nothing to bring over."""
        raise PmsRefused("not_here")
