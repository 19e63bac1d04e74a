"""Queries see the hotel in scope, and nothing at all outside one."""

import pytest
from django.apps import apps
from django_scopes import scope, scopes_disabled
from django_scopes.exceptions import ScopeError

from pms.models import Hotel, Room
from pms.scoping import HotelManager

pytestmark = pytest.mark.security
SCOPED = [
    model
    for label in ("pms", "locks", "reservations", "messaging")
    for model in apps.get_app_config(label).get_models()
    if model.__name__ not in ("Hotel", "HistoricalHotel")
]


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_outside_a_scope_every_query_fails(model):
    for query in (model.objects.first, model.objects.count, lambda: list(model.objects.all())):
        with pytest.raises(ScopeError):
            query()


def test_every_table_of_a_hotel_is_scoped():
    assert len(SCOPED) > 20
    assert not [model for model in SCOPED if not isinstance(model._default_manager, HotelManager)]


def test_a_scope_shows_its_own_hotel_alone(hotel: Hotel, other_hotel: Hotel):
    assert set(Room.objects.values_list("hotel_id", flat=True)) == {hotel.pk}
    assert not Room.objects.filter(hotel=other_hotel).exists()
    with scope(hotel=other_hotel):
        assert set(Room.objects.values_list("hotel_id", flat=True)) == {other_hotel.pk}


def test_a_scope_reaches_through_related_rows(hotel: Hotel, other_hotel: Hotel):
    assert hotel.rooms.count() == 4
    assert other_hotel.rooms.count() == 0


def test_a_scope_of_no_hotels_shows_nothing(hotel: Hotel):
    with scope(hotel=[]):
        assert Room.objects.count() == 0


def test_a_scope_of_several_hotels_shows_each(hotel: Hotel, other_hotel: Hotel):
    with scope(hotel=[hotel, other_hotel]):
        assert set(Room.objects.values_list("hotel_id", flat=True)) == {hotel.pk, other_hotel.pk}


def test_jobs_over_all_hotels_say_so(hotel: Hotel, other_hotel: Hotel):
    with scopes_disabled():
        assert Room.objects.count() == 8
