"""What a guest wishes and a person does: noted for a department with its clock, and never called done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, ClassVar

from messaging import knowledge
from messaging.intents.base import Intent, Rank
from messaging.intents.onward import go_on
from messaging.intents.smalltalk import Thanks
from messaging.turn import Reply, Turn
from reservations import booking, requests
from reservations.models import Reservation

Status = Reservation.Status
AHEAD = (Status.CONFIRMED, Status.CHANGED, Status.PENDING, Status.NEEDS_STAFF)
WHO = ("room", "reference", "guest", "name")
LISTS = ("things", "messages")
_CLOSES = re.compile(
    r"\W*(?:ok(?:ay)?|ta|great|perfect|cool|lovely|brilliant|nice one|vale|perfecto|genial|listo|beleza|[oó]timo"
    r"|perfeito"
    r"|👍\W?)\W*|.*(?:" + "|".join(phrase for phrases in Thanks.phrases.values() for phrase in phrases) + r").*",
    re.IGNORECASE | re.DOTALL,
)
"""Said instead of an answer, it ends the questions."""


class Wish(Intent):
    """What is missing is asked for, once each and one in a message; then a person has it as it is."""

    rank = Rank.WISH
    asks: ClassVar[tuple[str, ...]] = ("who",)
    families: ClassVar[tuple[dict[str, str], ...]] = ()
    """Of the things it is about, by code."""
    topic: ClassVar[str] = ""
    """Of the hotel's fact that is told with it."""
    timed: ClassVar[bool] = False
    """A day that is said with it is its own, not that of a stay."""
    at_once: ClassVar[str] = ""
    """Why staff take the conversation with it; then nothing is waited for."""
    after_stay: ClassVar[bool] = False
    """It is about the stay that is over, if there is one."""

    def handle(self, turn: Turn) -> Reply:
        errand = _taken_up(turn, self.name)
        details, asked = errand["details"], errand["asked"]
        _hear(turn, details, asked[-1] if asked else "")
        if at := self._moment(turn, details):
            details["at"] = at.isoformat()
        own = booking.of_guest(turn.guest)
        reservation = meant(own, turn, after_stay=self.after_stay, reference=details.get("reference", ""))
        closed = bool(asked) and not _known(asked[-1], details, own) and _CLOSES.fullmatch(turn.text)
        missing = next((ask for ask in self.asks if ask not in asked and not _known(ask, details, own)), "")
        if missing and not (self.at_once or turn.handover or closed):
            asked.append(missing)
            turn.frame.awaiting = f"{self.name}:{missing}"
            _file(turn, reservation)  # who never answers has been heard all the same
            return Reply("ask_wish", asked=missing, kind=self.name)
        return self._noted(turn, reservation, who=bool(missing))

    def day(self, turn: Turn, said: date | None) -> date | None:
        return said

    def _moment(self, turn: Turn, details: dict[str, Any]) -> datetime | None:
        """The time that was said, by the hotel's clock; none while the day is unknown, or when it has passed."""
        day = self.day(turn, date.fromisoformat(details["day"]) if "day" in details else None)
        if day is None or "time" not in details:
            return None
        at = datetime.combine(day, time.fromisoformat(details["time"]), turn.hotel.zone)
        return at if at > turn.hotel.now() else None

    def _noted(self, turn: Turn, reservation: Reservation | None, *, who: bool) -> Reply:
        """`who`: nobody knows yet whose wish it is, and staff ask."""
        details, at = turn.frame.errand["details"], turn.frame.errand["details"].get("at")
        request = _open(turn, reservation)
        turn.handover = turn.handover or self.at_once
        fact = self._fact(turn)
        reply = Reply(
            self.name,
            request=request,
            reservation=reservation,
            fact=fact,
            at=datetime.fromisoformat(at) if at else None,
            things=details["things"],
            room=details.get("room", ""),
            card=turn.slots.card,
            who=who,
        )
        return reply if turn.handover else reply.then(go_on(turn))

    def _fact(self, turn: Turn) -> Any:
        if not self.topic:
            return None
        return knowledge.find(turn.hotel, "", topic=self.topic, language=turn.conversation.language)


