"""Public sets of messages, and which of our intents theirs are: one table a set. Read from a folder, never copied.

What a set means by an intent that a hotel's guest never writes is to be refused: "out_of_scope".
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from messaging.learning.scoring import Row

CLINC, NLUPP, SGD = "clinc150_travel_en.jsonl", "nlupp_hotels_en_folds00-15.jsonl", "sgd_hotels_train_en.jsonl.gz"
FOREIGN = frozenset(["out_of_scope"])

# CLINC150. Its restaurant's reservations are any reservation to us; its assistant's own name is small talk.
OF_CLINC: dict[str, AbstractSet[str]] = {
    "book_hotel": {"check_availability"},
    "cancel": {"cancel_flow", "deny"},
    "cancel_reservation": {"cancel_reservation"},
    "confirm_reservation": {"show_reservation"},
    "restaurant_reservation": {"hotel_question/restaurant"},
    "directions": {"hotel_question/location"},
    "lost_luggage": {"lost_property", "luggage"},
    "repeat": {"repeat"},
    "yes": {"confirm"},
    "no": {"deny"},
    "greeting": {"greeting", "small_talk"},
    "thank_you": {"thanks"},
    "goodbye": {"thanks"},
    "are_you_a_bot": {"small_talk", "human"},
    "what_is_your_name": {"small_talk"},
    "what_can_i_ask_you": {"small_talk"},
    **dict.fromkeys(
        ("translate", "travel_alert", "travel_suggestion", "travel_notification", "exchange_rate", "how_busy"),
        FOREIGN,
    ),
    **dict.fromkeys(("accept_reservations", "pay_bill", "order_checks"), FOREIGN),
    "maybe": FOREIGN,
}
# NLU++ tags a message with several; the first row all of whose tags it has says what it is. Others are left out.
OF_NLUPP: tuple[tuple[set[str], set[str]], ...] = (
    ({"lost_stolen"}, {"lost_property", "emergency"}),
    ({"handoff"}, {"human"}),
    ({"refund"}, {"hotel_question/cancellation_policy", "payment"}),
    ({"room_service"}, {"hotel_question/restaurant", "towels"}),
    ({"housekeeping"}, {"cleaning"}),
    ({"wrong_notworking_notshowing", "wifi"}, {"maintenance", "hotel_question/wifi"}),
    ({"wrong_notworking_notshowing", "room_ammenities"}, {"maintenance"}),
    ({"wifi"}, {"hotel_question/wifi"}),
    ({"pets"}, {"hotel_question/pets"}),
    ({"parking"}, {"hotel_question/parking"}),
    ({"swimming_pool"}, {"hotel_question/pool"}),
    ({"spa"}, {"hotel_question/pool"}),
    ({"gym"}, {"hotel_question/gym"}),
    ({"accesibility"}, {"accessibility"}),
    ({"restaurant"}, {"hotel_question/restaurant", "hotel_question/breakfast"}),
    ({"booking", "cancel_close_leave_freeze"}, {"cancel_reservation"}),
    ({"booking", "change"}, {"change_reservation"}),
    ({"check_out", "more_higher_after"}, {"late_checkout"}),
    ({"check_in", "less_lower_before"}, {"early_checkin"}),
    ({"check_in", "when"}, {"hotel_question/check_in_time"}),
    ({"check_out", "when"}, {"hotel_question/check_out_time"}),
    ({"booking", "how_much"}, {"check_price"}),
    ({"booking", "existing"}, {"show_reservation"}),
    ({"booking", "make_open_apply_setup_get_activate"}, {"check_availability"}),
    ({"booking", "new"}, {"check_availability"}),
    ({"room_ammenities"}, {"towels", "hotel_question/services", "hotel_question/air_conditioning", "cot"}),
    ({"repeat"}, {"repeat"}),
    ({"thank"}, {"thanks"}),
    ({"end_call"}, {"thanks"}),
)
ALONE = {"greet": "greeting", "affirm": "confirm", "deny": "deny"}
# SGD: acts, and what a request asks for. To tell one's stay is to ask for a room.
OF_SGD = {
    "INFORM_INTENT": {"check_availability"},
    "INFORM": {"check_availability", "give_details"},
    "REQUEST_ALTS": {"check_availability"},
    "AFFIRM": {"confirm"},
    "NEGATE": {"deny"},
    "THANK_YOU": {"thanks"},
    "GOODBYE": {"thanks"},
}
OF_SGD_REQUEST = {
    "pets_welcome": {"hotel_question/pets"},
    "has_wifi": {"hotel_question/wifi"},
    "has_laundry_service": {"hotel_question/services"},
    "smoking_allowed": {"hotel_question/smoking"},
    "street_address": {"hotel_question/location"},
    "address": {"hotel_question/location"},
    "phone_number": {"hotel_question/contact"},
    "price_per_night": {"check_price"},
    "total_price": {"check_price"},
    "price": {"check_price"},
    "rating": {"hotel_question/services"},
    "average_rating": {"hotel_question/services"},
    "star_rating": {"hotel_question/services"},
}


def sets(folder: Path) -> dict[str, list[Row]]:
    """Those that the folder has, by name."""
    readers = {"CLINC150 travel": (CLINC, _of_clinc), "NLU++ hotels": (NLUPP, _of_nlupp), "SGD hotels": (SGD, _of_sgd)}
    return {
        name: [
            Row(line["text"], line["lang"], frozenset(right)) for line in lines(folder / file) if (right := of(line))
        ]
        for name, (file, of) in readers.items()
        if (folder / file).exists()
    }


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _of_clinc(line: dict[str, Any]) -> AbstractSet[str]:
    return OF_CLINC[line["intent"]]


def _of_nlupp(line: dict[str, Any]) -> set[str]:
    tags = set(line["intents"])
    if len(tags) == 1 and (alone := ALONE.get(next(iter(tags)))):
        return {alone}
    return next((ours for theirs, ours in OF_NLUPP if theirs <= tags), set())


def _of_sgd(line: dict[str, Any]) -> set[str]:
    """One act only: what several acts together are is nowhere said."""
    acts = set(line["acts"])
    if acts == {"REQUEST"}:
        asked = [OF_SGD_REQUEST.get(slot) for slot in line["slots"]]
        return asked[0] or set() if len(asked) == 1 else set()
    if acts == {"THANK_YOU", "GOODBYE"}:
        return {"thanks"}
    return OF_SGD.get(next(iter(acts)), set()) if len(acts) == 1 else set()
