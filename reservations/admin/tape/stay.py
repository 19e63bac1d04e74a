"""A bar's own page: who, when, which room, at what price, and what staff may do with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from locks.models import RoomHold
from pms.admin import words
from pms.models import Hotel, LocalBooking, Room
from pms.terms import Money, Stay
from reservations import changes, tape
from reservations.admin.tape import frame
from reservations.admin.tape.words import COLOURS, STATES
from reservations.models import Reservation

DEAD = {"cancelled": "cancelled", "refused": "cancelled", "pending": "pending"}


@dataclass
class Subject:
    """What a bar stands for: a booking of the local PMS, a reservation of ours elsewhere, or a hold."""

    key: str
    hotel: Hotel
    state: str
    guest: str
    stay: Stay
    unit: str
    number: str = ""
    """The PMS's; empty for a hold."""
    contact: tuple[str, ...] = ()
    party: str = ""
    kind: str = ""
    plan: str = ""
    price: Money | None = None
    reservation: Reservation | None = None
    booking: LocalBooking | None = None
    hold: RoomHold | None = None
    trail: list[tuple[str, str, str]] = field(default_factory=list)
    """When, who, what; the latest first."""

    @property
    def today(self) -> Any:
        return self.hotel.now().date()

    @property
    def in_house(self) -> bool:
        return self.state in ("in_house", "overstays")

    def verbs(self) -> set[str]:
        """What the front desk can do with it where the PMS lets us."""
        if not self.number or not changes.possible(self.hotel):
            return set()
        if self.state in ("confirmed", "overdue"):
            comes = {"check-in"} if self.stay.arrival <= self.today else set()
            missed = {"no-show"} if self.stay.arrival < self.today else set()
            return {"move", "room"} | comes | missed
        if self.in_house:
            early = self.stay.departure > self.today
            return {"depart", "move", "room"} if early else {"check-out", "move"}
        return set()


@frame.staff_only
@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    subject = find(key)
    room = Room.objects.filter(hotel=subject.hotel, number=subject.unit).select_related("room_type").first()
    if room and subject.hold:
        subject.kind = room.room_type.names.get(subject.hotel.language, subject.kind)
    may = request.user.has_perm
    return frame.page(
        request,
        "admin/tape/stay.html",
        title=subject.guest,
        it=subject,
        state={"type": COLOURS[subject.state], "text": STATES[subject.state]},
        nights=words.nights(subject.stay),
        price=words.money(subject.price) if subject.price else "",
        left=words.minutes(words.minutes_left(subject.hold.expires_at))
        if subject.hold and subject.hold.is_live
        else "",
        conversation=words.holder(_asked_by(subject)),
        room=room,
        verbs=subject.verbs() if may(frame.CHANGE) else set(),
        changed_elsewhere=bool(subject.number) and not changes.possible(subject.hotel),
        may_release=subject.state == "held" and may("locks.change_roomhold"),
        may_see_booking=subject.booking and may("pms.view_localbooking"),
    )


def find(key: str) -> Subject:
    """Inside the hotels of who asks. Raises Http404."""
    number = int(key[1:]) if key[1:].isdecimal() and len(key) < 17 else 0
    if number and key[0] == "L" and (row := _bookings().filter(pk=number).first()):
        return _of_booking(row)
    if (
        number
        and key[0] == "H"
        and (hold := RoomHold.objects.filter(pk=number).select_related("hotel", "guest").first())
    ):
        return _of_hold(hold)
    ours = Reservation.objects.select_related("hotel__pms_account", "offer", "guest").filter(reference=key).first()
    if ours is None:
        raise Http404(gettext("There is no such stay."))
    return _of_reservation(ours)


def _bookings() -> QuerySet[LocalBooking]:
    return LocalBooking.objects.select_related("hotel__pms_account", "room__room_type", "rate_plan")


def _of_booking(row: LocalBooking) -> Subject:
    language, reservation = row.hotel.language, changes.reservation_of(row.hotel, row.reference)
    state = DEAD.get(row.status) or tape.shown_as(row.status, row.stay, row.hotel.now().date())
    return Subject(
        key=row.number,
        hotel=row.hotel,
        state=state,
        guest=row.guest_name,
        stay=row.stay,
        unit=row.room.number,
        number=row.number,
        contact=tuple(filter(None, (row.guest_phone, row.guest_email))),
        party=words.party(row.adults, row.children),
        kind=row.room.room_type.names.get(language, ""),
        plan=row.rate_plan.names.get(language, ""),
        price=reservation.price if reservation else row.price,
        reservation=reservation,
        booking=row,
        trail=_events(reservation) if reservation else _history(row),
    )


def _of_reservation(row: Reservation) -> Subject:
    offer, language = row.offer, row.hotel.language
    state = DEAD.get(row.status) or tape.shown_as(row.status, row.stay, row.hotel.now().date())
    return Subject(
        key=row.reference,
        hotel=row.hotel,
        state=state,
        guest=row.guest_name,
        stay=row.stay,
        unit=row.unit,
        number=row.pms_number,
        contact=tuple(filter(None, (row.guest_phone, row.guest_email))),
        party=words.party(offer.adults, offer.children),
        kind=offer.room_type_names.get(language, offer.room_type),
        plan=offer.rate_plan_names.get(language, offer.rate_plan),
        price=row.price,
        reservation=row,
        trail=_events(row),
    )


def _of_hold(hold: RoomHold) -> Subject:
    waits = hold.reservations.filter(status=Reservation.Status.PENDING).select_related("offer").first()
    state = "pending" if waits else "held" if hold.is_live else "ended"
    events = [
        (words.moment(event.at, hold.hotel), event.actor, event.get_kind_display()) for event in hold.events.all()
    ]
    return Subject(
        key=f"H{hold.pk}",
        hotel=hold.hotel,
        state=state,
        guest=str(hold.guest),
        stay=hold.stay,
        unit=hold.unit,
        contact=tuple(filter(None, (hold.guest.phone, hold.guest.email))),
        kind=hold.room_type,
        price=waits.price if waits else None,
        reservation=waits,
        hold=hold,
        trail=events,
    )


def _asked_by(subject: Subject) -> str:
    if subject.hold:
        return subject.hold.holder
    return subject.reservation.offer.asked_by if subject.reservation else ""


def _events(reservation: Reservation) -> list[tuple[str, str, str]]:
    return [
        (
            words.moment(event.at, reservation.hotel),
            event.actor,
            " · ".join(filter(None, (str(event.get_status_display()), event.reason))),
        )
        for event in reservation.events.all()
    ]


def _history(row: LocalBooking) -> list[tuple[str, str, str]]:
    """Of the desk's own bookings the PMS keeps who changed what."""
    found = []
    for line in row.history.exclude(history_change_reason=None).order_by("-history_date", "-history_id")[:30]:
        actor, _, what = str(line.history_change_reason).partition(": ")
        found.append((words.moment(line.history_date, row.hotel), actor, what))
    return found
