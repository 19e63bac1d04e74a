"""Arrivals and departures: the desk's own day, as a page, a file and on paper."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from pms.models import Hotel, Room
from reservations import day
from tests import factories as make
from tests.admin.conftest import logged_in, staff
from tests.admin.test_queries import LIMIT, queries

pytestmark = pytest.mark.integration

DAY = "/admin/day/"


def stays(hotel: Hotel, first: date, nights: int = 2, **fields: Any) -> Any:
    room = fields.pop("room", None) or make.RoomFactory(
        hotel=hotel, room_type=hotel.room_types.first(), number=f"{Room.objects.count() + 500}"
    )
    return make.LocalBookingFactory(
        hotel=hotel,
        room=room,
        rate_plan=hotel.rate_plans.first(),
        period=make.nights(first, nights),
        **fields,
    )


def listed(client: Client, which: str, **query: str) -> list[str]:
    return [row["line"].guest for row in client.get(DAY, {"list": which, **query}).context["rows"]]


def table(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_who_comes_leaves_and_is_here(desk: Client, hotel: Hotel, today: date) -> None:
    stays(hotel, today, guest_name="Comes")
    stays(hotel, today, guest_name="Came", status="checked_in")
    stays(hotel, today - timedelta(days=2), guest_name="Leaves", status="checked_in")
    stays(hotel, today - timedelta(days=1), guest_name="Stays", status="checked_in")
    stays(hotel, today, guest_name="Not", status="cancelled")
    stays(
        hotel, today, guest_name="Moved rooms", status="checked_in", earlier_rooms=[["101", "2026-01-01", "2026-01-02"]]
    )
    assert sorted(listed(desk, "arrivals")) == ["Came", "Comes"]
    assert listed(desk, "departures") == ["Leaves"]
    assert sorted(listed(desk, "in_house")) == ["Came", "Leaves", "Moved rooms", "Stays"]
    counts = {name: count for name, _, _, count in desk.get(DAY).context["tabs"]}
    assert counts == {"arrivals": 2, "departures": 1, "in_house": 4} == day.count()


def test_another_day(desk: Client, hotel: Hotel, today: date) -> None:
    ahead = today + timedelta(days=30)
    stays(hotel, ahead, guest_name="Later")
    assert listed(desk, "arrivals", date=ahead.isoformat()) == ["Later"]
    assert listed(desk, "departures", date=(ahead + timedelta(days=2)).isoformat()) == ["Later"]
    assert listed(desk, "in_house", date=(ahead + timedelta(days=1)).isoformat()) == ["Later"]
    assert listed(desk, "in_house", date=(ahead + timedelta(days=2)).isoformat()) == []


def test_today_is_the_hotels(ana: User, hotel: Hotel) -> None:
    with time_machine.travel("2026-12-31T23:30:00Z", tick=False):  # half past midnight in Cádiz
        stays(hotel, date(2027, 1, 1), guest_name="New Year")
        page = logged_in(ana).get(DAY)
    assert page.context["date"] == date(2027, 1, 1)
    assert [row["line"].guest for row in page.context["rows"]] == ["New Year"]


@pytest.mark.security
@pytest.mark.parametrize("nonsense", ["2026-13-01", "yesterday", "0001-01-01", "9999-12-31", "'; --"])
def test_no_day_is_today_and_says_so(desk: Client, nonsense: str) -> None:
    page = desk.get(DAY, {"date": nonsense, "list": "nothing"})
    assert (page.status_code, page.context["which"], page.context["mistaken"]) == (200, "arrivals", True)


def test_the_row_says_what_the_desk_must_know(desk: Client, hotel: Hotel, today: date) -> None:
    room = Room.objects.get(number="101")
    Room.objects.filter(pk=room.pk).update(housekeeping="dirty")
    booked = stays(hotel, today, room=room, reference="HA-0000000001", guest_phone="+34611222333", children=[4])
    made = make.ReservationFactory(hotel=hotel, reference="HA-0000000001")
    make.RequestFactory(hotel=hotel, kind="receipt", guest=made.guest, reservation=made)
    html = desk.get(DAY).content.decode()
    for words in ("101", "Dirty", "+34611222333", "children aged 4", "Agent", "To review", booked.number):
        assert words in html, words
    assert f"/admin/tape/{booked.number}/?hotel={hotel.slug}" in html


def test_the_file_is_what_the_page_shows(desk: Client, hotel: Hotel, today: date) -> None:
    stays(hotel, today, guest_name="=cmd|' /C calc'!A0", guest_phone="+34611222333")
    stays(hotel, today, guest_name='Núñez, "Ñ"', status="checked_in")
    answer = desk.get(DAY, {"list": "arrivals", "as": "csv"})
    assert answer["Content-Disposition"] == f'attachment; filename="arrivals-{today.isoformat()}.csv"'
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    guests = [dict(zip(head, row, strict=True)) for row in rows]
    assert {guest["Guest"] for guest in guests} == {"'=cmd|' /C calc'!A0", 'Núñez, "Ñ"'}
    assert guests[0]["Phone"].startswith("'+") or guests[1]["Phone"].startswith("'+")
    assert {guest["Total"] for guest in guests} == {"200.00"}


def test_of_another_pms_only_our_own_and_it_says_so(desk: Client, hotel: Hotel, today: date) -> None:
    make.PmsAccountFactory(hotel=hotel, kind="qloapps", address="https://pms.example.com")
    offer = make.OfferFactory(hotel=hotel, arrival=today)
    made = make.ReservationFactory(hotel=hotel, offer=offer, guest_name="Ours")
    moved = make.ReservationFactory(
        hotel=hotel, guest_name="Moved here", status="changed", arrival=today, departure=today + timedelta(days=1)
    )
    make.ReservationFactory(hotel=hotel, offer=offer, status="cancelled")
    page = desk.get(DAY)
    assert {row["line"].key for row in page.context["rows"]} == {made.reference, moved.reference}
    assert "sold by another system" in page.content.decode()
    assert day.count()["arrivals"] == 2


@pytest.mark.security
def test_the_neighbours_guests_are_nowhere(hotel: Hotel, other_hotel: Hotel, today: date) -> None:
    stays(hotel, today, guest_name="Ours")
    client = logged_in(staff(other_hotel, "vera"))
    for which in day.LISTS:
        assert listed(client, which) == []
        assert len(table(client.get(DAY, {"list": which, "as": "csv"}))) == 1


@pytest.mark.security
def test_who_may_not_see_reservations_gets_no_file_either(hotel: Hotel) -> None:
    client = logged_in(staff(hotel, "noa", "view_guest"))
    assert client.get(DAY).status_code == client.get(DAY, {"as": "csv"}).status_code == 403


@pytest.mark.performance
def test_queries_stay_few_and_constant(desk: Client, hotel: Hotel, today: date) -> None:
    def fill(rows: int) -> None:
        for _ in range(rows):
            made = make.ReservationFactory(hotel=hotel)
            stays(hotel, today, reference=made.reference)

    fill(2)
    pages = [f"{DAY}?list={which}" for which in day.LISTS]
    few = {page: queries(desk, page) for page in pages}
    fill(18)
    assert {page: queries(desk, page) for page in pages} == few
    assert max(few.values()) <= LIMIT
