"""Late check-out and early check-in of a guest's own stay: quoted, agreed to, and left to reception to confirm."""

from __future__ import annotations

from datetime import time

from messaging.intents import own, wish
from messaging.intents.base import Intent
from messaging.turn import Reply, Turn
from pms.errors import PmsError
from reservations import extras, requests
from reservations.errors import NoRooms
from reservations.extras import Extra
from reservations.models import Request, Reservation

AWAITING = "extra_confirm"
KINDS = (extras.LATE, extras.EARLY)


def quote(turn: Turn, kind: str) -> Reply | None:
    """None: the guest has no stay it could be about, or is in the middle of something else."""
    if turn.frame.awaiting not in ("", AWAITING):
        return None
    reservation = wish.meant(own.ahead(turn), turn)
    if reservation is None or (kind == extras.EARLY and reservation.status == Reservation.Status.CHECKED_IN):
        return None
    return _quoted(turn, reservation, kind, turn.slots.hour)


def answer(turn: Turn, *, yes: bool) -> Reply:
    """A yes counts when the price was the last thing that was read."""
    frame, asked, reservation = turn.frame, turn.frame.extra, _asked_about(turn)
    if reservation is None or not yes:
        frame.awaiting, frame.extra = "", {}
        return Reply("denied", under_way=False)
    at = time.fromisoformat(asked["at"])
    try:
        extra = extras.quote(reservation, asked["kind"], at=at)
    except (NoRooms, PmsError):
        return _quoted(turn, reservation, asked["kind"], at)
    if (turn.slots.choice or turn.read_back) != reservation.pk or str(extra.price.amount) != asked["price"]:
        return _quoted(turn, reservation, asked["kind"], at)
    return _noted(turn, reservation, extra)


def quoted_again(turn: Turn) -> Reply:
    """What it would cost, once more."""
    asked, reservation = turn.frame.extra, _asked_about(turn)
    if reservation is None:
        return Reply("reservations", reservations=own.all_of(turn))
    return _quoted(turn, reservation, asked["kind"], time.fromisoformat(asked["at"]))


class ConfirmExtra(Intent):
    """The button under a price."""

    name = "confirm_extra"

    def handle(self, turn: Turn) -> Reply:
        if turn.frame.awaiting == AWAITING and turn.slots.choice == turn.frame.extra.get("reservation"):
            return answer(turn, yes=True)
        return Reply("reservations", reservations=own.all_of(turn))


def _asked_about(turn: Turn) -> Reservation | None:
    number = turn.frame.extra.get("reservation")
    return next((row for row in own.ahead(turn) if row.pk == number), None)


def _quoted(turn: Turn, reservation: Reservation, kind: str, at: time | None) -> Reply:
    frame, hotel = turn.frame, turn.hotel
    frame.awaiting, frame.extra = "", {}
    try:
        extra = extras.quote(reservation, kind, at=at)
    except NoRooms as no:
        if no.reason == "no_terms":
            return _left_to_reception(turn, reservation, kind, at)
        ordinary = hotel.check_out_until if kind == extras.LATE else hotel.check_in_from
        return Reply("extra_refused", kind=kind, reason=no.reason, reservation=reservation, ordinary=ordinary)
    except PmsError:
        return _left_to_reception(turn, reservation, kind, at)
    frame.awaiting, frame.read_back = AWAITING, reservation.pk
    frame.extra = {
        "reservation": reservation.pk,
        "kind": kind,
        "at": extra.at.isoformat("minutes"),
        "price": str(extra.price.amount),
    }
    turn.note("offers", [[kind, str(extra.price.amount)]])
    less = at is not None and at != extra.at
    return Reply("extra_quote", kind=kind, extra=extra, reservation=reservation, less=less, free=not extra.price.amount)


def _noted(turn: Turn, reservation: Reservation, extra: Extra) -> Reply:
    turn.frame.awaiting, turn.frame.extra = "", {}
    agreed = {"until" if extra.kind == extras.LATE else "from": extra.at.isoformat("minutes")}
    agreed |= {"day": extra.day.isoformat(), "price": str(extra.price.amount), "currency": extra.price.currency}
    request = _open(turn, reservation, extra.kind, agreed)
    return Reply("extra_noted", kind=extra.kind, extra=extra, reservation=reservation, request=request)


def _left_to_reception(turn: Turn, reservation: Reservation, kind: str, at: time | None) -> Reply:
    """No terms, or no answer of the PMS: a person decides, and no price is named."""
    wanted = {"until" if kind == extras.LATE else "from": at.isoformat("minutes")} if at else {}
    request = _open(turn, reservation, kind, wanted)
    return Reply("extra_by_staff", kind=kind, reservation=reservation, request=request)


def _open(turn: Turn, reservation: Reservation, kind: str, details: dict[str, str]) -> Request:
    request = requests.open_request(turn.guest, kind, asked_by=turn.holder, details=details, reservation=reservation)
    turn.note("request", {"id": request.pk, "kind": request.kind})
    return request
