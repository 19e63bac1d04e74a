"""Offers for a stay: asked of the PMS, less what others hold, and stored before a guest reads them."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from locks import holds
from pms import gateway
from pms.errors import PmsError, PmsMisconfigured, PmsRefused
from pms.models import Hotel
from pms.terms import Party, Quote, RoomDetails, Stay
from reservations.errors import NoRooms
from reservations.metrics import OFFERS
from reservations.models import Offer

NEAR_DAYS, MOST_NEAR = 3, 2
KNOWN_FOR = timedelta(hours=24)
ONE_SEARCH = timedelta(seconds=1)  # the offers of one search are stored within


def search(hotel: Hotel, stay: Stay, party: Party, *, asked_by: str, another: bool = False) -> list[Offer]:
    """Stored offers, cheapest first; `another`: beside the rooms that the asker holds already.

    Raises NoRooms with the reason, or PmsUnavailable.
    """
    try:
        quotes = gateway.open_for(hotel).offers(stay, party)
    except PmsRefused as error:
        OFFERS.labels(error.reason).inc()
        raise NoRooms.because(error) from error
    held = holds.live_units(hotel, stay, but="" if another else asked_by)
    offers = [
        _offer(hotel, quote, units, asked_by)
        for quote in quotes
        if (units := [unit for unit in quote.units if unit not in held])
    ]
    OFFERS.labels("ok" if offers else "held").inc()
    if not offers:
        raise NoRooms("sold_out")
    return Offer.objects.bulk_create(offers)


def nearest(hotel: Hotel, stay: Stay, party: Party, *, asked_by: str, nights: int = 0) -> list[Offer]:
    """The cheapest offer of each of the nearest stays that can be had, MOST_NEAR at most; really asked of the PMS.

    `nights`: as many as the rules ask for, of an arrival that is sold for longer stays only.
    """
    found: list[Offer] = []
    longer = [Stay(stay.arrival, stay.arrival + timedelta(days=nights))] if nights > stay.nights else []
    moved = [timedelta(days=days * sign) for days in range(1, NEAR_DAYS + 1) for sign in (-1, 1)]
    for near in [*longer, *(Stay(stay.arrival + by, stay.departure + by) for by in moved)]:
        if near.arrival < hotel.now().date() or len(found) == MOST_NEAR:
            continue
        try:
            found.append(search(hotel, near, party, asked_by=asked_by)[0])
        except NoRooms:
            continue
        except PmsError:
            break
    return sorted(found, key=lambda offer: offer.arrival)


def free_rooms(hotel: Hotel, stay: Stay, party: Party, *, but: str) -> int:
    """How many rooms this party could be sold, less what others hold. Never from the cache. Raises PmsError."""
    try:
        quotes = gateway.open_for(hotel).offers(stay, party, fresh=True)
    except PmsRefused:
        return 0
    return len({unit for quote in quotes for unit in quote.units} - holds.live_units(hotel, stay, but=but))


def refreshed(offer: Offer) -> Offer:
    """The offer as the PMS has it now, never from the cache: a new one when its price or terms have changed.

    Raises NoRooms when it is not sold any more, or PmsUnavailable.
    """
    try:
        quotes = gateway.open_for(offer.hotel).offers(offer.stay, offer.party, fresh=True)
    except PmsRefused as error:
        raise NoRooms.because(error) from error
    for quote in quotes:
        if (quote.room_type, quote.rate_plan) == (offer.room_type, offer.rate_plan):
            if (quote.total, quote.policy) == (offer.price, offer.policy):
                return offer
            changed = _offer(offer.hotel, quote, list(quote.units), offer.asked_by)
            changed.save(force_insert=True)
            return changed
    raise NoRooms("sold_out")


def recall(hotel: Hotel, ids: list[int]) -> list[Offer]:
    """Stored offers in the order they were shown."""
    found = {offer.pk: offer for offer in Offer.objects.filter(hotel=hotel, pk__in=ids)}
    for offer in found.values():
        offer.hotel = hotel  # which knows its PMS account already
    return [found[pk] for pk in ids if pk in found]


def last_known(hotel: Hotel, stay: Stay, party: Party) -> list[Offer]:
    """What the PMS last said of this stay, whoever asked, cheapest first; nothing when that is over a day ago.

    It may be sold by now: to be shown with its age, never to be chosen from.
    """
    same = Offer.objects.filter(
        hotel=hotel,
        arrival=stay.arrival,
        departure=stay.departure,
        adults=party.adults,
        children=list(party.children),
        created_at__gte=timezone.now() - KNOWN_FOR,
    )
    newest = same.order_by("-created_at").first()
    if newest is None:
        return []
    asked_then = same.filter(asked_by=newest.asked_by, created_at__gte=newest.created_at - ONE_SEARCH)
    found = {(offer.room_type, offer.rate_plan): offer for offer in asked_then.order_by("created_at")}
    return sorted(found.values(), key=lambda offer: offer.total)


def reachable(hotel: Hotel) -> bool:
    """Whether the PMS may be asked now. Asks nobody; the answer may still be that it is away."""
    try:
        return not gateway.open_for(hotel).is_open
    except PmsMisconfigured:
        return False


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
