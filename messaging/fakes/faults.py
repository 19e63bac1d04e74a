"""What goes wrong on purpose when a hotel sends."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from messaging.fakes import graph
from messaging.fakes.phone import plain


@dataclass
class Fault:
    """To whom, how often, and what. Without anything it is no fault.

    A timeout after success is {delay: 30, cut: "after"}; an undeliverable message {failed: 131026}.
    """

    to: str | list[str] = ""
    phone_number_id: str = ""
    times: int | None = 1
    """None is for ever."""
    probability: float = 1.0
    hits: int = 0

    error: int = 0
    """Refused with one of Meta's codes, in Meta's form."""
    failed: int = 0
    """Taken; a failed status follows, with this code."""
    status: int = 200
    body: Any = None
    delay: float = 0.0
    """Seconds before the answer."""
    cut: str = ""
    """The connection ends without an answer: "before" the message was taken, or "after"."""
    stored: bool | None = None
    """Taken although the answer says otherwise."""

    @property
    def takes(self) -> bool:
        if self.stored is not None:
            return self.stored
        return self.cut != "before" and not self.error and self.status < 300

    def meets(self, number: str, guest: str) -> bool:
        whom = [self.to] if isinstance(self.to, str) else self.to
        return self.phone_number_id in ("", number) and (not self.to or guest in map(plain, whom))


class Faults:
    """In the order they were told: the first that meets a message happens to it."""

    def __init__(self, chance: random.Random) -> None:
        self._faults: list[Fault] = []
        self._chance = chance
        self._lock = threading.Lock()

    def add(self, wanted: Iterable[Any]) -> int:
        try:
            faults = [Fault(**one) for one in wanted]
        except TypeError as error:
            raise graph.Refused(100, "No such fault", str(error)) from error
        with self._lock:
            self._faults += faults
            return len(self._faults)

    def take(self, number: str, guest: str) -> Fault:
        with self._lock:
            for fault in self._faults:
                if fault.meets(number, guest) and self._chance.random() < fault.probability:
                    return self._use(fault)
        return Fault()

    def left(self) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(fault) for fault in self._faults]

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def _use(self, fault: Fault) -> Fault:
        fault.hits += 1
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self._faults.remove(fault)
        return fault
