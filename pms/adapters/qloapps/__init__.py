"""QloApps 1.6 over its web service.

PmsAccount: `address` is the shop's own domain, folder included (https://hotel.example.com, with or without /api),
`credentials` a web service key, `options` what differs from the rule:

- `hotel_id`: the hotel's id in QloApps, where it has more than one.
- `tax_name`: what the tax in the prices is called by law, as guests read it, e.g. "IVA 10 %".

The key needs GET on hotels, hotel_refund_rules, room_types, hotel_room_types, hotel_rooms, services, configurations,
orders and room_bookings, POST on hotel_ari, bookings and order_histories, with several languages GET on languages;
and no more: `customers` shows the hashes of passwords.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from django.utils.translation import gettext as _

from pms.adapters.base import Capabilities, PmsAdapter
from pms.adapters.qloapps import booking, examination, furnishing, quotes, reading, writing
from pms.adapters.qloapps.access import NUMBER, Access, access_to
from pms.adapters.qloapps.catalogue import Catalogue, catalogue_of
from pms.adapters.qloapps.reading import PREFIX, FoundOrder, Price, RoomRow
from pms.adapters.qloapps.web_service import WebService
from pms.errors import PmsError, PmsMisconfigured, PmsRefused, PmsUnknown
from pms.terms import Booked, Finding, Inventory, Moved, Order, Party, Quote, RoomDetails, Stay

T = TypeVar("T")

OFFER_SECONDS = 6.0  # a guest is waiting; a whole hotel takes 0.1 s, what describes it once in minutes 0.2 s
FIND_SECONDS = 8.0
BOOK_SECONDS = 20.0  # one create at its slowest, the look for it, reading it back, undoing it
CANCEL_SECONDS = 15.0
CHANGES_SECONDS = 20.0
EXAMINE_SECONDS = 60.0  # an operator waits
TOGETHER = 50  # ids in one filter: they travel in the address

# `| , % [ ]` in a filter mean something: one such value matched every order.
OURS = re.compile(re.escape(PREFIX) + r"[A-Za-z0-9._-]{1,80}", re.ASCII)


class QloApps(PmsAdapter):
    kind = "qloapps"
    capabilities = Capabilities(names_rooms=True, remote=True)

    def offers(self, stay: Stay, party: Party) -> list[Quote]:
        """Sold by hotel_ari's total with tax of one room; it filters no occupancy, so that is done here."""
        api = self._api(OFFER_SECONDS)
        known = self._known(api)
        if refused := self._not_on_sale(stay, known):
            raise refused
        prices, today = self._prices(api, known, stay), self.hotel.now().date()
        found = [
            quotes.quote(
                kind,
                prices[kind.code],
                stay,
                party,
                tax=self._access.tax_name,
                currency=self.hotel.currency,
                policy=quotes.policy(known.refund_rules, stay, prices[kind.code].total, today=today),
            )
            for kind in known.sellable(stay, party)
            if kind.code in prices and prices[kind.code].units
        ]
        if not found:
            raise PmsRefused("sold_out")
        return sorted(found, key=lambda quote: quote.total.amount)

    def free_units(self, room_type: str, stay: Stay) -> list[str]:
        api = self._api(OFFER_SECONDS)
        known = self._known(api)
        if room_type not in known.types:
            raise PmsRefused("not_found")
        if self._not_on_sale(stay, known):
            return []
        prices = self._prices(api, known, stay, room_type)
        return list(prices[room_type].units) if room_type in prices else []

    def room(self, unit: str) -> RoomDetails | None:
        known = self._known(self._api(OFFER_SECONDS))
        room = next((room for room in known.rooms if room.unit == unit), None)
        kind = known.types.get(room.room_type) if room else None
        if room is None or kind is None:
            return None
        floor = int(digits[0]) if (digits := re.search(r"[0-9]+", room.floor)) else 0
        return RoomDetails(
            unit,
            kind.code,
            kind.names,
            kind.descriptions,
            kind.max_adults,
            kind.max_guests,
            floor,
        )

    def book(self, order: Order) -> Booked:
        """One at a time per hotel and room type, found before it is made, read back before it is told."""
        source = _source(order.reference)
        if source is None:
            raise PmsRefused("not_found")
        known = self._known(self._api(OFFER_SECONDS))
        with booking.one_at_a_time(f"{self._access.address} {known.hotel_id} {order.room_type}"):
            api = self._api(BOOK_SECONDS)
            found = booking.orders_of(api, source) or self._create(api, known, order, source)
            with booking.may_be_made():
                return self._settle(api, known, found)

    def find(self, reference: str) -> Booked | None:
        """None also where `book` has something to put in order first: a phantom, a lost race, a second order."""
        source = _source(reference)
        if source is None:
            return None
        api = self._api(FIND_SECONDS)
        found = booking.orders_of(api, source)
        if not found:
            return None
        known = self._known(api)
        found, rows = self._here(api, known, found)
        live = [order for order in found if _live(rows[order.id])]
        if not live:
            over = [order for order in found if order.state in known.over]
            return self._booked(over[0], rows[over[0].id]) if over and len(over) == len(found) else None
        if len(live) > 1 or not booking.stands(api, _live(rows[live[0].id])):
            return None
        return self._booked(live[0], rows[live[0].id])

    def cancel(self, number: str) -> Booked:
        """Only what we have booked; QloApps charges nothing for it, whatever the policy says."""
        if not NUMBER.fullmatch(number):
            raise PmsRefused("not_found")
        api = self._api(CANCEL_SECONDS)
        known = self._known(api)
        found, rows = self._here(api, known, self._read(api, "id", [number]))
        if not found:
            raise PmsRefused("not_found")
        order, live = found[0], _live(rows[found[0].id])
        if not live:
            raise PmsRefused("already_cancelled")
        if any(row.status != reading.ALLOTTED for row in live):
            raise PmsRefused("already_arrived")
        booking.undo(api, [order], known)
        return replace(self._booked(order, rows[order.id]), status="cancelled")

    def next_arrival(self, unit: str, day: date) -> date | None:
        api = self._api(OFFER_SECONDS)
        return booking.next_arrival(api, self._known(api).hotel_id, unit, day)

    def changes(self, since: datetime) -> Moved:
        """Orders and room rows whose date_upd has moved; some things QloApps writes without moving it."""
        api = self._api(CHANGES_SECONDS)
        known = self._known(api)
        ids = sorted(set(_changed(api, known, since)))
        ours = [order.source for some in _parts(ids) for order in self._read(api, "id", map(str, some))]
        # A second order under one reference was cancelled: what stands is the first, which has not moved.
        return Moved(self._standing(api, known, ours), others=len(ours) < len(ids))

    def as_they_stand(self, references: Iterable[str]) -> list[Booked]:
        api = self._api(CHANGES_SECONDS)
        return self._standing(api, self._known(api), filter(None, map(_source, references)))

    def examine(self) -> Iterator[Finding]:
        api = self._api(EXAMINE_SECONDS)
        yield from examination.address(api)
        yield from examination.rights(api)
        yield from examination.settings(self.hotel, self._known(api))
        yield from examination.fees(api)
        yield from examination.overbooking(api)
        yield from examination.routed()

    def inventory(self) -> Inventory:
        api = self._api(EXAMINE_SECONDS)
        return furnishing.inventory(api, self._known(api), currency=self.hotel.currency, language=self.hotel.language)

    def _create(self, api: WebService, known: Catalogue, order: Order, source: str) -> list[FoundOrder]:
        sent = f"{self.hotel.pk}:{source}"
        if booking.may_still_run(sent):
            raise PmsUnknown("a create that was not answered may still be running")
        if refused := self._not_on_sale(order.stay, known):
            raise refused
        kind = next((kind for kind in known.sellable(order.stay, order.party) if kind.code == order.room_type), None)
        room = known.room_id(order.room_type, order.unit)
        if kind is None or room is None or order.rate_plan != quotes.STANDARD:
            raise PmsRefused("sold_out")
        body = writing.booking(order, kind, room, source, hotel_id=known.hotel_id, currency=self.hotel.currency)
        booking.remember_sent(sent)
        try:
            booking.create(api, body)
        except PmsError as error:  # a clear "not made", for whatever reason
            booking.forget_sent(sent)
            # Unless the room was taken by an earlier create of this very order, which came late.
            with booking.may_be_made():
                found = booking.orders_of(api, source) if isinstance(error, PmsRefused) else []
            if not found:
                raise
            return found
        with booking.may_be_made():
            found = booking.orders_of(api, source, sent=True)
        booking.forget_sent(sent)
        return found

    def _settle(self, api: WebService, known: Catalogue, found: list[FoundOrder]) -> Booked:
        """The lowest order that holds a room and may keep it; every other one of ours is cancelled."""
        found, rows = self._here(api, known, found)
        kept = next((order for order in found if _live(rows[order.id])), None)
        others = [order for order in found if order is not kept]
        phantoms = [order for order in others if order.state not in known.over]
        booking.undo(api, phantoms, known)
        if kept is None:
            raise PmsRefused("sold_out")
        if not booking.stands(api, _live(rows[kept.id])):
            booking.undo(api, [kept], known)
            raise PmsRefused("sold_out")
        return self._booked(kept, rows[kept.id])

    def _read(self, api: WebService, field: str, values: Iterable[str]) -> list[FoundOrder]:
        """Orders that we have made, of these ids or sources."""
        if not (wanted := "|".join(dict.fromkeys(values))):
            return []
        rows = api.rows("orders", **{f"filter[{field}]": f"[{wanted}]", "display": reading.ORDER_FIELDS})
        return reading.orders(row for row in rows if OURS.fullmatch(str(row.get("source"))))

    def _standing(self, api: WebService, known: Catalogue, sources: Iterable[str]) -> list[Booked]:
        """One for each source that has an order; what is still being made is left out."""
        told: dict[str, Booked] = {}
        for some in _parts(list(dict.fromkeys(sources))):
            found, rows = self._here(api, known, self._read(api, "source", some))
            for order in sorted(found, key=lambda order: (not _live(rows[order.id]), order.id)):
                if order.state and order.source in some:
                    told.setdefault(order.source, self._booked(order, rows[order.id]))
        return list(told.values())

    def _here(
        self, api: WebService, known: Catalogue, found: list[FoundOrder]
    ) -> tuple[list[FoundOrder], dict[int, list[RoomRow]]]:
        """Of these, the orders of this hotel: an installation may have several, and they share the orders."""
        rows = booking.rows_of(api, found)
        return [order for order in found if any(row.hotel == known.hotel_id for row in rows[order.id])], rows

    def _prices(self, api: WebService, known: Catalogue, stay: Stay, room_type: str = "") -> dict[str, Price]:
        ari = api.ask("hotel_ari", writing.availability(known.hotel_id, stay, room_type))
        if ari.get("currency") not in (None, self.hotel.currency):
            currencies = {"theirs": ari["currency"], "ours": self.hotel.currency}
            raise PmsMisconfigured(_("it sells in %(theirs)s, the hotel is set up in %(ours)s") % currencies)
        return reading.prices(ari)

    def _not_on_sale(self, stay: Stay, known: Catalogue) -> PmsRefused | None:
        """QloApps sells yesterday, and nights beyond its own last day."""
        if stay.arrival < self.hotel.now().date():
            return PmsRefused("closed")
        if known.last_day and stay.departure > known.last_day:
            return PmsRefused("no_rates")
        return None

    def _booked(self, order: FoundOrder, rows: list[RoomRow]) -> Booked:
        return reading.booked(order, rows, self.hotel.currency)

    def _api(self, seconds: float) -> WebService:
        return WebService(self._access.address, self._access.key, time.monotonic() + seconds)

    def _known(self, api: WebService) -> Catalogue:
        return catalogue_of(api, self._access.hotel_id)

    @cached_property
    def _access(self) -> Access:
        return access_to(self.hotel)


def _changed(api: WebService, known: Catalogue, since: datetime) -> Iterator[int]:
    """Orders of ours, and those of this hotel's room rows."""
    moved = {"filter[date_upd]": f">[{known.store_time(since)}]", "date": "1", "sort": "[id_ASC]"}
    orders = {"filter[source]": f"[{PREFIX}]%", "display": "[id]"}
    rows = {"filter[id_hotel]": f"[{known.hotel_id}]", "display": "[id,id_order]"}
    with reading.readable("what has changed"):
        yield from (int(row["id"]) for row in api.pages("orders", "orders", **moved, **orders))
        yield from (int(row["id_order"]) for row in api.pages("room_bookings", "bookings", **moved, **rows))


def _parts(values: list[T]) -> Iterator[list[T]]:
    return (values[start : start + TOGETHER] for start in range(0, len(values), TOGETHER))


def _source(reference: str) -> str | None:
    source = f"{PREFIX}{reference}"
    return source if OURS.fullmatch(source) else None


def _live(rows: list[RoomRow]) -> list[RoomRow]:
    return [row for row in rows if row.live]
