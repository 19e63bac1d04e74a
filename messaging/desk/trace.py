"""Why the agent answered as it did, and what it remembers, in staff's words."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from messaging.models import Conversation, Session, TurnRecord
from pms.admin import words

KNOWN: dict[str, Any] = {
    "arrival": gettext_lazy("Arrival"),
    "departure": gettext_lazy("Departure"),
    "adults": gettext_lazy("Adults"),
    "children": gettext_lazy("Children (ages)"),
    "room_type": gettext_lazy("Room type"),
    "rate_plan": gettext_lazy("Rate plan"),
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "awaiting": gettext_lazy("Waits to hear"),
    "misses": gettext_lazy("Not understood in a row"),
    "needs": gettext_lazy("Needs"),
}

# What the parts of a turn note about it, and the details they note.
STEPS: dict[str, Any] = {
    "last_known": gettext_lazy("Last known prices"),
    "offers": gettext_lazy("Offers"),
    "no_rooms": gettext_lazy("No rooms"),
    "fact": gettext_lazy("Fact"),
    "reservation": gettext_lazy("Reservation"),
    "request": gettext_lazy("Request"),
    "hold": gettext_lazy("Hold"),
    "released": gettext_lazy("Released"),
    "cancellation_fee": gettext_lazy("Cancellation fee"),
    "ungrounded": gettext_lazy("Kept back: could not be proved"),
    "pms": gettext_lazy("PMS"),
    "handed over": gettext_lazy("Handed over"),
    "party": gettext_lazy("Party"),
    "stay": gettext_lazy("Stay"),
    "topic": gettext_lazy("Topic"),
    "status": gettext_lazy("Status"),
    "kind": gettext_lazy("Kind"),
    "unit": gettext_lazy("Room"),
    "offer": gettext_lazy("Offer"),
    "reason": gettext_lazy("Reason"),
    "greeting": gettext_lazy("Greeting"),
    "choice": gettext_lazy("Choice"),
    "id": gettext_lazy("Number"),
}


@dataclass(frozen=True)
class Why:
    """A turn in staff's words."""

    turn: TurnRecord
    confidence: int
    slots: list[tuple[str, str]]
    steps: list[tuple[str, list[str]]]


def why(turn: TurnRecord) -> Why:
    understood = turn.understanding if isinstance(turn.understanding, dict) else {}
    slots = [(_title(name), _shown(value)) for name, value in (understood.get("slots") or {}).items()]
    if ask := understood.get("ask"):
        slots.append((_("Asks back"), _shown(ask)))
    steps = [(_title(str(step[0])), _lines(step[1])) for step in turn.trace if len(step) == 2]
    return Why(turn, round(turn.confidence * 100), slots, steps)


def known(conversation: Conversation) -> list[tuple[str, str]]:
    """What the agent remembers, until the session expires."""
    session = Session.objects.alive().filter(conversation=conversation).first()
    if session is None:
        return []
    facts = remembered(session)
    return [*facts, (_("Forgets at"), words.clock(session.expires_at, conversation.hotel))] if facts else []


def remembered(session: Session) -> list[tuple[str, str]]:
    return [(str(title), _shown(session.state[key])) for key, title in KNOWN.items() if session.state.get(key)]


def _title(name: str) -> str:
    return str(KNOWN.get(name) or STEPS.get(name) or name.replace("_", " ").capitalize())


def _lines(detail: Any) -> list[str]:
    """A detail of the trace; a list of rows becomes a line each."""
    if isinstance(detail, list) and detail and all(isinstance(row, list | dict) for row in detail):
        return [_shown(row) for row in detail]
    return [_shown(detail)] if detail not in ("", None) else []


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return " · ".join(f"{_title(str(name))} {_shown(inner)}" for name, inner in value.items() if inner)
    if isinstance(value, list):
        return " · ".join(_shown(inner) for inner in value)
    with suppress(ValueError, TypeError):
        return words.day(date.fromisoformat(value))
    return str(value)
