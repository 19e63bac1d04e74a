"""What a room is like, from its description; what that does not say is not known."""

from __future__ import annotations

import pytest

from messaging import questions
from pms.models import Hotel, RoomType
from tests.factories import in_three_languages
from tests.messaging.talk import Talk

pytestmark = pytest.mark.integration


@pytest.fixture(autouse=True)
def _described(hotel: Hotel) -> None:
    suite = "45 m² con bañera y terraza.", "45 m² com banheira e terraço.", "45 m² with a bathtub and a terrace."
    RoomType.objects.filter(code="suite").update(descriptions=in_three_languages(*suite))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("¿la suite tiene bañera?", "45 m² con bañera y terraza. Hasta 4 personas."),
        ("a suíte com terraço tem banheira?", "45 m² com banheira e terraço. Até 4 pessoas."),
        ("how big is the suite?", "45 m² with a bathtub and a terrace. Up to 4 guests."),
        ("¿cuántas personas caben en la doble?", "Tranquila, con balcón Hasta 3 personas."),
        ("¿qué habitación tiene balcón?", "*Habitación doble*: Tranquila, con balcón Hasta 3 personas."),
    ],
)
def test_what_is_described_is_told(talk: Talk, hotel: Hotel, question: str, said: str) -> None:
    outcome = talk.says(question)
    assert outcome.record.words == "rooms_described"
    assert outcome.messages[0].text.endswith(said)
    assert "\n" not in outcome.messages[0].text


@pytest.mark.parametrize(
    "question", ["¿la doble tiene bañera?", "o quarto duplo tem banheira?", "how big is the double?"]
)
def test_what_is_not_described_is_not_known(talk: Talk, hotel: Hotel, question: str) -> None:
    assert talk.says(question).record.words == "no_fact"
    assert [row.topic for row in questions.ranked([hotel])[1]] == ["rooms"]


@pytest.mark.parametrize("wish", ["quiero una habitación con balcón", "¿cuánto cuesta la suite con bañera?"])
def test_who_wants_such_a_room_wants_a_room(talk: Talk, wish: str) -> None:
    assert talk.says(wish).record.intent in ("check_availability", "check_price")
