"""POST hotel_ari: availability, rates and inventory of a stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

from pms.fakes.answers import JSON, XML, Answer, Refused, as_json, element, number, page, read_xml
from pms.fakes.books import Books, closed, held
from pms.fakes.forms import MOST_NIGHTS, day, integer
from pms.fakes.prices import quoted_price
from pms.fakes.tables import Row
from pms.terms import Stay

AVAILABLE, BOOKED, PARTIAL, UNAVAILABLE = "available", "booked", "partially_available", "unavailable"
FLAGS = {
    UNAVAILABLE: "get_unavailable_rooms",
    BOOKED: "get_booked_rooms",
    AVAILABLE: "get_available_rooms",
    PARTIAL: "get_partial_available_rooms",
}
TOTALS = {
    AVAILABLE: "total_available_rooms",
    UNAVAILABLE: "total_unavailable_rooms",
    PARTIAL: "total_partial_available_rooms",
    BOOKED: "total_booked_rooms",
}
BY_NIGHT = (AVAILABLE, BOOKED, UNAVAILABLE)


@dataclass(frozen=True)
class Question:
    hotel: str
    kind: int
    stay: Stay
    lists: tuple[str, ...]
    by_night: bool
    occupancies: int


def invalid(message: str) -> Refused:
    return Refused(400, (85, f"Validation error: {message}"))


def read(body: bytes) -> Question:
    if not body.strip():
        raise invalid("ARI search parameters are missing.")
    try:
        root = read_xml(body)
    except ElementTree.ParseError as error:
        raise invalid("Invalid ARI search parameters found.") from error
    asked = root.find("hotel_ari")
    if asked is None:
        raise invalid("ARI search parameters are missing.")
    said = {child.tag: (child.text or "").strip() for child in asked}
    for field in ("id_hotel", "date_from", "date_to"):
        if not said.get(field):
            raise Refused(400, (41, f'parameter "{field}" required'))
    lists = tuple(name for name, flag in FLAGS.items() if said.get(flag) == "1")
    rooms = asked.findall("associations/room_occupancies/room_occupancy")
    return Question(
        said["id_hotel"],
        integer(said.get("id_room_type")),
        read_stay(said),
        lists or (AVAILABLE,),
        said.get("date_wise_breakdown") == "1",
        max(len(rooms), 1),
    )


def read_stay(said: dict[str, str]) -> Stay:
    days = {field: day(said[field]) for field in ("date_from", "date_to")}
    for field, found in days.items():
        if not found:
            raise invalid(f'"The {field} field is invalid."')
    arrival, departure = days["date_from"], days["date_to"]
    assert arrival and departure
    if departure <= arrival:
        raise invalid('"Date to" must be after "date from"')
    if (departure - arrival).days > MOST_NIGHTS:
        raise invalid('"The date_to field is invalid."')
    return Stay(arrival, departure)


def answer(books: Books, question: Question, json_wanted: bool, base: str) -> Answer:
    if not question.by_night:
        whole = ari(books, question, question.stay)
        if json_wanted:
            return Answer(200, as_json({"hotel_ari": whole}), JSON)
        return Answer(200, page(ari_xml(whole, base)), XML)
    days = [by_night(books, question, Stay(night, night + timedelta(days=1))) for night in question.stay.dates()]
    if json_wanted:
        return Answer(200, as_json({"hotel_aris": days}), JSON)
    return Answer(200, page(f"<hotel_aris>\n{''.join(ari_xml(one, base) for one in days)}</hotel_aris>\n"), XML)


def kind_rows(books: Books, question: Question, stay: Stay) -> list[Row]:
    taken = held(books, stay)
    kinds = books.where("room_types", id_hotel=integer(question.hotel), active=1)
    return [kind_row(books, kind, question, stay, taken) for kind in kinds if question.kind in (0, kind["id"])]


def head(books: Books, question: Question, stay: Stay) -> Row:
    currency = next(iter(books.rows["currencies"].values()))["iso_code"]
    dates = {"date_from": stay.arrival.isoformat(), "date_to": stay.departure.isoformat()}
    return {"id_hotel": question.hotel, **dates, "currency": currency}


def ari(books: Books, question: Question, stay: Stay) -> Row:
    """An unknown hotel or room type is no error: the answer has no room types and no totals."""
    kinds = kind_rows(books, question, stay)
    if not kinds:
        return head(books, question, stay)
    counted = {
        total: sum(len(kind["rooms"].get(name, ())) for kind in kinds)
        for name, total in TOTALS.items()
        if name in question.lists
    }
    return {**head(books, question, stay), "total_rooms": rooms_of(books, kinds), **counted, "room_types": kinds}


def by_night(books: Books, question: Question, night: Stay) -> Row:
    """Its totals are the number available, whatever they are called."""
    kinds = kind_rows(books, question, night)
    if not kinds:
        return head(books, question, night)
    free = sum(len(kind["rooms"].get(AVAILABLE, ())) for kind in kinds)
    for kind in kinds:
        kind["rooms"] = {name: short(kind["rooms"][name]) for name in BY_NIGHT if name in question.lists}
    counted = {TOTALS[name]: free for name in (AVAILABLE, UNAVAILABLE, BOOKED) if name in question.lists}
    return {**head(books, question, night), "total_rooms": rooms_of(books, kinds), "room_types": kinds, **counted}


def short(rooms: Any) -> Any:
    return rooms and {id_: {"id_room": row["id_room"], "room_num": row["room_num"]} for id_, row in rooms.items()}


def rooms_of(books: Books, kinds: list[Row]) -> int:
    return sum(len(books.where("hotel_rooms", id_product=kind["id_room_type"])) for kind in kinds)


def kind_row(books: Books, kind: Row, question: Question, stay: Stay, taken: dict[int, list[Row]]) -> Row:
    """base_price is a night's average; total_price is all nights, times the rooms whose occupancy is given."""
    total = quoted_price(books, kind["id"], stay)
    with_tax = total * (100 + books.tax_percent) / 100
    lists: dict[str, Row] = {name: {} for name in question.lists}
    for room in books.where("hotel_rooms", id_product=kind["id"]):
        name, row = room_row(books, room, stay, taken.get(room["id"], []))
        if name in lists:
            lists[name][str(room["id"])] = row
    return {
        "id_room_type": kind["id"],
        "base_price": number(total / stay.nights),
        "base_price_with_tax": number(with_tax / stay.nights),
        "total_price": number(total * question.occupancies),
        "total_price_with_tax": number(with_tax * question.occupancies),
        "name": kind["name"],
        # A filled list is an object by room id, an empty one is a list.
        "rooms": {name: rooms or [] for name, rooms in lists.items()},
    }


