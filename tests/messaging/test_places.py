from __future__ import annotations

from decimal import Decimal

import pytest

from messaging import inbox, orchestrator
from messaging.channels.base import Identity, Incoming
from messaging.models import ChannelAccount, Fact, Message
from pms.models import Hotel

pytestmark = pytest.mark.integration


def asked_where(hotel: Hotel, kind: str) -> list[tuple[str, dict[str, object]]]:
    """Kind and payload of what the guest gets."""
    Fact.objects.create(hotel=hotel, topic="location", language="es", text="Estamos en la calle de la Palma.")
    account = ChannelAccount.objects.select_related("hotel").get(hotel=hotel, kind=kind)
    names = (Identity("phone", "34600111222"),)
    [conversation] = inbox.receive(account, [Incoming("m1", "34600111222", names, hotel.now(), text="¿dónde están?")])
    orchestrator.answer(conversation)
    return list(Message.objects.filter(direction="out").order_by("pk").values_list("kind", "payload"))


@pytest.fixture
def placed(hotel: Hotel) -> Hotel:
    Hotel.objects.filter(pk=hotel.pk).update(latitude=Decimal("36.5317"), longitude=Decimal("-6.3027"))
    hotel.refresh_from_db()
    return hotel


def test_who_asks_where_gets_the_words_and_a_pin(placed: Hotel) -> None:
    (words, _), (pin, place) = asked_where(placed, "whatsapp")
    assert (words, pin) == ("text", "location")
    assert (place["latitude"], place["longitude"], place["name"]) == (36.5317, -6.3027, "Casa Azul")


def test_where_there_are_no_maps_words_are_all(placed: Hotel) -> None:
    assert [kind for kind, _ in asked_where(placed, "web")] == ["text"]


def test_a_hotel_without_coordinates_sends_no_pin(hotel: Hotel) -> None:
    assert [kind for kind, _ in asked_where(hotel, "whatsapp")] == ["text"]
