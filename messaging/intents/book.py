"""From a chosen room to a reservation: hold, read back, details in any order, an explicit yes."""

from __future__ import annotations

from locks.errors import HoldExpired
from locks.models import RoomHold
from messaging.intents import stay
from messaging.intents.base import Intent
from messaging.intents.holding import held_offer, hold, hold_instead, read_back, renew
from messaging.intents.offers import listed, no_rooms, offer_rooms, search
from messaging.intents.reservation import answer_cancellation
from messaging.turn import Reply, Turn
from pms import guests
from reservations import availability, booking
from reservations.errors import NoRooms
from reservations.models import Offer, Reservation


class ChooseRoom(Intent):
    name = "choose_room"

    def handle(self, turn: Turn) -> Reply:
        changed = stay.listen(turn)
        if question := stay.unclear(turn):
            return question
        try:
            offers = search(turn) if changed or not turn.frame.offers else _shown(turn)
            offer, unit = _chosen(turn, offers)
            if offer is None:
                return listed(turn, _meant(turn, offers), "ask_choice")
            return hold(turn, offer, unit=unit)
        except NoRooms as no:
            return no_rooms(turn, no)


class GiveDetails(Intent):
    """Who the guest is; also any other slot, in any order."""

    name = "give_details"

    def handle(self, turn: Turn) -> Reply:
        if stay.listen(turn):
            return _changed(turn)
        if turn.frame.offer is None:
            return stay.unclear(turn) or offer_rooms(turn)
        return read_back(turn)


class Confirm(Intent):
    name = "confirm"

    def handle(self, turn: Turn) -> Reply:
        frame = turn.frame
        if frame.awaiting == "cancel_confirm":
            return answer_cancellation(turn, yes=True)
        was_read_back = frame.awaiting in ("confirm", "details") and turn.slots.choice in (None, frame.offer)
        if stay.listen(turn):
            return _changed(turn)
        if frame.offer is None:
            return _nothing_held(turn)
        held = booking.held(turn.hotel, turn.holder)
        if held is None:
            return renew(turn)
        if frame.contact is None or not was_read_back:
            return read_back(turn)
        return book(turn, held)


class Deny(Intent):
    name = "deny"

    def handle(self, turn: Turn) -> Reply:
        if turn.frame.awaiting == "cancel_confirm":
            return answer_cancellation(turn, yes=False)
        if stay.listen(turn):
            return _changed(turn)
        return Reply("denied", under_way=bool(turn.frame.offer or turn.frame.offers))


class CancelFlow(Intent):
    name = "cancel_flow"

    def handle(self, turn: Turn) -> Reply:
        released = booking.release(turn.hotel, turn.holder, reason="the guest dropped the booking")
        turn.note("released", released)
        turn.frame.forget_booking()
        return Reply("dropped", held=bool(released), data={"lock_acquired": False})


def book(turn: Turn, held: RoomHold) -> Reply:
    frame = turn.frame
    offer, contact = held_offer(frame), frame.contact
    assert contact, "Confirm reads back until the contact is complete"
    try:
        reservation = booking.confirm(offer, held, contact, actor=turn.actor)
    except HoldExpired:
        return renew(turn)
    except NoRooms as no:
        frame.offer = None
        return no_rooms(turn, no)
    guests.remember(turn.guest, contact)
    frame.forget_booking()
    turn.note("reservation", {"id": reservation.pk, "status": reservation.status})
    return _booked(turn, reservation)


def _booked(turn: Turn, reservation: Reservation) -> Reply:
    if reservation.status == Reservation.Status.NEEDS_STAFF:
        turn.handover = "the PMS booked something else than was offered"
    words = "confirmed" if reservation.status == Reservation.Status.CONFIRMED else "booking_pending"
    return Reply(
        words,
        reservation=reservation,
        data={
            "reservation_id": reservation.reference,
            "reservation": {"status": reservation.status, "pms_number": reservation.pms_number},
            "lock_acquired": False,
        },
    )


def _changed(turn: Turn) -> Reply:
    if question := stay.unclear(turn):
        return question
    held = booking.held(turn.hotel, turn.holder)
    return hold_instead(turn, held) if held else offer_rooms(turn)


def _shown(turn: Turn) -> list[Offer]:
    """What was listed; asked again when those prices have run out."""
    offers = availability.recall(turn.hotel, turn.frame.offers)
    return offers if offers and all(offer.is_valid for offer in offers) else search(turn)


def _chosen(turn: Turn, offers: list[Offer]) -> tuple[Offer | None, str]:
    """The offer that was meant and, when the guest named a room by its number, that unit."""
    slots = turn.slots
    if slots.choice:
        index = slots.choice - 1 if slots.choice > 0 else slots.choice
        return (offers[index], "") if -len(offers) <= index < len(offers) else (None, "")
    for offer in offers:
        if slots.room and slots.room in (offer.unit, offer.room_type):
            same = [other for other in offers if other.room_type == offer.room_type]
            by_type = slots.room == offer.room_type
            # A type with two rate plans is not chosen yet by its name.
            return (None, "") if by_type and len(same) > 1 else (offer, offer.unit)
    if slots.room and (details := availability.room(turn.hotel, slots.room)):
        return next((offer for offer in offers if offer.room_type == details.room_type), None), details.unit
    return (offers[0], "") if len(offers) == 1 and not slots.room else (None, "")


def _meant(turn: Turn, offers: list[Offer]) -> list[Offer]:
    """A type that was named has more than one rate plan: only those are asked about."""
    return [offer for offer in offers if offer.room_type == turn.slots.room] or offers


def _nothing_held(turn: Turn) -> Reply:
    """A yes before any room was chosen: to a single offer it means that one."""
    offers = availability.recall(turn.hotel, turn.frame.offers)
    if not offers:
        return stay.unclear(turn) or offer_rooms(turn)
    if len(offers) > 1:
        return listed(turn, offers, "ask_choice")
    try:
        return hold(turn, offers[0])
    except NoRooms as no:
        return no_rooms(turn, no)
