"""QloApps' web service: every answer it was heard to give, as one of our errors; its budget; its secrets."""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import respx

from pms.adapters.qloapps import booking, reading, web_service
from pms.adapters.qloapps.web_service import WebService
from pms.errors import PmsBusy, PmsError, PmsMisconfigured, PmsRefused, PmsUnavailable, PmsUnknown

pytestmark = pytest.mark.unit

ADDRESS = "http://hotel.test"
KEY = "SECRETSECRETSECRETSECRETSECRET12"
PAYLOADS = Path(__file__).parent.parent / "payloads" / "qloapps"
JSON, HTML = "application/json", "text/html; charset=utf-8"


def recorded(name: str) -> bytes:
    return (PAYLOADS / name).read_bytes()


def answer(status: int, name: str = "", *, body: bytes = b"", mime: str = JSON, **headers: str) -> httpx.Response:
    content = recorded(name) if name else body
    return httpx.Response(status, content=content, headers={"content-type": mime, **headers})


@pytest.fixture
def api() -> WebService:
    return WebService(ADDRESS, KEY, time.monotonic() + 5)


@pytest.fixture
def qloapps() -> Iterator[respx.MockRouter]:
    with respx.mock(base_url=ADDRESS, assert_all_called=False) as router:
        yield router


MISCONFIGURED = {
    "host_mismatch_redirects": answer(302, body=b"", mime=HTML, location="http://127.0.0.1/index.php?url=hotels"),
    "no_key_is_html": answer(401, body=b"401 Unauthorized", mime=HTML),
    "unknown_key": answer(401, "err-unknown-key.json"),
    "right_to_resource_missing": answer(401, "err-no-permission.json"),
    "right_to_method_missing": answer(405, "err-method-no-permission.json"),
    "unknown_filter": answer(400, "err-unknown-filter.json"),
    "not_this_server": answer(404, body=b"<html>nginx</html>", mime=HTML),
    "forbidden_by_a_proxy": answer(403, body=b"<html>no</html>", mime=HTML),
}
UNAVAILABLE = {
    "web_service_off": answer(503, "infra-webservice-off.json"),
    "database_down_is_html": answer(500, "database-down.html", mime=HTML),
    "empty_500": answer(500, mime=HTML),
    "strict_warnings": answer(500, "strict-create-500-committed.json"),
    "fatal_error_with_200": answer(200, body=b"Fatal error", mime=HTML),
    "json_cut_short": answer(200, body=b'{"orders":[{"id":1'),
    "json_named_html": answer(200, "flow-find-by-source.json", mime=HTML),
    "errors_with_200": answer(200, "err-unknown-filter.json"),
    "a_number": answer(200, body=b"7"),
    "another_resource": answer(200, body=b'{"hotels":[{"id":1}]}'),
}


@pytest.mark.parametrize("given", MISCONFIGURED.values(), ids=MISCONFIGURED)
def test_rows_an_operator_must_act(api: WebService, qloapps: respx.MockRouter, given: httpx.Response):
    route = qloapps.get("/api/orders").mock(return_value=given)
    with pytest.raises(PmsMisconfigured):
        api.rows("orders")
    assert route.call_count == 1


@pytest.mark.parametrize("given", UNAVAILABLE.values(), ids=UNAVAILABLE)
def test_rows_the_pms_is_away(api: WebService, qloapps: respx.MockRouter, given: httpx.Response):
    qloapps.get("/api/orders").mock(return_value=given)
    with pytest.raises(PmsUnavailable):
        api.rows("orders")


@pytest.mark.parametrize("error", [httpx.ReadTimeout, httpx.ConnectError, httpx.RemoteProtocolError, httpx.ReadError])
def test_rows_a_broken_connection_is_unavailable(api: WebService, qloapps: respx.MockRouter, error: type[Exception]):
    qloapps.get("/api/orders").mock(side_effect=error("broken"))
    with pytest.raises(PmsUnavailable, match=error.__name__):
        api.rows("orders")


