"""Keeps what was promised: once there is an answer the agent writes to the guest by itself, else a person does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import structlog
from django.db import transaction
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from locks.errors import LeaseTaken
from messaging import orchestrator, ownership, promises, silence
from messaging.intents import stay
from messaging.intents.booked import told
from messaging.intents.offers import offer_rooms
from messaging.models import Conversation, Promise
from messaging.turn import Reply, Turn
from pms import features
from pms.errors import PmsError
from pms.models import Hotel
from reservations import availability, overrun, sync
from reservations.models import Reservation

log = structlog.get_logger(__name__)

# A turn that is not stored by now was lost; after an hour it is history.
UNTOLD = (timedelta(minutes=2), timedelta(hours=1))
# No turn of the conversation that booked it speaks of it, and no promise was ever made of it.
LOST = """
SELECT r.id FROM reservations_reservation AS r JOIN locks_roomhold AS h ON h.id = r.hold_id
WHERE r.created_at BETWEEN %s AND %s AND h.holder ~ '^conversation:[0-9]+$'
    AND NOT EXISTS (SELECT FROM messaging_promise AS p WHERE p.reservation_id = r.id)
    AND NOT EXISTS (SELECT FROM messaging_turnrecord AS t
        WHERE t.conversation_id = substring(h.holder FROM 14)::bigint
            AND t.trace @> jsonb_build_array(jsonb_build_array('reservation', jsonb_build_object('id', r.id))))
"""
State = Reservation.Status
Compose = Callable[[Turn], Reply]


def keep_promises(hotel_id: int) -> int:
    """Every open promise of a hotel; how many are settled now. Run twice at once, each is settled once."""
    with scope(hotel=hotel_id):
        waiting = promises.open_ones(hotel_id)
        reachable = bool(waiting) and availability.reachable(waiting[0].hotel)
        settled = 0
        for promise in waiting:
            try:
                settled += _look(promise, reachable=reachable)
            except LeaseTaken:
                continue  # a turn of this very guest: next time
            except PmsError:
                reachable = False
        return settled


def alert_overdue() -> int:
    """Hand over, once, the conversations whose reservation the PMS has not answered for too long."""
    return sum(_alerted(reservation) for reservation in sync.overdue())


def promise_untold() -> int:
    """Reservations whose turn was lost with its worker: their guests are promised to hear, and do at once."""
    now = timezone.now()
    with scopes_disabled():
        rows = Reservation.objects.raw(LOST, [now - UNTOLD[1], now - UNTOLD[0]])
        lost = list(Reservation.objects.select_related("hold").filter(pk__in=[row.pk for row in rows]))
    for reservation in lost:
        with scope(hotel=reservation.hotel_id), transaction.atomic():
            if conversation := _conversation_of(reservation.hold.holder):
                promises.make(promises.of_reservation(conversation, reservation))
    return len(lost)


def mind_holds(hotel: Hotel) -> int:
    """Staff answer guests whose room the desk has sold while they decided, where no other could be held; how many."""
    lost = [over.lost for over in overrun.settle(hotel) if over.instead is None]
    for hold in lost:
        if conversation := _conversation_of(hold.holder):
            ownership.hand_over(conversation, f"the room held for the guest was sold at the desk: {hold.unit}")
    return len(lost)


def _conversation_of(holder: str, *, lock: bool = False) -> Conversation | None:
    kind, _, number = holder.partition(":")
    if kind != "conversation" or not number.isdecimal():
        return None
    rows = Conversation.objects.select_related("hotel", "account", "guest").filter(pk=int(number))
    return (rows.select_for_update(of=("self",), no_key=True) if lock else rows).first()


def _look(promise: Promise, *, reachable: bool) -> bool:
    reservation = promise.reservation
    if reservation and reservation.status == State.CANCELLED:
        return promises.drop(promise)
    answer = _booked(reservation) if reservation else _rooms(promise) if reachable else None
    silent = _is_silent(promise)
    if promise.due_at <= timezone.now() and (reservation is None or answer is None or silent):
        return _miss(promise, silent=silent)
    return answer is not None and not silent and _written(promise, answer, lambda: promises.keep(promise))


def _rooms(promise: Promise) -> Compose:
    def compose(turn: Turn) -> Reply:
        frame = turn.frame
        frame.arrival, frame.departure = promise.arrival, promise.departure
        frame.adults, frame.children = promise.adults, list(promise.children)
        answer = stay.unclear(turn) or offer_rooms(turn)
        return Reply("recovered", data=answer.data).then(answer)

    return compose


def _booked(reservation: Reservation) -> Compose | None:
    """How to tell what became of it, late rather than never; None while that is not known."""
    if reservation.status == State.PENDING:
        return None
    if reservation.status == State.REFUSED:
        return lambda turn: _refused(turn, reservation)
    if reservation.status == State.NEEDS_STAFF:
        return lambda turn: _in_review(turn, reservation)
    return lambda turn: told(turn, reservation)


def _refused(turn: Turn, reservation: Reservation) -> Reply:
    """With what else there is for the same nights, when the PMS says it now."""
    offer = reservation.offer
    turn.frame.forget_booking()
    stay.recall(turn.frame, offer.stay, offer.party)
    try:
        instead = stay.unclear(turn) or offer_rooms(turn)
    except PmsError:
        return Reply("booking_refused", reservation=reservation, ask=True)
    return Reply("booking_refused", reservation=reservation, ask=False, data=instead.data).then(instead)


def _in_review(turn: Turn, reservation: Reservation) -> Reply:
    turn.handover = f"the PMS booked something else than was offered: {reservation.reference}"
    return Reply("booking_review", reservation=reservation)


def _miss(promise: Promise, *, silent: bool) -> bool:
    about = promise.reservation.reference if promise.reservation else "rooms and prices"
    reason = f"a promised answer is overdue: {about}"
    if silent:
        # The guest hears from staff alone; they find it in the history.
        with transaction.atomic():
            missed = promises.miss(promise, reason)
            if missed:
                ownership.hand_over(promise.conversation, reason)
        return missed

    def compose(turn: Turn) -> Reply:
        turn.handover = reason
        return Reply("promise_missed", reservation=promise.reservation, **promises.spoken(promise))

    return _written(promise, compose, lambda: promises.miss(promise, reason))


def _written(promise: Promise, compose: Compose, settle: Callable[[], bool]) -> bool:
    outcome = orchestrator.write(promise.conversation, compose, inside=settle)
    if outcome:
        log.info("promise_settled", promise=promise.pk, words=outcome.record.words)
    return outcome is not None


def _is_silent(promise: Promise) -> bool:
    """The agent does not write in this conversation, or does not begin by itself at this hotel."""
    conversation = promise.conversation
    return (
        conversation.owner in ownership.WITH_STAFF
        or silence.holds(conversation, asked_at=promise.created_at)
        or not (
            features.is_on(conversation.hotel, "agent_answers", conversation.key)
            and features.is_on(conversation.hotel, "proactive_messages", conversation.key)
        )
    )


def _alerted(reservation: Reservation) -> bool:
    reason = f"the PMS has not answered for {reservation.reference}"
    with scopes_disabled(), transaction.atomic():
        conversation = _conversation_of(reservation.hold.holder, lock=True)
        if conversation is None or conversation.events.filter(reason=reason).exists():
            return False
        ownership.hand_over(conversation, reason)
    return True
