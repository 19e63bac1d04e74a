"""The PMS doctor: what it finds, and that it changes nothing it was not asked to change."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from pms import doctor
from pms.adapters.qloapps import QloApps, examination
from pms.fakes import keys
from pms.fakes.qloapps import Server
from pms.models import Hotel, LocalBooking, NightlyRate, PmsAccount
from tests.pms.conftest import connect

pytestmark = pytest.mark.integration


def levels(hotel: Hotel, **options: bool) -> dict[str, str]:
    found = doctor.examine(hotel, **options)
    return {finding.name: finding.level for finding in found}


def texts(hotel: Hotel, **options: bool) -> dict[str, str]:
    return {finding.name: finding.text for finding in doctor.examine(hotel, **options)}


def orders(server: Server) -> int:
    return len(server.books.rows["orders"])


def test_local_pms_is_well(hotel: Hotel):
    found = levels(hotel)
    assert set(found.values()) == {"ok"}
    assert {"prices", "changes", "latency.offers", "latency.find"} <= set(found)


def test_nothing_on_sale_is_an_error_with_each_reason(hotel: Hotel):
    NightlyRate.objects.all().delete()
    found = texts(hotel)
    assert levels(hotel)["prices"] == "error"
    assert "in 30 days: no_rates" in found["prices"]


def test_book_and_cancel_leaves_the_room_free(hotel: Hotel):
    assert levels(hotel, book=True)["book_and_cancel"] == "ok"
    assert list(LocalBooking.objects.values_list("status", flat=True)) == ["cancelled"]


def test_looking_makes_no_booking(hotel: Hotel, at_qloapps: QloApps, qloapps: Server):
    doctor.examine(hotel)
    assert orders(qloapps) == 0


def test_qloapps_with_the_rights_it_needs(hotel: Hotel, at_qloapps: QloApps, qloapps: Server):
    found = levels(hotel, book=True)
    assert {name for name, level in found.items() if level == "error"} == set()
    assert found["rights"] == found["book_and_cancel"] == "ok"
    assert orders(qloapps) == 1


@pytest.mark.parametrize(
    ("resource", "methods", "told"),
    [
        ("services", set(), "GET services"),
        ("bookings", {"GET"}, "POST bookings"),
        ("hotel_ari", {"GET"}, "POST hotel_ari"),
    ],
)
def test_a_missing_right_is_named(
    hotel: Hotel, at_qloapps: QloApps, qloapps: Server, resource: str, methods: set[str], told: str
):
    qloapps.rights[keys.KEY] = {**keys.AGENT, resource: frozenset(methods)}
    assert told in texts(hotel)["rights"]
    assert levels(hotel)["rights"] == "error"


def test_more_rights_than_needed_are_named(hotel: Hotel, at_qloapps: QloApps, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(examination, "TOO_MUCH", ("currencies", "customers"))  # the fake has the first of them
    assert texts(hotel)["rights.more"].startswith("the key reads currencies:")


@pytest.mark.parametrize(
    ("action", "told"), [("1", "cancelled"), ("2", "refunded"), ("3", "left"), ("9", "do not know")]
)
def test_what_becomes_of_overbooked_orders_is_told(
    hotel: Hotel, at_qloapps: QloApps, qloapps: Server, action: str, told: str
):
    for row in qloapps.books.where("configurations", name="PS_OVERBOOKING_ORDER_ACTION"):
        row["value"] = action
    assert told in texts(hotel)["overbooking"]


def test_a_fee_that_only_the_web_shop_charges(hotel: Hotel, at_qloapps: QloApps):
    told = [text for name, text in texts(hotel).items() if name.startswith("fee.")]
    assert any("Late desk" in text and "web shop only" in text for text in told)
    assert any("Cleaning" in text and "inside our prices" in text for text in told)


@pytest.mark.parametrize(("zone", "level"), [("UTC", "ok"), ("America/Mexico_City", "warning")])
def test_another_clock_is_told(hotel: Hotel, at_qloapps: QloApps, zone: str, level: str):
    hotel.timezone = zone
    assert levels(hotel)["clock"] == level


def test_another_currency_is_an_error(hotel: Hotel, at_qloapps: QloApps):
    hotel.currency = "BRL"
    assert "error" in levels(hotel).values()


def test_wrong_key_says_so_and_stops(hotel: Hotel, qloapps: Server):
    connect(hotel, qloapps, hotel_id=1)
    PmsAccount.objects.update(credentials="X" * 32)
    hotel.pms_account.refresh_from_db()
    found = texts(hotel)
    assert "not active" in found["settings"]
    assert "rights" not in found


def test_unknown_hotel_there(hotel: Hotel, qloapps: Server):
    connect(hotel, qloapps, hotel_id=9)
    assert any("no hotel 9" in text for text in texts(hotel).values())


@pytest.mark.parametrize(("rates", "code"), [(True, 0), (False, 1)])
def test_command_tells_by_its_exit_code(hotel: Hotel, capsys: Any, rates: bool, code: int):
    if not rates:
        NightlyRate.objects.all().delete()
    with pytest.raises(SystemExit) as ended:
        call_command("pms_doctor", hotel=hotel.slug, json=True)
    assert ended.value.code == code
    assert json.loads(capsys.readouterr().out)["hotel"] == hotel.slug


def test_warnings_are_exit_code_2(hotel: Hotel, at_qloapps: QloApps):
    with pytest.raises(SystemExit) as ended:
        call_command("pms_doctor", hotel=hotel.slug)
    assert ended.value.code == 2


def test_command_for_nobody(db: None):
    with pytest.raises(CommandError, match="no hotel nowhere"):
        call_command("pms_doctor", hotel="nowhere")
