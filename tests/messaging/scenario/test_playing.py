"""Scenarios played against the small hotel, and what is demanded of all of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from messaging.models import Conversation, Message
from messaging.scenario import load
from messaging.scenario.grading import grade
from messaging.scenario.playing import play
from messaging.scenario.seen import Played
from pms.models import Hotel, LocalBooking
from pms.terms import Stay
from reservations.models import Reservation

pytestmark = pytest.mark.integration

BOOKING = """
scenario: 1
name: una-doble
language: es
hotel: casa-azul
clock: {clock}
lines:
  - guest: hola, ¿hay habitación del {arrival} al {departure} para dos personas?
    understood:
      intent: check_availability
      slots: {{arrival: {arrival}, departure: {departure}, party: {{adults: 2}}}}
    reply: availability
  - guest: la 1
    reply: read_back
  - guest: soy <name_1>, <email_1>
    must_say: [<name_1>, "170,00 €"]
  - press: confirm
    reply: confirmed
    must_not_say: [lo siento]
end:
  owner: agent
  reservations:
    - {{status: confirmed, room_type: double, rate_plan: saver, arrival: {arrival}, departure: {departure}}}
  holds: []
  requests: []
"""


def played(text: str, stay: Stay, **changes: str) -> Played:
    clock = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=1)
    text = text.format(clock=clock.isoformat(), arrival=stay.arrival, departure=stay.departure)
    for old, new in changes.items():
        text = text.replace(old, new)
    return play(load(text))


def failures(text: str, stay: Stay, old: str = "", new: str = "") -> list[tuple[str, int]]:
    assert old in text
    return [(failure.kind, failure.line) for failure in grade(played(text.replace(old, new), stay))]


def test_a_booking_is_right_and_nothing_of_it_stays(hotel: Hotel, stay: Stay) -> None:
    seen = played(BOOKING, stay)
    assert grade(seen) == []
    [row] = seen.reservations
    assert (row.status, row.room_type) == ("confirmed", "double")
    assert (row.arrival, row.departure) == (stay.arrival, stay.departure)
    for model in (Conversation, Message, Reservation, LocalBooking):
        assert not model.objects.exists()


def test_a_wrong_expectation_is_reported(hotel: Hotel, stay: Stay) -> None:
    assert failures(BOOKING, stay, "intent: check_availability", "intent: check_price") == [("understood", 1)]
    assert failures(BOOKING, stay, "reply: confirmed", "reply: denied") == [("reply", 4)]
    assert failures(BOOKING, stay, "owner: agent", "owner: staff") == [("missing_handover", 0)]
    assert failures(BOOKING, stay, "press: confirm", "press: choose") == [
        ("button", 4), ("reply", 4), ("reservations", 0), ("holds", 0)
    ]  # fmt: skip
