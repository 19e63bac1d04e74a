"""What an order costs: the charges on its rooms, its totals and its lines."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pms.fakes import prices
from pms.fakes.books import Books, Charge, stay_of
from pms.fakes.forms import WantedRoom
from pms.fakes.tables import Row, six
from pms.terms import cents

FACILITY_PER_NIGHT = 1
Lines = dict[int, tuple[dict[str, Any], int, Decimal]]  # a product: what it is, how many, without tax


def charges(books: Books, wanted: WantedRoom) -> list[Charge]:
    """Only what the booking names. A fee that the cart adds by itself is charged then, and not shown."""
    found = []
    for id_, quantity in wanted.services:
        service = books.rows["services"][id_]
        nightly = service["price_calculation_method"] == prices.PER_NIGHT
        nights = wanted.stay.nights if nightly else 1
        price = Decimal(service["price"])
        found.append(Charge(service, price, quantity, nights, nightly, shown=not service["auto_add_to_cart"]))
    for id_ in wanted.facilities:
        demand = books.rows["extra_demands"][id_]
        nightly = demand["price_calc_method"] == FACILITY_PER_NIGHT
        nights = wanted.stay.nights if nightly else 1
        found.append(Charge(demand, Decimal(demand["price"]), 1, nights, nightly, is_service=False))
    return found


def add_up(books: Books, order: Row) -> None:
    excl = incl = Decimal(0)
    for row in books.where("room_bookings", id_order=order["id"]):
        excl += Decimal(row["total_price_tax_excl"])
        incl += Decimal(row["total_price_tax_incl"])
        for charge in books.charges[row["id"]]:
            excl += charge.total
            incl += charge.total + prices.tax_on(charge.total, books.tax_percent)
    order.update(total_paid_tax_excl=six(excl), total_products=six(excl))
    order.update(dict.fromkeys(("total_paid", "total_paid_tax_incl", "total_products_wt"), six(incl)))
    order["advance_paid_amount"] = six(incl)


def raise_price(books: Books, order: Row, total: Decimal) -> None:
    """A total above the price makes the first room dearer."""
    row = books.where("room_bookings", id_order=order["id"])[0]
    incl = Decimal(row["total_price_tax_incl"]) + total - Decimal(order["total_paid_tax_incl"])
    row["total_price_tax_excl"] = six(cents(incl * 100 / (100 + books.tax_percent)))
    row["total_price_tax_incl"] = row["total_paid_amount"] = six(incl)
    add_up(books, order)


def renew(books: Books, order: Row) -> None:
    for line in books.where("order_details", id_order=order["id"]):
        del books.rows["order_details"][line["id"]]
    add_up(books, order)
    detail(books, order)


def detail(books: Books, order: Row) -> None:
    """A line for each room type and one for each service, hidden ones too."""
    lines: Lines = {}
    for row in books.where("room_bookings", id_order=order["id"]):
        nights = stay_of(row).nights
        room = {"product_name": row["room_type_name"], "is_booking_product": 1}
        add_line(lines, row["id_product"], room, nights, Decimal(row["total_price_tax_excl"]))
        for charge in books.charges[row["id"]]:
            if charge.is_service:
                count = charge.quantity * charge.nights
                add_line(lines, charge.product["id"], service_line(charge.product), count, charge.total)
    for product, (about, quantity, excl) in lines.items():
        line = books.add("order_details", id_order=order["id"], product_id=product, **about)
        line.update(product_quantity=quantity, product_quantity_in_stock=quantity, **amounts(books, quantity, excl))
        for row in books.where("room_bookings", id_order=order["id"], id_product=product):
            row["id_order_detail"] = line["id"]


def service_line(service: Row) -> dict[str, Any]:
    return {
        "product_name": service["name"],
        "is_booking_product": 0,
        "product_service_type": 1,
        "product_auto_add": service["auto_add_to_cart"],
        "product_price_addition_type": service["price_addition_type"],
        "product_price_calculation_method": service["price_calculation_method"],
    }


def add_line(
    lines: Lines,
    product: int,
    about: dict[str, Any],
    count: int,
    excl: Decimal,
) -> None:
    _, had, sum_ = lines.get(product, (about, 0, Decimal(0)))
    lines[product] = (about, had + count, sum_ + excl)


def amounts(books: Books, quantity: int, excl: Decimal) -> dict[str, str]:
    incl = excl + prices.tax_on(excl, books.tax_percent)
    each, each_incl = six(excl / max(quantity, 1)), six(incl / max(quantity, 1))
    return {
        "product_price": each,
        "original_product_price": each,
        "unit_price_tax_excl": each,
        "unit_price_tax_incl": each_incl,
        "total_price_tax_excl": six(excl),
        "total_price_tax_incl": six(incl),
    }
