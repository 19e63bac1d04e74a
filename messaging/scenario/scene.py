"""What is there before the first line: the guest's reservations, rooms that others have, what the hotel says."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import time_machine
from django.contrib.auth.models import User
from django.utils import timezone

from messaging import knowledge
from messaging.channels.base import Identity
from messaging.models import Fact
from messaging.scenario.people import invent
from messaging.scenario.terms import Booked, Scenario, ScenarioError
from pms import guests, staging
from pms.errors import PmsError
from pms.models import Guest, Hotel
from pms.terms import Contact, Party, Stay
from reservations import availability, booking, changes
from reservations.errors import NoRooms, NotCancellable
from reservations.models import Reservation

# So long before the first line, and before the arrival, the guest has booked.
BEFORE = timedelta(days=7)
ACTOR = "rehearsal"
Status = Reservation.Status


def build(scenario: Scenario, hotel: Hotel, who: Identity, *, staff: User) -> None:
    """Raises ScenarioError when it cannot be so."""
    staging.before(hotel, scenario.clock)
    # Whoever wrote the scenario trusts what the hotel says, whatever the year.
    Fact.objects.filter(hotel=hotel).update(checked_at=timezone.now())
    for known in scenario.facts:
        if known.text:
            knowledge.tell(hotel, knowledge.Told(known.topic, {scenario.language: known.text}, ACTOR), staff)
        else:
            Fact.objects.filter(hotel=hotel, topic=known.topic).delete()
    if scenario.given:
        guest = guests.introduce(hotel.pk, [(who.kind, who.value)], name=invent("<name_1>"))
        for number, wanted in enumerate(scenario.given, start=1):
            _reservation(scenario, wanted, guest, where=f"given › reservations {number}")
    for row in scenario.sold_out:
        staging.sell(hotel, Stay(row.arrival, row.departure), room_type=row.room_type, left=row.left)


def _reservation(scenario: Scenario, wanted: Booked, guest: Guest, *, where: str) -> None:
    if wanted.arrival is None or wanted.departure is None:
        raise ScenarioError(where, "from which arrival to which departure?")
    status = Status(wanted.status or Status.CONFIRMED)
    if status not in STEPS:
        raise ScenarioError(where, f"what is {status} only happens while it is played")
    arrival = datetime.combine(wanted.arrival, time(12), guest.hotel.zone)
    stay = Stay(wanted.arrival, wanted.departure)
    try:
        with time_machine.travel(min(scenario.clock, arrival) - BEFORE, tick=False):
            made = _booked(wanted, stay, guest, number=where.rpartition(" ")[2])
        for step, days in STEPS[status]:
            at = (arrival if days == "arrival" else arrival + (stay.departure - stay.arrival)) + timedelta(hours=4)
            with time_machine.travel(scenario.clock if days == "clock" else min(at, scenario.clock), tick=False):
                step(made)
    except (NoRooms, NotCancellable, PmsError) as error:
        raise ScenarioError(where, f"the PMS does not have it so: {error}") from error


def _booked(wanted: Booked, stay: Stay, guest: Guest, *, number: str) -> Reservation:
    holder = f"{ACTOR}:{number}"
    offers = availability.search(guest.hotel, stay, wanted.party or Party(2), asked_by=holder)
    for offer in offers:
        if wanted.room_type in (None, offer.room_type) and wanted.rate_plan in (None, offer.rate_plan):
            held = booking.hold(offer, guest, holder=holder)
            contact = Contact(invent("<name_1>"), invent("<email_1>"), invent("<phone_1>"))
            return booking.confirm(offer, held, contact, actor=ACTOR)
    raise NoRooms("no such room type or rate plan")


def _cancelled(made: Reservation) -> None:
    booking.cancel(made, actor=ACTOR)


def _checked_in(made: Reservation) -> None:
    changes.check_in(made.hotel, made.pms_number, actor=ACTOR)


def _checked_out(made: Reservation) -> None:
    changes.check_out(made.hotel, made.pms_number, actor=ACTOR)


# How a reservation comes to be so, and when.
ARRIVES, LEAVES = (_checked_in, "arrival"), (_checked_out, "departure")
STEPS = {
    Status.CONFIRMED: (),
    Status.CANCELLED: ((_cancelled, "clock"),),
    Status.CHECKED_IN: (ARRIVES,),
    Status.CHECKED_OUT: (ARRIVES, LEAVES),
}
