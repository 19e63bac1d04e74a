"""Makes the demo hotels, or brings them up to date, and writes down how to drive them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django_scopes import scope, scopes_disabled

from hotel_agent.demo import HOTELS, bookings, conversations, crowd, house, rooms, staff
from hotel_agent.demo.sheets import HotelSheet
from hotel_agent.embedded.server import write_private
from pms import roles
from pms.models import Hotel

OUR_APPS = ("pms", "locks", "reservations", "messaging", "hotel_agent")

Step = Callable[[HotelSheet, Hotel], object]
# What a hotel is, whoever has stayed there; and what has happened in it.
HOUSE: tuple[tuple[str, Step], ...] = (
    ("rooms", rooms.inventory),
    ("rates", rooms.rates),
    ("rules", rooms.restrictions),
    ("facts", rooms.facts),
    ("channels", rooms.accounts),
    ("saved replies", house.saved_replies),
)
PAST: tuple[tuple[str, Step], ...] = (
    ("bookings", bookings.write),
    ("staff", staff.members),
    ("conversations", conversations.write),
    ("crowd", crowd.write),
    ("doubtful facts", house.doubtful_facts),
    ("pulse", house.pulse),
)
STEPS = (*HOUSE, *PAST)


def build() -> Iterator[str]:
    """One step after the other, each named before it is done."""
    yield "staff"
    roles.apply()
    staff.administrator()
    for sheet in HOTELS:
        yield sheet.name
        hotel = rooms.hotel(sheet)
        for name, step in STEPS:
            yield f"{sheet.name}: {name}"
            with scope(hotel=hotel), transaction.atomic():
                step(sheet, hotel)
    write_card()


def size() -> int:
    return 1 + len(HOTELS) * (1 + len(STEPS))


def strangers() -> list[str]:
    """Hotels that are not the demo's."""
    known = [sheet.slug for sheet in HOTELS]
    return list(Hotel.objects.exclude(slug__in=known).values_list("name", flat=True))


def empty() -> None:
    """All our tables. The trails refuse DELETE, and row numbers go on: a cache may still know the old ones."""
    models = [model for label in OUR_APPS for model in apps.get_app_config(label).get_models()]
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
    with scopes_disabled(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} CASCADE")


def logins() -> list[staff.Login]:
    return [staff.admin(), *(staff.login(sheet, role) for sheet in HOTELS for role in staff.SHORT)]


def write_card() -> None:
    """What a script needs to drive the demo, readable by us alone."""
    card = {
        "base_url": settings.PUBLIC_URL,
        "staff": {"username": staff.admin().username, "password": staff.admin().password},
        "fake_whatsapp_url": settings.FAKE_WHATSAPP_URL,
        "hotels": [_hotel(sheet) for sheet in HOTELS],
    }
    write_private(settings.DATA_DIR / "demo.json", json.dumps(card, indent=2, ensure_ascii=False) + "\n")


def _hotel(sheet: HotelSheet) -> dict[str, Any]:
    return {
        "slug": sheet.slug,
        "language": sheet.language,
        "timezone": sheet.timezone,
        "currency": sheet.currency,
        "api_key": rooms.api_key(sheet),
        "chat_url": f"{settings.PUBLIC_URL}/chat/{sheet.slug}/",
        "room_types": [kind.code for kind in sheet.types],
        "whatsapp": {
            "phone_number_id": rooms.phone_number_id(sheet),
            "app_secret": rooms.channel_secret(sheet, "app_secret"),
            "verify_token": rooms.channel_secret(sheet, "verify_token"),
        },
    }
