"""At any QloApps by address and key alone: addresses as people paste them, answers as PHP servers write them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
import respx
from django.core.exceptions import ValidationError
from django.utils import timezone

from pms import doctor
from pms.adapters.qloapps import QloApps, catalogue, examination, web_service
from pms.errors import PmsError, PmsMisconfigured, PmsUnavailable
from pms.fakes import desk, keys
from pms.fakes.qloapps import KEY, Server
from pms.models import Hotel, PmsAccount
from pms.terms import Contact, Order, Party, Stay
from tests import factories as make
from tests.pms.conftest import connect

pytestmark = pytest.mark.integration

TWO = Party(2)
SHOP = "http://hotel.test"


@pytest.fixture
def alone(qloapps: Server) -> Server:
    """An installation with one hotel."""
    del qloapps.books.rows["hotels"][2]
    return qloapps


@pytest.fixture
def pms(hotel: Hotel, alone: Server) -> QloApps:
    return connect(hotel, alone)


def at(hotel: Hotel, address: str, **options: object) -> QloApps:
    account = {"kind": "qloapps", "address": address, "credentials": KEY, "options": options}
    make.PmsAccountFactory(hotel=hotel, **account)
    return QloApps(hotel)


def story(pms: QloApps, stay: Stay) -> None:
    """From the offer to the cancellation, and what the poll sees of it."""
    [double, *_] = pms.offers(stay, TWO)
    assert (double.total.amount, double.units) == (264, ("D-101", "D-102", "D-103"))
    contact = Contact("Begoña Muñoz-Ibáñez", "bego@example.com", "+34666777888")
    order = Order("HA-0000000001", double.room_type, double.rate_plan, "D-101", stay, TWO, contact)
    booked = pms.book(order)
    assert (booked.total, booked.unit, booked.stay) == (double.total, "D-101", stay)
    assert pms.find(order.reference) == booked
    assert pms.next_arrival("D-101", stay.arrival) == stay.arrival
    assert pms.changes(timezone.now() - timedelta(minutes=1)).ours == [booked]
    assert pms.cancel(booked.number) == replace(booked, status="cancelled")
    assert "D-101" in pms.free_units(double.room_type, stay)


# Which hotel, at which address


def test_address_and_key_are_enough(pms: QloApps, stay: Stay):
    story(pms, stay)


def test_of_several_hotels_one_must_be_chosen_and_they_are_named(hotel: Hotel, qloapps: Server, stay: Stay):
    with pytest.raises(PmsMisconfigured, match="hotel_id to one of: 1 Casa Azul, 2 Casa Verde"):
        connect(hotel, qloapps).offers(stay, TWO)


def test_of_several_hotels_the_only_open_one_is_it(hotel: Hotel, qloapps: Server, stay: Stay):
    qloapps.books.rows["hotels"][2]["active"] = 0
    story(connect(hotel, qloapps), stay)


def test_a_hotel_that_is_not_there_names_those_that_are(hotel: Hotel, qloapps: Server, stay: Stay):
    with pytest.raises(PmsMisconfigured, match=r"no hotel 7 .*1 Casa Azul, 2 Casa Verde"):
        connect(hotel, qloapps, hotel_id=7).offers(stay, TWO)


@pytest.mark.parametrize("end", ["", "/", "/api", "/api/", "//api//", "\n"])
def test_the_address_may_end_as_people_paste_it(hotel: Hotel, alone: Server, stay: Stay, end: str):
    pms = at(hotel, f" {alone.url}{end}")
    pms.hotel.pms_account.credentials = f" {KEY}\n"
    assert pms.offers(stay, TWO)


@pytest.mark.parametrize("end", ["/shop", "/shop/", "/shop/api", "/shop/api/"])
def test_a_shop_may_live_in_a_folder(hotel: Hotel, stay: Stay, end: str):
    with respx.mock(assert_all_called=False) as router:
        asked = router.get(url__startswith=f"{SHOP}/shop/api/configurations?").respond(503)
        with pytest.raises(PmsUnavailable):
            at(hotel, SHOP + end).offers(stay, TWO)
    assert asked.called


@pytest.mark.security
@pytest.mark.parametrize(
    "address", [f"http://{KEY}@hotel.test", f"http://{KEY}:@hotel.test/api", f"http://hotel.test/api?ws_key={KEY}"]
)
def test_an_address_with_the_key_in_it_is_refused(hotel: Hotel, stay: Stay, address: str):
    """Addresses are shown."""
    with pytest.raises(PmsMisconfigured, match="no key") as refused:
        at(hotel, address).offers(stay, TWO)
    assert KEY not in str(refused.value)
    with pytest.raises(ValidationError) as invalid:
        PmsAccount(hotel=hotel, kind="qloapps", address=address).clean()
    assert KEY not in str(invalid.value)


@pytest.mark.security
@pytest.mark.parametrize("to", ["https://hotel.test/api/hotels?a=b", "https://www.hotel.test:8443/x", "/index.php", ""])
def test_a_redirect_is_told_and_the_key_does_not_follow(hotel: Hotel, stay: Stay, to: str):
    with respx.mock(assert_all_called=False) as router:
        router.get(url__startswith=SHOP).respond(301, headers={"location": to})
        elsewhere = router.route(url__startswith="https://").respond(200, json=[])
        with pytest.raises(PmsMisconfigured) as told:
            at(hotel, SHOP).offers(stay, TWO)
    origin = to.partition("/api")[0].partition("/x")[0] if to.startswith("http") else ""
    assert f"it redirects to {origin or '?'};" in str(told.value)
    assert not elsewhere.called


@pytest.mark.parametrize(
    ("address", "level"), [("https://x.test", "ok"), ("http://127.0.0.1:1", "ok"), (SHOP, "warning")]
)
def test_an_address_without_https_is_warned_of(address: str, level: str):
    [finding] = examination.address(web_service.WebService(address, KEY, 0.0))
    assert (finding.level, address in finding.text) == (level, True)


PAGES: dict[str, tuple[dict[str, Any], type[PmsError], str]] = {
    "no_web_service_or_htaccess": ({"status_code": 404, "html": "<h1>Not Found</h1>"}, PmsMisconfigured, "no web serv"),
    "php_gets_no_authorization": ({"status_code": 401, "html": "401 Unauthorized"}, PmsMisconfigured, "no key arrived"),
    "every_address_is_the_home_page": (
        {"status_code": 200, "html": "<html>Welcome</html>"},
        PmsUnavailable,
        "a page answers",
    ),
    "maintenance": ({"status_code": 503, "html": "<html>Back soon</html>"}, PmsUnavailable, "503"),
    "switched_off": (
        {"status_code": 503, "json": {"errors": [{"code": 22, "message": "The QloApps webservice is disabled."}]}},
        PmsUnavailable,
        "disabled",
    ),
    "latin_1_in_the_json": (
        {
            "status_code": 200,
            "content": '{"configurations":[{"name":"Habitación"}]}'.encode("latin-1"),
            "headers": {"content-type": "application/json"},
        },
        PmsUnavailable,
        "configurations",
    ),
}


@pytest.mark.parametrize(("page", "error", "told"), PAGES.values(), ids=PAGES)
def test_what_is_no_web_service_is_told_so(
    hotel: Hotel, stay: Stay, page: dict[str, Any], error: type[PmsError], told: str
):
    with respx.mock() as router:
        router.get(url__startswith=SHOP).respond(**page)
        with pytest.raises(error, match=told):
            at(hotel, SHOP).offers(stay, TWO)


def test_why_no_connection_is_made_is_told(hotel: Hotel, stay: Stay):
    why = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate"
    with respx.mock() as router:
        router.get(url__startswith=SHOP).mock(side_effect=httpx.ConnectError(why))
        with pytest.raises(PmsUnavailable, match="self-signed"):
            at(hotel, SHOP).offers(stay, TWO)


# What the key may, what there is


@pytest.mark.parametrize(
    "right", [*(f"GET {name}" for name in examination.READ), *(f"POST {name}" for name in examination.HARMLESS)]
)
def test_the_doctor_names_the_right_that_the_key_lacks(hotel: Hotel, alone: Server, right: str):
    connect(hotel, alone)
    method, _, resource = right.partition(" ")
    alone.rights[KEY] = {**keys.AGENT, resource: keys.AGENT[resource] - {method}}
    told = {finding.name: finding.text for finding in doctor.examine(hotel)}
    assert told["rights"] == f"the key may not: {right}"


def test_an_installation_where_nothing_has_happened_yet(hotel: Hotel, alone: Server, stay: Stay):
    """No order, no guest, no service, no refund rule: empty lists are a bare []."""
    for name in ("services", "hotel_refund_rules", "orders", "room_bookings"):
        alone.books.rows[name].clear()
    pms = connect(hotel, alone)
    assert pms.find("HA-1") is None
    assert pms.changes(timezone.now() - timedelta(days=1)).ours == []
    assert pms.next_arrival("D-101", stay.arrival) is None
    assert pms.offers(stay, TWO)[0].total.amount == 220


def test_a_hotel_without_rooms_sells_nothing_and_the_doctor_says_why(hotel: Hotel, alone: Server):
    connect(hotel, alone)
    for name in ("hotel_rooms", "hotel_room_types", "room_types"):
        alone.books.rows[name].clear()
    told = {finding.name: finding.level for finding in doctor.examine(hotel)}
    assert told["room_types"] == told["offers"] == "error"


@pytest.mark.parametrize("value", ["", None, False])
def test_a_setting_that_is_empty(pms: QloApps, alone: Server, stay: Stay, value: object):
    """Without a last day of sale all days are on sale; without the state for cancelled nothing can be undone."""
    alone.books.add("configurations", name="MAX_GLOBAL_BOOKING_DATE", value=value)
    assert pms.offers(stay, TWO)
    catalogue.forget()
    [row] = alone.books.where("configurations", name="PS_OS_CANCELED")
    row["value"] = value
    with pytest.raises(PmsMisconfigured, match="PS_OS_CANCELED"):
        pms.offers(stay, TWO)


def test_an_odd_order_of_somebody_else_does_not_stop_the_poll(pms: QloApps, alone: Server, stay: Stay):
    dates = {"date_from": stay.arrival.isoformat(), "date_to": stay.departure.isoformat()}
    theirs = desk.work(alone.books, {"do": "book", "room_type": 1, **dates})
    alone.books.rows["orders"][theirs["id"]].update(source=None, total_paid_tax_incl="", current_state=None)
    moved = pms.changes(timezone.now() - timedelta(minutes=1))
    assert (moved.ours, moved.others) == ([], True)


NAMES = [{"id": "1", "value": "Double"}, {"id": "3", "value": "Doble"}, {"id": 4, "value": "Duplo"}]
ISO = {1: ("en", "en-us"), 3: ("es", "es-es"), 4: ("br", "pt-br")}


def translated(request: httpx.Request, found: Any) -> Any:
    if request.url.path.endswith("/room_types"):
        for row in found["room_types"]:
            row["name"] = NAMES
    if request.url.path.endswith("/languages"):
        return {"languages": [{"id": id_, "iso_code": iso, "language_code": code} for id_, (iso, code) in ISO.items()]}
    return found


def test_room_types_are_named_in_the_guests_language(pms: QloApps, stay: Stay, monkeypatch: pytest.MonkeyPatch):
    rewrite(monkeypatch, translated)
    assert pms.offers(stay, TWO)[0].room_type_names == {"es": "Doble", "pt": "Duplo", "en": "Double"}


def test_without_the_right_to_languages_the_first_name_is_told(
    pms: QloApps, alone: Server, stay: Stay, monkeypatch: pytest.MonkeyPatch
):
    alone.rights[KEY] = {name: methods for name, methods in keys.AGENT.items() if name != "languages"}
    rewrite(
        monkeypatch, lambda request, found: found if "languages" in request.url.path else translated(request, found)
    )
    assert set(pms.offers(stay, TWO)[0].room_type_names.values()) == {"Double"}


# What PHP makes of it


class Rewritten(httpx.BaseTransport):
    """The server's answers in another shape, the meaning unchanged."""

    def __init__(self, change: Callable[[httpx.Request, Any], Any], front: bytes = b"") -> None:
        self.inner = httpx.HTTPTransport()
        self.change = change
        self.front = front

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self.inner.handle_request(request)
        body = answer.read()
        if "json" in answer.headers.get("content-type", "") and answer.status_code == 200:
            body = self.front + json.dumps(self.change(request, json.loads(body))).encode()
        headers = {name: value for name, value in answer.headers.items() if name.lower() != "content-length"}
        return httpx.Response(answer.status_code, headers=headers, content=body)


