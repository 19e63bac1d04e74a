"""What a fresh fake PMS holds: the demo hotel of QloApps, or houses of a test's own."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pms.fakes.tables import NEVER, Row, Tables, six


@dataclass(frozen=True)
class Kind:
    """A room type: `price` is a night's, without tax; a stay may have `min_los` to `max_los` nights (0 = no limit)."""

    name: str
    price: Decimal
    prefix: str = "R"
    rooms: int = 5
    adults: int = 2
    children: int = 2
    guests: int = 4
    min_los: int = 1
    max_los: int = 0


PRIME_KINDS = (
    Kind("General Rooms", Decimal(1000), "GR"),
    Kind("Delux Rooms", Decimal(1500), "DR"),
    Kind("Executive Rooms", Decimal(2000), "ER"),
    Kind("Luxury Rooms", Decimal(2500), "LR"),
)


@dataclass(frozen=True)
class House:
    """A hotel. `refund_rules` are (days before arrival, per cent of the price the hotel keeps)."""

    name: str = "The Hotel Prime"
    kinds: tuple[Kind, ...] = PRIME_KINDS
    refund_rules: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Extra:
    """A service. Added to the cart by itself and inside the room's price, it is in every quote: the price trap."""

    name: str
    price: Decimal
    per_night: bool = False
    auto: bool = False
    in_room_price: bool = True


DEMO_EXTRAS = (
    Extra("Room Maintenance Fees", Decimal(250), per_night=True, auto=True),
    Extra("Internet Handling Charges", Decimal(250), auto=True, in_room_price=False),
    Extra("Airport Shuttle", Decimal(50)),
    Extra("Cab on Demand", Decimal(200)),
    Extra("Breakfast", Decimal(350), per_night=True),
    Extra("Dinner", Decimal(450), per_night=True),
)
STATES = (
    "Awaiting payment",
    "Complete payment received",
    "Processing in progress",
    "Canceled",
    "Refunded",
    "Payment error",
    "Overbooking (Paid)",
    "Partial payment received",
    "Awaiting remote payment",
    "Remote payment accepted",
    "Overbooking (Not paid)",
    "Overbooking (Partial payment)",
)
# QloApps lists them by name, not by id.
CONFIGURATIONS = {
    "PS_CURRENCY_DEFAULT": (9, "1"),
    "PS_OS_AWAITING_PAYMENT": (134, "1"),
    "PS_OS_CANCELED": (137, "4"),
    "PS_OS_PAYMENT_ACCEPTED": (135, "2"),
    "PS_OS_REFUND": (138, "5"),
    "PS_OVERBOOKING_ORDER_ACTION": (116, "1"),
    "PS_TIMEZONE": (68, ""),
}
SIGNS = {"USD": ("Dollar", "840", "$"), "EUR": ("Euro", "978", "€"), "GBP": ("Pound", "826", "£")}


def open_shop(tables: Tables, houses: tuple[House, ...], extras: tuple[Extra, ...], currency: str) -> None:
    for name in STATES:
        tables.add("order_states", name=name)
    for name, (id_, value) in CONFIGURATIONS.items():
        row = tables.add("configurations", id=id_, name=name, value=value or tables.timezone.key)
        row.update(date_add=NEVER, date_upd=NEVER)
    label, number, sign = SIGNS.get(currency, (currency, "0", currency))
    tables.add("currencies", name=label, iso_code=currency, iso_code_num=number, sign=sign)
    tables.add("languages")
    for house in houses[:1]:
        furnish(tables, house)
    for extra in extras:
        offer(tables, extra)
    for house in houses[1:]:
        furnish(tables, house)


def furnish(tables: Tables, house: House) -> Row:
    hotel = tables.add("hotels", hotel_name=house.name, active_refund=int(bool(house.refund_rules)))
    for kind in house.kinds:
        add_kind(tables, hotel["id"], kind)
    for days, percent in house.refund_rules:
        kept = six(Decimal(percent))
        words = {"name": f"{days} days", "description": f"Cancelling {days} days before costs {percent} %"}
        rule = {"days": days, "deduction_value_full_pay": kept, "deduction_value_adv_pay": kept}
        added = tables.add("hotel_refund_rules", **rule, **words)
        tables.rules_of.setdefault(hotel["id"], []).append(added["id"])
    return hotel


def add_kind(tables: Tables, id_hotel: int, kind: Kind) -> None:
    link = kind.name.lower().replace(" ", "-")
    product = {"name": kind.name, "price": six(kind.price), "link_rewrite": link}
    base = {"adults": min(2, kind.adults), "children": min(2, kind.children)}
    room_type = tables.add("room_types", id_hotel=id_hotel, **product, **base)
    limits = {"max_adults": kind.adults, "max_children": kind.children, "max_guests": kind.guests}
    los = {"min_los": kind.min_los, "max_los": kind.max_los}
    ids = {"id_product": room_type["id"], "id_hotel": id_hotel}
    tables.add("hotel_room_types", **ids, **base, **limits, **los)
    for number in range(1, kind.rooms + 1):
        tables.add("hotel_rooms", **ids, room_num=f"{kind.prefix}-{100 + number}")


def offer(tables: Tables, extra: Extra) -> Row:
    return tables.add(
        "services",
        name=extra.name,
        price=six(extra.price),
        link_rewrite=extra.name.lower().replace(" ", "-"),
        price_calculation_method=2 if extra.per_night else 1,
        auto_add_to_cart=int(extra.auto),
        price_addition_type=1 if extra.in_room_price else 2,
        show_at_front=int(not extra.auto),
    )
