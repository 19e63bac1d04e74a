"""The fake PMS answers what a QloApps 1.6.1 answered, exchange by exchange.

Left out of the 207, since the fake does not do it: 001 (the directory in prose), 021-032 (schemas: nobody reads them
at run time), 077-078 and 088 (order payments and customers are not for an agent's key), 091, 094, 096, 175 and 203-205
(the back office's own writing: done to the books instead, below), 159 (who came in which order of ten at once).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from http.client import HTTPConnection

import pytest
import time_machine

from pms.fakes import desk, keys
from pms.fakes.forms import WantedRoom
from pms.fakes.qloapps import KEY, Books, Server
from pms.terms import Stay
from tests.pms.fakes.calling import basic
from tests.pms.fakes.recorded import Exchange, Ids, differences, recordings

pytestmark = pytest.mark.integration

READER = "READERREADERREADERREADERREADER01"
ALL_NAMES = "ALLNAMESALLNAMESALLNAMESALLNAMES"
USERS = {"agent": KEY, "short": "SHORT", "unknown": "X" * 32, "reader": READER, "everything": ALL_NAMES}
RACES, ELSEWHERE = (*range(154, 160), 200, 201), 202
BY_NUMBER = {int(exchange.name[:3]): exchange for exchange in recordings()}
EXCHANGES = [exchange for number, exchange in BY_NUMBER.items() if number not in (*RACES, ELSEWHERE)]
LEFT_OUT = {1, *range(21, 33), 77, 78, 88, 91, 94, 96, 159, 175, 203, 204, 205}


@dataclass
class Replayed:
    status: int
    mime: str
    challenge: str
    differences: list[str]
    location: str


def rate_rule(server: Server, ids: Ids) -> None:
    rule = {"id_product": 2, "date_from": "2027-07-01", "date_to": "2027-07-10", "impact_value": "100.000000"}
    server.books.add("feature_prices", id=2, feature_price_name="Low season", **rule)


def room_out_of_order(server: Server, ids: Ids) -> None:
    server.books.rows["hotel_rooms"][10]["id_status"] = 2


def minimum_stay(server: Server, ids: Ids) -> None:
    server.books.rows["hotel_room_types"][3]["min_los"] = 3


def lenient_and_extra_bed(server: Server, ids: Ids) -> None:
    server.books.strict = False
    server.books.add("extra_demands", name="Extra bed")
    server.books.demands_of[1] = [1]


def four_nights_partly_sold(server: Server, ids: Ids) -> None:
    wanted = WantedRoom(4, Stay(date(2028, 12, 2), date(2028, 12, 4)))
    order = desk.take(server.books, 1, (wanted,) * 5, "somebody")
    order["id_customer"] = ids.ours["customer"][2]
    for row in server.books.where("room_bookings", id_order=order["id"]):
        row["id_customer"] = order["id_customer"]


def timed_out(server: Server, ids: Ids) -> None:
    """The client had left; the server went on."""
    desk.take(server.books, 1, (WantedRoom(1, Stay(date(2028, 9, 1), date(2028, 9, 2))),), "abort:0")


def strict(server: Server, ids: Ids) -> None:
    server.books.strict = True


def fault(kind: str) -> Callable[[Server, Ids], None]:
    def add(server: Server, ids: Ids) -> None:
        server.trouble.add([{"kind": kind, "times": 1}])

    return add


# What happened between two recorded calls, by the number of the later.
BEFORE: dict[str, Callable[[Server, Ids], None]] = {
    "092": rate_rule,
    "095": room_out_of_order,
    "097": minimum_stay,
    "160": timed_out,
    "161": fault("away"),
    "162": strict,
    "173": fault("error_before"),
    "174": fault("error_before"),
    "176": lenient_and_extra_bed,
    "194": four_nights_partly_sold,
}


def call(server: Server, exchange: Exchange, ids: Ids) -> Replayed:
    host, port = server.server_address[:2]
    connection = HTTPConnection(str(host), port, timeout=10)
    headers = {**exchange.headers, **basic(USERS.get(exchange.key))}
    body = ids.asked(exchange.body).encode() if exchange.body else None
    connection.request(exchange.method, ids.asked(exchange.path), body, headers)
    response = connection.getresponse()
    answer, mime = response.read().decode(), response.getheader("Content-Type", "")
    connection.close()
    found = differences(exchange, answer, mime, ids)
    said = {name: response.getheader(name, "") for name in ("WWW-Authenticate", "Location")}
    return Replayed(response.status, mime, said["WWW-Authenticate"], found, said["Location"])


def serve(books: Books, **how: str) -> Server:
    rights = {KEY: keys.EVERYTHING, READER: dict.fromkeys(keys.EVERYTHING, keys.READ)}
    rights[ALL_NAMES] = dict.fromkeys(keys.ALL_NAMES, keys.READ)
    server = Server(("127.0.0.1", 0), books, rights=rights, **how)
    server.in_background()
    return server


@pytest.fixture(scope="module")
def replayed() -> Iterator[dict[str, Replayed]]:
    """All of them, in their order, on one fresh install."""
    ids = Ids()
    with time_machine.travel("2026-11-22T12:41:35+00:00"), serve(Books(create_seconds=0)) as server:
        answers = {}
        for exchange in EXCHANGES:
            if happened := BEFORE.get(exchange.name[:3]):
                happened(server, ids)
            answers[exchange.name] = call(server, exchange, ids)
        yield answers
        server.shutdown()


@pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda exchange: exchange.name)
def test_it_answers_as_recorded(replayed: dict[str, Replayed], exchange: Exchange) -> None:
    ours = replayed[exchange.name]

    assert ours.status == exchange.status
    assert ours.mime == exchange.mime
    assert ours.challenge == exchange.challenge
    assert ours.differences == []


def race(server: Server, creates: list[Exchange]) -> list[Replayed]:
    """All of them at once."""
    with ThreadPoolExecutor(len(creates)) as pool:
        return list(pool.map(lambda create: call(server, create, Ids()), creates))


def test_a_phantom_and_a_loser_look_as_recorded() -> None:
    """Its booking, its order, its only room row: which alone tells. Who comes later is told that there is no room."""
    with serve(Books(create_seconds=0.3, double_booking=0)) as server:
        stay = Stay(date(2028, 3, 13), date(2028, 3, 15))
        desk.take(server.books, 1, (WantedRoom(1, stay),) * 4, "somebody")
        seen = race(server, [BY_NUMBER[154]] * 2)
        [*_, phantom] = desk.record(server.books)
        ids = Ids({"order": {101: phantom["id"]}})
        found = {n: call(server, BY_NUMBER[n], ids) for n in (156, 157, 158, 155)}
        server.shutdown()

    assert [(ours.status, ours.differences) for ours in seen] == [(200, []), (200, [])]
    assert {n: ours.differences for n, ours in found.items()} == {156: [], 157: [], 158: [], 155: []}
    assert found[155].status == 400


def test_a_true_double_booking_looks_as_recorded() -> None:
    """Two live rows on room 20, no back order, and both orders say that all is well."""
    body = BY_NUMBER[154].body.replace("2028-03-13", "2028-12-10").replace("2028-03-15", "2028-12-12")
    create = replace(BY_NUMBER[154], body=body.replace('"id_room_type": 1', '"id_room_type": 4'))
    with serve(Books(create_seconds=0.3, double_booking=1)) as server:
        stay = Stay(date(2028, 12, 10), date(2028, 12, 12))
        desk.take(server.books, 1, (WantedRoom(4, stay),) * 4, "somebody")
        race(server, [create] * 2)
        for order, source in ((2, "ob2:0"), (3, "ob2:2")):
            server.books.rows["orders"][order]["source"] = source
        found = {n: call(server, BY_NUMBER[n], Ids()) for n in (200, 201)}
        server.shutdown()

    assert {n: ours.differences for n, ours in found.items()} == {200: [], 201: []}


def test_another_host_is_sent_to_the_web_shop_as_recorded() -> None:
    with serve(Books(), domain="127.0.0.1:8099") as server:
        ours = call(server, BY_NUMBER[ELSEWHERE], Ids())
        server.shutdown()

    assert (ours.status, ours.mime, ours.differences) == (302, BY_NUMBER[ELSEWHERE].mime, [])
    assert ours.location == "http://127.0.0.1:8099/index.php?url=hotels"


def test_every_exchange_is_replayed_or_left_out_with_a_reason() -> None:
    assert set(BY_NUMBER) == set(range(1, 208)) - LEFT_OUT


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        (('"current_state":1', '"current_state":"1"'), "/orders/0/current_state: 1 is '1' here"),
        (('"current_state":1,', ""), "lacks /orders/0/current_state"),
        (('"id":1', '"id":1,"vip":true'), "made up /orders/0/vip"),
        (("2080.000000", "2080.00"), "/orders/0/total_paid_tax_incl: '2080.000000' is '2080.00' here"),
        (("GMOCTEJHA", "GMOCTEJH"), "/orders/0/reference: 'GMOCTEJHA' is 'GMOCTEJH' here"),
    ],
)
def test_the_comparison_sees_what_differs(change: tuple[str, str], difference: str) -> None:
    exchange = BY_NUMBER[47]

    assert differences(exchange, exchange.answer, exchange.mime, Ids()) == []
    assert differences(exchange, exchange.answer.replace(*change), exchange.mime, Ids()) == [difference]


def test_an_id_stands_for_one_only() -> None:
    ids = Ids()

    assert ids.agree("order", 233, 20)
    assert not ids.agree("order", 233, 21)
    assert not ids.agree("order", 234, 20)
    assert ids.asked("/api/bookings/233?x=1") == "/api/bookings/20?x=1"
