"""Hotels of the installation in a database to rehearse in: what they sell and say, and none of their guests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.db.models import ForeignKey, Model, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django_scopes import scopes_disabled

from hotel_agent.demo import HOTELS
from messaging.channels import CHANNELS
from messaging.models import ChannelAccount, Fact
from pms.models import Hotel, LocalBooking, NightlyRate, PmsAccount, RatePlan, Restriction, Room, RoomType, Tax
from pms.staging import SOMEBODY

# In an order in which each finds what it points at.
LOOK_BACK = timedelta(days=60)
SOLD = (RoomType, Room, RatePlan, Tax, NightlyRate, Restriction, Fact)


def missing(slugs: Iterable[str]) -> set[str]:
    """Hotels that the demo does not have."""
    return set(slugs) - {sheet.slug for sheet in HOTELS}


def read(slugs: Iterable[str]) -> list[Model]:
    """Of the installation: rows to be written elsewhere. What is not there is left out."""
    with scopes_disabled():
        hotels = list(Hotel.objects.filter(slug__in=list(slugs)))
        return [*hotels, *(row for model in SOLD for row in model._default_manager.filter(hotel__in=hotels))]


def taken(slugs: Iterable[str]) -> list[Model]:
    """Which rooms are sold for which nights and since when, but not to whom. After the rows of `read`."""
    since = timezone.now().date() - LOOK_BACK
    with scopes_disabled():
        rows = LocalBooking.objects.filter(hotel__slug__in=list(slugs), period__endswith__gt=since)
        found = list(rows.filter(status__in=LocalBooking.LIVE))
    for row in found:
        row.reference, row.guest_name = f"TAKEN-{row.pk}", SOMEBODY
        row.guest_email = row.guest_phone = ""
        row.earlier_rooms = []
    return [*found]


def write(rows: Sequence[Model]) -> None:
    """Under other numbers. A demo hotel of the same name steps aside; the PMS is the local one."""
    ids: dict[tuple[type[Model], Any], Any] = {}
    with scopes_disabled():
        for model, group in groupby(rows, lambda row: row.__class__):
            made = list(group)
            if model is Hotel:
                _step_aside([row.slug for row in made if isinstance(row, Hotel)])
            before = [row.pk for row in made]
            for row in made:
                _detach(row, ids)
            model._default_manager.bulk_create(made, batch_size=1000)
            ids |= {(model, old): row.pk for old, row in zip(before, made, strict=True)}
        for hotel in (row for row in rows if isinstance(row, Hotel)):
            _reach(hotel)


def _step_aside(slugs: list[str]) -> None:
    Hotel.objects.filter(slug__in=slugs).update(slug=Concat(Value("demo-"), "slug"))


def _detach(row: Model, ids: dict[tuple[type[Model], Any], Any]) -> None:
    """From the database it was read from; whom it named there (staff) is not known here."""
    row.pk, row._state.adding = None, True
    for field in row._meta.fields:
        if isinstance(field, ForeignKey):
            there = getattr(row, field.attname)
            setattr(row, field.attname, ids.get((field.related_model, there)))
    if isinstance(row, Hotel):
        row.api_key_hash = None


def _reach(hotel: Hotel) -> None:
    PmsAccount.objects.create(hotel=hotel, kind="local")
    accounts = [ChannelAccount(hotel=hotel, kind=kind, external_id=f"rehearsal-{hotel.slug}") for kind in CHANNELS]
    ChannelAccount.objects.bulk_create(accounts)
