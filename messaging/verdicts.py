"""What staff decide of a reservation or a request: written, and told to the guest, in one transaction.

The guest reads exactly what staff were shown: when it would be other words by now, nothing is decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from messaging import outbox, promises, window, wording
from messaging.channels import CHANNELS
from messaging.models import Conversation, Message
from messaging.turn import Reply
from pms.models import Hotel
from pms.terms import Party, Stay
from reservations import booking, requests, review
from reservations.errors import MovedMeanwhile
from reservations.models import Request, Reservation

Status = Reservation.Status


@dataclass(frozen=True)
class Decision:
    actor: str
    staff: int
    reason: str
    shown: str | None = None
    """The guest's message as it stood on the page; None where what happens decides which it is."""
    tell: bool = True


@dataclass(frozen=True)
class Telling:
    """What the guest would read, and how it would get there."""

    text: str
    conversation: Conversation | None
    how: str
    """direct, template, or why not at all: nowhere, no_channel, closed."""

    @property
    def possible(self) -> bool:
        return self.how in ("direct", "template")


def conversation_named(key: str) -> Conversation | None:
    """As holds, offers and requests name it: conversation:17."""
    kind, _, number = key.partition(":")
    if kind != "conversation" or not number.isdecimal():
        return None
    return Conversation.objects.select_related("account", "hotel", "guest").filter(pk=int(number)).first()


def conversation_of(reservation: Reservation) -> Conversation | None:
    return conversation_named(reservation.hold.holder)


def telling(reply: Reply, conversation: Conversation | None, hotel: Hotel) -> Telling:
    language = (conversation and conversation.language) or hotel.language
    text = wording.put(reply, hotel, language).text
    return Telling(text, conversation, _way(conversation, text))


def approved(reservation: Reservation, total: Decimal) -> Reply:
    """As it would stand then."""
    row, offer = _with(reservation, total=total, status=Status.CONFIRMED), reservation.offer
    theirs = reservation.total if reservation.pms_total is None else reservation.pms_total
    return Reply(
        "review_approved",
        reservation=row,
        offer=offer,
        honoured=total == offer.total != theirs,
        repriced=total != offer.total,
        moved=row.stay != offer.stay,
    )


def refused(reservation: Reservation) -> Reply:
    return Reply("review_refused", reservation=reservation, offer=reservation.offer)


def corrected(reservation: Reservation, changes: Mapping[str, Any]) -> Reply:
    return Reply("review_corrected", reservation=_with(reservation, **changes))


def cancelled(reservation: Reservation) -> Reply:
    """As it would stand then."""
    return Reply("review_cancelled", reservation=_with(reservation, status=Status.CANCELLED))


def settled(request: Request, *, done: bool) -> Reply:
    if request.kind == requests.RECEIPT:
        if done:
            return Reply("review_receipt", request=request, reservation=request.reservation)
        return Reply("review_receipt_refused", request=request, reservation=request.reservation)
    if request.kind == requests.CHANGE:
        words = "review_change" if done else "review_change_refused"
        return Reply(words, request=request, reservation=request.reservation)
    if request.kind != requests.GROUP:
        return Reply("review_wish" if done else "review_wish_refused", **_wish(request))
    party, stay = party_of(request), stay_of(request)
    if done:
        return Reply("review_group", request=request, party=party, stay=stay)
    return Reply("review_group_refused", party=party, stay=stay)


def _wish(request: Request) -> dict[str, Any]:
    details = request.details
    at = datetime.fromisoformat(details["at"]) if "at" in details else None
    return {"request": request, "kind": request.kind, "things": details.get("things", []), "at": at}


def party_of(request: Request) -> Party:
    details = request.details
    return Party(int(details.get("adults") or 0), tuple(details.get("children") or ()))


def stay_of(request: Request) -> Stay | None:
    arrival, departure = (request.details.get(name) for name in ("arrival", "departure"))
    return Stay(date.fromisoformat(arrival), date.fromisoformat(departure)) if arrival and departure else None


def approve(reservation: Reservation, total: Decimal, decision: Decision) -> bool:
    """Whether the guest is told; so are the next. Raises what review.approve does."""
    told: list[bool] = []
    review.approve(
        reservation,
        total,
        actor=decision.actor,
        reason=decision.reason,
        inside=lambda row: told.append(_tell(row, approved(row, total), decision)),
    )
    return any(told)


def refuse(reservation: Reservation, decision: Decision) -> bool:
    told: list[bool] = []
    review.refuse(
        reservation,
        actor=decision.actor,
        reason=decision.reason,
        inside=lambda row: told.append(_tell(row, refused(row), decision)),
    )
    return any(told)


def correct(reservation: Reservation, changes: Mapping[str, Any], decision: Decision) -> bool:
    told: list[bool] = []
    review.correct(
        reservation,
        changes,
        actor=decision.actor,
        reason=decision.reason,
        inside=lambda row: told.append(_tell(row, corrected(row, {}), decision, final=False)),
    )
    return any(told)


def cancel(reservation: Reservation, decision: Decision) -> bool:
    """Raises what booking.cancel does."""
    told: list[bool] = []
    booking.cancel(
        reservation,
        actor=decision.actor,
        reason=decision.reason,
        inside=lambda row: told.append(_tell(row, cancelled(row), decision)),
    )
    return any(told)


def settle(request: Request, decision: Decision, *, done: bool) -> bool:
    """Raises Decided, MovedMeanwhile."""
    told: list[bool] = []

    def inside(row: Request) -> None:
        told.append(_say(settled(row, done=done), conversation_named(row.asked_by), row.hotel, decision))

    status = Request.Status.DONE if done else Request.Status.REFUSED
    requests.settle(request, status, actor=decision.actor, reason=decision.reason, inside=inside)
    return any(told)


def look(reservation: Reservation, decision: Decision) -> bool:
    """Ask the PMS again and tell what it has answered at last; whether anything is new. Raises as review.look does."""
    was = reservation.status
    if not review.look(reservation, actor=decision.actor):
        return False
    replies = {Status.CONFIRMED: approved(reservation, reservation.total), Status.REFUSED: refused(reservation)}
    if was == Status.PENDING and reservation.status in replies:
        with transaction.atomic():
            _tell(reservation, replies[Status(reservation.status)], decision)
    return True


def _with(reservation: Reservation, **changes: Any) -> Reservation:
    row = copy(reservation)
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def _tell(reservation: Reservation, reply: Reply, decision: Decision, *, final: bool = True) -> bool:
    conversation = conversation_of(reservation)
    told = _say(reply, conversation, reservation.hotel, decision)
    if told and conversation and final:
        promises.told(conversation, reservation.pk)
    return told


def _say(reply: Reply, conversation: Conversation | None, hotel: Hotel, decision: Decision) -> bool:
    """In the transaction of the decision. Raises MovedMeanwhile."""
    would = telling(reply, conversation, hotel)
    if decision.shown is not None and would.text != decision.shown:
        raise MovedMeanwhile(reply.words)
    if not (decision.tell and conversation and would.possible):
        return False
    outbox.queue(conversation, would.text, staff=decision.staff)
    return True


def _way(conversation: Conversation | None, text: str) -> str:
    if conversation is None:
        return "nowhere"
    channel = CHANNELS.get(conversation.account.kind)
    if channel is None or channel.capabilities.inline:
        return "no_channel"
    if window.is_open(conversation):
        return "direct"
    message = Message(conversation=conversation, account_id=conversation.account_id, text=text)
    return "template" if window.template_for(message) else "closed"
