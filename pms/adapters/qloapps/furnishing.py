"""What a hotel is in QloApps, for `manage.py pms_import`: hotel, room types, rooms, services, refund rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pms.adapters.qloapps.catalogue import Catalogue
from pms.adapters.qloapps.reading import number, readable, text
from pms.adapters.qloapps.web_service import Row, WebService
from pms.terms import Inventory, Money, RefundThere, RoomThere, ServiceThere, TypeThere

COLUMNS = {"hotel_name": "name", "city": "city", "address": "address", "phone": "phone", "email": "email"}
CLOCKS = {"check_in": "check_in_from", "check_out": "check_out_until"}
COORDINATES = ("latitude", "longitude")
IN_ORDER = 1  # hotel_rooms.id_status
PER_NIGHT = 2  # services.price_calculation_method
CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")


def inventory(api: WebService, known: Catalogue, *, currency: str, language: str) -> Inventory:
    """Asks for what is seldom needed and so not in the catalogue. Raises PmsUnavailable, PmsMisconfigured."""
    hotel = api.rows("hotels", **{"filter[id]": f"[{known.hotel_id}]", "display": "full"})[0]
    with readable("the hotel's rooms and services"):
        return Inventory(
            hotel=dict(_columns(hotel)),
            room_types=tuple(
                TypeThere(
                    kind.code, kind.names[language], kind.descriptions[language], kind.max_adults, kind.max_guests
                )
                for kind in known.types.values()
            ),
            rooms=tuple(_rooms(api, known.hotel_id)),
            services=tuple(_services(api, currency)),
            refunds=tuple(RefundThere(int(rule.days), rule.percent, rule.amount) for rule in known.refund_rules),
        )


def _columns(hotel: Row) -> Iterator[tuple[str, str]]:
    for theirs, ours in COLUMNS.items():
        if value := text(hotel.get(theirs)):
            yield ours, value
    for theirs, ours in CLOCKS.items():
        if CLOCK.fullmatch(value := str(hotel.get(theirs) or "")):
            yield ours, value
    places = {name: str(hotel.get(name) or "0") for name in COORDINATES}
    if any(Decimal(value) for value in places.values()):  # 0, 0 is the sea: nobody has set it
        yield from places.items()


def _rooms(api: WebService, hotel_id: int) -> Iterator[RoomThere]:
    for row in api.rows("hotel_rooms", "rooms", display="full"):
        if number(row["id_hotel"]) == hotel_id:
            floor = re.search(r"-?\d+", text(row.get("floor")))
            in_order = number(row["id_status"]) == IN_ORDER
            yield RoomThere(str(row["room_num"]), str(row["id_product"]), int(floor[0]) if floor else 0, in_order)


def _services(api: WebService, currency: str) -> Iterator[ServiceThere]:
    wanted = "[id,name,active,auto_add_to_cart,price_calculation_method,price]"
    for row in api.rows("services", display=wanted):
        if number(row["active"]):
            price = Money(Decimal(str(row["price"])), currency)
            per_night = number(row["price_calculation_method"]) == PER_NIGHT
            yield ServiceThere(text(row["name"]), price, per_night, bool(number(row["auto_add_to_cart"])))
