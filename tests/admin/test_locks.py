"""Live holds with what is left of them, and the trail: filtered, as a file, and nobody else's."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from locks.models import HoldEvent, RoomHold
from pms.models import Hotel
from tests import factories as make
from tests.admin.conftest import logged_in, staff

pytestmark = pytest.mark.integration

HOLDS, TRAIL = "/admin/locks/roomhold/", "/admin/locks/holdevent/"


def trail(client: Client, **query: str) -> list[dict[str, str]]:
    answer: Any = client.get(f"{TRAIL}export/", query)
    assert answer.status_code == 200
    head, *rows = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
    return [dict(zip(head, row, strict=True)) for row in rows]


def event(hotel: Hotel, **fields: Any) -> HoldEvent:
    made: HoldEvent = make.HoldEventFactory(hotel=hotel, **fields)
    return made


def test_what_waits_for_the_pms_is_not_released(desk: Client, hotel: Hotel) -> None:
    hold = make.RoomHoldFactory(hotel=hotel, expires_at=timezone.now() + timedelta(days=7))
    make.ReservationFactory(hotel=hotel, hold=hold, status="pending")
    page = desk.post(reverse("admin:locks_roomhold_release", args=[hold.pk]), {"reason": "x"}, follow=True)
    assert "the PMS has not answered yet" in page.content.decode()
    assert RoomHold.objects.get(pk=hold.pk).status == "live"


@pytest.mark.security
@pytest.mark.parametrize(("there", "goes"), [("/admin/tape/", "/admin/tape/"), ("https://evil.example/", None)])
def test_release_goes_back_to_where_it_came_from(desk: Client, hotel: Hotel, there: str, goes: str | None) -> None:
    hold = make.RoomHoldFactory(hotel=hotel)
    url = reverse("admin:locks_roomhold_release", args=[hold.pk])
    asked = desk.get(url, {"next": there}).content.decode()
    assert (f'name="next" value="{there}"' in asked) is (goes is not None)
    answer = desk.post(url, {"reason": "needed", "next": there})
    assert answer["Location"] == (goes or reverse("admin:locks_roomhold_change", args=[hold.pk]))


def test_the_file_has_the_rows_of_the_filtered_list(desk: Client, hotel: Hotel) -> None:
    hold = make.RoomHoldFactory(hotel=hotel, unit="101")
    event(hotel, hold=hold, kind="acquire", actor="guest:7", reason="=1+1")
    event(hotel, hold=hold, kind="release", actor="staff:ana", reason="walk-in")
    event(hotel, hold=make.RoomHoldFactory(hotel=hotel, unit="202"), actor="staff:eva")
    assert len(trail(desk)) == 3
    [released] = trail(desk, kind__exact="release")
    assert (released["Room"], released["Who"], released["Reason"]) == ("101", "staff:ana", "walk-in")
    assert {row["Room"] for row in trail(desk, unit__icontains="202")} == {"202"}
    assert len(trail(desk, actor__icontains="staff")) == 2
    assert trail(desk, q="guest:7")[0]["Reason"] == "'=1+1"
    assert f"{TRAIL}export/?kind__exact=release" in desk.get(TRAIL, {"kind__exact": "release"}).content.decode()


def test_days_are_whole_and_the_hotels(desk: Client, hotel: Hotel) -> None:
    for hour, day in ((22, 1), (23, 1), (22, 2), (23, 2)):  # Cádiz is an hour ahead
        event(hotel, at=datetime(2026, 3, day, hour, 30, tzinfo=UTC))
    rows = trail(desk, at_from="2026-03-02", at_to="2026-03-02")
    assert [row["When"] for row in rows] == ["2026-03-02 23:30:00+0100", "2026-03-02 00:30:00+0100"]
    assert len(trail(desk, at_from="2026-03-03")) == 1
    assert len(trail(desk, at_to="2026-03-01")) == 1


@pytest.mark.security
@pytest.mark.parametrize(
    "query", [{"at_from": "no day"}, {"at_to": "9999-12-31"}, {"at_from": "0001-01-01"}, {"e": "1"}, {"x": "1"}]
)
def test_nonsense_in_the_address_breaks_nothing(desk: Client, hotel: Hotel, query: dict[str, str]) -> None:
    event(hotel)
    assert desk.get(TRAIL, query, follow=True).status_code == 200
    assert desk.get(f"{TRAIL}export/", query, follow=True).status_code == 200


@pytest.mark.security
def test_the_neighbours_trail_is_in_no_file(hotel: Hotel, other_hotel: Hotel) -> None:
    event(hotel, reason="ours")
    assert trail(logged_in(staff(other_hotel, "vera"))) == []
    assert logged_in(staff(hotel, "noa", "view_guest")).get(f"{TRAIL}export/").status_code == 403
