"""What a stay costs in the fake PMS: a night's price, the rate rules on it, the fees folded in, the tax."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pms.fakes.tables import Row, Tables, six
from pms.terms import Stay, cents

DECREASE, INCREASE = 1, 2
PERCENT = 1
PER_NIGHT = 2
IN_ROOM_PRICE = 1


def stay_price(tables: Tables, room_type: int, stay: Stay) -> Decimal:
    """One room, without tax and without any service."""
    base = Decimal(tables.rows["room_types"][room_type]["price"])
    rules = tables.where("feature_prices", id_product=room_type, active=1)
    return sum((night_price(base, rules, night) for night in stay.dates()), Decimal(0))


def night_price(price: Decimal, rules: list[Row], night: date) -> Decimal:
    """A rule's last day counts: it is a night as well."""
    for rule in rules:
        if not rule["date_from"] <= night.isoformat() <= rule["date_to"]:
            continue
        value = Decimal(rule["impact_value"])
        change = price * value / 100 if rule["impact_type"] == PERCENT else value
        price = {DECREASE: price - change, INCREASE: price + change}.get(rule["impact_way"], change)
    return price


def quoted_price(tables: Tables, room_type: int, stay: Stay) -> Decimal:
    """As hotel_ari says it: with the fees that are added to every cart and folded into the room's price.
    A booking that does not name them is made without them."""
    fees = tables.where("services", auto_add_to_cart=1, price_addition_type=IN_ROOM_PRICE, active=1)
    return stay_price(tables, room_type, stay) + sum((service_price(fee, stay) for fee in fees), Decimal(0))


def service_price(service: Row, stay: Stay) -> Decimal:
    return Decimal(service["price"]) * (stay.nights if service["price_calculation_method"] == PER_NIGHT else 1)


def tax_on(amount: Decimal, percent: Decimal) -> Decimal:
    return cents(amount * percent / 100)


def change_by(tables: Tables, room_type: int, percent: Decimal) -> None:
    row = tables.rows["room_types"][room_type]
    row["price"] = six(cents(Decimal(row["price"]) * (100 + percent) / 100))
