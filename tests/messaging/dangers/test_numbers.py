"""Whom to call: by country, and by kind where a country has several numbers; all of it grounded."""

from __future__ import annotations

import pytest

from messaging import wording
from messaging.dangers import Kind, numbers
from messaging.models import Conversation
from messaging.session import Frame
from messaging.turn import Reply, Turn, Understanding
from pms.models import Hotel

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("country", "kind", "number"),
    [
        ("ES", Kind.FIRE, "112"),
        ("AR", Kind.FIRE, "100"),
        ("AR", Kind.MEDICAL, "107"),
        ("AR", Kind.VIOLENCE, "911"),
        ("AR", Kind.DISASTER, "911"),
        ("BR", Kind.FIRE, "193"),
        ("BR", Kind.MEDICAL, "192"),
        ("BR", Kind.INTRUDER, "190"),
        ("BR", Kind.UNKNOWN, ""),
        ("MX", Kind.GAS, "911"),
        ("GB", Kind.FIRE, "999"),
        ("DE", Kind.FIRE, "112"),
        ("XX", Kind.FIRE, "112"),
    ],
)
def test_the_number_of_a_kind(country: str, kind: Kind, number: str) -> None:
    assert numbers.of(country).of(kind) == number


@pytest.mark.parametrize("language", ["es", "pt", "en"])
@pytest.mark.parametrize("country", ["ES", "AR", "BR", "MX", "US", "CL", "UY", "XX"])
def test_every_kind_names_a_number_that_is_stored(country: str, language: str) -> None:
    hotel = Hotel(name="Casa Azul", country=country, timezone="Europe/Madrid", phone="+34 956 000 111")
    known = numbers.of(country)
    said = Understanding(language, "emergency", 1.0)
    turn = Turn(hotel, Conversation(hotel=hotel), "", said, Frame(), handover="EMERGENCY")
    for kind in Kind:
        reply = Reply("emergency", kind=kind.value, number=known.of(kind), numbers=known)
        text = wording.put(reply, hotel, language, turn=turn).text
        named = known.of(kind) or known.police
        assert named in text
        assert hotel.phone in text
        assert "?" not in text
        assert (known.lifeline in text) if kind == Kind.SUICIDE else True
