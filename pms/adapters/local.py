"""The default PMS: rooms, rates, rules and bookings in our own database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils import timezone

from pms import desk, stock
from pms.adapters.base import Capabilities, PmsAdapter
from pms.errors import PmsRefused
from pms.models import LocalBooking, Restriction, Room, RoomType
from pms.pricing import price_stay
from pms.terms import Booked, Change, Money, Moved, Order, Party, Quote, RoomDetails, Stay

NUMBER = re.compile(r"L[0-9]{1,15}")

# A plain INSERT that meets the exclusion constraint deadlocks under contention; this one cannot.
INSERT = """
INSERT INTO pms_localbooking (hotel_id, room_id, rate_plan_id, period, status, reference, guest_name,
    guest_email, guest_phone, adults, children, total, earlier_rooms, created_at)
VALUES (%s, (SELECT id FROM pms_room WHERE hotel_id = %s AND number = %s),
    (SELECT id FROM pms_rateplan WHERE hotel_id = %s AND code = %s), %s, 'confirmed', %s, %s, %s, %s, %s, %s, %s, '[]',
    now())
ON CONFLICT DO NOTHING RETURNING id
"""
# Of a booking and its room, what `desk.told` tells: every reservation is looked up before it is made.
TOLD = (
    *("reference", "status", "period", "earlier_rooms", "total", "guest_name", "hotel"),
    *("room__number", "room__room_type__code"),
)


class LocalPms(PmsAdapter):
    kind = "local"
    capabilities = Capabilities(names_rooms=True, remote=False, changes_stays=True)

    def offers(self, stay: Stay, party: Party) -> list[Quote]:
        there = stock.read(self.hotel, stay)
        fitting = [room_type for room_type in there.room_types if room_type.sleeps(party)]
        if not fitting:
            raise PmsRefused(
                "too_many_guests",
                max_guests=max((kind.max_guests for kind in there.room_types), default=0),
                max_adults=max((kind.max_adults for kind in there.room_types), default=0),
            )
        allowed = [room_type for room_type in fitting if not stock.refusal(there.rules, room_type, stay)]
        if not allowed:
            raise _first_refusal(there.rules, fitting, stay)
        free = [room_type for room_type in allowed if there.units[room_type.code]]
        if not free:
            raise PmsRefused("sold_out")
        quotes = [
            price_stay(room_type, plan, stay, party, nights, there.taxes, there.units[room_type.code])
            for room_type in free
            for plan in there.plans
            if len(nights := there.prices[room_type.pk, plan.pk]) == stay.nights
        ]
        if not quotes:
            raise PmsRefused("no_rates")
        return sorted(quotes, key=lambda quote: quote.total.amount)

    def free_units(self, room_type: str, stay: Stay) -> list[str]:
        taken = LocalBooking.objects.filter(
            hotel=self.hotel,
            period__overlap=DateRange(stay.arrival, stay.departure),
            status__in=LocalBooking.LIVE,
        ).values("room_id")
        rooms = Room.objects.filter(hotel=self.hotel, room_type__code=room_type, out_of_order=False)
        free = list(rooms.exclude(pk__in=taken).order_by("number").values_list("number", flat=True))
        if not free and not RoomType.objects.filter(hotel=self.hotel, code=room_type).exists():
            raise PmsRefused("not_found")
        return free

    def room(self, unit: str) -> RoomDetails | None:
        room = Room.objects.filter(hotel=self.hotel, number=unit).select_related("room_type").first()
        if room is None:
            return None
        kind = room.room_type
        return RoomDetails(unit, kind.code, kind.names, kind.descriptions, kind.max_adults, kind.max_guests, room.floor)

    def book(self, order: Order) -> Booked:
        try:
            return self._insert(order, self._requote(order))
        except PmsRefused:
            # The same order, sent twice: the first one has taken this very room.
            if booked := self.find(order.reference):
                return booked
            raise

    def find(self, reference: str) -> Booked | None:
        rows = LocalBooking.objects.filter(hotel=self.hotel, reference=reference).select_related("room__room_type")
        row = rows.only(*TOLD).first()
        if row is None:
            return None
        row.hotel = self.hotel
        return desk.told(row)

    def cancel(self, number: str) -> Booked:
        row = self._booking(number)
        confirmed = LocalBooking.objects.filter(pk=row.pk, status="confirmed")
        if not confirmed.update(status="cancelled", updated_at=timezone.now()):
            raise PmsRefused("already_cancelled" if row.status == "cancelled" else "already_arrived")
        row.status = LocalBooking.Status.CANCELLED
        return desk.told(row)

    def next_arrival(self, unit: str, day: date) -> date | None:
        rows = LocalBooking.objects.filter(hotel=self.hotel, room__number=unit, status__in=LocalBooking.LIVE)
        following = rows.filter(period__startswith__gte=day).order_by("period").first()
        return following.period.lower if following else None

    def changes(self, since: datetime) -> Moved:
        """The desk's own bookings are here too: they share the table, and nobody looks for their references."""
        rows = self._bookings().filter(updated_at__gt=since).order_by("updated_at", "pk")
        return Moved([desk.told(row) for row in rows])

    def quote_change(self, number: str, *, stay: Stay, unit: str) -> Change:
        return desk.quote(self._booking(number), stay=stay, unit=unit)

    def change(self, number: str, *, stay: Stay, unit: str, total: Money, by: str) -> Booked:
        with self._locked(number) as row:
            return desk.change(row, stay=stay, unit=unit, total=total, by=by)

    def check_in(self, number: str, *, by: str) -> Booked:
        with self._locked(number) as row:
            return desk.advance(row, LocalBooking.Status.CHECKED_IN, by=by)

    def check_out(self, number: str, *, by: str) -> Booked:
        with self._locked(number) as row:
            return desk.advance(row, LocalBooking.Status.CHECKED_OUT, by=by)

    def no_show(self, number: str, *, by: str) -> Booked:
        with self._locked(number) as row:
            return desk.advance(row, LocalBooking.Status.NO_SHOW, by=by)

    @contextmanager
    def _locked(self, number: str) -> Iterator[LocalBooking]:
        with transaction.atomic():
            desk.one_at_a_time(self.hotel)
            yield self._booking(number, self._bookings().select_for_update(of=("self",)))

    def _booking(self, number: str, among: QuerySet[LocalBooking] | None = None) -> LocalBooking:
        rows = self._bookings() if among is None else among
        row = rows.filter(pk=int(number[1:]) if NUMBER.fullmatch(number) else 0).first()
        if row is None:
            raise PmsRefused("not_found")
        return row

    def _bookings(self) -> QuerySet[LocalBooking]:
        return LocalBooking.objects.filter(hotel=self.hotel).select_related("room__room_type", "rate_plan", "hotel")

    def _requote(self, order: Order) -> Quote:
        for quote in self.offers(order.stay, order.party):
            wanted = (quote.room_type, quote.rate_plan) == (order.room_type, order.rate_plan)
            if wanted and order.unit in quote.units:
                return quote
        raise PmsRefused("sold_out")

    def _insert(self, order: Order, quote: Quote) -> Booked:
        contact, party, hotel = order.contact, order.party, self.hotel.pk
        with connection.cursor() as cursor:
            cursor.execute(
                INSERT,
                [hotel, hotel, order.unit, hotel, order.rate_plan, DateRange(order.stay.arrival, order.stay.departure),
                 order.reference, contact.name, contact.email, contact.phone,
                 party.adults, list(party.children), quote.total.amount],
            )  # fmt: skip
            inserted = cursor.fetchone()
        if not inserted:
            raise PmsRefused("sold_out")
        number = LocalBooking(pk=inserted[0]).number
        return Booked(
            number, order.reference, "confirmed", order.unit, order.room_type, order.stay, quote.total, contact.name
        )


def _first_refusal(rules: list[Restriction], room_types: list[RoomType], stay: Stay) -> PmsRefused:
    return next(no for room_type in room_types if (no := stock.refusal(rules, room_type, stay)))
