"""Whatever is thrown at it, the fake PMS gives a clear answer and lives on."""

from __future__ import annotations

import socket

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pms.fakes.qloapps import Server
from tests.pms.fakes.calling import IN_JSON, booking, create

pytestmark = [pytest.mark.integration, pytest.mark.security]

GARBAGE = [
    b"\x00\xff\xfe",
    b"{",
    b"[]",
    b'{"booking": []}',
    b'{"booking": {"associations": 7}}',
    b'{"booking": {"id_property": 1, "currency": ["USD"], "booking_status": {}}}',
    b"[" * 100_000,
    b"<a>" * 100_000,
    b"<qloapps><hotel_ari><id_hotel>1</id_hotel></hotel_ari></qloapps>",
    b'<!DOCTYPE x [<!ENTITY a "aaaa">]><qloapps><booking>&a;</booking></qloapps>',
    b'<?xml version="1.0" encoding="klingon"?><qloapps/>',
]


def raw(server: Server, request: bytes) -> bytes:
    """Sent as it is; what comes back until the server is done with us."""
    host, port = server.server_address[:2]
    with socket.create_connection((str(host), port), timeout=5) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
        return answer


@pytest.mark.parametrize("resource", ["bookings", "hotel_ari", "order_histories"])
@pytest.mark.parametrize("body", GARBAGE, ids=lambda body: repr(body[:20]))
def test_garbage_is_answered_and_nothing_is_made(agent: httpx.Client, resource: str, body: bytes) -> None:
    answer = agent.post(resource, params=IN_JSON, content=body)

    assert answer.status_code in (400, 500)
    assert agent.get("orders", params=IN_JSON).json() == []


anything = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text() | st.integers(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=4,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_booking_with_anything_in_it_is_answered(agent: httpx.Client, data: st.DataObject) -> None:
    body = booking("x", adult=1, child=0, child_ages=[], services=[{"id_service": 3}], facilities=[])
    [kind] = body["booking"]["associations"]["room_types"]
    customer = body["booking"]["associations"]["customer_detail"] = {"phone": "1", "email": "a@example.com"}
    target = data.draw(st.sampled_from([body, body["booking"], kind, kind["rooms"][0], customer]))
    target[data.draw(st.sampled_from([*target, "unit_price_without_tax", "payment_detail"]))] = data.draw(anything)

    answer = agent.post("bookings", json=body)

    assert answer.status_code in (200, 400, 500)
    assert agent.get("orders", params={"display": "full"}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (b"Content-Length: 99999999", b"413"),
        (b"Content-Length: " + b"9" * 5000, b"413"),
        (b"Content-Length: -1", b"413"),
        (b"Content-Length: many", b"413"),
        (b"Transfer-Encoding: chunked", b"413"),
        (b"Authorization: Basic \xff\xfe", b"401"),
        (b"Authorization: Basic ====", b"401"),
        (b"Authorization: Bearer x", b"401"),
    ],
)
def test_strange_headers_are_answered(server: Server, agent: httpx.Client, headers: bytes, status: bytes) -> None:
    answer = raw(server, b"POST /api/bookings HTTP/1.1\r\nHost: x\r\n" + headers + b"\r\n\r\n")

    assert answer.split(b" ")[1] == status
    assert agent.get("hotels").status_code == 200


@pytest.mark.parametrize("path", ["/", "//[", "/api/../etc", "/index.php", "/__secret", "/%00", "/api/%ff"])
def test_unknown_paths_are_answered(server: Server, agent: httpx.Client, path: str) -> None:
    answer = raw(server, f"GET {path} HTTP/1.0\r\n\r\n".encode())

    assert answer.split(b" ")[1] in (b"404", b"400", b"401")
    assert agent.get("hotels").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "filter[id]=[(]",
        "filter[]=",
        "filter[id]",
        "sort=",
        "sort=[x]",
        "limit=-1",
        "limit=a",
        "limit=9,9,9",
        "display=[]",
    ],
)
def test_strange_lists_are_answered(agent: httpx.Client, query: str) -> None:
    assert agent.get(f"orders?{query}").status_code in (200, 400)


def test_a_stay_of_centuries_is_not_counted(agent: httpx.Client) -> None:
    dates = "<date_from>0001-01-01</date_from><date_to>9999-12-31</date_to>"
    body = f"<qloapps><hotel_ari><id_hotel>1</id_hotel>{dates}</hotel_ari></qloapps>"

    assert agent.post("hotel_ari", content=body, timeout=2).status_code == 400
    assert create(agent, "x", 1, ("0001-01-01", "9999-12-31")).status_code == 400


def test_a_document_type_is_not_read(agent: httpx.Client) -> None:
    said = "<id_hotel>1</id_hotel><date_from>2030-01-01</date_from><date_to>2030-01-02</date_to>"
    body = f"<qloapps><hotel_ari>{said}</hotel_ari></qloapps>"

    assert agent.post("hotel_ari", content=body).status_code == 200
    assert agent.post("hotel_ari", content=f'<!DOCTYPE x [<!ENTITY a "a">]>{body}').status_code == 400


def test_a_refused_request_leaves_the_connection_usable(server: Server) -> None:
    """Its body has been read: the next request on the connection is understood."""
    refused = b"POST /api/bookings HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabcde"
    asked = b"GET /__record HTTP/1.1\r\nHost: x\r\n\r\n"

    answer = raw(server, refused + asked)

    assert answer.count(b"HTTP/1.1 401") == 1
    assert answer.count(b"HTTP/1.1 200") == 1
