"""The side bar and the first page."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from pms.models import Hotel
from tests import factories as make
from tests.admin.conftest import fill, logged_in, staff


def tiles(client: Client) -> dict[str, int]:
    return {tile["title"]: tile["number"] for tile in client.get(reverse("admin:index")).context["tiles"]}


def test_numbers_of_own_hotels(desk: Client, hotel: Hotel, other_hotel: Hotel) -> None:
    for place in (hotel, other_hotel):
        make.LocalBookingFactory(hotel=place, period=make.nights(place.now().date()), guest_name=place.name)
        make.ConversationFactory(hotel=place, owner="waiting")
        make.RoomHoldFactory(hotel=place)
        make.ReservationFactory(hotel=place)
    assert tiles(desk) == {"Arrivals today": 1, "Held now": 1, "Waiting for staff": 1, "Booked today": 1}
    page = desk.get(reverse("admin:index")).content.decode()
    assert "Casa Azul" in page
    assert "Casa Verde" not in page


def test_quiet_morning(desk: Client) -> None:
    page = desk.get(reverse("admin:index")).content.decode()
    assert "Nobody waits" in page
    assert "hotel_agent.dashboard" not in page


def test_side_bar_shows_what_may_be_seen(hotel: Hotel, owner: Client) -> None:
    fill(hotel)
    eva = logged_in(staff(hotel, "eva", "view_room", "view_conversation"))
    bar = eva.get(reverse("admin:index")).context["sidebar_navigation"]
    assert [item["title"] for group in bar for item in group["items"]] == ["Conversations", "Rooms"]
    assert tiles(eva) == {"Waiting for staff": 0}
    titles = [group["title"] for group in owner.get(reverse("admin:index")).context["sidebar_navigation"]]
    assert titles == ["Front desk", "Hotel", "Audit", "Administration"]


def test_login_page_needs_no_hotel(db: None, client: Client) -> None:
    assert client.get(reverse("admin:login")).status_code == 200
