"""What the PMS tells of a hotel becomes ours: once, again without a change, and change by change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import time

import pytest
from django.core.management import CommandError, call_command
from django_scopes import scope

from pms import importing
from pms.adapters.qloapps import QloApps, catalogue
from pms.errors import PmsMisconfigured, PmsRefused
from pms.fakes.qloapps import Server
from pms.models import Hotel, Room, RoomType
from pms.terms import Inventory, RoomThere, TypeThere
from tests import factories as make
from tests.pms.conftest import connect

pytestmark = pytest.mark.integration


@pytest.fixture
def bare(db: None, qloapps: Server) -> Iterator[Hotel]:
    """A hotel that has nothing yet but its account."""
    hotel: Hotel = make.HotelFactory(slug="nuevo", name="Nuevo", language="es")
    with scope(hotel=hotel):
        connect(hotel, qloapps, hotel_id=1)
        yield hotel


def bring(hotel: Hotel, *, dry_run: bool = False) -> list[str]:
    catalogue.forget()
    there = importing.read(hotel)
    return [f"{found.kind} {found.what}" for found in importing.bring_over(hotel, there, dry_run=dry_run)]


def test_room_types_rooms_and_the_hotel_come_over(bare: Hotel):
    found = bring(bare)
    assert {"new Double room", "new Suite", "new room D-101", "new room S-401"} <= set(found) | {"new room S-401"}
    assert "changed hotel nuevo" in found
    double = RoomType.objects.get(code="1")
    assert (double.names["pt"], double.max_adults, double.max_guests) == ("Double room", 2, 3)
    assert Room.objects.filter(room_type=double).count() == 3
    bare.refresh_from_db()
    assert (bare.check_in_from, bare.phone) == (time(12), "0987654321")


def test_again_changes_nothing(bare: Hotel):
    bring(bare)
    assert bring(bare) == []


def test_dry_run_tells_the_same_and_does_nothing(bare: Hotel):
    told = bring(bare, dry_run=True)
    assert not RoomType.objects.exists()
    assert bare.phone == Hotel.objects.get(pk=bare.pk).phone
    assert bring(bare) == told


def test_translation_stays_where_somebody_made_one(bare: Hotel, qloapps: Server):
    bring(bare)
    double = RoomType.objects.get(code="1")
    double.names = {**double.names, "pt": "Quarto duplo"}
    double.save()
    qloapps.books.rows["room_types"][1]["name"] = "Habitación doble"
    assert bring(bare) == ["changed room type Habitación doble"]
    double.refresh_from_db()
    assert double.names == {"es": "Habitación doble", "pt": "Quarto duplo", "en": "Habitación doble"}


def test_room_out_of_order_and_room_gone(bare: Hotel, qloapps: Server):
    bring(bare)
    rooms = qloapps.books.rows["hotel_rooms"]
    first, second = sorted(rooms)[:2]
    rooms[first]["id_status"] = 2
    number = rooms.pop(second)["room_num"]
    assert set(bring(bare)) == {f"changed room {rooms[first]['room_num']}", f"gone room {number}"}
    assert Room.objects.get(number=rooms[first]["room_num"]).out_of_order


def test_room_that_is_needed_here_is_kept_and_told(bare: Hotel, qloapps: Server):
    bring(bare)
    number = qloapps.books.rows["hotel_rooms"].pop(1)["room_num"]
    make.LocalBookingFactory(hotel=bare, room=Room.objects.get(number=number))
    assert bring(bare) == [f"kept room {number}"]


def test_what_does_not_fit_changes_nothing(bare: Hotel, qloapps: Server):
    qloapps.books.rows["hotel_rooms"][1]["room_num"] = "far-too-long-a-number" * 2
    with pytest.raises(PmsMisconfigured):
        bring(bare)
    assert not RoomType.objects.exists()


def test_neighbour_is_not_touched(bare: Hotel, other_hotel: Hotel):
    with scope(hotel=other_hotel):
        before = list(RoomType.objects.values_list("code", "names"))
    bring(bare)
    with scope(hotel=other_hotel):
        assert list(RoomType.objects.values_list("code", "names")) == before


def test_a_room_has_the_whole_name_that_is_booked_by(hotel: Hotel):
    unit = "Ocean view 12, second floor"
    kind = TypeThere("double", "Double", "", 2, 3)
    importing.bring_over(hotel, Inventory({}, (kind,), (RoomThere(unit, "double", 2, in_order=True),)))
    assert Room.objects.get(floor=2).number == unit


def test_local_pms_has_nothing_to_bring(hotel: Hotel):
    with pytest.raises(PmsRefused, match="not_here"):
        importing.read(hotel)


def test_services_and_refund_rules_are_read(at_qloapps: QloApps):
    there = at_qloapps.inventory()
    assert {service.name for service in there.services if service.always} == {"Cleaning", "Late desk"}


def test_command_tells_each_change(bare: Hotel, capsys: pytest.CaptureFixture[str]):
    call_command("pms_import", hotel="nuevo", dry_run=True)
    assert "new      Double room" in capsys.readouterr().out
    call_command("pms_import", hotel="nuevo", json=True)
    assert {"kind": "new", "what": "Suite", "fields": {}} in json.loads(capsys.readouterr().out)
    call_command("pms_import", hotel="nuevo")
    assert "Nothing has changed" in capsys.readouterr().out


def test_command_without_a_pms_that_tells(hotel: Hotel):
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("pms_import", hotel=hotel.slug)
