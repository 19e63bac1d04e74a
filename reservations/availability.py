"""Offers for a stay: asked of the PMS, less what others hold, and stored before a guest reads them."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from locks import holds
from pms import gateway
from pms.errors import PmsRefused
from pms.models import Hotel
from pms.terms import Party, Quote, RoomDetails, Stay
from reservations.errors import NoRooms
from reservations.metrics import OFFERS
from reservations.models import Offer


def search(hotel: Hotel, stay: Stay, party: Party, *, asked_by: str) -> list[Offer]:
    """Stored offers, cheapest first. Raises NoRooms with the reason, or PmsUnavailable."""
    try:
        quotes = gateway.open_for(hotel).offers(stay, party)
    except PmsRefused as error:
        OFFERS.labels(error.reason).inc()
        raise NoRooms.because(error) from error
    held = holds.live_units(hotel, stay, but=asked_by)
    offers = [
        _offer(hotel, quote, units, asked_by)
        for quote in quotes
        if (units := [unit for unit in quote.units if unit not in held])
    ]
    OFFERS.labels("ok" if offers else "held").inc()
    if not offers:
        raise NoRooms("sold_out")
    return Offer.objects.bulk_create(offers)


def recall(hotel: Hotel, ids: list[int]) -> list[Offer]:
    """Stored offers in the order they were shown."""
    found = {offer.pk: offer for offer in Offer.objects.filter(hotel=hotel, pk__in=ids)}
    return [found[pk] for pk in ids if pk in found]


def room(hotel: Hotel, unit: str) -> RoomDetails | None:
    return gateway.open_for(hotel).room(unit)


def _offer(hotel: Hotel, quote: Quote, units: list[str], asked_by: str) -> Offer:
    now = timezone.now()
    return Offer(
        hotel=hotel,
        asked_by=asked_by,
        room_type=quote.room_type,
        room_type_names=quote.room_type_names,
        rate_plan=quote.rate_plan,
        rate_plan_names=quote.rate_plan_names,
        unit=units[0],
        units_left=len(units),
        arrival=quote.stay.arrival,
        departure=quote.stay.departure,
        adults=quote.party.adults,
        children=list(quote.party.children),
        lines=[[night.date.isoformat(), str(night.amount)] for night in quote.nights],
        taxes=[[tax.name, str(tax.amount), tax.included] for tax in quote.taxes],
        total=quote.total.amount,
        currency=quote.total.currency,
        breakfast=quote.breakfast,
        free_until=quote.policy.free_until,
        cancellation_fee=quote.policy.fee,
        created_at=now,
        valid_until=now + timedelta(minutes=settings.OFFER_MINUTES),
    )
