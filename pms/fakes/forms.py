"""Reading a booking that somebody posts: XML or JSON, checked as far as QloApps checks it, in its words."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree import ElementTree

from pms.fakes.answers import Bare, not_available, read_xml, refuse
from pms.fakes.tables import Row, Tables
from pms.terms import Stay

LISTS = ("room_types", "rooms", "services", "facilities", "cart_rules", "child_ages")
STATUSES = range(1, 5)
PAYMENT_TYPES = {"online": 1, "remote": 2, "pay at hotel": 3}
ADDRESS = ("address", "city", "zip", "state_code", "country_code")
SOURCE_LENGTH = 255
MOST = 10**12
MOST_NIGHTS = 1000  # ours: a fake need not count to the year 9999


@dataclass(frozen=True)
class WantedRoom:
    """`adults`, `children`: None leaves what the room type is made for. `price` is the whole stay's, without tax."""

    kind: int
    stay: Stay
    id_room: int = 0
    adults: int | None = None
    children: int | None = None
    child_ages: tuple[int, ...] = ()
    price: Decimal | None = None
    services: tuple[tuple[int, int], ...] = ()  # id, quantity
    facilities: tuple[int, ...] = ()


@dataclass(frozen=True)
class Form:
    hotel: int
    status: int
    payment_status: int
    source: str
    remark: str
    customer: dict[str, str]
    paid: Decimal
    total: Decimal | None
    payment_type: int
    payment_method: str
    rooms: tuple[WantedRoom, ...]
    warnings: tuple[int, ...]  # the lines of code that PHP complains about


def read(body: bytes) -> Row:
    """PHP dies, and answers nothing, on what it cannot read."""
    try:
        root = json.loads(body) if body.lstrip().startswith(b"{") else as_dict(read_xml(body))
        booking = root["booking"]
    except (ValueError, RecursionError, LookupError, TypeError, ElementTree.ParseError) as error:
        raise Bare(500) from error
    if not isinstance(booking, dict):
        raise Bare(500)
    return booking


def as_dict(element: ElementTree.Element) -> Any:
    if element.tag in LISTS:
        return [as_dict(child) for child in element]
    return {child.tag: as_dict(child) for child in element} if len(element) else (element.text or "")


def check(tables: Tables, booking: Row, *, new: bool = True) -> Form:
    """A change asks less of the guest than a new booking."""
    associations = part(booking, "associations")
    customer, money = part(associations, "customer_detail"), part(associations, "price_details")
    payment = part(associations, "payment_detail")
    hotel, status = integer(booking.get("id_property")), integer(booking.get("booking_status", 1))
    if hotel not in tables.rows["hotels"]:
        raise refuse("Please provide a valid id_property.")
    if booking.get("currency") not in [row["iso_code"] for row in tables.rows["currencies"].values()]:
        raise refuse("Please provide valid currency.")
    if status not in STATUSES:
        raise refuse("Invalid booking status.")
    if new:
        check_customer(customer)
    payment_type = stored(payment.get("payment_type")) or "online"
    if payment_type not in PAYMENT_TYPES:
        raise refuse("Invalid payment type.")
    kinds = parts(associations, "room_types")
    rooms = tuple(room for kind in kinds for room in wanted_rooms(tables, kind))
    if not rooms:
        raise not_available()
    return Form(
        hotel=hotel,
        status=status,
        payment_status=integer(booking.get("payment_status", 3)),
        source=stored(booking.get("source"))[:SOURCE_LENGTH],
        remark=re.sub(r"<[^>]*>", "", stored(booking.get("remark"))),
        customer={field: stored(customer.get(field)) for field in ("firstname", "lastname", "email", "phone")},
        paid=decimal(money.get("total_paid")) or Decimal(0),
        total=decimal(money.get("total_price_with_tax")),
        payment_type=PAYMENT_TYPES[payment_type],
        payment_method=stored(payment.get("payment_method")),
        rooms=rooms,
        warnings=warnings(kinds),
    )


