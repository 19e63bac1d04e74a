"""What a hotel's PMS connection can and cannot do, with evidence. Changes nothing, unless asked to book and cancel."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TypeVar
from uuid import uuid4

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pms import gateway
from pms.adapters.base import PmsAdapter
from pms.errors import PmsError, PmsRefused
from pms.models import Hotel
from pms.terms import Contact, Finding, Order, Party, Quote, Stay

T = TypeVar("T")

TRIED = (30, 60, 14, 7, 90, 1)  # days ahead: one of them should be on sale
NIGHTS = 2
PARTY = Party(2)
SLOW_SECONDS = 2.0  # a guest waits for two or three of these calls
CONTACT = Contact("Test Booking", "pms-doctor@example.com", "+34600000000")


class Examination:
    """Asks the adapter itself: past the cache, and whatever the breaker says."""

    def __init__(self, hotel: Hotel) -> None:
        self.hotel = hotel
        self.findings: list[Finding] = []
        self.took: dict[str, float] = {}

    def run(self, *, book: bool) -> list[Finding]:
        with self._told("account"):
            adapter = gateway.open_for(self.hotel).adapter
            self._capabilities(adapter)
            self._timed("settings", lambda: self.findings.extend(adapter.examine()))
            sample = self._prices(adapter)
            self._calls(adapter)
            if book:
                self._book_and_cancel(adapter, sample)
        return self.findings + list(self._latency())

    def _capabilities(self, adapter: PmsAdapter) -> None:
        able = adapter.capabilities
        where = _("over the network") if able.remote else _("our own database")
        self._say("kind", "ok", f"{adapter.kind}: {where}")
        rooms, slots = _("rooms are held and booked by number"), _("places of a room type are held and booked")
        self._say("units", "ok", rooms if able.names_rooms else slots)

    def _prices(self, adapter: PmsAdapter) -> Quote | None:
        """The cheapest offer of the first stay that is on sale."""
        refused = []
        for days in TRIED:
            stay = self._stay(days)
            try:
                quotes = self._timed("offers", lambda stay=stay: adapter.offers(stay, PARTY))  # type: ignore[misc]
            except PmsRefused as no:
                refused.append(_("in %(days)s days: %(reason)s") % {"days": days, "reason": no.reason})
                continue
            self._judge(quotes, stay)
            return quotes[0]
        told = _("nothing is on sale for %(guests)s guests: %(why)s")
        self._say("prices", "error", told % {"guests": PARTY.size, "why": ", ".join(refused)})
        return None

    def _judge(self, quotes: list[Quote], stay: Stay) -> None:
        cheapest = quotes[0]
        found = ngettext("%(count)s offer for %(stay)s, from", "%(count)s offers for %(stay)s, from", len(quotes))
        counts = {"count": len(quotes), "stay": f"{stay.arrival} – {stay.departure}"}
        self._say("prices", "ok", f"{found % counts} {cheapest.total.amount} {cheapest.total.currency}")
        if any(quote.total.currency != self.hotel.currency for quote in quotes):
            told = _("it sells in %(theirs)s, the hotel is set up in %(ours)s")
            currencies = {"theirs": cheapest.total.currency, "ours": self.hotel.currency}
            self._say("currency", "error", told % currencies)
        if not any(quote.taxes for quote in quotes):
            self._say("taxes", "warning", _("no offer names a tax: guests are told a price without one"))
        if all(quote.policy.free_until is None for quote in quotes):
            self._say("cancellation", "warning", _("no offer can be cancelled for free: guests are told so"))

    def _calls(self, adapter: PmsAdapter) -> None:
        unknown = f"doctor-{uuid4().hex[:12]}"
        found = self._timed("find", lambda: adapter.find(unknown))
        if found is not None:
            told = _("it finds %(number)s under a reference that nobody has used")
            self._say("find", "error", told % {"number": found.number})
        since = self.hotel.now() - timedelta(days=1)
        moved = self._timed("changes", lambda: adapter.changes(since))
        told = ngettext(
            "%(count)s of our reservations changed within a day",
            "%(count)s of our reservations changed within a day",
            len(moved.ours),
        )
        self._say("changes", "ok", told % {"count": len(moved.ours)})

    def _book_and_cancel(self, adapter: PmsAdapter, sample: Quote | None) -> None:
        if sample is None:
            return
        unit, reference = sample.units[0], f"doctor-{uuid4().hex[:8]}"
        order = Order(reference, sample.room_type, sample.rate_plan, unit, sample.stay, sample.party, CONTACT)
        booked = self._timed("book", lambda: adapter.book(order))
        try:
            again = self._timed("find_booked", lambda: adapter.find(reference))
            if again is None or again.number != booked.number:
                told = _("%(number)s is not found under its own reference %(reference)s")
                self._say("book", "error", told % {"number": booked.number, "reference": reference})
            if booked.total != sample.total:
                told = _("quoted %(quoted)s, booked %(booked)s: every reservation goes to staff")
                prices = {"quoted": sample.total.amount, "booked": booked.total.amount}
                self._say("booked_price", "error", told % prices)
        finally:
            ended = self._timed("cancel", lambda: adapter.cancel(booked.number))
        free = unit in self._timed("free_units", lambda: adapter.free_units(sample.room_type, sample.stay))
        done = ended.status == "cancelled" and free
        told = _("%(number)s was booked and cancelled") % {"number": booked.number}
        if not free:
            told += "; " + _("the room did not become free again")
        self._say("book_and_cancel", "ok" if done else "error", told)

    def _latency(self) -> Iterator[Finding]:
        for name, seconds in self.took.items():
            slow = seconds > SLOW_SECONDS and name != "settings"
            yield Finding(f"latency.{name}", "warning" if slow else "ok", f"{seconds * 1000:.0f} ms")

    def _timed(self, name: str, ask: Callable[[], T]) -> T:
        started = time.perf_counter()
        try:
            return ask()
        finally:
            self.took[name] = max(self.took.get(name, 0.0), time.perf_counter() - started)

    def _say(self, name: str, level: str, text: str) -> None:
        self.findings.append(Finding(name, level, text))

    @contextmanager
    def _told(self, name: str) -> Iterator[None]:
        """What stops the examination is its last finding."""
        try:
            yield
        except PmsError as error:
            asked = next(reversed(self.took), name)
            self._say(asked, "error", f"{type(error).__name__}: {error}")

    def _stay(self, days: int) -> Stay:
        arrival = self.hotel.now().date() + timedelta(days=days)
        return Stay(arrival, arrival + timedelta(days=NIGHTS))


def examine(hotel: Hotel, *, book: bool = False) -> list[Finding]:
    """Findings in the order they were made. `book`: makes a reservation in the PMS and cancels it."""
    return Examination(hotel).run(book=book)


def worst(findings: list[Finding]) -> str:
    levels = {finding.level for finding in findings}
    return next((level for level in ("error", "warning") if level in levels), "ok")
