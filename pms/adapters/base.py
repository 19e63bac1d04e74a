"""What every PMS must be able to do for us. Errors are those of pms.errors, with their cause."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pms.models import Hotel
from pms.terms import Booked, Order, Party, Quote, RoomDetails, Stay


@dataclass(frozen=True)
class Capabilities:
    names_rooms: bool
    """True: units are room numbers. False: numbered slots of a room type."""
    remote: bool
    """True: a call crosses a network, so booking runs in a worker."""


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
    def changes(self, since: datetime) -> list[Booked]:
        """Bookings under our references that were made, moved, cancelled or checked in or out since this aware
        instant, each as it stands now. A change on its way is seen a moment later: ask with some overlap."""
