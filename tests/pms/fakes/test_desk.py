"""The front desk's door, and the books that an audit reads."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from pms.fakes.qloapps import Books
from tests.pms.fakes.calling import TWO_NIGHTS, create, free, orders, rows

pytestmark = pytest.mark.integration

MARCH_5_TO_7 = {"date_from": "2030-03-05", "date_to": "2030-03-07"}


def ask(door: httpx.Client, **asked: Any) -> Any:
    answer = door.post("/__desk", json=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_record_has_every_order_and_who_holds_what(agent: httpx.Client, door: httpx.Client) -> None:
    create(agent, "a:1")

    [order] = door.get("/__record").json()["orders"]

    assert {name: order[name] for name in ("id", "source", "state", "total")} == {
        "id": 1,
        "source": "a:1",
        "state": 1,
        "total": "208.000000",
    }
    assert order["rows"] == [
        {
            "id": 1,
            "hotel": 1,
            "room_type": 1,
            "room": 1,
            "date_from": "2030-03-01",
            "date_to": "2030-03-03",
            "live": True,
            "is_cancelled": 0,
            "is_refunded": 0,
            "is_back_order": 0,
        }
    ]


def test_the_desk_books_by_hand(agent: httpx.Client, door: httpx.Client) -> None:
    dates = {"date_from": TWO_NIGHTS[0], "date_to": TWO_NIGHTS[1]}

    ask(door, do="book", room_type=1, rooms=3, source="phone", **dates)

    assert free(agent, 1) == 0
    assert orders(agent, "phone")[0]["current_state"] == 1


def test_the_desk_cancels(agent: httpx.Client, door: httpx.Client) -> None:
    create(agent, "a:1")

    assert ask(door, do="cancel", order=1)["state"] == 4

    assert free(agent, 1) == 3


def test_the_desk_moves_a_stay_and_the_order_shows_no_update(
    agent: httpx.Client, door: httpx.Client, books: Books
) -> None:
    create(agent, "a:1")
    books.rows["orders"][1]["date_upd"] = before = "2029-01-01 00:00:00"

    ask(door, do="move", order=1, **MARCH_5_TO_7)

    assert rows(agent, 1)[0]["date_from"] == "2030-03-05 00:00:00"
    assert orders(agent, "a:1")[0]["date_upd"] == before
    assert free(agent, 1) == 3
    assert free(agent, 1, ("2030-03-05", "2030-03-07")) == 2


def test_a_moved_stay_takes_another_room_where_its_own_is_taken(agent: httpx.Client, door: httpx.Client) -> None:
    create(agent, "a:1")
    ask(door, do="book", room_type=1, **MARCH_5_TO_7)

    [row] = ask(door, do="move", order=1, **MARCH_5_TO_7)["rows"]

    assert row["room"] == 2


def test_the_desk_closes_a_room(agent: httpx.Client, door: httpx.Client) -> None:
    ask(door, do="close", room=1)
    assert free(agent, 1) == 2

    ask(door, do="open", room=1)
    assert free(agent, 1) == 3


@pytest.mark.parametrize(
    "asked",
    [
        [],
        {"do": "sing"},
        {"do": ["book"]},
        {"do": "cancel", "order": 9},
        {"do": "book", "room_type": 9, **MARCH_5_TO_7},
        {"do": "book", "room_type": 1},
        {"do": "book", "room_type": 1, "rooms": 10**8, **MARCH_5_TO_7},
        {"do": "move", "order": "x", **MARCH_5_TO_7},
        {"do": "close", "room": 99},
    ],
)
def test_what_the_desk_cannot_do_is_refused(door: httpx.Client, asked: Any) -> None:
    answer = door.post("/__desk", json=asked)

    assert answer.status_code == 400
    assert answer.json()["error"]
    assert door.get("/__record").json()["orders"] == []
