"""Hotels and room types know what is right, and whose day it is."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pms.models import Guest, GuestIdentity, Hotel, RoomType, validate_names
from pms.terms import Party
from tests import factories as make


def test_a_hotels_today_is_its_own():
    with time_machine.travel("2026-03-29T00:30:00+00:00", tick=False):
        assert Hotel(timezone="Europe/Madrid").now().date() == date(2026, 3, 29)
        assert Hotel(timezone="America/Sao_Paulo").now().date() == date(2026, 3, 28)


def test_a_hotels_clock_follows_summer_time():
    with time_machine.travel("2026-03-29T01:30:00+00:00", tick=False):
        assert Hotel(timezone="Europe/Madrid").now().hour == 3  # 2:00 to 3:00 did not happen


def test_an_unknown_time_zone_is_refused():
    with pytest.raises(ValidationError):
        Hotel(timezone="Europe/Atlantis").clean()


@pytest.mark.parametrize("names", [{"es": "Doble", "pt": "Duplo"}, {"es": 1, "pt": "a", "en": "b"}, ["Doble"], None])
def test_a_name_is_needed_in_every_language(names: object):
    with pytest.raises(ValidationError):
        validate_names(names)


@pytest.mark.parametrize(
    ("party", "fits"),
    [
        (Party(2), True),
        (Party(2, (5,)), True),
        (Party(3), False),
        (Party(2, (5, 7)), False),
        (Party(1, (5, 7)), True),
    ],
)
def test_a_room_type_sleeps_so_many_adults_and_so_many_in_all(party: Party, fits: bool):
    assert RoomType(max_adults=2, max_guests=3).sleeps(party) is fits


def test_an_identity_belongs_to_one_guest_of_a_hotel(hotel: Hotel, other_hotel: Hotel, guest: Guest):
    make.GuestIdentityFactory(hotel=hotel, guest=guest, value="34666777888")
    make.GuestIdentityFactory(hotel=other_hotel, value="34666777888")
    with pytest.raises(IntegrityError), transaction.atomic():
        make.GuestIdentityFactory(hotel=hotel, value="34666777888")
    assert GuestIdentity.objects.count() == 1


def test_an_api_key_is_stored_as_a_digest():
    assert Hotel.hash_api_key("key") == "2c70e12b7a0646f92279f427c7b38e7334d8e5389cff167a1dc30e73f826b683"
