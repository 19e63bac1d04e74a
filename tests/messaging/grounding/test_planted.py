"""One true reply in each language, and every lie in `lies` planted into it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from locks.models import RoomHold
from messaging import wording
from messaging.grounding import ungrounded
from messaging.turn import Reply
from pms.models import Guest, Hotel
from pms.terms import LANGUAGES
from reservations.models import Offer, Reservation
from tests.messaging.grounding.lies import LIES, planted

pytestmark = [pytest.mark.unit, pytest.mark.critical]


@pytest.fixture(scope="module")
def values() -> dict[str, Any]:
    """Rows that nobody saved: 200 € for two nights from Friday 2 April 2027, room 101, breakfast included."""
    hotel = Hotel(name="Casa Azul", country="ES", timezone="Europe/Madrid", currency="EUR", phone="+34 956 555 010")
    guest = Guest(hotel=hotel, name="Juan Pérez", email="juan@example.com", phone="+34666777888")
    hold = RoomHold(hotel=hotel, unit="101", guest=guest, expires_at=timezone.now() + timedelta(minutes=20))
    offer = Offer(
        hotel=hotel,
        room_type_names={"es": "Habitación doble", "pt": "Quarto duplo", "en": "Double room"},
        rate_plan_names={"es": "Tarifa flexible", "pt": "Tarifa flexível", "en": "Flexible rate"},
        unit="101",
        units_left=2,
        arrival=date(2027, 4, 2),
        departure=date(2027, 4, 4),
        adults=2,
        lines=[["2027-04-02", "100.00"], ["2027-04-03", "100.00"]],
        taxes=[["IVA 10 %", "18.18", True]],
        total=Decimal("200.00"),
        currency="EUR",
        breakfast=True,
        free_until=date(2027, 3, 31),
        cancellation_fee=Decimal("100.00"),
    )
    reservation = Reservation(
        hotel=hotel,
        reference="HA-05KX2M4P7Q",
        offer=offer,
        hold=hold,
        guest=guest,
        guest_name=guest.name,
        status="confirmed",
        unit="101",
        total=offer.total,
    )
    return {"hotel": hotel, "reservation": reservation}


@pytest.fixture(scope="module")
def said(values: dict[str, Any]) -> dict[str, str]:
    reply = Reply("confirmed", reservation=values["reservation"])
    return {language: wording.put(reply, values["hotel"], language).text for language in LANGUAGES}


@pytest.mark.parametrize("kind", LIES)
def test_every_lie_is_caught(kind: str, said: dict[str, str], values: dict[str, Any]) -> None:
    sources = list(values.values())
    lies = list(planted(kind))
    missed = [lie for language, lie in lies if not ungrounded(f"{said[language]}\n{lie}", sources)]
    assert missed == [], f"{len(missed)} of {len(lies)}"


def test_the_truth_is_no_lie(said: dict[str, str], values: dict[str, Any]) -> None:
    assert [words for words in said.values() if ungrounded(words, values.values())] == []


def test_there_are_enough() -> None:
    few = {kind: count for kind in LIES if (count := len(list(planted(kind)))) < 100}
    assert set(few) <= {"amount without a sign", "percent", "day", "weekday", "year"}, few
    assert sum(len(list(planted(kind))) for kind in LIES) >= 1500
