"""Why a guest cannot have what they asked for."""

from __future__ import annotations

from pms.errors import PmsRefused


class NoRooms(Exception):
    """No room for this stay and party. `reason` and `detail` as in pms.errors.PmsRefused."""

    def __init__(self, reason: str, **detail: int | str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail

    @classmethod
    def because(cls, refused: PmsRefused) -> NoRooms:
        return cls(refused.reason, **refused.detail)


class NotCancellable(Exception):
    """The stay has begun, or it is cancelled already: `reason` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RoomHeld(Exception):
    """A guest is deciding on this room for some of these nights."""


class NotSettled(Exception):
    """The PMS has not answered the booking itself yet, so there is nothing to change."""


class Decided(Exception):
    """Somebody was faster: `actor` (staff:eva) has made it `status`, in words."""

    def __init__(self, actor: str, status: str) -> None:
        super().__init__(actor)
        self.actor = actor
        self.status = status


class BeingDecided(Exception):
    """Somebody else is at it at this very moment."""


class MovedMeanwhile(Exception):
    """It is another now than whoever decides has seen; they must look again."""


class NotThere(Exception):
    """The PMS has no such reservation, or has it cancelled: it cannot be confirmed to a guest."""
