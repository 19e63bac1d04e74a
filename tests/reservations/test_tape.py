"""What the tape chart reads: half days, rooms left, holds, what is free, and what a remote PMS does not tell."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pms.models import Guest, Hotel, LocalBooking, RatePlan, Room
from pms.terms import Stay
from reservations import tape
from reservations.tape import Bar, Chart, Window
from tests import factories as make
from tests.pms.conftest import connect, occupy, qloapps  # noqa: F401

pytestmark = pytest.mark.integration


def chart(hotel: Hotel, days: int = 14, **filters: object) -> Chart:
    first = filters.pop("first", hotel.now().date())
    return tape.read(hotel, Window(first, days, **filters))


def bars(chart: Chart, room: str) -> list[Bar]:
    return next(line for line in chart.lines if line.name == room).bars


def span(today: date, first: int, last: int) -> Stay:
    return Stay(today + timedelta(days=first), today + timedelta(days=last))


def held(hotel: Hotel, unit: str, stay: Stay, **fields: object):
    return make.RoomHoldFactory(hotel=hotel, unit=unit, period=make.nights(stay.arrival, stay.nights), **fields)


def test_who_leaves_and_who_comes_share_the_day(hotel: Hotel, today: date):
    occupy(hotel, span(today, 1, 3), "101")
    occupy(hotel, span(today, 3, 6), "101")
    leaves, comes = bars(chart(hotel), "101")
    # Column lines: day n begins at 2n+1, its midday is 2n+2.
    assert (leaves.start, leaves.end, comes.start, comes.end) == (4, 8, 8, 14)
    assert (leaves.lane, comes.lane) == (1, 1)


def test_bars_are_cut_where_the_chart_ends(hotel: Hotel, today: date):
    occupy(hotel, span(today, -3, 2), "101")
    occupy(hotel, span(today, 12, 20), "102")
    occupy(hotel, span(today, -3, 20), "103")
    occupy(hotel, span(today, 14, 16), "201")  # arrives the day after the last
    found = chart(hotel)
    shown = [(bar.start, bar.end, bar.goes_on) for room in ("101", "102", "103") for bar in bars(found, room)]
    assert shown == [(1, 6, "before"), (26, 29, "after"), (1, 29, "both")]
    assert bars(found, "201") == []


def test_states_of_the_day(hotel: Hotel, today: date):
    for room, first, status in (
        ("101", -1, "confirmed"),
        ("102", -1, "checked_in"),
        ("103", -1, "no_show"),
        ("201", 0, "confirmed"),
    ):
        occupy(hotel, span(today, first, 2), room, status=status)
    occupy(hotel, span(today, -3, -1), "102", status="checked_out")
    occupy(hotel, span(today, -4, -1), "201", status="checked_in")
    occupy(hotel, span(today, 3, 5), "103", status="cancelled")
    found = chart(hotel, first=today - timedelta(days=5))
    states = {room: [bar.state for bar in bars(found, room)] for room in ("101", "102", "103", "201")}
    assert states == {
        "101": ["overdue"],
        "102": ["checked_out", "in_house"],
        "103": ["no_show"],
        "201": ["overstays", "confirmed"],
    }


def test_who_did_not_come_stands_below_who_sleeps_there(hotel: Hotel, today: date):
    occupy(hotel, span(today, 0, 4), "101", status="no_show")
    occupy(hotel, span(today, 1, 3), "101")
    assert [(bar.state, bar.lane) for bar in bars(chart(hotel), "101")] == [("no_show", 2), ("confirmed", 1)]


def test_holds_with_the_time_they_have(hotel: Hotel, today: date, guest: Guest):
    live = held(hotel, "101", span(today, 1, 3), guest=guest)
    held(hotel, "102", span(today, 1, 3), status="released")
    held(hotel, "103", span(today, 1, 3), expires_at=live.created_at - timedelta(minutes=1))
    found = chart(hotel)
    (bar,) = bars(found, "101")
    assert (bar.key, bar.state, bar.until, bar.guest) == (f"H{live.pk}", "held", live.expires_at, "Juan Pérez")
    assert bars(found, "102") == bars(found, "103") == []


def test_what_waits_for_the_pms_is_no_hold_to_let_go(hotel: Hotel, today: date):
    live = held(hotel, "101", span(today, 1, 3))
    make.ReservationFactory(hotel=hotel, hold=live, status="pending")
    (bar,) = bars(chart(hotel), "101")
    assert (bar.state, bar.until) == ("pending", None)


def test_unknown_rooms_come_first(hotel: Hotel, today: date):
    held(hotel, "901", span(today, 1, 3))
    held(hotel, "902", span(today, 2, 4))
    found = chart(hotel)
    assert [(bar.unit, bar.lane) for bar in found.unassigned.bars] == [("901", 1), ("902", 2)]
    assert found.unassigned.lanes == 2


def test_rooms_that_a_guest_has_left_are_still_told(hotel: Hotel, today: date):
    earlier = [["101", str(today - timedelta(days=3)), str(today)]]
    row = make.LocalBookingFactory(
        hotel=hotel,
        room=Room.objects.get(number="102"),
        rate_plan=RatePlan.objects.get(code="flexible"),
        period=make.nights(today, 2),
        status="checked_in",
        earlier_rooms=earlier,
    )
    found = chart(hotel, first=today - timedelta(days=3))
    shown = {room: [(bar.key, bar.state) for bar in bars(found, room)] for room in ("101", "102")}
    assert shown == {"101": [(row.number, "checked_out")], "102": [(row.number, "in_house")]}
    # Looked at before the room was changed, the present room is out of the picture.
    past = chart(hotel, days=3, first=today - timedelta(days=3))
    assert [bar.state for bar in bars(past, "101")] == ["checked_out"]
    assert bars(past, "102") == []


def test_free_is_neither_sold_nor_held_nor_out_of_order(hotel: Hotel, today: date):
    occupy(hotel, span(today, 0, 2), "101")
    occupy(hotel, span(today, 0, 2), "102", status="no_show")
    held(hotel, "102", span(today, 1, 2))
    Room.objects.filter(number="103").update(out_of_order=True)
    occupy(hotel, span(today, 0, 9), "103")
    assert [day.free for day in chart(hotel).days[:4]] == [2, 1, 3, 3]
    assert [day.free for day in chart(hotel, room_type="suite").days[:2]] == [1, 1]


def test_filters_and_order(hotel: Hotel):
    kind = Room.objects.get(number="101").room_type
    make.RoomFactory(hotel=hotel, room_type=kind, number="9", floor=1)
    assert [line.name for line in chart(hotel).lines] == ["9", "101", "102", "103", "201"]
    assert [line.name for line in chart(hotel, floor=2).lines] == ["201"]
    assert [line.name for line in chart(hotel, room_type="double").lines] == ["9", "101", "102", "103"]
    assert chart(hotel, floor=2, room_type="double").lines == []
    assert (chart(hotel).floors, list(chart(hotel).room_types)) == ([1, 2], ["double", "suite"])


@pytest.mark.security
def test_a_hotel_has_its_own_chart(hotel: Hotel, other_hotel: Hotel, today: date):
    held(other_hotel, "101", span(today, 1, 3))
    make.LocalBookingFactory(
        hotel=other_hotel,
        room=other_hotel.rooms.model._base_manager.get(hotel=other_hotel, number="101"),
        period=make.nights(today, 3),
    )
    found = chart(hotel)
    assert not found.unassigned.bars
    assert not any(line.bars for line in found.lines)


def test_of_a_remote_pms_only_ours_is_known(hotel: Hotel, today: date, qloapps):  # noqa: F811
    connect(hotel, qloapps, hotel_id=1)
    hotel = Hotel.objects.get(pk=hotel.pk)
    occupy(hotel, span(today, 1, 3), "101")  # left over from the time of the local PMS
    offer = make.OfferFactory(hotel=hotel, arrival=today + timedelta(days=1), departure=today + timedelta(days=3))
    moved = {"arrival": today + timedelta(days=2), "departure": today + timedelta(days=4)}
    make.ReservationFactory(hotel=hotel, offer=offer, unit="D-7", **moved)
    make.ReservationFactory(hotel=hotel, offer=offer, unit="102", status="cancelled")
    make.ReservationFactory(hotel=hotel, offer=offer, unit="", status="needs_staff")
    found = chart(hotel)
    assert not found.whole
    assert {day.free for day in found.days} == {None}
    (bar,) = bars(found, "D-7")
    assert (bar.start, bar.end, bar.room_type) == (6, 10, "double")
    assert bars(found, "101") == bars(found, "102") == []
    assert [bar.state for bar in found.unassigned.bars] == ["confirmed"]


@pytest.mark.parametrize("day", [date(2027, 2, 26), date(2027, 3, 27), date(2027, 10, 30), date(2026, 12, 30)], ids=str)
def test_every_day_is_two_columns(hotel: Hotel, day: date):
    """Over the end of February, the two nights of 23 and 25 hours in Madrid, and New Year."""
    with time_machine.travel(datetime(day.year, day.month, day.day, 23, 59, tzinfo=hotel.zone), tick=False):
        occupy(hotel, Stay(day, day + timedelta(days=4)), "101")
        found = chart(hotel)
        assert found.today == day
        assert [one.date for one in found.days] == [day + timedelta(days=n) for n in range(14)]
        assert [(bar.start, bar.end) for bar in bars(found, "101")] == [(2, 10)]


@pytest.mark.performance
def test_it_asks_no_more_as_the_hotel_grows(hotel: Hotel, today: date, guest: Guest):
    kind, plan = Room.objects.get(number="101").room_type, RatePlan.objects.get(code="flexible")

    def grow(rooms: int) -> None:
        for _ in range(rooms):
            room = make.RoomFactory(hotel=hotel, room_type=kind)
            period = make.nights(today + timedelta(days=1))
            make.LocalBookingFactory(hotel=hotel, room=room, rate_plan=plan, period=period)
            held(hotel, room.number, span(today, 4, 6), guest=guest)

    grow(2)
    few = queries(hotel)
    grow(20)
    assert queries(hotel) == few <= 4
    assert LocalBooking.objects.count() == 22


def queries(hotel: Hotel) -> int:
    with CaptureQueriesContext(connection) as asked:
        chart(Hotel.objects.select_related("pms_account").get(pk=hotel.pk))
    return len(asked) - 1
