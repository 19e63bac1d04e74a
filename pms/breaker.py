"""The circuit breaker of one hotel's PMS: pybreaker's rules over a state that all processes share in Redis."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from threading import Lock
from typing import Any, Protocol, TypeVar

import pybreaker
import structlog
from django.utils import timezone
from pybreaker import STATE_CLOSED, STATE_HALF_OPEN, STATE_OPEN, CircuitBreakerError
from redis.client import Pipeline

from pms import metrics
from pms.errors import PmsError, PmsUnavailable, PmsUnknown
from pms.shared import RedisGone, redis

log = structlog.get_logger(__name__)
T = TypeVar("T")

FAIL_MAX = 5
OPEN_TIME = timedelta(seconds=30)
PROBE_TIME = timedelta(seconds=30)  # a probe whose process died frees its place after this
TURNED_AWAY = ""
GAUGE = {STATE_CLOSED: 0, STATE_OPEN: 1, STATE_HALF_OPEN: 2}
# Every other PmsError is an answer, if not the one we wanted: the PMS is there.
FAILURES = (PmsUnavailable, PmsUnknown)


@cache
def of(hotel_id: int, slug: str, kind: str, *, shared: bool) -> Breaker:
    """One per hotel and PMS in each process. `shared`: with all other processes."""
    return Breaker(InRedis(f"pms:breaker:{hotel_id}:{kind}") if shared else InProcess(), slug)


class Breaker:
    def __init__(self, store: Store, hotel: str) -> None:
        self.store = store
        self.hotel = hotel
        self.state = STATE_CLOSED  # as this process saw it last

    @property
    def is_open(self) -> bool:
        """Would a call be turned away now? Asks nobody but the state."""
        circuit = self.store.read()
        self._see(circuit.state)
        return circuit.turns_away()

    @property
    def is_closed(self) -> bool:
        """Has the PMS answered of late? Between open and closed only a call tells."""
        return self.store.read().state == STATE_CLOSED

    def call(self, ask: Callable[[], T]) -> T:
        """`ask` runs outside every lock. Raises CircuitBreakerError when it is not let in."""
        entered, failures = self._enter()
        result = "unknown"  # a defect of the adapter says nothing about the PMS
        try:
            answer = ask()
            result = "success"
        except PmsError as error:
            result = "failure" if isinstance(error, FAILURES) else "success"
            raise
        finally:
            self._leave(entered, failures, result)
        return answer

    def _enter(self) -> tuple[str, int]:
        """The state a call is let in, and the failures before it."""
        circuit = self.store.read()
        state, failures = circuit.state, circuit.counter
        self._see(state)
        if state != STATE_CLOSED:
            state = TURNED_AWAY if circuit.turns_away() else self.store.change(_take_probe)
            if state == TURNED_AWAY:
                metrics.BREAKER_CALLS.labels(self.state, "rejected").inc()
                raise CircuitBreakerError("the circuit breaker is open")
            self._see(state)
        return state, failures

    def _leave(self, entered: str, failures: int, result: str) -> None:
        metrics.BREAKER_CALLS.labels(entered, result).inc()
        # The usual case costs no second round trip: nothing had failed, nothing is to be forgotten.
        if entered == STATE_HALF_OPEN or result == "failure" or (result == "success" and failures):
            self._see(self.store.change(lambda circuit: _replay(circuit, entered, result)))

    def _see(self, state: str) -> None:
        metrics.BREAKER.labels(self.hotel).set(GAUGE[state])
        if state != self.state:
            log.warning("breaker_moved", hotel=self.hotel, before=self.state, now=state)
            self.state = state


class Circuit(pybreaker.CircuitMemoryStorage):
    """What pybreaker keeps, and until when somebody is probing. Instants are aware UTC."""

    def __init__(
        self,
        state: str = STATE_CLOSED,
        failures: int = 0,
        opened_at: datetime | None = None,
        probe_until: datetime | None = None,
    ) -> None:
        super().__init__(state)
        self._fail_counter = failures
        self._opened_at = opened_at
        self.probe_until = probe_until

    def turns_away(self) -> bool:
        now = timezone.now()
        if self.state == STATE_OPEN and self.opened_at:
            return abs(now - self.opened_at) < OPEN_TIME  # abs: a clock set back must not keep it open for hours
        return self.state == STATE_HALF_OPEN and self.probe_until is not None and now < self.probe_until

    @classmethod
    def load(cls, stored: bytes | str | None) -> Circuit:
        if stored is None:
            return cls()
        state, failures, *instants = json.loads(stored)
        return cls(state, failures, *(datetime.fromtimestamp(at, UTC) if at else None for at in instants))

    def dump(self) -> bytes | None:
        """None: like new, nothing to keep."""
        if self.state == STATE_CLOSED and not self.counter:
            return None
        instants = [at.timestamp() if at else None for at in (self.opened_at, self.probe_until)]
        return json.dumps([self.state, self.counter, *instants]).encode()


class Store(Protocol):
    def read(self) -> Circuit: ...

    def change(self, step: Callable[[Circuit], str]) -> str:
        """One step at a time over all who share it; `step` may run again and must change nothing else."""


class InProcess:
    def __init__(self) -> None:
        self.circuit = Circuit()
        self.lock = Lock()

    def read(self) -> Circuit:
        return self.circuit

    def change(self, step: Callable[[Circuit], str]) -> str:
        with self.lock:
            return step(self.circuit)


class InRedis:
    """Shared; while Redis is gone a circuit of this process's own stands in."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.own = InProcess()

    def read(self) -> Circuit:
        try:
            with redis() as client:
                stored = client.get(self.key)
        except RedisGone:
            return self.own.read()
        self.own.circuit = Circuit()
        return Circuit.load(stored)

    def change(self, step: Callable[[Circuit], str]) -> str:
        def attempt(pipe: Pipeline) -> Any:
            before = pipe.get(self.key)
            circuit = Circuit.load(before)
            result = step(circuit)
            pipe.multi()
            if (after := circuit.dump()) is None:
                pipe.delete(self.key)
            elif after != before:
                pipe.set(self.key, after)
            return result

        try:
            with redis() as client:
                return str(client.transaction(attempt, self.key, value_from_callable=True))
        except RedisGone:
            return self.own.change(step)


def _take_probe(circuit: Circuit) -> str:
    """Of all who find the time has come, one is let in half-open."""
    if circuit.state == STATE_CLOSED:
        return STATE_CLOSED
    if circuit.turns_away():
        return TURNED_AWAY
    _rules(circuit).half_open()
    circuit.probe_until = timezone.now() + PROBE_TIME
    return STATE_HALF_OPEN


def _replay(circuit: Circuit, entered: str, result: str) -> str:
    """Tell pybreaker how a call ended. What was let in under another state is history and moves nothing."""
    if circuit.state == entered:
        circuit.probe_until = None
        if result != "unknown":
            with suppress(PmsUnavailable):
                _rules(circuit).call(_end, result)
    return circuit.state


def _end(result: str) -> None:
    if result == "failure":
        raise PmsUnavailable


def _rules(circuit: Circuit) -> pybreaker.CircuitBreaker:
    # Made anew for each step: one that lives on resets the shared count whenever it sees others close the circuit.
    return pybreaker.CircuitBreaker(
        fail_max=FAIL_MAX,
        reset_timeout=OPEN_TIME.total_seconds(),
        state_storage=circuit,
        throw_new_error_on_trip=False,
    )
