"""The one way to a PMS: circuit breaker → adapter, measured. Only reservations opens it."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from typing import TypeVar

import pybreaker

from pms import metrics
from pms.adapters import ADAPTERS
from pms.adapters.base import Capabilities, PmsAdapter
from pms.errors import PmsBusy, PmsError, PmsMisconfigured, PmsRefused, PmsUnavailable
from pms.models import Hotel, PmsAccount
from pms.terms import Booked, Order, Party, Quote, RoomDetails, Stay

T = TypeVar("T")

BREAKER_FAILURES = 5
BREAKER_SECONDS = 30
BREAKER_STATES = {"closed": 0, "open": 1, "half-open": 2}
# A refusal, a wrong key or "too many requests" is an answer: the PMS is there.
NOT_A_FAILURE = (PmsRefused, PmsMisconfigured, PmsBusy)


def open_for(hotel: Hotel) -> Gateway:
    account = PmsAccount.objects.filter(hotel=hotel).first()
    kind = account.kind if account else "local"
    if kind not in ADAPTERS:
        raise PmsMisconfigured(f"There is no PMS adapter named {kind}")
    return Gateway(ADAPTERS[kind](hotel))


class Gateway:
    def __init__(self, adapter: PmsAdapter) -> None:
        self.adapter = adapter
        self.hotel = adapter.hotel
        self.breaker = breaker_for(self.hotel.pk, adapter.kind)

    @property
    def capabilities(self) -> Capabilities:
        return self.adapter.capabilities

    def offers(self, stay: Stay, party: Party) -> list[Quote]:
        return self._call("offers", lambda: self.adapter.offers(stay, party))

    def free_units(self, room_type: str, stay: Stay) -> list[str]:
        return self._call("free_units", lambda: self.adapter.free_units(room_type, stay))

    def room(self, unit: str) -> RoomDetails | None:
        return self._call("room", lambda: self.adapter.room(unit))

    def book(self, order: Order) -> Booked:
        return self._call("book", lambda: self.adapter.book(order))

    def find(self, reference: str) -> Booked | None:
        return self._call("find", lambda: self.adapter.find(reference))

    def cancel(self, number: str) -> Booked:
        return self._call("cancel", lambda: self.adapter.cancel(number))

    def _call(self, operation: str, call: Callable[[], T]) -> T:
        started, result = time.perf_counter(), "ok"
        try:
            return self.breaker.call(call)
        except pybreaker.CircuitBreakerError as error:
            result = "open"
            raise PmsUnavailable("the circuit breaker is open") from error
        except PmsError as error:
            result = type(error).__name__
            raise
        finally:
            metrics.CALLS.labels(self.adapter.kind, operation, result).observe(time.perf_counter() - started)
            metrics.BREAKER.labels(self.hotel.slug).set(BREAKER_STATES[self.breaker.current_state])


@cache
def breaker_for(hotel_id: int, kind: str) -> pybreaker.CircuitBreaker:
    """One per hotel and PMS in each process."""
    return pybreaker.CircuitBreaker(
        fail_max=BREAKER_FAILURES,
        reset_timeout=BREAKER_SECONDS,
        exclude=list(NOT_A_FAILURE),
        throw_new_error_on_trip=False,
        name=f"pms:{hotel_id}:{kind}",
    )
