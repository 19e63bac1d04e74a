"""What a QloApps 1.6.1 really answered: reading the recordings, and comparing another answer with them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

RECORDINGS = Path(__file__).parents[2] / "payloads" / "qloapps" / "recordings.jsonl"

# The demo hotel's prose, its pictures and its features: one of each says what they look like.
SAMPLED = ("hotel_features", "categories", "images", "room_type_features")
PROSE = ("policies", "description", "short_description", "description_short")
INSTANTS = ("date_add", "date_upd", "booking_date", "invoice_date")
RANDOM = ("reference", "secure_key")
COUNTED = ("id_cart", "id_order_detail", "id_order_invoice", "invoice_number")
GUESS = re.compile(r'Did you mean: "\w+"')


@dataclass(frozen=True)
class Exchange:
    name: str
    key: str
    method: str
    path: str
    headers: dict[str, str]
    body: str
    status: int
    mime: str
    answer: str
    challenge: str = ""


def recordings() -> list[Exchange]:
    return [Exchange(**json.loads(line)) for line in RECORDINGS.read_text().splitlines()]


@dataclass
class Ids:
    """Ids rise through a run: which of ours stands for which recorded one, kind by kind, one for one."""

    ours: dict[str, dict[int, int]] = field(default_factory=dict)

    def agree(self, kind: str, recorded: int, ours: int) -> bool:
        known = self.ours.setdefault(kind, {})
        if recorded not in known and ours in known.values():
            return False
        return known.setdefault(recorded, ours) == ours

    def asked(self, text: str) -> str:
        """A recorded request, with our orders in it."""
        orders = self.ours.get("order", {})
        places = r"(/(?:orders|bookings)/|filter\[id(?:_order)?\]=\[|<id_order>|<booking><id>|\"id\": )(\d+)"
        return re.sub(places, lambda at: at[1] + str(orders.get(int(at[2]), at[2])), text)


def flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf by its path. What is empty is a leaf as well."""
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from flat(inner, f"{path}/{name}")
    elif isinstance(value, list) and value:
        for place, inner in enumerate(value[:1] if path.endswith(SAMPLED) else value):
            yield from flat(inner, f"{path}/{place}")
    else:
        yield path, value


def flat_xml(element: ElementTree.Element, path: str = "") -> Iterator[tuple[str, Any]]:
    here = f"{path}/{element.tag}"
    yield here, (element.text or "").strip()
    if "id" in element.attrib:
        yield f"{here}/@id", element.attrib["id"]
    children = list(element)
    for place, child in enumerate(children[:1] if element.tag in SAMPLED else children):
        yield from flat_xml(child, f"{here}/{place}")


def leaves(answer: str, mime: str) -> dict[str, Any]:
    if mime == "application/json":
        return dict(flat(json.loads(answer)))
    if mime.startswith("text/xml") and answer.strip():
        return dict(flat_xml(ElementTree.fromstring(answer)))
    return {"": "a page" if "<html" in answer else answer.strip()}


def differences(exchange: Exchange, answer: str, mime: str, ids: Ids) -> list[str]:
    """Both ways: what the recording has and we lack, and what we made up."""
    recorded, ours = leaves(exchange.answer, exchange.mime), leaves(answer, mime)
    lacking = [f"lacks {path}" for path in recorded if path not in ours]
    made_up = [f"made up {path}" for path in ours if path not in recorded]
    other = [
        f"{path}: {value!r} is {ours[path]!r} here"
        for path, value in recorded.items()
        if path in ours and not same(exchange, path, value, ours[path], ids)
    ]
    return lacking + made_up + other


def same(exchange: Exchange, path: str, recorded: Any, ours: Any, ids: Ids) -> bool:
    if type(recorded) is not type(ours):
        return False
    names = [name for name in path.split("/") if not name.isdecimal() and name not in ("language", "@id")]
    name = names[-1] if names else ""
    if kind := kind_of_id(exchange, names):
        return not recorded or ids.agree(kind, int(recorded), int(ours))
    if name in PROSE:
        return True
    if name in COUNTED:
        return bool(recorded) == bool(ours)
    if name in (*INSTANTS, *RANDOM):
        return shape(name, recorded) == shape(name, ours)
    if isinstance(recorded, str):
        return GUESS.sub("", recorded) == GUESS.sub("", ours)
    return bool(recorded == ours)


def kind_of_id(exchange: Exchange, names: list[str]) -> str:
    name, resource = names[-1] if names else "", exchange.path.split("/")[2].split("?")[0]
    if name in ("id_order", "id_customer"):
        return name.removeprefix("id_")
    if name in ("id_hotel_booking", "id_htl_booking"):
        return "row"
    if name != "id":
        return ""
    if resource == "orders" and "associations" in names:
        return "row"
    kinds = {"orders": "order", "room_bookings": "row", "order_histories": "history", "order_details": "detail"}
    return "order" if resource == "bookings" else kinds.get(resource, "")


def shape(name: str, value: str) -> str:
    if name == "secure_key":
        return "a secret"
    return re.sub(r"[A-Z]", "A", re.sub(r"\d", "9", value))
