"""The resource `bookings`: an order, its guest and its rooms in one piece; how it is read and how PUT changes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from pms.fakes import bill, prices, reception
from pms.fakes.answers import JSON, XML, Answer, Refused, as_json, nested, number, page, refuse
from pms.fakes.books import CANCELED, REFUNDED, Books, Charge, stay_of
from pms.fakes.forms import Form
from pms.fakes.tables import Row

USE_TAX = (3463, 3494)
ENDED = {3: CANCELED, 4: REFUNDED}


def answer(books: Books, order: Row, json_wanted: bool, missed: Iterable[int] = ()) -> Answer:
    """A strict server complains of what its own code forgot, and answers 500, whatever has been done."""
    if books.strict:
        raise Refused(500, *(warning(line) for line in (*missed, *USE_TAX)))
    booking = present(books, order)
    if json_wanted:
        return Answer(200, as_json({"booking": booking}), JSON)
    return Answer(200, page(nested("booking", booking).replace("</booking>\n", "</booking>")), XML)


def warning(line: int) -> tuple[int, str]:
    what = "Undefined variable $useTax" if line in USE_TAX else 'Undefined array key "total_tax"'
    return 3, f"[PHP Warning #2] {what} (/srv/qloapps/WebserviceSpecificManagementBookings.php, line {line})"


def list_ids(books: Books, json_wanted: bool, base: str) -> Answer:
    """Whatever is filtered or displayed: all ids, and in no useful order."""
    orders = sorted(books.rows["orders"].values(), key=lambda order: (order["id_customer"], order["id"]))
    if json_wanted:
        return Answer(200, as_json({"bookings": [{"id": order["id"]} for order in orders]} if orders else []), JSON)
    lines = "".join(f'<booking id="{order["id"]}" xlink:href="{base}/bookings/{order["id"]}"/>\n' for order in orders)
    return Answer(200, page(f"<bookings>\n{lines}</bookings>\n"), XML)


def present(books: Books, order: Row) -> Row:
    """There is no status in it: cancelled or overbooked, it looks the same."""
    rows = books.where("room_bookings", id_order=order["id"])
    excl, incl = Decimal(order["total_paid_tax_excl"]), Decimal(order["total_paid_tax_incl"])
    guest = books.customers[order["id_customer"]]
    return {
        "id": order["id"],
        "id_property": rows[0]["id_hotel"],
        "currency": next(iter(books.rows["currencies"].values()))["iso_code"],
        "source": order["source"],
        "booking_date": order["date_add"],
        "id_language": order["id_lang"],
        "associations": {
            "customer_detail": {"id_customer": order["id_customer"], **guest},
            "price_details": {
                "total_paid": number(Decimal(order["total_paid_real"])),
                "total_price_without_tax": number(excl),
                "total_tax": number(incl - excl),
            },
            "cart_rules": [],
            "remarks": [books.remarks[order["id"]]] if books.remarks[order["id"]] else [],
            "room_types": [room_type(books, group) for group in grouped(rows)],
        },
    }


def grouped(rows: list[Row]) -> list[list[Row]]:
    groups: dict[tuple[int, str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["id_product"], row["date_from"], row["date_to"]), []).append(row)
    return list(groups.values())


def tax_of(row: Row) -> Decimal:
    return Decimal(row["total_price_tax_incl"]) - Decimal(row["total_price_tax_excl"])


def room_type(books: Books, rows: list[Row]) -> Row:
    return {
        "id_room_type": rows[0]["id_product"],
        "checkin_date": rows[0]["date_from"],
        "checkout_date": rows[0]["date_to"],
        "total_tax": number(sum((tax_of(row) for row in rows), Decimal(0))),
        "number_of_rooms": len(rows),
        "name": rows[0]["room_type_name"],
        "rooms": [room(books, row) for row in rows],
    }


def room(books: Books, row: Row) -> Row:
    shown = [charge for charge in books.charges[row["id"]] if charge.shown]
    services = [service(books, charge) for charge in shown if charge.is_service]
    facilities = [facility(books, charge) for charge in shown if not charge.is_service]
    return {
        "id_room": row["id_room"],
        "id_hotel_booking": row["id"],
        "adults": row["adults"],
        "child": row["children"],
        "unit_price_without_tax": number(Decimal(row["total_price_tax_excl"])),
        "total_tax": number(tax_of(row)),
        **({"services": services} if services else {}),
        **({"facilities": facilities} if facilities else {}),
    }


def service(books: Books, charge: Charge) -> Row:
    """The unit of a service is one for all nights."""
    return {
        "id_service": charge.product["id"],
        "name": charge.product["name"],
        "quantity": charge.quantity,
        "unit_price_without_tax": number(charge.price * charge.nights),
        "total_price_without_tax": number(charge.total),
        "total_tax": number(prices.tax_on(charge.total, books.tax_percent)),
        "per_night": int(charge.per_night),
        "price_mode": charge.product["price_calculation_method"],
    }


def facility(books: Books, charge: Charge) -> Row:
    """The unit of a facility is one for one night."""
    return {
        "name": charge.product["name"],
        "quantity": charge.quantity,
        "unit_price_without_tax": number(charge.price),
        "total_tax": number(prices.tax_on(charge.price, books.tax_percent)),
        "per_night": int(charge.per_night),
    }


def change(books: Books, order_id: int, form: Form) -> Row:
    """PUT: rooms whose dates stay keep their row and take the services that are named, all of them shown now; rooms
    whose dates change are made anew and lose the fees that the cart adds by itself. So the same PUT costs more the
    second time."""
    if not (order := books.rows["orders"].get(order_id)):
        raise refuse("Booking not found.")
    before = dict(books.rows["room_bookings"])
    try:
        rearrange(books, order, form)
    except Refused:
        books.rows["room_bookings"] = before
        raise
    bill.renew(books, order)
    if form.status in ENDED:
        reception.enter_state(books, order, ENDED[form.status])
    return order


def rearrange(books: Books, order: Row, form: Form) -> None:
    given = {field: value for field, value in form.customer.items() if value or field == "phone"}
    books.customers[order["id_customer"]] = {**books.customers[order["id_customer"]], **given}
    going = books.where("room_bookings", id_order=order["id"])
    for wanted in form.rooms:
        kept = [row for row in going if row["id_product"] == wanted.kind and stay_of(row) == wanted.stay]
        if kept:
            going.remove(kept[0])
            books.charges[kept[0]["id"]] = [replace(charge, shown=True) for charge in bill.charges(books, wanted)]
        else:
            make_anew(books, replace(form, rooms=(wanted,)), order, going)
    for row in going:
        del books.rows["room_bookings"][row["id"]]


def make_anew(books: Books, form: Form, order: Row, going: list[Row]) -> None:
    """The row that goes frees its room for the one that comes."""
    for row in going[:1]:
        del books.rows["room_bookings"][row["id"]]
    del going[:1]
    [(wanted, room)] = reception.choose(books, form)
    row = reception.give(books, order, wanted, room)
    books.charges[row["id"]] = [charge for charge in books.charges[row["id"]] if charge.shown]
