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
