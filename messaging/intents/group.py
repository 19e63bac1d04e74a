"""A group: a person arranges it, and the agent neither offers nor confirms anything."""

from __future__ import annotations

from messaging.turn import Reply, Turn
from pms.terms import Party
from reservations import requests

SIZE = 10


def is_one(party: Party) -> bool:
    return party.size >= SIZE


def ask_staff(turn: Turn) -> Reply:
    """Leave what is known of it in the staff's queue, and the conversation with them."""
    frame, party, stay = turn.frame, turn.frame.party, turn.frame.stay
    details = {"adults": party.adults, "children": list(party.children)}
    if stay:
        details |= {"arrival": stay.arrival.isoformat(), "departure": stay.departure.isoformat()}
    request = requests.open_request(turn.guest, requests.GROUP, asked_by=turn.holder, details=details)
    turn.note("request", {"id": request.pk, "kind": request.kind})
    turn.handover = f"a group of {party.size}"
    frame.offers, frame.awaiting = [], ""
    frame.adults, frame.children = None, []
    return Reply("group", party=party, stay=stay, data={"rooms_available": 0, "rooms": []})
