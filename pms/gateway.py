"""The one way to a PMS: cache → circuit breaker → adapter, measured. Only reservations opens it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from pybreaker import CircuitBreakerError

from pms import breaker, calls, metrics, names
from pms.adapters import ADAPTERS
from pms.adapters.base import Capabilities, PmsAdapter
from pms.cache import OFFERS_SECONDS, ROOM_SECONDS, Answers
from pms.errors import PmsError, PmsMisconfigured, PmsUnavailable
from pms.models import Hotel
from pms.terms import Booked, Change, Money, Moved, Order, Party, Quote, RoomDetails, Stay

T = TypeVar("T")


def open_for(hotel: Hotel) -> Gateway:
    """The account is read once per `hotel` object: ask with the one the turn already has."""
    account = getattr(hotel, "pms_account", None)
    kind = account.kind if account else "local"
    if kind not in ADAPTERS:
        raise PmsMisconfigured(f"There is no PMS adapter named {kind}")
    return Gateway(ADAPTERS[kind](hotel))


class Gateway:
    """A call lasts as long as the adapter's socket budget allows, after a wait of two seconds at most for
    an answer that somebody else is asking for. Only a remote PMS is cached and shares its breaker: the local one
    is our own database, and a price a hotelier changed shows at once."""

    def __init__(self, adapter: PmsAdapter) -> None:
        self.adapter = adapter
        self.hotel = adapter.hotel
        self.breaker = breaker.of(self.hotel.pk, self.hotel.slug, adapter.kind, shared=adapter.capabilities.remote)

    @property
    def capabilities(self) -> Capabilities:
        return self.adapter.capabilities

    @property
    def is_open(self) -> bool:
        """Would a call be turned away now? Asks the breaker only."""
        return self.breaker.is_open

    def offers(self, stay: Stay, party: Party, *, fresh: bool = False) -> list[Quote]:
        """May be OFFERS_SECONDS old; `fresh`: asked of the PMS in any case.

        While the breaker is not closed the PMS is asked too: what is kept must not look bookable when it is not.
        """
        fresh = fresh or not self.breaker.is_closed
        return self._recall(
            "offers",
            (stay, party),
            lambda: self._offers(stay, party),
            seconds=OFFERS_SECONDS,
            fresh=fresh,
        )

    def free_units(self, room_type: str, stay: Stay) -> list[str]:
        return self._call("free_units", lambda: self.adapter.free_units(room_type, stay))

    def room(self, unit: str) -> RoomDetails | None:
        return self._recall("room", unit, lambda: self._room(unit), seconds=ROOM_SECONDS)

    def book(self, order: Order) -> Booked:
        return self._change("book", lambda: self.adapter.book(order))

    def find(self, reference: str) -> Booked | None:
        return self._call("find", lambda: self.adapter.find(reference))

    def cancel(self, number: str) -> Booked:
        return self._change("cancel", lambda: self.adapter.cancel(number))

    def quote_change(self, number: str, *, stay: Stay, unit: str) -> Change:
        return self._call("quote_change", lambda: self.adapter.quote_change(number, stay=stay, unit=unit))

    def change(self, number: str, *, stay: Stay, unit: str, total: Money, by: str) -> Booked:
        return self._change("change", lambda: self.adapter.change(number, stay=stay, unit=unit, total=total, by=by))

    def check_in(self, number: str, *, by: str) -> Booked:
        return self._change("check_in", lambda: self.adapter.check_in(number, by=by))

    def check_out(self, number: str, *, by: str) -> Booked:
        return self._change("check_out", lambda: self.adapter.check_out(number, by=by))

    def no_show(self, number: str, *, by: str) -> Booked:
        return self._change("no_show", lambda: self.adapter.no_show(number, by=by))

    def next_arrival(self, unit: str, day: date) -> date | None:
        return self._call("next_arrival", lambda: self.adapter.next_arrival(unit, day))

    def as_they_stand(self, references: Iterable[str]) -> list[Booked]:
        return self._call("as_they_stand", lambda: self.adapter.as_they_stand(references))

    def changes(self, since: datetime) -> Moved:
        """What moved in a remote PMS makes what is kept of it old."""
        moved = self._call("changes", lambda: self.adapter.changes(since))
        if self.capabilities.remote and (moved.ours or moved.others):
            self._answers.forget()
        return moved

    def _offers(self, stay: Stay, party: Party) -> list[Quote]:
        quotes = self.adapter.offers(stay, party)
        return names.of_quotes(self.hotel, quotes) if self.capabilities.remote else quotes

    def _room(self, unit: str) -> RoomDetails | None:
        room = self.adapter.room(unit)
        return names.of_room(self.hotel, room) if self.capabilities.remote else room

    def _recall(self, operation: str, arguments: Any, ask: Callable[[], T], *, seconds: int, fresh: bool = False) -> T:
        if not self.capabilities.remote:
            return self._call(operation, ask)
        return self._answers.recall(
            operation, arguments, lambda: self._call(operation, ask), seconds=seconds, fresh=fresh
        )

    def _change(self, operation: str, ask: Callable[[], T]) -> T:
        try:
            return self._call(operation, ask)
        finally:
            # Also after a failure: it may have been done, and a refusal says that what we knew is old.
            if self.capabilities.remote:
                self._answers.forget()

    def _call(self, operation: str, ask: Callable[[], T]) -> T:
        started, result, failure = time.perf_counter(), "defect", None
        try:
            answer = self.breaker.call(ask)
            result = "ok"
            return answer
        except CircuitBreakerError as error:
            result = "open"
            raise PmsUnavailable("the circuit breaker is open") from error
        except PmsError as error:
            result, failure = type(error).__name__, error
            raise
        finally:
            seconds, kind = time.perf_counter() - started, self.adapter.kind
            metrics.CALLS.labels(kind, operation, result).observe(seconds)
            # The polling of every minute would push out whatever somebody looks for.
            if self.capabilities.remote and (operation, result) != ("changes", "ok"):
                calls.note(self.hotel.pk, kind, operation=operation, result=result, seconds=seconds, error=failure)

    @cached_property
    def _answers(self) -> Answers:
        return Answers(self.hotel.pk, self.adapter.kind)
