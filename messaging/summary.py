"""What a guest wants so far, for the staff who go on with it."""

from __future__ import annotations

from typing import Any

from messaging import wording
from messaging.intents.holding import held_offer
from messaging.turn import Reply, Turn
from pms.terms import Contact

LONGEST = 300
"""Letters of the guest's own words."""


def of(turn: Turn) -> str:
    """In the language of the hotel; empty when nothing is known that the messages do not say at a glance."""
    frame = turn.frame
    wants: dict[str, Any] = {
        "stay": frame.stay,
        "arrival": frame.arrival,
        "party": frame.party if frame.adults else None,
        "offer": held_offer(turn) if frame.offer else None,
        "contact": Contact(frame.name, frame.email, frame.phone) if frame.name or frame.email or frame.phone else None,
        "later": [row["text"][:LONGEST] for row in frame.later],
        "lost": turn.text[:LONGEST] if frame.misses else "",
    }
    if not any(wants.values()):
        return ""
    return wording.put(Reply("for_staff", **wants), turn.hotel, turn.hotel.language, check=False).text
