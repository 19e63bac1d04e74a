"""Rooms: a wish becomes one reservation, a room-night is sold once, what a guest was told is so, nothing stays held."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import pairwise

from django.utils import timezone

from hotel_agent.chaos import words
from hotel_agent.chaos.evidence import Count, Evidence, Row, broken, figure
from locks.models import RoomHold
from messaging.models import Conversation
from pms.models import LocalBooking, PmsAccount
from reservations.models import Reservation

PENDING_LIMIT = timedelta(seconds=120)
HOLD_MARGIN = timedelta(seconds=90)  # a periodic job ends what has run out; nothing depends on it
FINISHED = ("confirmed", "refused", "cancelled", "needs_staff", "checked_in", "checked_out", "no_show", "changed")
SOLD = ("confirmed", "needs_staff", "checked_in", "changed")


def counts(evidence: Evidence) -> Iterator[Count]:
    yield from wishes(evidence)
    yield from outcomes(evidence)
    yield from books(evidence)
    yield from prices(evidence)
    yield from holds()
    old = Reservation.objects.filter(status="pending", created_at__lt=timezone.now() - PENDING_LIMIT)
    yield broken("reservations_pending_too_long", old.values_list("reference", flat=True))
    staff = Reservation.objects.filter(status="needs_staff", created_at__gte=evidence.since)
    alone = staff.exclude(guest__conversations__owner__in=["waiting", "staff"])
    yield broken("reservations_staff_must_see_and_do_not", alone.values_list("reference", flat=True))


def wishes(evidence: Evidence) -> Iterator[Count]:
    """A refused reservation never was one; one the guest cancelled was."""
    made: dict[tuple[str, str], list[str]] = defaultdict(list)
    rows = Reservation.objects.filter(created_at__gte=evidence.since).exclude(status="refused")
    talks = {talk.key: talk for talk in Conversation.objects.select_related("account")}
    for reference, holder in rows.values_list("reference", "hold__holder"):
        talk = talks.get(holder)
        made[(talk.account.external_id, talk.sender) if talk else ("", holder)].append(reference)
    wanted = {(wish.phone_number_id, wish.phone): wish.wants for wish in evidence.wishes}
    yield figure("guests", len(wanted))
    yield figure("reservations_wished_for", sum(wanted.values()))
    made_at = Counter(rows.values_list("hotel__slug", flat=True))
    yield figure("reservations_made", made_at.total(), (f"{slug}: {number}" for slug, number in made_at.items()))
    more = (f"{who[1]}: {', '.join(found)}" for who, found in made.items() if 0 < wanted.get(who, 0) < len(found))
    yield broken("reservations_beyond_the_wish", more)
    unasked = (ref for who, found in made.items() if not wanted.get(who) for ref in found)
    yield broken("reservations_nobody_wished_for", unasked)


def outcomes(evidence: Evidence) -> Iterator[Count]:
    """What WhatsApp delivered to each guest, against what stands in the table."""
    status = dict(Reservation.objects.values_list("reference", "status"))
    told: dict[str, list[str]] = defaultdict(list)
    for message in evidence.sent:
        for what, reference in words.told(message["text"]):
            told[what].append(reference)
    yield figure("guests_told_confirmed", len(set(told["confirmed"])))
    yield figure("guests_told_cancelled", len(set(told["cancelled"])))
    sound = (*SOLD, "cancelled")
    yield broken("told_confirmed_without_reservation", (r for r in told["confirmed"] if status.get(r) not in sound))
    yield broken("told_cancelled_and_still_booked", (r for r in told["cancelled"] if status.get(r) != "cancelled"))
    silent = set(confirmed_by_the_agent(evidence)) - set(told["confirmed"]) - set(told["cancelled"])
    yield broken("reserved_and_never_told", silent)


def confirmed_by_the_agent(evidence: Evidence) -> Iterator[str]:
    """Those of conversations it still owns: what staff have, staff tell."""
    talks = Conversation.objects.filter(owner__in=["waiting", "staff"])
    with_staff = {talk.key for talk in talks}
    confirmed = Reservation.objects.filter(created_at__gte=evidence.since, status="confirmed")
    for reference, holder in confirmed.values_list("reference", "hold__holder"):
        if holder not in with_staff:
            yield reference


def books(evidence: Evidence) -> Iterator[Count]:
    """The PMS and we tell the same story, and no room-night in it is sold twice."""
    booked = _booked(evidence)
    yield broken("room_nights_sold_twice", overlaps(booked))
    theirs = {(row.hotel, row.reference) for row in booked if row.live and row.reference.startswith("HA-")}
    rows = list(Reservation.objects.values_list("hotel__slug", "reference", "status", "created_at"))
    known = {(hotel, reference) for hotel, reference, status, _ in rows if status in (*SOLD, "pending")}
    ours = {(hotel, reference) for hotel, reference, status, at in rows if status in SOLD and at >= evidence.since}
    yield broken("booked_in_the_pms_without_our_reservation", (" ".join(one) for one in theirs - known))
    yield broken("reserved_without_a_booking_in_the_pms", (" ".join(one) for one in ours - theirs))


def prices(evidence: Evidence) -> Iterator[Count]:
    """What stands without staff stands at the price the guest agreed to, in our table and in the PMS's books."""
    theirs = {row.reference: row.total for row in _booked(evidence) if row.live}
    standing = Reservation.objects.filter(created_at__gte=evidence.since, status__in=["confirmed", "changed"])
    yield broken(
        "booked_at_another_price",
        (
            f"{row.reference}: agreed {row.offer.total}, ours {row.total}, theirs {theirs.get(row.reference)}"
            for row in standing.select_related("offer")
            if row.total != theirs.get(row.reference, row.total)
            or (row.status == "confirmed" and row.total != row.offer.total)
        ),
    )


def holds() -> Iterator[Count]:
    live = RoomHold.objects.filter(status="live")
    endless = set(live.filter(expires_at__lt=timezone.now() - HOLD_MARGIN).values_list("pk", flat=True))
    endless |= set(live.filter(reservations__status__in=FINISHED).values_list("pk", flat=True))
    # Kept for days, which only a reservation that waits for the PMS may do.
    kept = live.filter(expires_at__gt=timezone.now() + timedelta(hours=12))
    endless |= set(kept.exclude(reservations__status="pending").values_list("pk", flat=True))
    yield broken("holds_without_an_end", endless)


def _booked(evidence: Evidence) -> list[Row]:
    foreign = set(PmsAccount.objects.exclude(kind="local").values_list("hotel__slug", flat=True))
    return [*local_rows(foreign), *evidence.booked]


def local_rows(foreign: set[str]) -> list[Row]:
    live = LocalBooking.objects.filter(status__in=LocalBooking.LIVE).exclude(hotel__slug__in=foreign)
    return [
        Row(slug, reference, f"{room}", period.lower, period.upper, total)
        for slug, reference, room, period, total in live.values_list(
            "hotel__slug", "reference", "room__number", "period", "total"
        )
    ]


def overlaps(booked: Iterable[Row]) -> Iterator[str]:
    sold: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in booked:
        if row.live:
            sold[row.hotel, row.unit].append(row)
    for (hotel, unit), rows in sold.items():
        rows.sort(key=lambda row: (row.arrival, row.departure))
        for earlier, later in pairwise(rows):
            if later.arrival < earlier.departure:
                yield f"{hotel} {unit} {later.arrival}: {earlier.reference} and {later.reference}"
