"""What can go wrong with a PMS, and what it means for who asked."""

from __future__ import annotations


class PmsError(Exception):
    """Any trouble with a PMS. `retry`: trying again may help."""

    retry = False


class PmsUnavailable(PmsError):
    """It did not answer and nothing was changed. Counts for the breaker."""

    retry = True


class PmsUnknown(PmsError):
    """A call that changes something ended without an answer: look it up, never repeat it blindly."""


class PmsRefused(PmsError):
    """A clear no. `reason`: sold_out, min_nights, closed_to_arrival, closed_to_departure, closed,
    max_nights, too_many_guests, no_rates, not_found, already_cancelled, already_arrived; of the desk's work also
    not_here, already_left, not_arrived, too_early, leaves_later, past. `detail` carries its numbers."""

    def __init__(self, reason: str, **detail: int | str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


class PmsMisconfigured(PmsError):
    """Wrong key or address: an operator must act."""


class PmsBusy(PmsError):
    """Too many requests; `retry_after` in seconds."""

    retry = True

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"retry after {retry_after} s")
        self.retry_after = retry_after


class NotMergeable(Exception):
    """Two guests who cannot be made one, or one who cannot be separated."""
