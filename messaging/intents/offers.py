"""Offers from the PMS for the stay under way, stored before the guest reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from messaging.intents import group
from messaging.intents.chosen import rate_fits
from messaging.turn import Reply, Turn
from reservations import availability
from reservations.errors import NoRooms
from reservations.models import Offer

# WhatsApp's lists end at ten rows.
MAX_OPTIONS = 10
MOVABLE = ("sold_out", "min_nights", "closed_to_arrival", "closed_to_departure")
WAITLIST = "waitlist"
"""Awaited: whether the guest wants to hear when a room is free."""


def offer_rooms(turn: Turn) -> Reply:
    """Ask the PMS and list what there is; the type and the rate the guest has named go alone."""
    try:
        offers = search(turn)
    except NoRooms as no:
        return no_rooms(turn, no)
    return listed(turn, _wanted(turn, offers))


def _wanted(turn: Turn, offers: list[Offer]) -> list[Offer]:
    """The type and the rate asked for, as far as there are any."""
    frame = turn.frame
    offers = [offer for offer in offers if offer.room_type == frame.room_wish] or offers
    return [offer for offer in offers if rate_fits(offer, frame.rate_wish)] or offers


def search(turn: Turn) -> list[Offer]:
    """Offers for the frame's stay, at most MAX_OPTIONS. Raises NoRooms."""
    frame = turn.frame
    assert frame.stay, "stay.unclear asks for the dates first"
    if group.is_one(frame.party):
        raise NoRooms("group")
    offers = availability.search(
        turn.hotel, frame.stay, frame.room_party, asked_by=turn.holder, another=bool(frame.taken)
    )
    turn.note("offers", [[offer.pk, offer.room_type, offer.rate_plan, str(offer.total)] for offer in offers])
    offers = _by_type(offers)[:MAX_OPTIONS]
    frame.offers = [offer.pk for offer in offers]
    return offers


def _by_type(offers: Sequence[Offer]) -> list[Offer]:
    """A type's rate plans together, the types in the order of their cheapest."""
    order = list(dict.fromkeys(offer.room_type for offer in offers))
    return sorted(offers, key=lambda offer: order.index(offer.room_type))


def listed(turn: Turn, offers: Sequence[Offer], words: str = "availability", *, gone: bool = False) -> Reply:
    """Options by number. What was held before is not what the next yes is about; `gone`: what was asked for."""
    frame = turn.frame
    frame.offer = None
    frame.offers = [offer.pk for offer in offers]
    frame.awaiting = "choice"
    return Reply(
        words,
        options=[{"number": number, "offer": offer} for number, offer in enumerate(offers, start=1)],
        stay=frame.stay,
        party=frame.room_party,
        assumed=frame.adults is None,
        rooms=frame.rooms,
        room=len(frame.taken) + 1,
        gone=gone,
        data=as_data(offers, turn.conversation.language or turn.hotel.language),
    )


def no_rooms(turn: Turn, no: NoRooms) -> Reply:
    """Say why not; a room held before this question stays held, and the guest is told."""
    frame = turn.frame
    turn.note("no_rooms", {"reason": no.reason, **no.detail})
    if no.reason == "group":
        return group.ask_staff(turn)
    asked, near = frame.stay, _near(turn, no)
    waits = no.reason == "sold_out" and frame.rooms == 1
    frame.offers, frame.awaiting = [], WAITLIST if waits and not near else "dates"
    data = {"availability": {"rooms": [], "reason": no.reason}, "rooms_available": 0, "rooms": []}
    return Reply(
        "no_rooms",
        reason=no.reason,
        detail=no.detail,
        stay=asked,
        party=frame.room_party,
        near=near,
        waits=waits,
        data=data,
    )


def _near(turn: Turn, no: NoRooms) -> list[Offer]:
    """What there is on the days around, where the days are why there is nothing."""
    frame = turn.frame
    if no.reason not in MOVABLE or frame.stay is None or frame.rooms > 1:
        return []
    nights = int(no.detail.get("nights", 0)) if no.reason == "min_nights" else 0
    near = availability.nearest(turn.hotel, frame.stay, frame.party, asked_by=turn.holder, nights=nights)
    turn.note("offers", [[offer.pk, offer.room_type, offer.rate_plan, str(offer.total)] for offer in near])
    return near


def as_data(offers: Sequence[Offer], language: str) -> dict[str, Any]:
    """For programs. `id` is the room's number, what "Reservar habitación <id>" takes."""
    rooms: dict[str, dict[str, Any]] = {}
    for offer in offers:
        rooms.setdefault(
            offer.unit,
            {
                "id": offer.unit,
                "offer_id": offer.pk,
                "room_type": offer.room_type,
                "name": offer.room_type_names[language],
                "rate_plan": offer.rate_plan,
                "units_left": offer.units_left,
                "total": str(offer.total),
                "currency": offer.currency,
                "nights": [[night.date.isoformat(), str(night.amount)] for night in offer.per_night],
                "breakfast": offer.breakfast,
                "free_cancellation_until": offer.free_until and offer.free_until.isoformat(),
            },
        )
    listing = list(rooms.values())
    first = offers[0]
    stay_data = {"arrival": first.arrival.isoformat(), "departure": first.departure.isoformat()}
    return {"availability": {**stay_data, "rooms": listing}, "rooms_available": len(listing), "rooms": listing}
