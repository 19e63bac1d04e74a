"""What Meta allows a number to send: the 24 h window, its throughput, the pace to one guest, its templates."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from collections.abc import Iterable
from typing import Any

from messaging.fakes import graph

WINDOW = 24 * 3600.0
THROUGHPUT = 80  # a second, both directions together
PAIR_PACE = 6.0  # seconds for one message to one guest
PAIR_BURST = 45
COUNTED = {"body", "header"}


class Limits:
    """Meta: 80 messages a second and number; one in six seconds to the same guest. Up to 45 may go within six seconds,
    borrowed: nothing more goes to this guest until their time has passed. Free words only within 24 hours of the
    guest's last. Times are seconds of one clock.
    """

    def __init__(self) -> None:
        self.templates: dict[tuple[str, str, str], dict[str, Any]] = {}
        self._heard: dict[tuple[str, str], float] = {}
        self._traffic: defaultdict[str, deque[float]] = defaultdict(deque)
        self._bursts: dict[tuple[str, str], tuple[float, int]] = {}
        self._lock = threading.Lock()

    def hear(self, number: str, guest: Iterable[str], now: float) -> None:
        """A message opens the window for its sender, by each of the guest's names."""
        with self._lock:
            self._heard |= {(number, name): now for name in guest}
            self._traffic[number].append(now)

    def window_is_open(self, number: str, guest: str, now: float) -> bool:
        return now - self._heard.get((number, guest), float("-inf")) < WINDOW

    def spend(self, number: str, guest: str, now: float) -> None:
        """Raises Refused when there were too many."""
        with self._lock:
            self._spend_throughput(number, now)
            self._spend_pair(number, guest, now)

    def approve(self, number: str, template: dict[str, Any]) -> None:
        self.templates[number, str(template.get("name")), str(template.get("language"))] = template

    def template(self, number: str, content: dict[str, Any], *, needed: bool) -> dict[str, Any]:
        """Raises Refused for one that is unknown, or filled with another number of words than it has gaps."""
        if not needed and not any(key[0] == number for key in self.templates):
            return {}
        key = (number, content["name"], content["language"]["code"])
        if key not in self.templates:
            raise graph.refusal(132001)
        gaps = self.templates[key].get("parameters")
        if gaps is not None and gaps != len(parameters(content)):
            raise graph.refusal(132000)
        return self.templates[key]

    def _spend_throughput(self, number: str, now: float) -> None:
        traffic = self._traffic[number]
        while traffic and traffic[0] <= now - 1:
            traffic.popleft()
        if len(traffic) >= THROUGHPUT:
            raise graph.refusal(130429)
        traffic.append(now)

    def _spend_pair(self, number: str, guest: str, now: float) -> None:
        began, count = self._bursts.get((number, guest), (now, 0))
        if now >= began + count * PAIR_PACE:
            began, count = now, 0
        elif now >= began + PAIR_PACE or count >= PAIR_BURST:
            raise graph.refusal(131056)
        self._bursts[number, guest] = began, count + 1


def parameters(content: dict[str, Any]) -> list[str]:
    """The words that fill a template's gaps, in order."""
    components = [part for part in content.get("components") or [] if part.get("type", "").lower() in COUNTED]
    return [str(gap.get("text", "")) for part in components for gap in part.get("parameters") or []]
