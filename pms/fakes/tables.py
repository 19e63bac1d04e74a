"""The fake PMS's database: tables of rows as the web service shows them, field by field."""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Row = dict[str, Any]

# One row of every resource: each field in QloApps' order, with what a stock install has in it.
BLANK: dict[str, Row] = json.loads(Path(__file__).with_name("blank.json").read_text())
NEVER = "0000-00-00 00:00:00"
# Room types and services are both products, and count together.
COUNTED_AS = {"services": "room_types"}
# Fields that never change, and are asked for most.
INDEXED = {
    "room_bookings": "id_order",
    "order_details": "id_order",
    "hotel_rooms": "id_product",
    "hotel_room_types": "id_product",
}


class Tables:
    """Every read and write happens under `lock`."""

    def __init__(self, timezone: str = "UTC") -> None:
        self.lock = threading.RLock()
        self.timezone = ZoneInfo(timezone)
        self.rows: dict[str, dict[int, Row]] = {resource: {} for resource in BLANK}
        self.rules_of: dict[int, list[int]] = {}  # a hotel's refund rules
        self.demands_of: dict[int, list[int]] = {}  # a room type's facilities
        self._index: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        self._last: defaultdict[str, int] = defaultdict(int)

    def stamp(self) -> str:
        """Now, as QloApps writes it: the store's own time, without an offset."""
        return datetime.now(self.timezone).strftime("%Y-%m-%d %H:%M:%S")

    def next_id(self, counter: str) -> int:
        self._last[counter] += 1
        return self._last[counter]

    def add(self, resource: str, **values: Any) -> Row:
        blank = BLANK[resource]
        assert values.keys() <= blank.keys(), values.keys() - blank.keys()
        stamps: Row = {field: self.stamp() for field in ("date_add", "date_upd") if field in blank}
        id_ = values.pop("id", None) or self.next_id(COUNTED_AS.get(resource, resource))
        self.rows[resource][id_] = {**blank, **stamps, **values, "id": id_}
        if resource in INDEXED:
            self._index[resource, values[INDEXED[resource]]].append(id_)
        return self.rows[resource][id_]

    def where(self, resource: str, **wanted: Any) -> list[Row]:
        rows = self.rows[resource]
        indexed = wanted.get(INDEXED.get(resource, ""))
        ids = list(rows) if indexed is None else [id_ for id_ in self._index[resource, indexed] if id_ in rows]
        return [rows[id_] for id_ in ids if all(rows[id_][field] == wanted[field] for field in wanted)]


def six(amount: Decimal) -> str:
    """Money as the core resources write it."""
    return f"{amount:.6f}"