class Need(Wish):
    """Of a stay: while one is being booked it is remembered, and noted once the reservation is made."""

    def handle(self, turn: Turn) -> Reply:
        frame = turn.frame
        wanted = [thing for thing in turn.slots.things if any(thing in family for family in self.families)]
        if not (frame.arrival or frame.offers) or not wanted:
            return super().handle(turn)
        frame.needs = sorted({*frame.needs, *wanted})
        return Reply("need", things=wanted).then(go_on(turn))


def meant(
    rows: Sequence[Reservation], turn: Turn, *, after_stay: bool = False, reference: str = ""
) -> Reservation | None:
    """The one of that number, else the one they sleep in, the one just over, or the one that begins next."""
    today = turn.hotel.now().date()
    if named := next((row for row in rows if row.reference == reference), None):
        return named
    here = [row for row in rows if row.status == Status.CHECKED_IN]
    over = [row for row in rows if row.status == Status.CHECKED_OUT] if after_stay else []
    ahead = [row for row in rows if row.status in AHEAD and row.stay.departure >= today]
    latest = sorted(over, key=lambda row: row.stay.departure, reverse=True)
    return next(iter([*here, *latest, *sorted(ahead, key=lambda row: row.stay.arrival)]), None)


def drop(turn: Turn) -> bool:
    """The guest does not want it after all; False when nothing was being asked."""
    errand = turn.frame.errand
    if not errand:
        return False
    if "request" in errand:
        requests.withdraw(errand["request"], actor=turn.actor)
    _leave(turn)
    return True


def _taken_up(turn: Turn, kind: str) -> dict[str, Any]:
    """The wish under way. Another one that waits for an answer goes to staff as it is: nothing is lost."""
    frame = turn.frame
    if frame.errand and frame.errand["kind"] != kind:
        _open(turn, meant(booking.of_guest(turn.guest), turn))
    if not frame.errand:
        frame.errand = {"kind": kind, "details": {"things": [], "messages": []}, "asked": [], "before": frame.awaiting}
    return frame.errand


def _hear(turn: Turn, details: dict[str, Any], asked: str) -> None:
    """Names and numbers as they were understood; the words themselves stay in the messages."""
    slots = turn.slots
    said = {
        "room": slots.room if any(char.isdigit() for char in slots.room) else "",
        "reference": slots.reference,
        "guest" if asked == "who" else "name": slots.name[:120],
        "email": slots.email,
        "tax_id": slots.tax_id,
        "toward": slots.toward,
        "people": slots.party.size if slots.party else 0,
        "day": slots.arrival.isoformat() if slots.arrival and set(turn.said.ask) <= {"departure"} else "",
        "time": slots.hour.isoformat("minutes") if slots.hour else "",
    }
    details |= {name: value for name, value in said.items() if value}
    for name, more in (("things", slots.things), ("messages", turn.heard)):
        details[name] = list(dict.fromkeys([*details[name], *more]))


def _known(ask: str, details: dict[str, Any], own: Sequence[Reservation]) -> bool:
    if ask == "who":
        return bool(own) or any(name in details for name in WHO)
    if ask == "which":
        return len(own) < 2 or "reference" in details
    return ("at" if ask == "when" else ask) in details


def _open(turn: Turn, reservation: Reservation | None) -> Any:
    """With all that will be asked."""
    request = _file(turn, reservation)
    _leave(turn)
    return request


def _file(turn: Turn, reservation: Reservation | None) -> Any:
    errand = turn.frame.errand
    details = {name: value for name, value in errand["details"].items() if value}
    request = requests.open_request(
        turn.guest,
        errand["kind"],
        asked_by=turn.holder,
        details=details,
        reservation=reservation,
        same=errand.get("request"),
    )
    errand["request"] = request.pk
    turn.note("request", {"id": request.pk, "kind": request.kind})
    return request


def _leave(turn: Turn) -> None:
    turn.frame.awaiting, turn.frame.errand = turn.frame.errand["before"], {}
