"""A language model on this machine, and a hotel that asks it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from messaging.fakes.language_model import Server
from messaging.models import LanguageModel
from pms import features
from pms.models import Hotel, HotelFlag


@pytest.fixture
def fake_model() -> Iterator[Server]:
    with Server(("127.0.0.1", 0)) as server:
        server.in_background()
        yield server
        server.shutdown()


@pytest.fixture
def model(hotel: Hotel, fake_model: Server) -> LanguageModel:
    """2 a million tokens in, 10 a million out; the flag is on."""
    HotelFlag.objects.create(hotel=hotel, name="language_model", percent=100)
    features.forget(hotel.pk)
    return LanguageModel.objects.create(
        hotel=hotel,
        kind="openai",
        base_url=f"{fake_model.url}/v1",
        name="small",
        api_key="sk-secret",
        input_price=Decimal(2),
        output_price=Decimal(10),
        daily_budget=Decimal(1),
    )