def rewrite(monkeypatch: pytest.MonkeyPatch, change: Callable[[httpx.Request, Any], Any], front: bytes = b"") -> None:
    client = httpx.Client(transport=Rewritten(change, front))
    monkeypatch.setattr(web_service, "client", lambda address: client)


def every(change: Callable[[Any], Any]) -> Callable[[httpx.Request, Any], Any]:
    """From the leaves up."""

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            value = {name: walk(inner) for name, inner in value.items()}
        elif isinstance(value, list):
            value = [walk(inner) for inner in value]
        return change(value)

    return lambda request, found: walk(found)


def as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def keyed(value: Any) -> Any:
    """As an array with gaps in its numbers."""
    return {str(2 * n + 1): row for n, row in enumerate(value)} if isinstance(value, list) and value else value


def one_is_an_object(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def zero_is_nothing(nothing: Any) -> Callable[[Any], Any]:
    """Flags that are not set; money and dates are never so."""
    return lambda value: (
        {name: nothing if inner == 0 and name in FLAGS else inner for name, inner in value.items()}
        if isinstance(value, dict)
        else value
    )


FLAGS = (
    *("is_cancelled", "is_refunded", "active_refund", "use_global_max_order_date", "min_los", "max_los"),
    *("auto_add_to_cart", "max_children"),
)


def no_links(request: httpx.Request, found: Any) -> Any:
    """Nothing hangs on the hotel, though it says that there are refunds."""
    if request.url.path.endswith("/hotels"):
        for row in found["hotels"]:
            row.update(associations=[], active_refund=1)
    return found


def nothing(request: httpx.Request, found: Any) -> Any:
    return found


WARNING = b"<br />\n<b>Warning</b>:  Undefined array key [x] in <b>/srv/a.php</b> on line <b>3</b><br />\n"
SHAPES: dict[str, tuple[Callable[[httpx.Request, Any], Any], bytes]] = {
    "numbers_as_text": (every(as_text), b""),
    "lists_as_objects": (every(keyed), b""),
    "lists_of_one_as_objects": (every(one_is_an_object), b""),
    "false_for_zero": (every(zero_is_nothing(False)), b""),
    "empty_text_for_zero": (every(zero_is_nothing("")), b""),
    "null_for_zero": (every(zero_is_nothing(None)), b""),
    "no_associations_as_a_list": (no_links, b""),
    "byte_order_mark": (nothing, b"\xef\xbb\xbf"),
    "blank_lines_in_front": (nothing, b"\n\n  "),
    "a_warning_in_front": (nothing, WARNING),
    "warnings_that_look_like_json": (nothing, b"\xef\xbb\xbf" + WARNING + b"[PHP Warning #2] x\n{y}\n[1]\n"),
}


@pytest.mark.parametrize(("change", "front"), SHAPES.values(), ids=SHAPES)
def test_the_whole_story_however_php_writes_it(
    pms: QloApps, stay: Stay, monkeypatch: pytest.MonkeyPatch, change: Callable[[httpx.Request, Any], Any], front: bytes
):
    rewrite(monkeypatch, change, front)
    story(pms, stay)


@pytest.mark.critical
@pytest.mark.parametrize(
    "body", [b'{"orders":[]', b'{\n"orders":\n[]', b'{"orders":[{"id":1}', WARNING + b'{"orders":[]', WARNING, b"[]]"]
)
def test_an_answer_cut_short_is_never_an_empty_list(body: bytes):
    """Whoever takes it for one books a second time."""
    with respx.mock() as router:
        router.get(f"{SHOP}/api/orders").respond(200, content=body, headers={"content-type": "application/json"})
        with pytest.raises(PmsUnavailable):
            web_service.WebService(SHOP, KEY, time.monotonic() + 5).rows("orders")