def room_row(books: Books, room: Row, stay: Stay, rows: list[Row]) -> tuple[str, Row]:
    """QloApps 1.6.1 calls a room taken on some of the nights booked; nothing is ever partially available."""
    ids = {"id_product": room["id_product"], "id_room": room["id"], "id_hotel": room["id_hotel"]}
    ids["room_num"] = room["room_num"]
    if status := closed(books, room, stay):
        why = {"id_status": status, "room_comment": room["comment"], "date_from": None, "date_to": None}
        return UNAVAILABLE, {**ids, "detail": [why]}
    if rows:
        return BOOKED, {**ids, "detail": [booked(row) for row in rows]}
    limits = books.where("hotel_room_types", id_product=room["id_product"])[0]
    return AVAILABLE, {
        "id_room": room["id"],
        "id_product": room["id_product"],
        "id_hotel": room["id_hotel"],
        "room_num": room["room_num"],
        "room_comment": room["comment"],
        "max_adult": limits["max_adults"],
        "max_children": limits["max_children"],
        "max_occupancy": limits["max_guests"],
    }


def booked(row: Row) -> Row:
    return {
        "id_htl_booking": row["id"],
        "date_from": row["date_from"],
        "date_to": row["date_to"],
        "id_customer": row["id_customer"],
        "booking_type": row["booking_type"],
        "booking_status": row["id_status"],
        "comment": row["comment"],
    }


def ari_xml(whole: Row, base: str) -> str:
    """XML has other names than JSON: room_number, partial_available; and less of each room."""
    lines = "".join(element(name, value) for name, value in whole.items() if name != "room_types")
    kinds = "".join(kind_xml(kind, base) for kind in whole.get("room_types", ()))
    listed = f"<room_types>\n{kinds}</room_types>\n" if kinds else ""
    return f"<hotel_ari>\n{lines}{listed}</hotel_ari>\n"


def kind_xml(kind: Row, base: str) -> str:
    prices = "".join(element(name, value) for name, value in kind.items() if name not in ("name", "rooms"))
    name = f'<name><language id="1" xlink:href="{base}/languages/1"><![CDATA[{kind["name"]}]]></language></name>\n'
    lists = "".join(rooms_xml(list_, rooms) for list_, rooms in kind["rooms"].items())
    head = f'<room_type id="{kind["id_room_type"]}" xlink:href="{base}/room_types/{kind["id_room_type"]}">\n'
    return f"{head}{prices}{name}<rooms>\n{lists}</rooms>\n</room_type>\n"


def rooms_xml(name: str, rooms: Any) -> str:
    tag = "partial_available" if name == PARTIAL else name
    inside = "".join(
        f'<room id="{id_}">\n{element("id_room", row["id_room"])}{element("room_number", row["room_num"])}</room>\n'
        for id_, row in (rooms or {}).items()
    )
    return f"<{tag}>\n{inside}</{tag}>\n"
