"""Fixtures for all tests: a small complete hotel, its neighbour, and a clean house between tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django_scopes import scope
from redis.exceptions import RedisError

from messaging import inbox, orchestrator, wording
from messaging.channels import CHANNELS
from messaging.models import ChannelAccount, Conversation, Fact
from messaging.turn import Reply, Turn
from pms import breaker, shared
from pms.models import Guest, Hotel, RatePlan, RoomType
from pms.terms import Stay
from tests import factories as make

WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
API_KEY = "test-api-key"
OTHER_API_KEY = "other-api-key"
DAYS_OF_RATES = 120
PRICES = {
    ("double", "flexible"): Decimal("100.00"),
    ("double", "saver"): Decimal("85.00"),
    ("suite", "flexible"): Decimal("180.00"),
    ("suite", "saver"): Decimal("153.00"),
}
FACTS = {
    "breakfast": {
        "es": "El desayuno se sirve de 7:30 a 10:30.",
        "pt": "O café da manhã é servido das 7:30 às 10:30.",
        "en": "Breakfast is served from 7:30 to 10:30.",
    },
    "wifi": {
        "es": "El wifi es gratuito en todo el hotel.",
        "pt": "O wi-fi é gratuito em todo o hotel.",
        "en": "Wi-Fi is free in the whole hotel.",
    },
    "parking": {
        "es": "El aparcamiento cuesta 15,00 € por noche.",
        "pt": "O estacionamento custa € 15,00 por noite.",
        "en": "Parking costs €15.00 per night.",
    },
}


def pytest_configure() -> None:
    """A Redis database of our own: a test never meets the queues of a running hotel agent."""
    url = urlsplit(settings.REDIS_URL)._replace(path=f"/{1 + WORKER}").geturl()
    settings.REDIS_URL = url
    settings.CACHES["default"]["LOCATION"] = url
    # What is published is heard in every database of a Redis.
    settings.CHANNEL_LAYERS["default"]["CONFIG"] = {"hosts": [url], "prefix": f"test-{WORKER}"}
    settings.CELERY["broker_url"] = url
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _clean_house() -> Iterator[None]:
    """No breaker, no cached answer and no patched channel survives a test."""
    yield
    for channel in CHANNELS.values():
        vars(channel).pop("send", None)  # what monkeypatch puts back into an instance hides its class
    breaker.of.cache_clear()
    shared.outage.ends()
    inbox.recent_accounts.clear()
    with suppress(OSError, RedisError):
        cache.clear()


@pytest.fixture(autouse=True)
def _nothing_is_made_up(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A reply that grounding keeps back lies, or its handler does not show the row that proves it."""
    kept: list[str] = []
    excuse = orchestrator._excuse

    def noted(turn: Turn, error: Exception) -> tuple[Reply, wording.Worded]:
        if isinstance(error, wording.Ungrounded):
            kept.append(str(error))
        return excuse(turn, error)

    monkeypatch.setattr(orchestrator, "_excuse", noted)
    yield
    assert request.node.get_closest_marker("kept_back") or not kept, kept


@pytest.fixture
def today(hotel: Hotel) -> date:
    return hotel.now().date()


@pytest.fixture
def stay(today: date) -> Stay:
    """Two nights, ten days ahead."""
    return Stay(today + timedelta(days=10), today + timedelta(days=12))


@pytest.fixture
def hotel(db: None) -> Iterator[Hotel]:
    """Casa Azul in Cádiz: doubles 101 to 103, suite 201; the test runs in its scope."""
    casa = small_hotel(slug="casa-azul", name="Casa Azul", api_key_hash=Hotel.hash_api_key(API_KEY))
    with scope(hotel=casa):
        yield casa


@pytest.fixture
def other_hotel(db: None) -> Hotel:
    """Its neighbour in Paraty with the same room numbers, types and plans, outside the scope of the test."""
    return small_hotel(
        slug="casa-verde",
        name="Casa Verde",
        city="Paraty",
        language="pt",
        country="BR",
        timezone="America/Sao_Paulo",
        currency="BRL",
        api_key_hash=Hotel.hash_api_key(OTHER_API_KEY),
    )


@pytest.fixture
def guest(hotel: Hotel) -> Guest:
    return make.GuestFactory(hotel=hotel)


@pytest.fixture
def conversation(hotel: Hotel, guest: Guest) -> Conversation:
    """Juan Pérez in the web chat."""
    account = ChannelAccount.objects.get(kind="web", hotel=hotel)
    return make.ConversationFactory(hotel=hotel, account=account, guest=guest)


@pytest.fixture
def other_conversation(hotel: Hotel) -> Conversation:
    """Another guest of the same hotel."""
    ana = make.GuestFactory(hotel=hotel, name="Ana López", email="ana@example.com", phone="+34600111222")
    account = ChannelAccount.objects.get(kind="web", hotel=hotel)
    return make.ConversationFactory(hotel=hotel, account=account, guest=ana)


def small_hotel(**fields: str) -> Hotel:
    hotel: Hotel = make.HotelFactory(**fields)
    double = make.RoomTypeFactory(hotel=hotel, code="double", max_guests=3, position=1)
    suite = make.RoomTypeFactory(
        hotel=hotel,
        code="suite",
        max_adults=4,
        max_guests=4,
        position=2,
        names=make.in_three_languages("Suite con terraza", "Suíte com terraço", "Suite with a terrace"),
    )
    for number in ("101", "102", "103"):
        make.RoomFactory(hotel=hotel, room_type=double, number=number, floor=1)
    make.RoomFactory(hotel=hotel, room_type=suite, number="201", floor=2)
    flexible = make.RatePlanFactory(hotel=hotel, code="flexible", position=1)
    saver = make.RatePlanFactory(
        hotel=hotel,
        code="saver",
        position=2,
        breakfast=False,
        free_until_days=None,
        names=make.in_three_languages("No reembolsable", "Não reembolsável", "Non-refundable"),
    )
    make.TaxFactory(hotel=hotel, name="IVA 10 %", value=Decimal("10.00"))
    add_rates(hotel, [double, suite], [flexible, saver])
    for kind in ("web", "api", "terminal"):
        make.ChannelAccountFactory(hotel=hotel, kind=kind, external_id=hotel.slug)
    make.WhatsappAccountFactory(hotel=hotel)
    Fact._base_manager.bulk_create(
        Fact(hotel=hotel, topic=topic, language=language, text=text, source="Front desk")
        for topic, texts in FACTS.items()
        for language, text in texts.items()
    )
    return hotel


RATES = """
INSERT INTO pms_nightlyrate (hotel_id, room_type_id, rate_plan_id, date, amount)
SELECT %s, %s, %s, %s::date + night, %s FROM generate_series(0, %s) AS night
"""


def add_rates(hotel: Hotel, room_types: list[RoomType], plans: list[RatePlan]) -> None:
    """The same price every night, from today for DAYS_OF_RATES days. Half the tests do this: not row by row."""
    first = hotel.now().date()
    with connection.cursor() as cursor:
        for room_type in room_types:
            for plan in plans:
                price = PRICES[room_type.code, plan.code]
                cursor.execute(RATES, [hotel.pk, room_type.pk, plan.pk, first, price, DAYS_OF_RATES - 1])
