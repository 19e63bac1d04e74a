"""What a guest is told while the PMS is away: what was known last, how old it is, and by when there is more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from messaging import promises, session
from messaging.intents import stay
from messaging.intents.holding import held_offer
from messaging.models import Promise, Session, TurnRecord
from messaging.turn import Reply, Turn
from reservations import availability, booking
from reservations.models import Offer, Reservation

CHOOSING = ("choose_room", "confirm")  # they have read a list already


def reply(turn: Turn) -> Reply:
    """Honest words instead of what the intent could not do. Leaves nothing in the frame that could be chosen."""
    cancelling = _being_cancelled(turn)
    answer = _cancel_later(turn, cancelling) if cancelling else _answer_later(turn)
    answer.status = TurnRecord.Status.DEGRADED
    return answer


def _answer_later(turn: Turn) -> Reply:
    frame, asked = turn.frame, turn.frame.stay
    known: list[Offer] = []
    if asked and turn.said.intent not in CHOOSING:
        known = availability.last_known(turn.hotel, asked, frame.party)
    turn.promise = promises.of_rooms(turn.conversation, frame) if asked else None
    age = (timezone.now() - min(offer.created_at for offer in known)) // timedelta(minutes=1) if known else None
    turn.note("last_known", {"offers": [offer.pk for offer in known], "age_minutes": age})
    answer = Reply(
        "pms_down",
        offers=sorted(known, key=lambda offer: offer.room_type),
        age=age,
        hours=(age or 0) // 60,
        stay=asked,
        party=frame.party,
        **promises.spoken(turn.promise),
        data=_data(turn.promise, known, age),
    )
    return answer.then(_still_held(turn))


def _still_held(turn: Turn) -> Reply | None:
    """A room held before stays held; of anything else nothing can be chosen."""
    frame = turn.frame
    frame.offers = []
    held = booking.held(turn.hotel, turn.holder) if frame.offer else None
    if held is None:
        frame.offer, frame.awaiting = None, ""
        return None
    offer = held_offer(turn)
    stay.recall(frame, offer.stay, offer.party)
    return Reply("still_held", offer=offer, hold=held)


def _data(promise: Promise | None, known: list[Offer], age: int | None) -> dict[str, Any]:
    """`rooms` is what may be booked: nothing."""
    data: dict[str, Any] = {"fallback_used": True}
    if promise:
        data["promised_until"] = promise.due_at.isoformat()
        data["availability"] = {
            "arrival": str(promise.arrival),
            "departure": str(promise.departure),
            "bookable": False,
            "age_minutes": age,
            "last_known": [
                {
                    "room_type": offer.room_type,
                    "rate_plan": offer.rate_plan,
                    "total": str(offer.total),
                    "currency": offer.currency,
                }
                for offer in known
            ],
            "rooms": [],
        }
        data |= {"rooms_available": 0, "rooms": []}
    return data


def _being_cancelled(turn: Turn) -> Reservation | None:
    """The one whose cancellation this message agreed to: it stands in what was remembered before the turn."""
    if turn.said.intent not in ("confirm", "confirm_cancel"):
        return None
    row = Session.objects.alive().filter(conversation=turn.conversation).first()
    before = session.recall(row.state if row else None)
    if before.awaiting != "cancel_confirm":
        return None
    rows = booking.of_guest(turn.guest)
    return next((reservation for reservation in rows if reservation.pk == before.cancelling), None)


def _cancel_later(turn: Turn, reservation: Reservation) -> Reply:
    """It may even be cancelled, unheard: staff look, and nobody promises anything."""
    turn.handover = f"the PMS did not answer the cancellation of {reservation.reference}"
    data = {"fallback_used": True, "reservation_id": reservation.reference}
    return Reply("cancel_unanswered", reservation=reservation, data=data)
