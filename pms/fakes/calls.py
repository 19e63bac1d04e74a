"""The calls of the web service: which resource answers which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from pms.fakes import ari, bookings, desk, forms, keys, prices, reception, resources
from pms.fakes.answers import JSON, XML, Answer, Bare, Refused, as_json, page, read_xml, refuse
from pms.fakes.books import Books
from pms.fakes.keys import Rights
from pms.fakes.trouble import Fault


@dataclass(frozen=True)
class Call:
    method: str
    asked: dict[str, str]
    body: bytes
    json_wanted: bool
    base: str
    faults: Mapping[str, Fault]


def answer(books: Books, rights: Rights, parts: list[str], call: Call) -> Answer:
    if not parts:
        return directory(rights, call)
    resource = parts[0]
    keys.check(rights, resource, call.method)
    id_ = forms.integer(parts[1]) if len(parts) > 1 else None
    match resource, call.method:
        case "hotel_ari", "POST":
            question = ari.read(call.body)
            with books.lock:
                return ari.answer(books, question, call.json_wanted, call.base)
        case "hotel_ari", method:
            raise Refused(405, (23, f"Method {method} is not valid"))
        case "bookings", "POST":
            return create(books, call)
        case "bookings", "PUT":
            return change(books, call)
        case "bookings", "DELETE":
            raise Refused(405, (101, "Method DELETE is not allowed for the resource bookings"))
        case "order_histories", "POST":
            return enter_state(books, call)
        case _, "GET" | "HEAD":
            with books.lock:
                return read(books, resource, id_, call)
    raise Refused(405, (25, f"Method {call.method} is not allowed for the resource {resource}"))


def directory(rights: Rights, call: Call) -> Answer:
    names = [name for name in keys.ALL_NAMES if name in rights]
    if call.json_wanted:
        return Answer(200, as_json(names), JSON)
    lines = "".join(f'<{name} xlink:href="{call.base}/{name}"/>\n' for name in names)
    return Answer(200, page(f"<api>\n{lines}</api>\n"), XML)


def read(books: Books, resource: str, id_: int | None, call: Call) -> Answer:
    if resource not in books.rows and resource != "bookings":
        raise Bare(500)  # as extra_services does at everybody's; the others are not kept here
    if resource == "bookings" and id_ is None:
        return bookings.list_ids(books, call.json_wanted, call.base)
    if id_ is None:
        return resources.list_rows(books, resource, call.asked, call.json_wanted, call.base)
    row = books.rows["orders" if resource == "bookings" else resource].get(id_)
    if not row:
        raise Bare(404, mime="")
    if resource == "bookings":
        return bookings.answer(books, row, call.json_wanted)
    return resources.one_row(books, resource, row, call.json_wanted, call.base)


def create(books: Books, call: Call) -> Answer:
    with books.lock:
        form = forms.check(books, forms.read(call.body))
        if fault := call.faults.get("price_change"):
            for kind in dict.fromkeys(room.kind for room in form.rooms):
                prices.change_by(books, kind, fault.percent)
        if "sold_out" in call.faults:
            desk.sell_out(books, form)
    order = reception.create(books, form)
    with books.lock:
        return bookings.answer(books, order, call.json_wanted, form.warnings)


def change(books: Books, call: Call) -> Answer:
    """The body's id counts; the path's is not looked at."""
    with books.lock:
        booking = forms.read(call.body)
        if not forms.integer(booking.get("id")):
            raise refuse("id is required with PUT requests.")
        order = bookings.change(books, forms.integer(booking["id"]), forms.check(books, booking, new=False))
        return bookings.answer(books, order, call.json_wanted)


def enter_state(books: Books, call: Call) -> Answer:
    """201 when it is done. What is unknown is answered 200, with a sentence."""
    try:
        root = read_xml(call.body)
    except ElementTree.ParseError as error:
        text = f"XML length : {len(call.body)}\nOriginal XML : {call.body.decode('utf-8', 'replace')}"
        raise Refused(500, (127, f"XML error : String could not be parsed as XML\n{text}")) from error
    said = {child.tag: child.text or "" for child in root.iterfind("order_history/*")}
    for field in ("id_order_state", "id_order"):
        if not said.get(field):
            raise Refused(400, (41, f'parameter "{field}" required'))
    with books.lock:
        order = books.rows["orders"].get(forms.integer(said["id_order"]))
        state = forms.integer(said["id_order_state"])
        if not order or state not in books.rows["order_states"]:
            raise Bare(200, "Invalid new order status")
        row = {**reception.enter_state(books, order, state), "id_employee": None}
        done = resources.one_row(books, "order_histories", row, call.json_wanted, call.base)
    return Answer(201, done.body, done.mime)
