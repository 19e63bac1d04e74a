"""Making, changing and cancelling orders: what POST and PUT bookings and order_histories do to the books."""

from __future__ import annotations

import re
import time
from decimal import Decimal

from pms.fakes import bill, prices
from pms.fakes.answers import Bare, not_available
from pms.fakes.books import (
    AWAITING,
    CANCELED,
    PAID,
    PARTLY_PAID,
    REFUNDED,
    Books,
    free_rooms,
    held,
)
from pms.fakes.forms import Form, WantedRoom
from pms.fakes.tables import Row, six
from pms.terms import Stay

BY_STATUS = {2: PAID, 3: CANCELED, 4: REFUNDED}
BY_PAYMENT_STATUS = {1: PAID, 2: PARTLY_PAID}


def create(books: Books, form: Form) -> Row:
    """No lock is held and no transaction is open from the look at the rooms to the writing down, nor until the end:
    meanwhile the order is in state 0, and a room that is there twice shows. Total below the price: PHP divides by
    zero, with everything committed."""
    with books.lock:
        chosen = choose(books, form)
        customer = known_customer(books, form)
    time.sleep(books.create_seconds / 2)
    with books.lock:
        order = write(books, form, chosen, customer)
    time.sleep(books.create_seconds / 4)
    with books.lock:
        for row in books.where("room_bookings", id_order=order["id"], is_back_order=1):
            row.update(is_cancelled=1, is_refunded=1)
    time.sleep(books.create_seconds / 4)
    with books.lock:
        enter_state(books, order, first_state(order, form), paid=form.paid)
        if form.total is not None and form.total < Decimal(order["total_paid_tax_incl"]):
            raise Bare(500)
    return order


def choose(books: Books, form: Form) -> list[tuple[WantedRoom, Row]]:
    """The free room with the lowest number, or the very one that was asked for."""
    chosen: list[tuple[WantedRoom, Row]] = []
    for wanted in form.rooms:
        if books.rows["room_types"][wanted.kind]["id_hotel"] != form.hotel:
            raise not_available()
        taken = [room["id"] for other, room in chosen if overlap(other.stay, wanted.stay)]
        free = [room for room in free_rooms(books, wanted.kind, wanted.stay) if room["id"] not in taken]
        if wanted.id_room:
            free = [room for room in free if room["id"] == wanted.id_room]
        if not free:
            raise not_available()
        chosen.append((wanted, free[0]))
    return chosen


def overlap(one: Stay, other: Stay) -> bool:
    return one.arrival < other.departure and other.arrival < one.departure


def known_customer(books: Books, form: Form) -> int | None:
    """By e-mail. Of a new one the name and the phone are looked at, and PHP dies of what it finds there."""
    for id_, customer in books.customers.items():
        if customer["email"].lower() == form.customer["email"].lower():
            return id_
    names = form.customer["firstname"] + form.customer["lastname"]
    if re.search(r"[0-9!<>,;?=+()@#\"°{}_$%:]", names) or not re.fullmatch(r"[+0-9. ()/-]*", form.customer["phone"]):
        raise Bare(500)
    return None


def write(books: Books, form: Form, chosen: list[tuple[WantedRoom, Row]], customer: int | None) -> Row:
    """The guest of an e-mail is overwritten, for every order there is. Two first bookings at once make two guests."""
    id_customer = customer or books.next_id("customers")
    books.customers[id_customer] = form.customer
    order = books.add(
        "orders",
        current_state=0,
        id_cart=books.next_id("carts"),
        id_customer=id_customer,
        payment=form.payment_method or "Order from API",
        payment_type=form.payment_type,
        source=form.source,
        reference="".join(books.letters.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=9)),
        secure_key=f"{books.letters.getrandbits(128):032x}",
    )
    books.remarks[order["id"]] = form.remark
    for wanted, room in chosen:
        give(books, order, wanted, room)
    bill.add_up(books, order)
    if form.total is not None and form.total > Decimal(order["total_paid_tax_incl"]):
        bill.raise_price(books, order, form.total)
    bill.detail(books, order)
    return order


def give(books: Books, order: Row, wanted: WantedRoom, room: Row) -> Row:
    """Somebody else may have written the room down since it was chosen. Mostly that is noticed."""
    met = room["id"] in held(books, wanted.stay)
    noticed = met and books.chance.random() >= books.double_booking
    kind = books.rows["room_types"][wanted.kind]
    hotel = books.rows["hotels"][room["id_hotel"]]
    excl = prices.stay_price(books, wanted.kind, wanted.stay) if wanted.price is None else wanted.price
    incl = excl + prices.tax_on(excl, books.tax_percent)
    row = books.add(
        "room_bookings",
        id_product=wanted.kind,
        id_hotel=room["id_hotel"],
        id_order=order["id"],
        id_cart=order["id_cart"],
        id_room=room["id"],
        id_customer=order["id_customer"],
        **dates(wanted.stay),
        total_price_tax_excl=six(excl),
        total_price_tax_incl=six(incl),
        total_paid_amount=six(incl),
        is_back_order=int(noticed),
        room_num=room["room_num"],
        room_type_name=kind["name"],
        hotel_name=hotel["hotel_name"],
        adults=kind["adults"] if wanted.adults is None else wanted.adults,
        children=kind["children"] if wanted.children is None else wanted.children,
        child_ages=str(list(wanted.child_ages)),
    )
    books.charges[row["id"]] = bill.charges(books, wanted)
    return row


def dates(stay: Stay) -> dict[str, str]:
    return {"date_from": f"{stay.arrival} 00:00:00", "date_to": f"{stay.departure} 00:00:00"}


def first_state(order: Row, form: Form) -> int:
    """The payment's status counts only when nothing is said to be paid."""
    if form.status in BY_STATUS:
        return BY_STATUS[form.status]
    if form.paid:
        return PAID if form.paid >= Decimal(order["total_paid_tax_incl"]) else PARTLY_PAID
    return BY_PAYMENT_STATUS.get(form.payment_status, AWAITING)


def enter_state(books: Books, order: Row, state: int, paid: Decimal = Decimal(0)) -> Row:
    """Cancelled and refunded free the rooms. Going back takes none again: the order looks alive and holds nothing."""
    rows = books.where("room_bookings", id_order=order["id"])
    if state in (CANCELED, REFUNDED):
        for row in rows:
            row.update(is_refunded=1, is_cancelled=max(row["is_cancelled"], int(state == CANCELED)))
    if state == PAID:
        order.update(total_paid_real=order["total_paid_tax_incl"], valid=1)
        order.update(invoice_number=books.next_id("invoices"), invoice_date=books.stamp())
        for line in books.where("order_details", id_order=order["id"]):
            line["id_order_invoice"] = order["invoice_number"]
    elif paid:
        order["total_paid_real"] = six(paid)
    order.update(current_state=state, date_upd=books.stamp())
    return books.add("order_histories", id_order_state=state, id_order=order["id"])
