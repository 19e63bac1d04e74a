"""Hotels never see each other: no row points into another one, no guest reads about another one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.apps import apps
from django.db.models import F, ForeignKey, Model

from hotel_agent.chaos import words
from hotel_agent.chaos.evidence import Count, Evidence, broken
from messaging.models import ChannelAccount
from pms.models import Hotel, RoomType
from reservations.models import Reservation

APPS = ("pms", "locks", "reservations", "messaging", "hotel_agent")
MONEY = {"EUR": "€", "BRL": "R$"}
"""Signs that belong to one currency alone; a bare $ is many countries'."""


def counts(evidence: Evidence) -> Iterator[Count]:
    yield broken("rows_of_another_hotel", strangers())
    yield broken("replies_about_another_hotel", leaks(evidence))


def strangers() -> Iterator[str]:
    """Every row's hotel is that of the rows it points at."""
    for label in APPS:
        for model in filter(_has_hotel, apps.get_app_config(label).get_models()):
            for link in _links(model):
                rows = model._base_manager.filter(**{f"{link}__isnull": False}).exclude(hotel=F(f"{link}__hotel"))
                yield from (f"{model.__name__} {pk} by {link}" for pk in rows.values_list("pk", flat=True)[:5])


def leaks(evidence: Evidence) -> Iterator[str]:
    """A reply that names another hotel, its room types, its currency or its reservations."""
    hotels = dict(ChannelAccount.objects.filter(kind="whatsapp").values_list("external_id", "hotel_id"))
    foreign = {hotel: foreign_words(hotel) for hotel in set(hotels.values())}
    owner = dict(Reservation.objects.values_list("reference", "hotel_id"))
    for message in evidence.sent:
        hotel, text = hotels.get(message["phone_number_id"]), message["text"]
        if hotel is None:
            yield f"{message['id']}: from a number of no hotel"
        elif found := foreign[hotel].search(text):
            yield f"{message['id']}: {found.group()}"
        elif any(owner.get(reference, hotel) != hotel for reference in re.findall(words.REFERENCE, text)):
            yield f"{message['id']}: another hotel's reservation"


def foreign_words(hotel_id: int) -> re.Pattern[str]:
    """What only the other hotels are or have."""
    here = Hotel.objects.get(pk=hotel_id)
    others = Hotel.objects.exclude(pk=hotel_id)
    names = {name for row in RoomType.objects.exclude(hotel=here) for name in row.names.values()}
    names |= set(others.values_list("name", flat=True))
    names |= {MONEY[other.currency] for other in others if other.currency in MONEY and other.currency != here.currency}
    own = {name for row in RoomType.objects.filter(hotel=here) for name in row.names.values()} | {here.name}
    foreign = sorted(name for name in names if not any(name in mine for mine in own))
    return re.compile("|".join(re.escape(name) for name in foreign) or "(?!)")


def _links(model: type[Model]) -> Iterator[str]:
    for field in model._meta.get_fields():
        if isinstance(field, ForeignKey) and field.name != "hotel" and _has_hotel(field.related_model):
            yield field.name


def _has_hotel(model: object) -> bool:
    return isinstance(model, type) and issubclass(model, Model) and any(f.name == "hotel" for f in model._meta.fields)
