"""Any order of holds, bookings and passing time: never two live on one room-night, and the trail explains it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django_scopes import scope
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule, run_state_machine_as_test

from locks import holds
from locks.errors import HoldConflict, HoldError
from locks.models import HoldEvent, RoomHold
from pms.models import Guest, Hotel, LocalBooking
from pms.terms import Contact, Party, Stay
from reservations import availability, booking
from reservations.errors import NoRooms

pytestmark = [pytest.mark.integration, pytest.mark.critical, pytest.mark.slow]

ENDS = {"release": "released", "expire": "expired", "convert": "converted"}


def test_never_two_live_on_one_room_night(hotel: Hotel) -> None:
    guest = Guest.objects.create(hotel=hotel, name="Ana")
    rounds = settings(max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(lambda: Rooms(hotel, guest), settings=rounds)


class Rooms(RuleBasedStateMachine):
    placed: Bundle[RoomHold] = Bundle("placed")

    def __init__(self, hotel: Hotel, guest: Guest) -> None:
        super().__init__()
        self.hotel, self.guest = hotel, guest
        self.start = hotel.now().date() + timedelta(days=5)
        self.clock = time_machine.travel(timezone.now())
        self.clock.start()
        self.scope = scope(hotel=hotel)
        self.scope.__enter__()
        # Earlier examples leave their rows; each example gets holders of its own and looks at all rooms.
        self.holder = f"conversation:{RoomHold.objects.count()}"

    def teardown(self) -> None:
        for hold in RoomHold.objects.filter(status="live"):
            holds.release(hold, actor="test")
        LocalBooking.objects.all().delete()
        self.scope.__exit__(None, None, None)
        self.clock.stop()

    def stay(self, first: int, nights: int) -> Stay:
        arrival = self.start + timedelta(days=first)
        return Stay(arrival, arrival + timedelta(days=nights))

    @rule(target=placed, unit=st.sampled_from(["101", "201"]), first=st.integers(0, 4), nights=st.integers(1, 4))
    def place(self, unit: str, first: int, nights: int) -> RoomHold | None:
        try:
            return holds.place(
                self.hotel, unit, self.stay(first, nights), room_type="double", guest=self.guest, holder=self.holder
            )
        except HoldConflict:
            return None

    @rule(hold=placed)
    def extend(self, hold: RoomHold | None) -> None:
        try:
            if hold:
                holds.extend(hold, actor="test")
        except HoldError:
            pass

    @rule(hold=consumes(placed))
    def release(self, hold: RoomHold | None) -> None:
        if hold:
            holds.release(hold, actor="test")

    @rule(minutes=st.integers(1, 30))
    def wait(self, minutes: int) -> None:
        self.clock.stop()
        self.clock = time_machine.travel(timezone.now() + timedelta(minutes=minutes))
        self.clock.start()

    @rule()
    def clean(self) -> None:
        holds.expire_overdue()

    @rule(first=st.integers(0, 4), nights=st.integers(1, 4), hesitates=st.booleans())
    def book(self, first: int, nights: int, hesitates: bool) -> None:
        try:
            offer = availability.search(self.hotel, self.stay(first, nights), Party(2), asked_by=self.holder)[0]
            held = booking.hold(offer, self.guest, holder=self.holder + "b")
            if hesitates:
                self.wait(minutes=self.hotel.hold_minutes + 1)
            booking.confirm(offer, held, Contact("Ana", "a@example.com"), actor="test")
        except (NoRooms, HoldError):
            pass

    @invariant()
    def no_night_is_held_twice(self) -> None:
        nights = [
            (hold.unit, day)
            for hold in RoomHold.objects.filter(status="live")
            if hold.is_live
            for day in hold.stay.dates()
        ]
        assert len(nights) == len(set(nights))

    @invariant()
    def no_night_is_booked_twice(self) -> None:
        live = LocalBooking.objects.filter(status__in=LocalBooking.LIVE).select_related("room")
        nights = [(row.room.number, day) for row in live for day in row.stay.dates()]
        assert len(nights) == len(set(nights))

    @invariant()
    def the_trail_explains_every_state(self) -> None:
        for hold in RoomHold.objects.filter(holder__startswith=self.holder):
            kinds = list(HoldEvent.objects.filter(hold=hold).order_by("pk").values_list("kind", flat=True))
            assert kinds[0] == "acquire"
            assert kinds.count("extend") == hold.extensions or hold.status != "live"
            assert hold.status == ENDS.get(kinds[-1], "live"), (hold.status, kinds)
