"""Trouble on order: faults that the next matching calls run into, posted to `/__faults` as a JSON list.

    {"kind": "error_after", "resource": "bookings", "method": "POST", "times": 2, "probability": 0.5}

slow          the work begins `seconds` later: a client that gave up finds it done all the same
too_many      429 with Retry-After `seconds` (a proxy's; QloApps has no limit)
error_before  500, nothing done                error_after  500, the work is done
cut_before    connection closed, nothing done  cut_after    connection closed, the work is done
sold_out      somebody else takes every free room that this create asks for, just before it
price_change  the room types that this create asks for cost `percent` more from here on
away          503, web service switched off: for `seconds` from now, else until the faults are cleared
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from threading import Lock
from typing import Any

KINDS = (
    "slow",
    "too_many",
    "error_before",
    "error_after",
    "cut_before",
    "cut_after",
    "sold_out",
    "price_change",
    "away",
)
ON_CREATE = ("sold_out", "price_change")


@dataclass
class Fault:
    """`times` None is without end: an away lasts, the others happen once."""

    kind: str
    resource: str = ""
    method: str = ""
    times: int | None = None
    probability: float = 1.0
    seconds: float = 0.0
    percent: Decimal = Decimal(10)
    until: float = 0.0

    def matches(self, resource: str, method: str) -> bool:
        return self.resource in ("", resource) and self.method in ("", method)


class Invalid(Exception):
    """What was posted is no list of faults."""


class Trouble:
    def __init__(self, seed: int | None = None) -> None:
        self.chance = random.Random(seed)
        self._faults: list[Fault] = []
        self._lock = Lock()

    def add(self, wanted: Any) -> int:
        """How many stand now."""
        if not isinstance(wanted, list):
            raise Invalid("A JSON list of faults is wanted")
        faults = [read(fault) for fault in wanted]
        with self._lock:
            self._faults += faults
            return len(self._faults)

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def waiting(self) -> list[str]:
        with self._lock:
            self._forget()
            return [fault.kind for fault in self._faults]

    def strike(self, resource: str, method: str) -> list[Fault]:
        """What this call runs into: the first that stands of each kind, used up by one."""
        with self._lock:
            self._forget()
            struck: dict[str, Fault] = {}
            for fault in self._faults:
                unlucky = fault.matches(resource, method) and self.chance.random() < fault.probability
                if unlucky and fault.kind not in struck:
                    struck[fault.kind] = fault
                    fault.times = fault.times and fault.times - 1
            return list(struck.values())

    def _forget(self) -> None:
        now = time.monotonic()
        self._faults = [fault for fault in self._faults if fault.times != 0 and (not fault.until or now < fault.until)]


def read(wanted: Any) -> Fault:
    if not isinstance(wanted, dict) or wanted.get("kind") not in KINDS:
        raise Invalid(f"A fault's kind is one of {', '.join(KINDS)}")
    known = [field.name for field in fields(Fault) if field.name != "until"]
    if unknown := wanted.keys() - set(known):
        raise Invalid(f"Unknown: {', '.join(sorted(unknown))}; a fault has {', '.join(known)}")
    try:
        fault = Fault(**{**wanted, "percent": Decimal(str(wanted.get("percent", 10)))})
        fault.probability, fault.seconds = float(fault.probability), float(fault.seconds)
        fault.times = None if fault.times is None else int(fault.times)
    except (ValueError, TypeError, OverflowError, InvalidOperation) as error:
        raise Invalid(str(error)) from error
    if not 0 <= fault.seconds <= 3600 or not fault.percent.is_finite() or not -100 < fault.percent < 1000:
        raise Invalid("seconds go from 0 to 3600, percent from above -100 to below 1000")
    if fault.kind == "away":
        fault.until = time.monotonic() + fault.seconds if fault.seconds else 0.0
    elif fault.times is None:
        fault.times = 1
    if fault.kind in ON_CREATE:
        fault.resource, fault.method = "bookings", "POST"
    return fault