def check_customer(customer: Row) -> None:
    for field, words in (
        ("firstname", "Please provide a valid firstname."),
        ("lastname", "Please provide a valid lastname."),
        ("email", "Please provide a valid email."),
        ("phone", "Please provide a valid phone number."),
    ):
        if not stored(customer.get(field)):
            raise refuse(words)
    if any(customer.get(field) for field in ADDRESS):
        for field in ("address", "city", "country_code"):
            if not customer.get(field):
                raise refuse(f"{field.replace('_code', '').capitalize()} is required.")
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", stored(customer["email"])):
        raise Bare(200, "Fatal error")


def wanted_rooms(tables: Tables, kind: Row) -> list[WantedRoom]:
    arrival, departure = day(kind.get("checkin_date")), day(kind.get("checkout_date"))
    if not arrival:
        raise refuse("Invalid check in date in the request")
    if not departure:
        raise refuse("Invalid check out date in the request")
    if "number_of_rooms" not in kind:
        raise refuse("number of rooms is missing")
    id_, count = integer(kind.get("id_room_type")), integer(kind["number_of_rooms"])
    if id_ not in tables.rows["room_types"]:
        raise refuse("Invalid room type in the request")
    rooms = parts(kind, "rooms")
    if rooms and len(rooms) != count:
        raise refuse("Room count does not matches with the number of rooms")
    if departure < arrival:
        raise refuse("Invalid check in and check out dates in the request")
    if departure == arrival or (departure - arrival).days > MOST_NIGHTS or count > len(tables.rows["hotel_rooms"]):
        raise not_available()
    stay = Stay(arrival, departure)
    # QloApps 1.6.1: none and fewer than none book one.
    return [wanted_room(tables, id_, stay, room) for room in rooms or [{}] * max(count, 1)]


def wanted_room(tables: Tables, kind: int, stay: Stay, room: Row) -> WantedRoom:
    """QloApps 1.6.1 reads `adult`, never the documented `adults`; `child` counts with the children's ages only."""
    ages = tuple(integer(age) for age in items(room, "child_ages"))
    services = parts(room, "services")
    facilities = [integer(facility.get("id_facility")) for facility in parts(room, "facilities")]
    if any(integer(service.get("id_service")) not in tables.rows["services"] for service in services):
        raise refuse("Invalid request for service.")
    if any(facility not in tables.demands_of.get(kind, []) for facility in facilities):
        raise refuse("Invalid request for facilities.")
    return WantedRoom(
        kind,
        stay,
        id_room=integer(room.get("id_room")),
        adults=integer(room["adult"]) if "adult" in room else None,
        children=(integer(room["child"]) if ages else 0) if "child" in room else None,
        child_ages=ages,
        price=decimal(room.get("unit_price_without_tax")),
        services=tuple(
            (integer(service.get("id_service")), integer(service.get("quantity", 1))) for service in services
        ),
        facilities=tuple(facilities),
    )


def warnings(kinds: list[Row]) -> tuple[int, ...]:
    rooms = [room for kind in kinds for room in parts(kind, "rooms")]
    services = [service for room in rooms for service in parts(room, "services")]
    missed = [580] * sum("total_tax" not in room for room in rooms)
    return (*missed, *([504] * sum("total_tax" not in service for service in services)))


def part(parent: Row, name: str) -> Row:
    inner = parent.get(name)
    return inner if isinstance(inner, dict) else {}


def items(parent: Row, name: str) -> list[Any]:
    inner = parent.get(name)
    return inner if isinstance(inner, list) else []


def parts(parent: Row, name: str) -> list[Row]:
    return [inner for inner in items(parent, name) if isinstance(inner, dict)]


def stored(value: Any) -> str:
    """The tables are three-byte UTF-8: what needs four bytes becomes four question marks."""
    return "".join("????" if ord(char) > 0xFFFF else char for char in str(value if value is not None else ""))


def integer(value: Any) -> int:
    """PHP's (int): the digits in front, or nothing."""
    digits = re.match(r"\s*[+-]?\d{1,9}", str(value))
    return int(digits[0]) if digits else 0


def decimal(value: Any) -> Decimal | None:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount) < MOST else None


def day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
