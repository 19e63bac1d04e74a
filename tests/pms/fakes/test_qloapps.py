"""The fake PMS where no recording says it all: traps, filters, rights, houses of one's own, and the command."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from pms.fakes.qloapps import KEY, Books, Server
from pms.fakes.stock import Extra, House, Kind
from tests.pms.fakes.calling import (
    IN_JSON,
    availability,
    booking,
    create,
    enter_state,
    free,
    live,
    orders,
    read,
    rows,
)

pytestmark = pytest.mark.integration

FEE = 3  # room maintenance, 250 a night: added by itself, inside every quote


def test_the_price_trap(agent: httpx.Client) -> None:
    """Quoted with the fee, booked without it, unless it is named."""
    quoted = availability(agent, 1)["room_types"][0]["total_price_with_tax"]
    create(agent, "without")
    create(agent, "with", services=[{"id_service": FEE, "quantity": 1}])

    assert quoted == 728
    assert orders(agent, "without")[0]["total_paid_tax_incl"] == "208.000000"
    assert orders(agent, "with")[0]["total_paid_tax_incl"] == "728.000000"


def test_the_same_create_twice_books_twice(agent: httpx.Client) -> None:
    create(agent, "a:1")
    create(agent, "a:1")

    assert len(orders(agent, "a:1")) == 2


def test_cancelling_frees_the_room_and_going_back_takes_none(agent: httpx.Client) -> None:
    create(agent, "a:1", 2)
    assert enter_state(agent, 1, 4).status_code == 201
    assert free(agent, 2) == 1

    assert enter_state(agent, 1, 1).status_code == 201

    assert orders(agent, "a:1")[0]["current_state"] == 1
    assert live(rows(agent, 1)) == []
    assert free(agent, 2) == 1


@pytest.mark.parametrize("order", [9, "x"])
def test_only_201_means_cancelled(agent: httpx.Client, order: Any) -> None:
    answer = enter_state(agent, order, 4)

    assert (answer.status_code, answer.text) == (200, "Invalid new order status")


def test_a_strict_server_answers_500_to_what_it_has_done(agent: httpx.Client, books: Books) -> None:
    books.strict = True

    made, asked = create(agent, "a:1"), agent.get("bookings/1", params=IN_JSON)
    body = booking("a:1", 1, ("2030-04-01", "2030-04-03"))
    body["booking"]["id"] = 1
    moved = agent.put("bookings/1", params=IN_JSON, json=body)

    assert [answer.status_code for answer in (made, asked, moved)] == [500, 500, 500]
    assert {answer.json()["errors"][0]["code"] for answer in (made, asked, moved)} == {3}
    assert orders(agent, "a:1")[0]["current_state"] == 1
    assert [row["date_from"] for row in live(rows(agent, 1))] == ["2030-04-01 00:00:00"]


def test_a_change_that_is_refused_changes_no_room(agent: httpx.Client) -> None:
    create(agent, "a:1", 2)
    create(agent, "b:2", 2, ("2030-04-01", "2030-04-03"))
    body = booking("a:1", 2, ("2030-04-01", "2030-04-03"))
    body["booking"]["id"] = 1

    assert agent.put("bookings/1", json=body).status_code == 400

    assert [row["date_from"] for row in live(rows(agent, 1))] == ["2030-03-01 00:00:00"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("filter[source]=[a:1]", [1]),
        ("filter[source]=[A:1]", [1]),
        ("filter[source]=[a:1|b:1]", [1, 3]),
        ("filter[source]=[a:]%25", [1, 2]),
        ("filter[source]=%25[:1]", [1, 3]),
        ("filter[source]=%25[:]%25", [1, 2, 3]),
        ("filter[source]=![a:1]", [2, 3]),
        ("filter[source]=[x[y]z]", [1, 2, 3]),  # brackets in a value: no filter at all
        ("filter[id]=[2,3]", [2, 3]),
        ("filter[id]=>[1]", [2, 3]),
        ("filter[id]=<[2]", [1]),
        ("filter[source]=[none]", []),
        ("filter[id]=>[1]&filter[source]=[a:]%25", [2]),
        ("sort=[id_DESC]", [3, 2, 1]),
        ("sort=[current_state_ASC,id_DESC]", [3, 2, 1]),
        ("sort=[id_DESC]&limit=1,1", [2]),
        ("limit=2", [1, 2]),
        ("date=1&filter[date_upd]=>[2020-01-01]", [1, 2, 3]),
        ("date=1&filter[date_upd]=<[2020-01-01]", []),
    ],
)
def test_filters(agent: httpx.Client, query: str, found: list[int]) -> None:
    for source in ("a:1", "a:2", "b:1"):
        create(agent, source)

    answer = read(agent, f"orders?{query}")

    assert answer == ({"orders": [{"id": id_} for id_ in found]} if found else [])


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("filter[date_upd]=[2026-01-01]", 32),
        ("filter[nope]=[1]", 32),
        ("display=[nope]", 35),
        ("sort=[nope_ASC]", 37),
        ("sort=[id]", 38),
        ("limit=x", 39),
    ],
)
def test_what_a_list_cannot_do(agent: httpx.Client, query: str, code: int) -> None:
    answer = agent.get(f"orders?{query}&output_format=JSON")

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, code)


def test_room_types_cannot_be_filtered_by_hotel(agent: httpx.Client) -> None:
    assert agent.get("room_types?filter[id_hotel]=[1]").status_code == 400


@pytest.mark.parametrize(
    ("method", "resource", "status", "code"),
    [
        ("GET", "customers", 401, 26),
        ("GET", "hotel_ari", 405, 25),
        ("PUT", "room_bookings/1", 405, 25),
        ("DELETE", "bookings/1", 405, 25),
        ("POST", "orders", 405, 25),
        ("GET", "nonsense", 400, 27),
    ],
)
def test_an_agents_key_may_not(agent: httpx.Client, method: str, resource: str, status: int, code: int) -> None:
    answer = agent.request(method, resource, params=IN_JSON)

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (status, code)


def test_the_directory_lists_what_the_key_may_ask(agent: httpx.Client) -> None:
    names = read(agent, "")

    assert "hotel_ari" in names and "customers" not in names
    assert [element.tag for element in ElementTree.fromstring(agent.get("").text)[0]] == names


@pytest.mark.parametrize("resource", ["hotels", "room_types", "services", "orders", "room_bookings", "order_details"])
def test_every_list_is_good_xml_with_the_fields_of_the_json(agent: httpx.Client, resource: str) -> None:
    create(agent, 'a<&"]]>1', services=[{"id_service": FEE}])

    [[first, *_]] = ElementTree.fromstring(agent.get(f"{resource}?display=full").text)
    [[as_json, *_]] = read(agent, f"{resource}?display=full").values()

    assert [field.tag for field in first if field.tag != "associations"] == [
        field for field in as_json if field != "associations"
    ]


def test_houses_of_ones_own() -> None:
    small = House(
        "Casa", (Kind("Doble", Decimal("80.50"), "C", rooms=2, adults=3, guests=3, min_los=2),), ((7, 0), (1, 50))
    )
    books = Books((House("Prime"), small), (Extra("Parking", Decimal(10)),), currency="EUR", tax_percent=Decimal(10))
    with Server(("127.0.0.1", 0), books) as server:
        server.in_background()
        with httpx.Client(base_url=f"{server.url}/api/", auth=(KEY, "")) as agent:
            kind = read(agent, "room_types?filter[name]=[Doble]&display=full")["room_types"][0]
            quote = availability(agent, kind["id"], hotel=2)
            one_night = availability(agent, kind["id"], ("2030-03-01", "2030-03-02"), hotel=2)
            rules = read(agent, "hotel_refund_rules?display=full")["hotel_refund_rules"]
            hotel = read(agent, "hotels/2")["hotel"]
        server.shutdown()

    assert (quote["currency"], quote["total_available_rooms"], one_night["total_available_rooms"]) == ("EUR", 2, 0)
    assert quote["room_types"][0]["total_price_with_tax"] == 177.1
    assert [(rule["days"], rule["deduction_value_full_pay"]) for rule in rules] == [(7, "0.000000"), (1, "50.000000")]
    assert (hotel["active_refund"], hotel["associations"]["hotel_refund_rules"]) == (1, [{"id": 1}, {"id": 2}])


def test_a_room_type_of_another_hotel_is_not_available(agent: httpx.Client, books: Books) -> None:
    books.rows["room_types"][2]["id_hotel"] = 9

    assert create(agent, "a:1", 2).status_code == 400


def test_the_command_says_where_it_listens() -> None:
    manage = Path(__file__).parents[3] / "manage.py"
    options = ["--port=0", "--rooms=1", "--hotel=Uno", "--hotel=Dos"]
    command = [sys.executable, str(manage), "fake_pms", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        words = process.stdout.readline().split()
        url, key = next(word for word in words if word.startswith("http")), words[-1]
        hotels = httpx.get(f"{url}hotels?display=[hotel_name]&output_format=JSON", auth=(key, "")).json()["hotels"]
        rooms = httpx.get(f"{url}hotel_rooms?output_format=JSON", auth=(key, "")).json()["rooms"]
        process.terminate()

    assert [hotel["hotel_name"] for hotel in hotels] == ["Uno", "Dos"]
    assert len(rooms) == 8
