"""The front desk's door into the books: what people do at the hotel, and what an audit wants to see. Not QloApps'."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pms.fakes import reception
from pms.fakes.answers import Refused
from pms.fakes.books import CANCELED, Books, free_rooms, held, is_live
from pms.fakes.forms import Form, WantedRoom, day, integer
from pms.fakes.tables import Row
from pms.terms import Stay

GUEST = {"firstname": "Walk", "lastname": "In", "email": "walkin@example.com", "phone": "15550000"}


class Wrong(Exception):
    """What was asked of the desk cannot be done."""


def work(books: Books, asked: Any) -> Row:
    """{"do": "book", "room_type", "date_from", "date_to", "rooms"?, "source"?} · {"do": "cancel", "order"} ·
    {"do": "move", "order", "date_from", "date_to"} · {"do": "close", "room"} · {"do": "open", "room"}"""
    if not isinstance(asked, dict) or asked.get("do") not in list(TASKS):
        raise Wrong(f"The desk can: {', '.join(TASKS)}")
    with books.lock:
        return TASKS[asked["do"]](books, asked)


def book(books: Books, asked: Row) -> Row:
    kind = books.rows["room_types"].get(integer(asked.get("room_type")))
    if not kind:
        raise Wrong("No such room type")
    count = min(max(integer(asked.get("rooms", 1)), 1), len(books.rows["hotel_rooms"]) + 1)
    rooms = (WantedRoom(kind["id"], stay_asked(asked)),) * count
    order = take(books, kind["id_hotel"], rooms, str(asked.get("source", "front-desk")))
    return seen(books, order)


def take(books: Books, hotel: int, rooms: tuple[WantedRoom, ...], source: str) -> Row:
    """At once: the desk sees what it does."""
    form = Form(hotel, 1, 3, source, "", GUEST, Decimal(0), None, 1, "", rooms, ())
    with books.lock:
        try:
            chosen = reception.choose(books, form)
        except Refused as error:
            raise Wrong("Not enough free rooms") from error
        order = reception.write(books, form, chosen, reception.known_customer(books, form))
        reception.enter_state(books, order, reception.first_state(order, form))
        return order


def sell_out(books: Books, form: Form) -> None:
    """Somebody else takes every free room of the kinds and nights that this booking wants."""
    with books.lock:
        for kind, stay in dict.fromkeys((room.kind, room.stay) for room in form.rooms):
            if free := free_rooms(books, kind, stay):
                take(books, form.hotel, (WantedRoom(kind, stay),) * len(free), "somebody-else")


def cancel(books: Books, asked: Row) -> Row:
    order = order_asked(books, asked)
    reception.enter_state(books, order, CANCELED)
    return seen(books, order)


def move(books: Books, asked: Row) -> Row:
    """The rows move, the order's date_upd does not. The price stays as agreed."""
    order, stay = order_asked(books, asked), stay_asked(asked)
    for row in [row for row in books.where("room_bookings", id_order=order["id"]) if is_live(row)]:
        others = [other for other in held(books, stay).get(row["id_room"], []) if other is not row]
        room = books.rows["hotel_rooms"][row["id_room"]]
        if others:
            free = free_rooms(books, row["id_product"], stay)
            if not free:
                raise Wrong("No free room then")
            room = free[0]
        row.update(id_room=room["id"], room_num=room["room_num"], date_upd=books.stamp(), **reception.dates(stay))
    return seen(books, order)


def set_room(books: Books, asked: Row) -> Row:
    room = books.rows["hotel_rooms"].get(integer(asked.get("room")))
    if not room:
        raise Wrong("No such room")
    room["id_status"] = 2 if asked["do"] == "close" else 1
    return {"room": room["id"], "id_status": room["id_status"]}


TASKS = {"book": book, "cancel": cancel, "move": move, "close": set_room, "open": set_room}


def order_asked(books: Books, asked: Row) -> Row:
    if not (order := books.rows["orders"].get(integer(asked.get("order")))):
        raise Wrong("No such order")
    return order


def stay_asked(asked: Row) -> Stay:
    arrival, departure = day(asked.get("date_from")), day(asked.get("date_to"))
    if not arrival or not departure or departure <= arrival:
        raise Wrong("date_from and date_to are wanted, a night apart at least")
    return Stay(arrival, departure)


def record(books: Books) -> list[Row]:
    """Every order there ever was, and who holds which room."""
    with books.lock:
        return [seen(books, order) for order in books.rows["orders"].values()]


def seen(books: Books, order: Row) -> Row:
    rows = books.where("room_bookings", id_order=order["id"])
    return {
        "id": order["id"],
        "source": order["source"],
        "reference": order["reference"],
        "state": order["current_state"],
        "total": order["total_paid_tax_incl"],
        "date_add": order["date_add"],
        "rows": [row_seen(row) for row in rows],
    }


def row_seen(row: Row) -> Row:
    flags = {flag: row[flag] for flag in ("is_cancelled", "is_refunded", "is_back_order")}
    return {
        "id": row["id"],
        "hotel": row["id_hotel"],
        "room_type": row["id_product"],
        "room": row["id_room"],
        "date_from": row["date_from"][:10],
        "date_to": row["date_to"][:10],
        "live": is_live(row),
        **flags,
    }
