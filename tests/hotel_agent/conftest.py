"""The demo hotels, made once a module; every test works on top of them and is rolled back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django_scopes import scope, scopes_disabled

from hotel_agent.demo import HOTELS
from hotel_agent.demo.sheets import HotelSheet
from pms.models import Hotel


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("data")
    with override_settings(DATA_DIR=path, PUBLIC_URL="http://localhost:8123"):
        yield path


@pytest.fixture(scope="module")
def _demo(folder: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def _made(_demo: None, db: None) -> Iterator[None]:
    with scopes_disabled():
        yield


@pytest.fixture(params=HOTELS, ids=lambda sheet: sheet.slug)
def sheet(request: pytest.FixtureRequest) -> HotelSheet:
    chosen: HotelSheet = request.param
    return chosen


@pytest.fixture
def demo(_made: None, sheet: HotelSheet) -> Iterator[Hotel]:
    """One of the three after the other, in its scope."""
    found = Hotel.objects.get(slug=sheet.slug)
    with scope(hotel=found):
        yield found


@pytest.fixture
def posada(_made: None) -> Iterator[Hotel]:
    """One of them, where one is enough."""
    found = Hotel.objects.get(slug="posada-del-sol")
    with scope(hotel=found):
        yield found


@pytest.fixture
def card(_made: None, folder: Path) -> Any:
    return json.loads((folder / "demo.json").read_text())
