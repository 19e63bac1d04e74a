"""The side bar: what is there for whom, and its counts."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from pms.models import Hotel
from tests import factories as make
from tests.admin.conftest import fill, logged_in, staff


def bar(client: Client) -> dict[str, dict[str, int | None]]:
    groups = client.get(reverse("admin:index")).context["sidebar_navigation"]
    return {str(group["title"]): {str(item["title"]): item["badge"] for item in group["items"]} for group in groups}


def test_side_bar_shows_what_may_be_seen(hotel: Hotel, owner: Client) -> None:
    fill(hotel)
    eva = logged_in(staff(hotel, "eva", "view_room", "view_conversation"))
    assert {group: list(rows) for group, rows in bar(eva).items()} == {
        "Front desk": ["Today", "Inbox"],
        "Hotel": ["Rooms"],
        "Audit": ["Conversations"],
    }
    assert list(bar(owner)) == ["Front desk", "Hotel", "Agent quality", "Audit", "Administration"]


def test_every_row_opens(hotel: Hotel, owner: Client) -> None:
    """With and without rows of a hotel, nothing in it is dead."""
    groups = owner.get(reverse("admin:index")).context["sidebar_navigation"]
    answers = {item["link"]: owner.get(item["link"]).status_code for group in groups for item in group["items"]}
    assert set(answers.values()) == {200}, answers


def test_counts_are_of_own_hotels(desk: Client, hotel: Hotel, other_hotel: Hotel) -> None:
    for place in (hotel, other_hotel):
        make.ConversationFactory(hotel=place, owner="waiting")
        make.RoomHoldFactory(hotel=place)
    front = bar(desk)["Front desk"]
    assert (front["Inbox"], front["Holds"], front["To review"]) == (1, 1, 0)


def test_who_works_where_stands_under_the_name(desk: Client, owner: Client, hotel: Hotel, other_hotel: Hotel) -> None:
    subheaders = [client.get(reverse("admin:index")).context["site_subheader"] for client in (desk, owner)]
    assert subheaders == ["Casa Azul", "2 hotels"]


def test_login_page_needs_no_hotel(db: None, client: Client) -> None:
    assert client.get(reverse("admin:login")).status_code == 200
