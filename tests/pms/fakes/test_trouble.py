"""Trouble on order: each kind does what it says, as often as it says, to whom it says."""

from __future__ import annotations

import json
import time
from typing import Any

import httpx
import pytest

from pms.fakes.qloapps import Server
from tests.pms.fakes.calling import availability, create, free, orders

pytestmark = pytest.mark.integration

SUITE = 2


def order(door: httpx.Client, **fault: Any) -> None:
    assert door.post("/__faults", json=[fault]).status_code == 200


def waiting(door: httpx.Client) -> list[str]:
    return list(door.get("/__record").json()["faults"])


def test_error_before_does_nothing(agent: httpx.Client, door: httpx.Client) -> None:
    order(door, kind="error_before", resource="bookings")

    answer = create(agent, "a:1")

    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "text/html; charset=utf-8")
    assert orders(agent, "a:1") == []


def test_error_after_has_done_it(agent: httpx.Client, door: httpx.Client) -> None:
    order(door, kind="error_after", resource="bookings")

    answer = create(agent, "a:1")

    assert (answer.status_code, answer.text) == (500, "")
    assert [found["current_state"] for found in orders(agent, "a:1")] == [1]


@pytest.mark.parametrize(("kind", "made"), [("cut_before", 0), ("cut_after", 1)])
def test_a_cut_connection_says_nothing(agent: httpx.Client, door: httpx.Client, kind: str, made: int) -> None:
    order(door, kind=kind, resource="bookings")

    with pytest.raises(httpx.RemoteProtocolError):
        create(agent, "a:1")

    assert len(orders(agent, "a:1")) == made


def test_slow_is_done_after_the_client_has_left(agent: httpx.Client, door: httpx.Client) -> None:
    order(door, kind="slow", resource="bookings", seconds=0.3)

    agent.timeout = httpx.Timeout(0.1)
    with pytest.raises(httpx.ReadTimeout):
        create(agent, "a:1")
    agent.timeout = httpx.Timeout(5)
    assert orders(agent, "a:1") == []

    until = time.monotonic() + 5
    while not orders(agent, "a:1"):
        assert time.monotonic() < until


def test_too_many_says_when_to_come_back(agent: httpx.Client, door: httpx.Client) -> None:
    order(door, kind="too_many", seconds=7)

    answer = create(agent, "a:1")

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
    assert orders(agent, "a:1") == []


def test_sold_out_between_the_quote_and_the_booking(agent: httpx.Client, door: httpx.Client) -> None:
    order(door, kind="sold_out")
    assert free(agent, 1) == 3

    answer = create(agent, "a:1")

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, 404)
    assert free(agent, 1) == 0
    assert [found["source"] for found in door.get("/__record").json()["orders"]] == ["somebody-else"]


def test_a_price_changes_between_the_quote_and_the_booking(agent: httpx.Client, door: httpx.Client) -> None:
    order(door, kind="price_change", percent=10)
    quoted = availability(agent, 1)["room_types"][0]["total_price"]

    create(agent, "a:1", services=[{"id_service": 3, "quantity": 1}])

    assert quoted == 2 * (100 + 250)
    assert orders(agent, "a:1")[0]["total_paid_tax_excl"] == "720.000000"
    assert availability(agent, 1)["room_types"][0]["total_price"] == 720
    assert availability(agent, SUITE)["room_types"][0]["total_price"] == 2 * (300 + 250)


def test_away_until_it_is_cleared(agent: httpx.Client, door: httpx.Client) -> None:
    order(door, kind="away")

    answers = [agent.get("hotels", params={"output_format": "JSON"}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [503] * 3
    assert answers[0].json()["errors"][0]["code"] == 22
    door.delete("/__faults")
    assert agent.get("hotels").status_code == 200


def test_away_for_a_while(agent: httpx.Client, door: httpx.Client) -> None:
    order(door, kind="away", seconds=0.2)
    assert agent.get("hotels").status_code == 503

    until = time.monotonic() + 5
    while agent.get("hotels").status_code != 200:
        assert time.monotonic() < until
    assert waiting(door) == []


def test_a_fault_is_used_up_by_the_calls_it_is_for(agent: httpx.Client, door: httpx.Client) -> None:
    order(door, kind="error_before", resource="orders", method="GET", times=2)

    assert agent.get("hotels").status_code == 200
    assert create(agent, "a:1").status_code == 200
    assert [agent.get("orders").status_code for _ in range(3)] == [500, 500, 200]
    assert waiting(door) == []


def test_probability_spares_some(server: Server, agent: httpx.Client, door: httpx.Client) -> None:
    order(door, kind="error_before", times=1000, probability=0.5)

    answers = [agent.get("hotels").status_code for _ in range(60)]

    assert 10 < answers.count(500) < 50


def test_two_kinds_strike_the_same_call(agent: httpx.Client, door: httpx.Client) -> None:
    door.post("/__faults", json=[{"kind": "error_after", "times": 2}, {"kind": "error_after"}, {"kind": "slow"}])

    assert agent.get("hotels").status_code == 500
    assert waiting(door) == ["error_after", "error_after"]


@pytest.mark.parametrize(
    "faults",
    [
        {},
        ["slow"],
        [{"kind": "earthquake"}],
        [{"kind": ["slow"]}],
        [{"kind": "slow", "secs": 1}],
        [{"kind": "slow", "seconds": "long"}],
        [{"kind": "slow", "seconds": -1}],
        [{"kind": "slow", "times": 1e999}],
        [{"kind": "price_change", "percent": "NaN"}],
        [{"kind": "price_change", "percent": -100}],
    ],
)
def test_what_is_no_fault_is_refused_and_nothing_is_kept(door: httpx.Client, faults: Any) -> None:
    answer = door.post("/__faults", content=json.dumps(faults))

    assert answer.status_code == 400
    assert answer.json()["error"]
    assert waiting(door) == []
