"""Who changed what: kept with every save, shown to the hotel's own staff, and never written back."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from pms.admin.history import History
from pms.models import Hotel, RoomType
from tests import factories as make
from tests.admin.conftest import ROWS, address, logged_in, staff
from tests.admin.test_queries import LIMIT, queries

pytestmark = pytest.mark.integration


def historied() -> list[Any]:
    return [model for model in admin.site._registry if hasattr(model, "history") and model.__name__ in {*ROWS, "Hotel"}]


def history(row: Any) -> str:
    return reverse(address(type(row), "history"), args=[row.pk])


def test_every_table_that_keeps_a_history_shows_it() -> None:
    plain = [model.__name__ for model in historied() if not isinstance(admin.site._registry[model], History)]
    assert plain == []
    assert len(historied()) >= 10


def test_a_change_in_a_form_stands_there_with_its_user(desk: Client, ana: User, hotel: Hotel) -> None:
    User.objects.filter(pk=ana.pk).update(first_name="Ana", last_name="López")
    room = make.RoomFactory(hotel=hotel, number="900", room_type=RoomType.objects.get(code="double"))
    suite = RoomType.objects.get(code="suite")
    form = {"room_type": suite.pk, "number": "901", "floor": 1, "housekeeping": "clean"}
    assert desk.post(reverse("admin:pms_room_change", args=[room.pk]), form).status_code == 302
    steps = desk.get(history(room)).context["steps"]
    assert steps[0].who == "Ana López"
    assert ("Number", "900", "901") in steps[0].changes
    assert any(new == "Suite con terraza" for _, _, new in steps[0].changes)
    assert steps[1].who == "The agent or the PMS"


def test_the_digest_of_a_key_is_in_no_history(desk: Client, hotel: Hotel) -> None:
    hotel.name, hotel.api_key_hash = "Casa Azul II", "0" * 64
    hotel.save()
    page = desk.get(history(hotel)).content.decode()
    assert "Casa Azul II" in page
    assert "0" * 64 not in page


@pytest.mark.security
def test_the_neighbours_history_is_not_there(desk: Client, other_hotel: Hotel) -> None:
    for model in historied():
        row = ROWS[model.__name__](other_hotel) if model is not Hotel else other_hotel
        answer = desk.get(history(row))
        assert (answer.status_code, answer["Location"]) == (302, reverse("admin:index")), model


@pytest.mark.security
def test_a_deleted_rows_history_is_not_shown_to_the_neighbour(desk: Client, other_hotel: Hotel) -> None:
    """simple-history's own page falls back to what it finds in the history, whose row it is."""
    tax = make.TaxFactory(hotel=other_hotel, name="ISS 5 %")
    url = history(tax)
    tax.delete()
    assert "ISS 5 %" not in desk.get(url, follow=True).content.decode()


@pytest.mark.security
def test_no_old_version_is_written_back(hotel: Hotel) -> None:
    client = logged_in(staff(hotel, "eva", "view_tax"))
    tax = make.TaxFactory(hotel=hotel, name="IVA")
    assert client.get(history(tax)).status_code == 200
    assert client.post(f"{history(tax)}{tax.history.first().pk}/", {"name": "IVA 0 %"}).status_code in (302, 404)
    tax.refresh_from_db()
    assert tax.name == "IVA"


def test_pages_of_a_long_history(desk: Client, hotel: Hotel) -> None:
    tax = make.TaxFactory(hotel=hotel, name="0")
    for number in range(1, 31):
        tax.name = str(number)
        tax.save()
    first, second = (desk.get(history(tax), {"p": page}).context["steps"] for page in (1, 2))
    assert (len(first), len(second)) == (25, 6)
    assert first[0].changes == [("Name", "29", "30")]
    assert second[0].changes == [("Name", "4", "5")]
    assert second[-1].changes == []


@pytest.mark.performance
def test_queries_stay_few_and_constant(desk: Client, hotel: Hotel) -> None:
    room = make.RoomFactory(hotel=hotel, number="900", room_type=RoomType.objects.get(code="double"))
    kinds = [RoomType.objects.get(code=code) for code in ("suite", "double")]

    def change(times: int) -> None:
        for number in range(times):
            room.room_type = kinds[number % 2]
            room.save()

    change(2)
    few = queries(desk, history(room))
    change(20)
    assert queries(desk, history(room)) <= few <= LIMIT