@pytest.mark.parametrize("address", ["ftp://hotel.test", "hotel.test"])
def test_an_address_that_is_none_is_misconfigured(address: str):
    with pytest.raises(PmsMisconfigured):
        WebService(address, KEY, time.monotonic() + 5).rows("orders")


@pytest.mark.parametrize(
    ("header", "seconds"), [({"retry-after": "7"}, 7.0), ({}, web_service.BUSY_SECONDS), ({"retry-after": "soon"}, 5.0)]
)
def test_429_says_when_to_come_back(api: WebService, qloapps: respx.MockRouter, header: dict[str, str], seconds: float):
    route = qloapps.get("/api/orders").mock(return_value=answer(429, mime=HTML, **header))
    with pytest.raises(PmsBusy) as error:
        api.rows("orders")
    assert error.value.retry_after == seconds
    assert route.call_count == 1


def test_rows_are_read_a_second_time(api: WebService, qloapps: respx.MockRouter):
    route = qloapps.get("/api/orders").mock(
        side_effect=[answer(500, mime=HTML), answer(200, "flow-find-by-source.json")]
    )
    assert [row["id"] for row in api.rows("orders")] == [1]
    assert route.call_count == 2


def test_rows_are_read_twice_and_no_more(api: WebService, qloapps: respx.MockRouter):
    route = qloapps.get("/api/orders").mock(return_value=answer(500, mime=HTML))
    with pytest.raises(PmsUnavailable):
        api.rows("orders")
    assert route.call_count == 2


def test_an_empty_list_is_a_bare_array(api: WebService, qloapps: respx.MockRouter):
    qloapps.get("/api/orders").mock(return_value=answer(200, body=b"[]"))
    assert api.rows("orders") == []


def test_ask_needs_an_object(api: WebService, qloapps: respx.MockRouter):
    qloapps.post("/api/hotel_ari").mock(return_value=answer(200, body=b"[]"))
    with pytest.raises(PmsUnavailable):
        api.ask("hotel_ari", b"<qloapps/>")


def test_pages_are_read_to_the_end(api: WebService, qloapps: respx.MockRouter, monkeypatch):
    monkeypatch.setattr(web_service, "PAGE", 2)
    pages = [b'{"orders":[{"id":1},{"id":2}]}', b'{"orders":[{"id":3},{"id":4}]}', b"[]"]
    route = qloapps.get("/api/orders").mock(side_effect=[answer(200, body=page) for page in pages])
    assert [row["id"] for row in api.pages("orders", "orders")] == [1, 2, 3, 4]
    assert [call.request.url.params["limit"] for call in route.calls] == ["0,2", "2,2", "4,2"]


# Calls that change something


def test_a_change_is_never_sent_twice(api: WebService, qloapps: respx.MockRouter):
    route = qloapps.post("/api/bookings").mock(side_effect=httpx.ReadTimeout("slow"))
    with pytest.raises(PmsUnknown):
        api.change("bookings", b"{}", JSON)
    assert route.call_count == 1


@pytest.mark.parametrize("error", [httpx.ConnectError, httpx.ConnectTimeout])
def test_a_change_that_never_left_changed_nothing(api: WebService, qloapps: respx.MockRouter, error: type[Exception]):
    qloapps.post("/api/bookings").mock(side_effect=error("refused"))
    with pytest.raises(PmsUnavailable):
        api.change("bookings", b"{}", JSON)


def test_without_time_left_nothing_is_sent(qloapps: respx.MockRouter):
    route = qloapps.post("/api/bookings").mock(return_value=answer(200, body=b"{}"))
    with pytest.raises(PmsUnavailable):
        WebService(ADDRESS, KEY, time.monotonic()).change("bookings", b"{}", JSON)
    assert route.call_count == 0


