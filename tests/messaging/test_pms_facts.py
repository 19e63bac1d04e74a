"""Services and refund rules of a PMS become facts: once, again without a change, and never over staff's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.management import call_command
from django_scopes import scope

from messaging import pms_facts
from messaging.models import Fact
from pms.adapters.qloapps import catalogue
from pms.fakes.qloapps import Books, Server
from pms.models import Hotel
from pms.terms import Inventory, Money, RefundThere, ServiceThere
from tests import factories as make
from tests.pms.conftest import connect

pytestmark = pytest.mark.integration

THERE = Inventory(
    hotel={},
    room_types=(),
    rooms=(),
    services=(
        ServiceThere("Breakfast", Money(Decimal("12.50"), "EUR"), per_night=True, always=False),
        ServiceThere("Transfer", Money(Decimal(30), "EUR"), per_night=False, always=False),
        ServiceThere("Cleaning", Money(Decimal(5), "EUR"), per_night=False, always=True),
    ),
    refunds=(RefundThere(0, True, Decimal(100)), RefundThere(7, False, Decimal(0)), RefundThere(2, True, Decimal(50))),
)


@pytest.fixture
def nuevo(db: None) -> Iterator[Hotel]:
    hotel: Hotel = make.HotelFactory(slug="nuevo", name="Nuevo", language="es", currency="EUR")
    with scope(hotel=hotel):
        yield hotel


def text(topic: str, language: str) -> str:
    return Fact.objects.get(topic=topic, language=language).text.replace("\xa0", " ")


def test_services_and_refunds_are_written_in_three_languages(nuevo: Hotel) -> None:
    found = pms_facts.bring_over(nuevo, THERE)
    assert [row.kind for row in found] == ["new"] * 6
    assert text("services", "es") == (
        "Se puede añadir a la estancia: Breakfast (12,50 € por noche), Transfer (30,00 €)."
    )
    assert text("cancellation_policy", "en") == (
        "Cancelling at least 7 days before arrival costs nothing; Cancelling at least 2 days before arrival costs 50 % "
        "of the stay; Cancelling later costs 100 % of the stay."
    ).replace("; Cancelling", "; cancelling")


def test_again_changes_nothing_and_a_change_is_told(nuevo: Hotel) -> None:
    pms_facts.bring_over(nuevo, THERE)
    assert pms_facts.bring_over(nuevo, THERE) == []
    dearer = replace(THERE, services=THERE.services[1:])
    assert [(row.kind, row.what) for row in pms_facts.bring_over(nuevo, dearer)] == [
        ("changed", f"fact services ({language})") for language in ("es", "pt", "en")
    ]
    assert "Breakfast" not in text("services", "es")


def test_dry_run_writes_nothing(nuevo: Hotel) -> None:
    assert len(pms_facts.bring_over(nuevo, THERE, dry_run=True)) == 6
    assert not Fact.objects.exists()


def test_what_staff_have_written_stays(nuevo: Hotel) -> None:
    Fact.objects.create(hotel=nuevo, topic="services", language="es", text="Pregunte en recepción.", source="Ana")
    found = pms_facts.bring_over(nuevo, THERE)
    assert ("kept", "fact services (es)") in [(row.kind, row.what) for row in found]
    assert text("services", "es") == "Pregunte en recepción."


def test_what_the_pms_has_no_more_goes_and_only_that(nuevo: Hotel) -> None:
    pms_facts.bring_over(nuevo, THERE)
    found = pms_facts.bring_over(nuevo, replace(THERE, services=()))
    assert {row.kind for row in found} == {"gone"}
    assert set(Fact.objects.values_list("topic", flat=True)) == {"cancellation_policy"}


def test_the_command_brings_them_over_the_web_service(nuevo: Hotel, capsys: pytest.CaptureFixture[str]) -> None:
    with Server(("127.0.0.1", 0), Books()) as server:
        server.in_background()
        connect(nuevo, server, hotel_id=1)
        catalogue.forget()
        call_command("pms_import", hotel="nuevo")
        server.shutdown()
    assert "fact services (es)" in capsys.readouterr().out
    assert Fact.objects.filter(source="PMS", topic="services").count() == 3
