"""Nothing is said that nobody stored: whatever a reply claims must have a source among its values.

Words are read back as a guest would read them, so what is written into a template is caught as well. What is read:
`figures`, `names`, `policies` and `deeds`; what may be said of a row: `sources`.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Any

from messaging.grounding.figures import Token
from messaging.grounding.reading import tokens
from messaging.grounding.sources import grounds
from pms.models import Hotel

__all__ = ["Token", "allowed", "missing", "tokens", "ungrounded"]

# What makes it true, by the kind of what is said: among the values of the reply, or in the trace of its turn.
NEEDS = {
    "amount": "the Offer, Reservation, Money or Fact it stands in",
    "percent": "the Offer or Fact it stands in",
    "time": "the Hotel, RoomHold, Promise, Request, Fact or time it comes from",
    "date": "the Stay, Offer, Reservation, Fact or date it comes from",
    "day": "the Stay, Offer, Reservation, Fact or date it comes from",
    "dated": "the date of that very year",
    "weekday": "a date that falls on that day of the week",
    "number": "the row or the whole number it comes from",
    "room": "the RoomHold, Reservation or Room with that number",
    "type": "a row with that name of a room type",
    "rate": "a row with that name of a rate plan",
    "reference": "the Reservation with that number",
    "policy": "the Offer or Fact that says so",
    "did:staff": "a Request or a Promise, turn.handover, or the note “request” of the turn",
    "did:promise": "a Promise, a Request or turn.handover",
    "did:booked": "a Reservation that stands, or the note “reservation” of the turn",
    "did:cancelled": "a Reservation that is cancelled",
    "did:changed": "a Reservation, or the note “reservation” of the turn",
    "did:held": "a RoomHold that lives",
    "did:sent": "the Message or Media, or the note “sent” of the turn",
    "did:checked": "the Reservation or the Request that was looked at",
    "did:asked": "a Reservation that is pending, or a Request",
    "did:done": "a Request, or a note of the turn that says what was done",
}


def ungrounded(words: str, sources: Iterable[Any], *, known: Set[Token] = frozenset()) -> list[Token]:
    """What the words claim and no source says: [("amount", (Decimal("95.00"), "EUR")), …].

    `known`: what other sources were found to say, where many texts have the same ones.
    """
    said = allowed(sources)
    return [token for token in tokens(words) if token not in said and token not in known]


def allowed(sources: Iterable[Any]) -> set[Token]:
    """All that may be said of these sources; an instant is told by the clocks of the hotels among them."""
    sources = list(sources)
    known = {token for source in sources for token in grounds(source)}
    zones = [source.zone for source in sources if isinstance(source, Hotel)]
    clocks = [when.astimezone(zone) for kind, when in known if kind == "instant" for zone in zones]
    return known | {token for when in clocks for token in (*grounds(when.time()), *grounds(when.date()))}


def missing(claims: Iterable[Token]) -> str:
    """For whoever wrote the reply: what it says and what would make it true."""
    lines = []
    for kind, value in dict.fromkeys(claims):
        need = NEEDS.get(f"{kind}:{value}") or NEEDS.get(kind) or "the row it stands in"
        lines.append(f"{kind} {value}: needs {need}")
    return "; ".join(lines)
