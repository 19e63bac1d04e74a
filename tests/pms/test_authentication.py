"""An API key opens its own hotel."""

import pytest
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.test import APIRequestFactory

from pms.authentication import HotelApiKey
from pms.models import Hotel
from tests.conftest import API_KEY, OTHER_API_KEY

pytestmark = pytest.mark.security


def opened(header: str) -> object:
    request = APIRequestFactory().get("/", HTTP_AUTHORIZATION=header)
    return HotelApiKey().authenticate(request)


def test_a_key_opens_its_hotel(hotel: Hotel, other_hotel: Hotel):
    assert opened(f"Bearer {API_KEY}")[1] == hotel
    assert opened(f"bearer {OTHER_API_KEY}")[1] == other_hotel


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", f"Basic {API_KEY}", API_KEY])
def test_no_key_is_nobody(hotel: Hotel, header: str):
    assert opened(header) is None


@pytest.mark.parametrize("key", ["wrong", API_KEY[:-1], Hotel.hash_api_key(API_KEY), "ñandú", "\x00"])
def test_a_wrong_key_is_refused(hotel: Hotel, key: str):
    with pytest.raises(AuthenticationFailed):
        opened(f"Bearer {key}")
