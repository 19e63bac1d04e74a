"""Rules for what answers a question of ours, and for stays that are booked or too large to be booked here."""

from __future__ import annotations

import re

from messaging.intents import INTENTS, Rank
from messaging.intents.group import ROOMS
from messaging.intents.stay import GROUP
from messaging.nlu import booked
from messaging.nlu.message import Message

Decision = tuple[str, float]

RANKED = {rank: [intent.name for intent in INTENTS.values() if intent.rank == rank] for rank in Rank}
UNDER_WAY = ("choice", "details", "confirm")
WHICH = "which_"
"""Asked which of one's reservations an intent is about: `which_cancel_reservation`."""
# What a message is that answers a question of these intents, if it is nothing else.
ASKED_BY = {"change": "change_reservation", "change_confirm": "change_reservation", "group": "group"}
# Asked once: whatever comes instead of an answer, it goes on.
GOES_ON = {"group": "group", "ages": "check_availability", "split": "check_availability"}
_ASKS = re.compile(
    r"\?|\b(?:cuant[oa]s?|cual|que hora|donde|hay|tienen|quant[oa]s?|qual|onde|how much|how many|what|where|when"
    r"|do you)\b"
)


def asked(message: Message) -> Decision | None:
    """The answer to what a wish still lacks; a question in the middle, another wish or a no is none."""
    kind, _, asked = message.awaiting.partition(":")
    if not asked or message.is_just("deny") or message.says("cancel_flow") or message.says("human"):
        return None
    about_else = message.slots.topic and _ASKS.search(message.text) and not message.says(kind)
    stay = (message.slots.arrival and message.slots.departure) or message.says("booking_wish")
    other = next((name for name in RANKED[Rank.WISH] if message.says(name)), kind) != kind
    return None if about_else or stay or (other and not message.says(kind)) else (kind, 0.9)


def answer(message: Message) -> Decision | None:
    """What the last question was for; a question of the guest's own is none."""
    if message.awaiting.startswith(WHICH):
        slots = message.slots
        named = slots.choice is not None or slots.reference or slots.month or message.has_dates
        return (message.awaiting.removeprefix(WHICH), 0.9) if named else None
    small = message.awaiting == "group" and message.slots.party and message.slots.party.size < GROUP
    if message.slots.split or small:
        return "check_availability", 0.9
    said = message.slots.party or message.slots.room or message.slots.shift or message.ask
    answers = (said or message.has_dates) and message.awaiting in ASKED_BY
    return (ASKED_BY[message.awaiting], 0.9) if answers else None


def change(message: Message) -> Decision | None:
    """While a booking is under way it is a correction of that."""
    if message.awaiting in UNDER_WAY:
        return None
    cancels = message.says("cancel_reservation") or message.says("cancel_wish")
    if message.says("change_reservation") or (booked.is_moved(message.text) and not cancels):
        return "change_reservation", 0.9
    asks = (message.question or message.says("check_price")) and not booked.is_named(message.text)
    return ("change_reservation", 0.8) if message.slots.shift and not asks else None


def waitlist(message: Message) -> Decision | None:
    return next(((name, 0.9) for name in ("leave_waitlist", "waitlist") if message.says(name)), None)


def extra(message: Message) -> Decision | None:
    """An hour to leave or to come, where no stay is being asked for; where it is, an arrival has its hour too."""
    slots = message.slots
    if message.awaiting in UNDER_WAY or slots.party or (slots.arrival and slots.departure):
        return None
    return next(((name, 0.85) for name in ("late_checkout", "early_checkin") if message.says(name)), None)


def group(message: Message) -> Decision | None:
    """By its size; by its words where no smaller party is named."""
    slots = message.slots
    large = (slots.party and slots.party.size >= GROUP) or (slots.rooms or 0) >= ROOMS
    if large and message.awaiting != "split":
        return "group", 0.95
    small = slots.party or slots.rooms or slots.reference
    return ("group", 0.85) if message.says("group") and not small and not slots.topic else None


def goes_on(message: Message) -> Decision | None:
    """The last resort."""
    return (GOES_ON[message.awaiting], 0.6) if message.awaiting in GOES_ON else None
