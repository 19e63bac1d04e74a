"""Holding a room for the guest: place it, read it back, renew it, move it to another stay."""

from __future__ import annotations

from locks.models import RoomHold
from messaging.intents import several, stay
from messaging.intents.booked import untold
from messaging.intents.offers import listed, no_rooms, search
from messaging.turn import Reply, Turn
from pms.terms import Contact
from reservations import availability, booking
from reservations.errors import NoRooms
from reservations.models import Offer


def hold(turn: Turn, offer: Offer, *, unit: str = "", words: str = "held") -> Reply:
    """Hold a room of this offer and read it back. Raises NoRooms."""
    if turn.frame.rooms > 1:
        return several.take(turn, offer, unit=unit)
    frame, shown = turn.frame, offer
    offer = availability.refreshed(shown)
    held = booking.hold(offer, turn.guest, holder=turn.holder, unit=unit)
    turn.note("hold", {"id": held.pk, "unit": held.unit, "offer": offer.pk})
    frame.offer, frame.room_type, frame.rate_plan = offer.pk, offer.room_type, offer.rate_plan
    if frame.taken:
        return several.read_back(turn)
    return _read_back(turn, offer, held, words=words if offer == shown else "repriced")


def hold_instead(turn: Turn, standing: RoomHold) -> Reply:
    """The stay or the party is another now: the same room and terms for it when there are, else the list."""
    try:
        offers = search(turn)
        for offer in offers:
            if (offer.room_type, offer.rate_plan) == (turn.frame.room_type, turn.frame.rate_plan):
                return hold(turn, offer, unit=standing.unit)
        return listed(turn, offers)
    except NoRooms as no:
        return _still_held(turn, no, standing)


def read_back(turn: Turn, *, words: str = "held") -> Reply:
    """Everything the guest is about to book, and the one thing that is asked for next."""
    if turn.frame.taken:
        return several.read_back(turn)
    held = booking.held(turn.hotel, turn.holder)
    return _read_back(turn, held_offer(turn), held, words=words) if held else renew(turn)


def _read_back(turn: Turn, offer: Offer, held: RoomHold, *, words: str) -> Reply:
    frame = turn.frame
    frame.phone = frame.phone or turn.guest.phone
    frame.awaiting = "confirm" if frame.contact else "details"
    frame.read_back = offer.pk
    return Reply(
        "read_back",
        opening=words,
        offer=offer,
        hold=held,
        contact=Contact(frame.name, frame.email, frame.phone),
        complete=frame.contact is not None,
        other=frame.for_other,
        data={
            "lock_acquired": True,
            "hold": {"unit": held.unit, "expires_at": held.expires_at.isoformat()},
            "offer_id": offer.pk,
        },
    )


def renew(turn: Turn) -> Reply:
    """The hold ran out: ask again, hold again, and read back again, for the price may be another."""
    if turn.frame.taken:
        return several.renew(turn)
    if made := untold(turn):
        return made
    turn.note("hold", "ran out")
    turn.frame.offer, keep = None, (turn.frame.room_type, turn.frame.rate_plan)
    if question := stay.unclear(turn):
        return question
    try:
        offers = search(turn)
        for offer in offers:
            if (offer.room_type, offer.rate_plan) == keep:
                return hold(turn, offer, words="renewed")
        return listed(turn, offers)
    except NoRooms as no:
        return no_rooms(turn, no)


def held_offer(turn: Turn) -> Offer:
    """Raises Offer.DoesNotExist."""
    offer = Offer.objects.get(hotel=turn.hotel, pk=turn.frame.offer or 0)
    offer.hotel = turn.hotel  # which knows its PMS account already
    return offer


def _still_held(turn: Turn, no: NoRooms, standing: RoomHold) -> Reply:
    """Nothing for the new wish: the room stays held, and a yes reads it back before anything is booked."""
    reply = no_rooms(turn, no)
    offer = held_offer(turn)
    stay.recall(turn.frame, offer.stay, offer.party)
    turn.note("hold", {"id": standing.pk, "unit": standing.unit, "kept": True})
    return reply.then(Reply("still_held", offer=offer, hold=standing))
