"""A page of the back office asks few questions, and no more of them as a hotel grows."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from waffle.models import Flag

from pms.models import Hotel
from tests.admin.conftest import address, every_table_is_covered, fill, registered

LIMIT = 30
pytestmark = pytest.mark.performance


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(url)
    assert answer.status_code == 200, url
    # That somebody is at work is written once a minute, whatever the page.
    writes = ('UPDATE "django_session"', "SAVEPOINT", "RELEASE SAVEPOINT")
    return sum(not query["sql"].startswith(writes) for query in captured.captured_queries)


def pages(rows: dict[str, Any]) -> list[str]:
    lists = [reverse(address(model)) for model in registered()]
    # A conversation opens in the inbox, which counts for itself.
    tables = [model for model in registered() if model.__name__ != "Conversation"]
    details = [reverse(address(model, "change"), args=[rows[model.__name__].pk]) for model in tables]
    others = [reverse(address(model)) for model in (Hotel, User, Group, Flag)]
    return [*lists, *details, *others, reverse("admin:index")]


def test_every_table_of_ours_has_a_page() -> None:
    assert not every_table_is_covered()
    assert len(registered()) + 3 == len(
        [
            model
            for model in admin.site._registry
            if model._meta.app_label in ("pms", "locks", "reservations", "messaging")
        ]
    )


def test_queries_stay_few_and_constant(hotel: Hotel, other_hotel: Hotel, owner: Client) -> None:
    rows = fill(hotel, 2)
    fill(other_hotel, 1)
    urls = pages(rows)
    few = {url: queries(owner, url) for url in urls}
    fill(hotel, 28)
    many = {url: queries(owner, url) for url in urls}
    assert {url: count for url, count in many.items() if count > LIMIT} == {}
    assert {url: (few[url], count) for url, count in many.items() if count > few[url]} == {}


def test_permissions_cost_little(hotel: Hotel, desk: Client) -> None:
    """Who is no superuser is asked for their groups, once a page."""
    fill(hotel, 2)
    assert max(queries(desk, reverse(address(model))) for model in registered()) <= LIMIT / 2


def test_no_list_is_longer_than_a_page() -> None:
    for model, rows in admin.site._registry.items():
        assert max(rows.list_per_page, rows.list_max_show_all) <= 25, model
