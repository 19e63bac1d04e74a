"""The core resources: what they are called, what hangs on them, and how their rows are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pms.fakes import lists
from pms.fakes.answers import JSON, XML, Answer, as_json, cdata, element, page
from pms.fakes.tables import Row, Tables

Links = Callable[[Tables, Row], dict[str, list[Row]]]
PRODUCT_WORDS = (
    "name description description_short link_rewrite meta_description meta_keywords meta_title "
    "available_now available_later"
)
PRODUCT_HIDDEN = "id_default_image position_in_category type"


NO_ADVANCE_PAYMENT = {"payment_type": 0, "tax_include": 0, "value": "0.000000", "active": 0, "calculate_from": 0}


@dataclass(frozen=True)
class Resource:
    many: str
    one: str
    words: str = ""  # fields in every language
    hidden: str = ""  # fields no filter knows
    links: Links = lambda tables, row: {}


def ids(rows: list[Row]) -> list[Row]:
    return [{"id": row["id"]} for row in rows]


def hotel_links(tables: Tables, row: Row) -> dict[str, list[Row]]:
    rules = [{"id": id_} for id_ in tables.rules_of.get(row["id"], [])]
    return {
        "room_types": ids(tables.where("room_types", id_hotel=row["id"])),
        "images": [],
        "hotel_features": [{"id": "1"}],
        "hotel_refund_rules": rules,
    }


def room_type_links(tables: Tables, row: Row) -> dict[str, list[Row]]:
    services = [{"id": id_, "price": None, "id_tax_rules_group": None} for id_ in tables.rows["services"]]
    demands = [{"id": id_, "id_option": False, "price": None} for id_ in tables.demands_of.get(row["id"], [])]
    return {
        "advance_payments": [{"id": row["id"], **NO_ADVANCE_PAYMENT}],
        "categories": [{"id": 2}],
        "images": [{"id": 1}],
        "room_type_features": [{"id": 1}],
        "tags": [],
        "hotel_rooms": ids(tables.where("hotel_rooms", id_product=row["id"])),
        "feature_prices": ids(tables.where("feature_prices", id_product=row["id"])),
        "extra_demands": demands,
        "services": services,
    }


def limit_links(tables: Tables, row: Row) -> dict[str, list[Row]]:
    return {"hotel_rooms": ids(tables.where("hotel_rooms", id_product=row["id_product"]))}


def order_links(tables: Tables, row: Row) -> dict[str, list[Row]]:
    return {"bookings": ids(tables.where("room_bookings", id_order=row["id"]))}


def service_links(tables: Tables, row: Row) -> dict[str, list[Row]]:
    return {"categories": [{"id": row["id_category_default"]}], "images": [{"id": row["id_default_image"]}]}


def fixed(**links: list[int]) -> Links:
    return lambda tables, row: {link: [{"id": id_} for id_ in linked] for link, linked in links.items()}


RESOURCES = {
    "hotels": Resource(
        "hotels", "hotel", "policies hotel_name description short_description", "id_default_image", hotel_links
    ),
    "room_types": Resource(
        "room_types", "room_type", PRODUCT_WORDS, f"id_hotel adults children {PRODUCT_HIDDEN}", room_type_links
    ),
    "hotel_room_types": Resource("hotel_room_types", "hotel_room_type", links=limit_links),
    "hotel_rooms": Resource("rooms", "room"),
    "services": Resource("services", "service", PRODUCT_WORDS, f"quantity {PRODUCT_HIDDEN}", service_links),
    "extra_demands": Resource("extra_demands", "extra_demand", "name", links=fixed(demand_advance_options=[])),
    "feature_prices": Resource("feature_prices", "feature_price", "feature_price_name", links=fixed(groups=[1, 2, 3])),
    "order_states": Resource("order_states", "order_state", "name"),
    "configurations": Resource("configurations", "configuration"),
    "currencies": Resource("currencies", "currency"),
    "languages": Resource("languages", "language"),
    "hotel_refund_rules": Resource("hotel_refund_rules", "hotel_refund_rule", "name description"),
    "orders": Resource("orders", "order", links=order_links),
    "order_details": Resource("order_details", "order_detail", links=fixed(taxes=[1])),
    "order_histories": Resource("order_histories", "order_history"),
    "room_bookings": Resource("bookings", "booking", links=fixed(booking_extra_demands=[])),
}


def list_rows(tables: Tables, name: str, asked: dict[str, str], json_wanted: bool, base: str) -> Answer:
    resource = RESOURCES[name]
    rows = lists.select(list(tables.rows[name].values()), name, asked, resource.hidden.split())
    rows = lists.cut(lists.sort(rows, name, asked.get("sort", "")), asked.get("limit", ""))
    display = asked.get("display", "")
    lists.check_display(name, display)
    shown = [show(tables, name, row, display) for row in rows] if display else ids(rows)
    if json_wanted:
        return Answer(200, as_json({resource.many: [as_number(row) for row in shown]} if shown else []), JSON)
    if display:
        inside = "".join(row_xml(name, row, base) for row in shown)
    else:
        inside = "".join(f'<{resource.one} id="{row["id"]}" xlink:href="{base}/{name}/{row["id"]}"/>\n' for row in rows)
    return Answer(200, page(f"<{resource.many}>\n{inside}</{resource.many}>\n"), XML)


def one_row(tables: Tables, name: str, row: Row, json_wanted: bool, base: str) -> Answer:
    whole = show(tables, name, row, "full")
    if json_wanted:
        return Answer(200, as_json({RESOURCES[name].one: as_number(whole)}), JSON)
    return Answer(200, page(row_xml(name, whole, base)), XML)


def show(tables: Tables, name: str, row: Row, display: str) -> Row:
    if display == "full":
        return {**row, "associations": RESOURCES[name].links(tables, row)}
    return {field: value for field, value in row.items() if field in display.strip("[]").split(",")}


def as_number(row: Row) -> Row:
    """JSON leaves out associations that are empty."""
    links = {link: linked for link, linked in row.get("associations", {}).items() if linked}
    return {field: value for field, value in row.items() if field != "associations"} | (
        {"associations": links} if links else {}
    )


def row_xml(name: str, row: Row, base: str) -> str:
    resource = RESOURCES[name]
    fields = "".join(f"\t{field_xml(resource, field, row[field], base)}" for field in row if field != "associations")
    links = row.get("associations", {})
    linked = "".join(link_xml(link, rows, base) for link, rows in links.items())
    inside = f"<associations>\n{linked}</associations>\n" if links else ""
    return f"<{resource.one}>\n{fields}{inside}</{resource.one}>\n"


def field_xml(resource: Resource, field: str, value: Any, base: str) -> str:
    if field in resource.words.split():
        words = "<![CDATA[]]>" if value == "" else cdata(value)
        return f'<{field}><language id="1" xlink:href="{base}/languages/1">{words}</language></{field}>\n'
    return element(field, value)


def link_xml(link: str, rows: list[Row], base: str) -> str:
    one = link if link == "room_types" else {"categories": "category", "taxes": "tax"}.get(link, link.removesuffix("s"))
    head = f'{link} nodeType="{one}" api="{link}"'
    inside = "".join(
        f'\t<{one} xlink:href="{base}/{link}/{row["id"]}">\n'
        + "".join(f"\t{element(field, value)}" for field, value in row.items())
        + f"\t</{one}>\n"
        for row in rows
    )
    return f"<{head}>\n{inside}</{link}>\n" if rows else f"<{head}/>\n"