NOT_MADE = {
    "sold_out": (answer(400, "create-sold-out.json"), PmsRefused),
    "currency": (answer(400, "err-create-other-currency.json"), PmsMisconfigured),
    "no_right": (answer(401, "err-no-permission.json"), PmsMisconfigured),
    "no_post": (answer(405, "err-method-no-permission.json"), PmsMisconfigured),
    "switched_off": (answer(503, "infra-webservice-off.json"), PmsUnavailable),
    "too_many": (answer(429, mime=HTML), PmsBusy),
    "xml": (
        answer(
            503,
            body=b"<qloapps><errors><error><code>22</code><message>off</message></error></errors></qloapps>",
            mime="text/xml;charset=utf-8",
        ),
        PmsUnavailable,
    ),
}
MAY_BE_MADE = {
    "made": answer(200, body=b'{"booking":{"id":1}}'),
    "strict_server_500_committed": answer(500, "strict-create-500-committed.json"),
    "empty_500": answer(500, mime=HTML),
    "fatal_error_with_200": answer(200, body=b"Fatal error", mime=HTML),
    "a_proxys_503": answer(503, body=b"<html>upstream</html>", mime=HTML),
    "a_proxys_400": answer(400, body=b"<html>bad</html>", mime=HTML),
    "gateway_timeout": answer(504, mime=HTML),
    "xml_that_is_none": answer(400, body=b"<qloapps><errors>", mime="text/xml"),
}


@pytest.mark.critical
@pytest.mark.parametrize(("given", "error"), NOT_MADE.values(), ids=NOT_MADE)
def test_create_knows_a_clear_no(
    api: WebService, qloapps: respx.MockRouter, given: httpx.Response, error: type[PmsError]
):
    qloapps.post("/api/bookings").mock(return_value=given)
    with pytest.raises(error):
        booking.create(api, b"{}")


@pytest.mark.critical
@pytest.mark.parametrize("given", MAY_BE_MADE.values(), ids=MAY_BE_MADE)
def test_create_takes_everything_else_for_maybe(api: WebService, qloapps: respx.MockRouter, given: httpx.Response):
    qloapps.post("/api/bookings").mock(return_value=given)
    booking.create(api, b"{}")


# Reading recorded bodies


def test_prices_are_the_total_with_tax_of_one_room(api: WebService, qloapps: respx.MockRouter):
    qloapps.post("/api/hotel_ari").mock(return_value=answer(200, "ari-all.json"))
    general = reading.prices(api.ask("hotel_ari", b""))["1"]
    assert (str(general.total), str(general.tax)) == ("2600.00", "100.00")
    assert general.units == ("GR-101", "GR-102", "GR-103", "GR-104", "GR-105")


def test_prices_of_an_endless_average_are_exact(api: WebService, qloapps: respx.MockRouter):
    qloapps.post("/api/hotel_ari").mock(return_value=answer(200, "feature-price-ari.json"))
    assert str(reading.prices(api.ask("hotel_ari", b""))["2"].total) == "5252.00"


@pytest.mark.parametrize(
    ("name", "room_type"), [("ari-sold-out.json", "4"), ("ari-partial.json", "4"), ("min-los-ari.json", "3")]
)
def test_prices_sell_only_what_is_available(api: WebService, qloapps: respx.MockRouter, name: str, room_type: str):
    """Sold out; taken on two of four nights; too short a stay."""
    qloapps.post("/api/hotel_ari").mock(return_value=answer(200, name))
    assert reading.prices(api.ask("hotel_ari", b""))[room_type].units == ()


def test_prices_without_room_types_are_unknown_not_sold_out(api: WebService, qloapps: respx.MockRouter):
    qloapps.post("/api/hotel_ari").mock(return_value=answer(200, "err-ari-unknown-type.json"))
    with pytest.raises(PmsUnavailable):
        reading.prices(api.ask("hotel_ari", b""))


@pytest.mark.parametrize(
    ("name", "live", "status"),
    [("flow-room-rows.json", True, "confirmed"), ("flow-rows-after-cancel.json", False, "cancelled")],
)
def test_room_rows_tell_who_holds_a_room(
    api: WebService, qloapps: respx.MockRouter, name: str, live: bool, status: str
):
    qloapps.get("/api/room_bookings").mock(return_value=answer(200, name))
    [row] = reading.room_rows(api.rows("room_bookings", "bookings"))
    assert (row.live, row.unit, row.stay.nights) == (live, "GR-101", 2)
    assert reading.status([row]) == status


