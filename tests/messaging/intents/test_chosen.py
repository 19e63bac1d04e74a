"""Which of the options a guest means."""

from __future__ import annotations

import pytest

from messaging.models import Session
from pms.models import Hotel, RoomType
from pms.terms import Stay
from reservations.models import Offer
from tests import factories as make
from tests.messaging.talk import Talk

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def talk(hotel: Hotel) -> Talk:
    return Talk(hotel)


@pytest.mark.parametrize("said", ["la doble más barata", "o duplo mais barato", "cheapest double please"])
def test_the_cheapest_of_a_type(talk: Talk, stay: Stay, said: str) -> None:
    talk.says(f"del {stay.arrival} al {stay.departure}, 2 adultos")
    outcome = talk.says(said)
    assert outcome.record.words == "read_back"
    held = Offer.objects.get(pk=Session.objects.get().state["offer"])
    assert (held.room_type, held.rate_plan) == ("double", "saver")


def test_a_word_that_several_types_share_leaves_those(talk: Talk, hotel: Hotel, stay: Stay) -> None:
    """It is not said that none of them is free."""
    inside = {"es": "Doble interior", "pt": "Duplo interno", "en": "Inside double"}
    RoomType.objects.filter(code="double").update(names=inside)
    view = {"es": "Doble con vista", "pt": "Duplo com vista", "en": "Double with a view"}
    kind = make.RoomTypeFactory(hotel=hotel, code="view", names=view, max_guests=2, position=3)
    make.RoomFactory(hotel=hotel, room_type=kind, number="301")
    for plan in hotel.rate_plans.all():
        for night in stay.dates():
            make.NightlyRateFactory(hotel=hotel, room_type=kind, rate_plan=plan, date=night, amount=120)
    talk.says(f"del {stay.arrival} al {stay.departure}, 2 adultos")
    outcome = talk.says("una doble")
    text = outcome.messages[0].text
    assert outcome.record.words == "ask_choice"
    assert "Doble con vista" in text and "Suite" not in text
    assert "no lo tengo libre" not in text
