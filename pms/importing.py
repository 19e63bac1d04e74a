"""Room types, rooms and the hotel's own data from its PMS into our tables: repeatable, and told change by change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError

from pms import gateway
from pms.errors import PmsMisconfigured
from pms.models import Hotel, Room, RoomType
from pms.terms import LANGUAGES, Inventory, RoomThere, TypeThere


@dataclass(frozen=True)
class Difference:
    """`kind`: new, changed, gone, kept (gone there, still needed here). `fields`: what is another, old and new."""

    kind: str
    what: str
    fields: dict[str, tuple[Any, Any]]


def read(hotel: Hotel) -> Inventory:
    """Raises PmsError; PmsRefused where the PMS is our own database."""
    return gateway.open_for(hotel).adapter.inventory()


def bring_over(hotel: Hotel, there: Inventory, *, dry_run: bool = False) -> list[Difference]:
    """All of it or nothing; `dry_run`: what it would do, and nothing is done. Raises PmsMisconfigured for what
    does not fit into our columns."""
    try:
        with transaction.atomic():
            found = list(_all(hotel, there))
            if dry_run:
                transaction.set_rollback(True)
    except ValidationError as error:
        raise PmsMisconfigured("; ".join(error.messages)) from error
    finally:
        if dry_run:
            hotel.refresh_from_db()
    return found


def _all(hotel: Hotel, there: Inventory) -> Iterator[Difference]:
    yield from _updated(hotel, f"hotel {hotel.slug}", there.hotel)
    kinds = {kind.code: kind for kind in RoomType.objects.filter(hotel=hotel)}
    for position, kind in enumerate(there.room_types, start=1):
        yield from _room_type(hotel, kinds.get(kind.code), kind, position)
    own = {kind.code: kind for kind in RoomType.objects.filter(hotel=hotel)}
    rooms = {room.number: room for room in Room.objects.filter(hotel=hotel).select_related("room_type")}
    for room in there.rooms:
        if room.room_type in own:
            yield from _room(hotel, rooms.get(room.unit), room, own[room.room_type])
    for number in rooms.keys() - {room.unit for room in there.rooms}:
        yield _gone(rooms[number], f"room {number}")
    for code in kinds.keys() - {kind.code for kind in there.room_types}:
        yield _gone(kinds[code], f"room type {code}")


def _room_type(hotel: Hotel, row: RoomType | None, there: TypeThere, position: int) -> Iterator[Difference]:
    limits = {"max_adults": there.max_adults, "max_guests": there.max_guests}
    if row is None:
        names = {
            "names": dict.fromkeys(LANGUAGES, there.name),
            "descriptions": dict.fromkeys(LANGUAGES, there.description),
        }
        yield from _made(RoomType(hotel=hotel, code=there.code, position=position, **names, **limits), there.name)
        return
    texts = {
        "names": _followed(row.names, there.name, hotel.language),
        "descriptions": _followed(row.descriptions, there.description, hotel.language),
    }
    yield from _updated(row, f"room type {there.name}", {**texts, **limits})


def _room(hotel: Hotel, row: Room | None, there: RoomThere, kind: RoomType) -> Iterator[Difference]:
    told = {"room_type": kind, "floor": there.floor, "out_of_order": not there.in_order}
    if row is None:
        yield from _made(Room(hotel=hotel, number=there.unit, **told), f"room {there.unit}")
    else:
        yield from _updated(row, f"room {there.unit}", told)


def _followed(ours: dict[str, str], name: str, language: str) -> dict[str, str]:
    """The hotel's language says what the PMS says; what somebody has translated stays theirs."""
    untouched = [code for code in LANGUAGES if ours.get(code, "") in ("", ours.get(language, ""))]
    return {**ours, **dict.fromkeys([language, *untouched], name)}


def _made(row: models.Model, what: str) -> Iterator[Difference]:
    row.full_clean()
    row.save()
    yield Difference("new", what, {})


def _updated(row: models.Model, what: str, values: Mapping[str, Any]) -> Iterator[Difference]:
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, _as_column(row, name, value))
    fields = {name: (old, getattr(row, name)) for name, old in before.items() if old != getattr(row, name)}
    if fields:
        row.full_clean()
        row.save()
        yield Difference("changed", what, fields)


def _gone(row: models.Model, what: str) -> Difference:
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        return Difference("kept", what, {})
    return Difference("gone", what, {})


def _as_column(row: models.Model, name: str, value: Any) -> Any:
    """Times and decimals come as text."""
    column = row._meta.get_field(name)
    return column.to_python(value) if isinstance(column, models.Field) and isinstance(value, str) else value
