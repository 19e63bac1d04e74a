from __future__ import annotations

from decimal import Decimal

import pytest

from locks import holds
from pms.models import Guest, Hotel
from pms.terms import Party, Stay
from reservations import availability
from reservations.errors import NoRooms
from reservations.models import Offer
from tests import factories as make

pytestmark = [pytest.mark.integration, pytest.mark.critical]


def search(hotel: Hotel, stay: Stay, party: Party | None = None) -> list[Offer]:
    return availability.search(hotel, stay, party or Party(2), asked_by="conversation:1")


def test_search_stores_what_it_offers(hotel: Hotel, stay: Stay) -> None:
    offers = search(hotel, stay)
    assert [(o.room_type, o.rate_plan, o.total) for o in offers] == [
        ("double", "saver", Decimal("170.00")),
        ("double", "flexible", Decimal("200.00")),
        ("suite", "saver", Decimal("306.00")),
        ("suite", "flexible", Decimal("360.00")),
    ]
    stored = Offer.objects.get(pk=offers[1].pk)
    assert stored.stay == stay
    assert sum(night.amount for night in stored.per_night) == stored.total
    assert stored.is_valid


def test_search_hides_what_others_hold(hotel: Hotel, guest: Guest, stay: Stay) -> None:
    holds.place(hotel, "201", stay, room_type="suite", guest=guest, holder="conversation:2")
    assert {offer.room_type for offer in search(hotel, stay)} == {"double"}


def test_search_shows_the_askers_own_held_room(hotel: Hotel, guest: Guest, stay: Stay) -> None:
    holds.place(hotel, "201", stay, room_type="suite", guest=guest, holder="conversation:1")
    assert "suite" in {offer.room_type for offer in search(hotel, stay)}


def test_search_is_sold_out_when_all_is_held(hotel: Hotel, guest: Guest, stay: Stay) -> None:
    for unit in ("101", "102", "103", "201"):
        holds.place(hotel, unit, stay, room_type="double", guest=guest, holder=f"conversation:{unit}")
    with pytest.raises(NoRooms) as no:
        search(hotel, stay)
    assert no.value.reason == "sold_out"


def test_search_passes_the_reason_on(hotel: Hotel, stay: Stay) -> None:
    make.RestrictionFactory(hotel=hotel, first=stay.arrival, last=stay.arrival, min_nights=3)
    with pytest.raises(NoRooms) as no:
        search(hotel, stay)
    assert (no.value.reason, no.value.detail) == ("min_nights", {"nights": 3})


def test_recall_keeps_the_order_shown(hotel: Hotel, stay: Stay) -> None:
    ids = [offer.pk for offer in search(hotel, stay)][::-1]
    assert [offer.pk for offer in availability.recall(hotel, ids)] == ids