def test_a_refunded_row_holds_nothing():
    row = {"id": 1, "id_order": 1, "id_product": 1, "id_hotel": 1, "id_room": 1, "room_num": "1", "id_status": 1}
    dates = {"date_from": "2027-02-10 00:00:00", "date_to": "2027-02-12 00:00:00"}
    assert not reading.room_rows([{**row, **dates, "is_refunded": 1, "is_cancelled": 0}])[0].live


@pytest.mark.parametrize("rows", [[{}], [{"id": "x"}], [{"id": None}], [{"id": 1, "source": "a", "current_state": []}]])
def test_rows_that_cannot_be_read_are_unavailable(rows: list[dict[str, object]]):
    with pytest.raises(PmsUnavailable):
        reading.orders(rows)
    with pytest.raises(PmsUnavailable):
        reading.room_rows(rows)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("General Rooms", "General Rooms"),
        ([{"id": "1", "value": ""}, {"id": "2", "value": "Habitación"}], "Habitación"),
        ("<p>A &amp; B</p>\n<p>C</p>", "A & B C"),
        (None, ""),
        ([], ""),
    ],
)
def test_text_is_plain_words(value: object, words: str):
    assert reading.text(value) == words


# Budgets and secrets


@contextmanager
def dripping_server() -> Iterator[str]:
    """Answers a byte at a time, for ever."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                try:
                    connection.sendall(
                        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n"
                    )
                    while connection.send(b" "):
                        time.sleep(0.02)
                except OSError:
                    pass

        threading.Thread(target=drip, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_a_dripping_server_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(web_service, "CALL_SECONDS", 0.2)
    with dripping_server() as address:
        api = WebService(address, KEY, time.monotonic() + 5)
        started = time.monotonic()
        with pytest.raises(PmsUnknown):
            api.change("bookings", b"{}", JSON)
        assert time.monotonic() - started < 2


@pytest.mark.security
def test_the_key_is_in_no_repr_error_or_log(api: WebService, qloapps: respx.MockRouter, caplog):
    caplog.set_level(logging.DEBUG)
    qloapps.get("/api/orders").mock(return_value=answer(401, "err-unknown-key.json"))
    with pytest.raises(PmsMisconfigured) as error:
        api.rows("orders")
    qloapps.get("/api/orders").mock(side_effect=httpx.ReadTimeout("slow"))
    with pytest.raises(PmsUnavailable) as late:
        api.rows("orders")
    told = [repr(api), str(error.value), repr(late.value.__cause__), caplog.text]
    assert not any(KEY in text for text in told)


@pytest.mark.security
def test_what_a_body_says_is_in_no_error_and_no_log(api: WebService, qloapps: respx.MockRouter, caplog):
    """`customers` shows the hash of a password; a booking shows its guest."""
    caplog.set_level(logging.DEBUG)
    body = b'{"customers":[{"passwd":"$2y$10$hash","email":"ana@example.com"}],'
    for given in (answer(200, body=body), answer(500, body=body), answer(500, body=body, mime=HTML)):
        qloapps.get("/api/orders").mock(return_value=given)
        with pytest.raises(PmsUnavailable) as error:
            api.rows("orders")
        assert not any(word in f"{error.value!r} {caplog.text}" for word in ("hash", "ana@"))


def test_json_is_asked_for_in_the_address_since_accept_is_ignored(api: WebService, qloapps: respx.MockRouter):
    route = qloapps.get("/api/orders").mock(return_value=answer(200, body=b"[]"))
    api.rows("orders")
    assert route.calls.last.request.url.params["output_format"] == "JSON"


@pytest.mark.security
def test_the_key_travels_in_the_header_only(api: WebService, qloapps: respx.MockRouter):
    route = qloapps.get("/api/orders").mock(return_value=answer(200, body=b"[]"))
    api.rows("orders")
    request = route.calls.last.request
    assert KEY not in str(request.url)
    assert request.headers["authorization"].startswith("Basic ")
