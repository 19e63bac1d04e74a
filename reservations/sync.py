"""Settles what the PMS has not answered yet, and follows what the desk does with our reservations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from pms import gateway
from pms.models import Hotel, PmsAccount
from pms.terms import Booked
from reservations import booking
from reservations.errors import NoRooms
from reservations.models import Reservation

PATIENCE = timedelta(seconds=30)
LIMIT = timedelta(minutes=30)  # a person must look at what is pending for longer
OVERLAP = timedelta(minutes=5)  # what was on its way when the PMS was asked, and clocks that differ
FIRST_TIME = timedelta(days=1)
State = Reservation.Status
ACTOR = "job:sync"
# How the PMS names what happens at the desk, and what is not the desk's business (yet, or any more).
DESK = {state.value: state for state in (State.CANCELLED, State.CHECKED_IN, State.CHECKED_OUT, State.NO_SHOW)}
OVER = (State.CHECKED_OUT, State.NO_SHOW)
UNFOLLOWED = (State.PENDING, State.REFUSED, State.CANCELLED)
THERE = "the PMS has it again"
FOUND = {"cancelled": booking.CANCELLED_THERE, "confirmed": THERE}


def settle_pending() -> list[Reservation]:
    """Every reservation still pending after PATIENCE, over all hotels; what has an outcome now."""
    return [row for row in _pending_for(PATIENCE) if _settled(row)]


def overdue() -> list[Reservation]:
    """Pending for longer than LIMIT, over all hotels: still looked up, but staff must know."""
    return _pending_for(LIMIT)


def pull(hotel: Hotel) -> list[Reservation]:
    """What the desk changed since the last time. Raises PmsError: then the same is asked again."""
    account, _ = PmsAccount.objects.get_or_create(hotel=hotel)
    asked_at = timezone.now()
    since = account.synced_at - OVERLAP if account.synced_at else asked_at - FIRST_TIME
    booked = {row.reference: row for row in gateway.open_for(hotel).changes(since).ours}
    ours = Reservation.objects.filter(hotel=hotel, reference__in=list(booked))
    changed = [row for row in ours if follow(row, booked[row.reference], actor="pms")]
    PmsAccount.objects.filter(pk=account.pk).update(synced_at=asked_at)
    return changed


def check(hotel: Hotel) -> list[Reservation]:
    """What no poll has told: every stay that is not over, asked for by its reference. Raises PmsError."""
    rows = Reservation.objects.filter(hotel=hotel).exclude(status__in=[*UNFOLLOWED, *OVER]).select_related("offer")
    ahead = rows.alias(last=Coalesce("departure", "offer__departure")).filter(last__gte=hotel.now().date())
    ours = {row.reference: row for row in ahead}
    found = gateway.open_for(hotel).as_they_stand(ours) if ours else []
    return [ours[booked.reference] for booked in found if follow(ours[booked.reference], booked, actor="pms")]


def follow(reservation: Reservation, booked: Booked, *, actor: str) -> bool:
    """Take over what the PMS has now; whether anything is new. What is pending is settled, never followed."""
    with transaction.atomic():
        rows = Reservation.objects.select_for_update(of=("self",)).select_related("offer")
        row = rows.get(pk=reservation.pk)
        if row.status in UNFOLLOWED:
            return False
        if row.status == State.NEEDS_STAFF and booked.status in FOUND:
            news = note_found(row, FOUND[booked.status], actor=actor)
            moved = booked.status == "confirmed" and _take_over(row, booked, State.NEEDS_STAFF, actor)
        else:
            news, moved = False, _take_over(row, booked, DESK.get(booked.status), actor)
    if moved:
        reservation.refresh_from_db()
    return news or moved


def note_found(reservation: Reservation, reason: str, *, actor: str) -> bool:
    """Whether it stands in the PMS, of one that waits for a person: its guest has heard nothing final, so it goes on
    waiting whatever the desk does. Written when it is news."""
    found = reservation.events.filter(status=State.NEEDS_STAFF, reason__in=FOUND.values())
    if reason == (found.values_list("reason", flat=True).first() or THERE):
        return False
    booking.record(reservation, actor, reason)
    return True


def _take_over(row: Reservation, booked: Booked, state: State | None, actor: str) -> bool:
    moves, changes = _moves(row, booked)
    state = state or (State.CHANGED if moves else State(row.status))
    if state == row.status and not moves:
        return False
    reason = "cancelled at the desk" if state == State.CANCELLED else ", ".join(moves)[:200]
    return booking.move(row, {row.status}, state, actor=actor, reason=reason, changes=changes)


def _moves(reservation: Reservation, booked: Booked) -> tuple[list[str], dict[str, Any]]:
    """What is another now, old → new, and the columns. A price that staff honour stands until the PMS's own moves."""
    honoured = reservation.pms_total
    price = reservation.total if honoured is None else honoured
    pairs = {
        "arrival": (reservation.stay.arrival, booked.stay.arrival),
        "departure": (reservation.stay.departure, booked.stay.departure),
        "room": (reservation.unit, booked.unit or reservation.unit),
        "price": (price, booked.total.amount),
    }
    changes = {"arrival": booked.stay.arrival, "departure": booked.stay.departure, "unit": pairs["room"][1]}
    if price != booked.total.amount:
        changes |= {"total": booked.total.amount, "pms_total": None}
    return [f"{what} {old} → {new}" for what, (old, new) in pairs.items() if old != new], changes


def _pending_for(time: timedelta) -> list[Reservation]:
    with scopes_disabled():
        rows = Reservation.objects.filter(status="pending", created_at__lt=timezone.now() - time)
        return list(rows.select_related("hotel__pms_account", "offer", "hold"))


def _settled(reservation: Reservation) -> bool:
    with scope(hotel=reservation.hotel):
        try:
            return booking.settle(reservation, actor=ACTOR).status != Reservation.Status.PENDING
        except NoRooms:
            return True
