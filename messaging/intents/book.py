"""From a chosen room to a reservation: hold, read back, details in any order, an explicit yes."""

from __future__ import annotations

from locks.errors import HoldExpired
from locks.models import RoomHold
from messaging.intents import chosen, stay
from messaging.intents.base import Intent
from messaging.intents.booked import told
from messaging.intents.holding import held_offer, hold, hold_instead, read_back, renew
from messaging.intents.offers import listed, no_rooms, offer_rooms, search
from messaging.intents.reservation import answer_cancellation
from messaging.turn import Reply, Turn
from pms.terms import Contact
from reservations import availability, booking
from reservations.errors import NoRooms
from reservations.models import Offer


class ChooseRoom(Intent):
    name = "choose_room"

    def handle(self, turn: Turn) -> Reply:
        changed = stay.listen(turn)
        if question := stay.unclear(turn):
            return question
        try:
            if turn.slots.choice is not None and not turn.frame.offers:
                return listed(turn, search(turn))  # a number of a list that nobody has read
            return self._choose(turn, search(turn) if changed or not turn.frame.offers else _shown(turn))
        except NoRooms as no:
            return no_rooms(turn, no)

    def _choose(self, turn: Turn, offers: list[Offer]) -> Reply:
        meant, unit = chosen.meant(turn, offers)
        if not meant and turn.slots.choice is None:
            # The list shown may have been narrowed to one type.
            offers = search(turn)
            meant, unit = chosen.meant(turn, offers)
        if len(meant) == 1:
            return hold(turn, meant[0], unit=unit)
        return listed(turn, meant or offers, "ask_choice", gone=not meant)


class GiveDetails(Intent):
    """Who the guest is; also any other slot, in any order."""

    name = "give_details"

    def handle(self, turn: Turn) -> Reply:
        frame = turn.frame
        if stay.listen(turn):
            return _changed(turn)
        if frame.offer is None:
            offers = availability.recall(turn.hotel, frame.offers)
            return listed(turn, offers, "ask_choice") if offers else stay.unclear(turn) or offer_rooms(turn)
        if frame.contact is None and frame.awaiting == "details" and booking.held(turn.hotel, turn.holder):
            return Reply("ask_details", contact=Contact(frame.name, frame.email, frame.phone))
        return read_back(turn)


class Confirm(Intent):
    name = "confirm"

    def handle(self, turn: Turn) -> Reply:
        frame = turn.frame
        if frame.awaiting == "cancel_confirm" and not turn.slots.choice:
            return answer_cancellation(turn, yes=True)
        if stay.listen(turn):
            return _changed(turn)
        if frame.offer is None:
            return _nothing_held(turn)
        # A yes is to what was read back just before, or to the button that names the offer.
        agreed = (turn.slots.choice or turn.read_back) == frame.offer
        held = booking.held(turn.hotel, turn.holder)
        if held is None:
            return renew(turn)
        if frame.contact is None or not agreed:
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
    return told(turn, reservation)


def _changed(turn: Turn) -> Reply:
    if question := stay.unclear(turn):
        return question
    held = booking.held(turn.hotel, turn.holder)
    return hold_instead(turn, held) if held else offer_rooms(turn)


def _shown(turn: Turn) -> list[Offer]:
    """What was listed; asked again when those prices have run out."""
    offers = availability.recall(turn.hotel, turn.frame.offers)
    return offers if offers and all(offer.is_valid for offer in offers) else search(turn)


def _nothing_held(turn: Turn) -> Reply:
    """A yes before any room was chosen: to a single offer it means that one; to nothing it is a courtesy."""
    offers = availability.recall(turn.hotel, turn.frame.offers)
    if not offers and not turn.frame.awaiting:
        return Reply("thanks")  # "ok" after everything is said
    if not offers:
        return stay.unclear(turn) or offer_rooms(turn)
    if len(offers) > 1:
        return listed(turn, offers, "ask_choice")
    try:
        return hold(turn, offers[0])
    except NoRooms as no:
        return no_rooms(turn, no)
