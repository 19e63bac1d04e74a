"""What a hotel has written of its room types, in three languages, goes before what its PMS calls them in one."""

from __future__ import annotations

from dataclasses import replace

from pms.models import Hotel, RoomType
from pms.terms import Quote, RoomDetails


def of_quotes(hotel: Hotel, quotes: list[Quote]) -> list[Quote]:
    ours = dict(RoomType.objects.filter(hotel=hotel).values_list("code", "names"))
    return [
        replace(quote, room_type_names=_over(quote.room_type_names, ours.get(quote.room_type, {}))) for quote in quotes
    ]


def of_room(hotel: Hotel, room: RoomDetails | None) -> RoomDetails | None:
    kind = RoomType.objects.filter(hotel=hotel, code=room.room_type).first() if room else None
    if room is None or kind is None:
        return room
    names, descriptions = _over(room.names, kind.names), _over(room.descriptions, kind.descriptions)
    return replace(room, names=names, descriptions=descriptions)


def _over(theirs: dict[str, str], ours: dict[str, str]) -> dict[str, str]:
    """What we have left empty stays theirs."""
    return theirs | {language: text for language, text in ours.items() if text}
