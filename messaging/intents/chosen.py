"""Which of the options shown a guest means: by number, by room, by type, by rate."""

from __future__ import annotations

from messaging.turn import Turn
from reservations import availability
from reservations.models import Offer

CHEAPEST = "+cheapest"
"""The rate that means "the cheapest of those"."""
OTHER = -2
"""The choice that means "the other one"."""


def meant(turn: Turn, offers: list[Offer]) -> tuple[list[Offer], str]:
    """The options that fit what was said, and the unit when the guest named a room by its number."""
    slots = turn.slots
    if slots.choice == OTHER:
        return _others(turn, offers), ""
    if slots.choice is not None:
        numbered = _numbered(offers, slots.choice)
        of_type = [offer for offer in offers if offer.room_type == slots.room]
        # "La 3, la triple", where the third is none: one of these.
        return (numbered if not of_type or set(numbered) & set(of_type) else [*numbered, *of_type]), ""
    fitting = [offer for offer in offers if rate_fits(offer, slots.rate)]
    if not slots.room:
        # "The flexible one", of the room that is held.
        held = [offer for offer in fitting if turn.frame.offer and offer.room_type == turn.frame.room_type]
        return (held or fitting if slots.rate or len(fitting) == 1 else []), ""
    named = [offer for offer in fitting if offer.room_type == slots.room]
    if named := named or [offer for offer in fitting if _is_called(offer, slots.room)]:
        return ([min(named, key=lambda offer: offer.total)] if slots.rate == CHEAPEST else named), ""
    return _by_number(turn, fitting)


def _others(turn: Turn, offers: list[Offer]) -> list[Offer]:
    """What is left beside the one that is held: another type where there is one, else another rate of it."""
    frame = turn.frame
    if not frame.offer:
        return offers
    types = [offer for offer in offers if offer.room_type != frame.room_type]
    return types or [offer for offer in offers if offer.rate_plan != frame.rate_plan]


def _numbered(offers: list[Offer], number: int) -> list[Offer]:
    """The n-th from 1, or -1 for the last; nothing when there is none of that number."""
    index = number - 1 if number > 0 else number
    return [offers[index]] if number and -len(offers) <= index < len(offers) else []


def _is_called(offer: Offer, said: str) -> bool:
    """ "A double" is the standard one as well as the one with a view."""
    word = said.casefold().removesuffix("s")
    return any(word in name.casefold().split() for name in offer.room_type_names.values())


def _by_number(turn: Turn, offers: list[Offer]) -> tuple[list[Offer], str]:
    """The first rate of the room's type: a room's number says nothing about the rate."""
    if first := [offer for offer in offers if offer.unit == turn.slots.room][:1]:
        return first, first[0].unit
    details = availability.room(turn.hotel, turn.slots.room)
    of_type = [offer for offer in offers if details and offer.room_type == details.room_type]
    return of_type[:1], details.unit if details else ""


def rate_fits(offer: Offer, rate: str) -> bool:
    """`rate`: a plan's code, or a wish."""
    if rate == "+breakfast":
        return offer.breakfast
    if rate == "+nonrefundable":
        return offer.free_until is None
    if rate == "+refundable":
        return offer.free_until is not None
    return rate in ("", CHEAPEST, offer.rate_plan)
