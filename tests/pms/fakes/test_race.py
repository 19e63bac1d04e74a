"""Nobody is locked out of the fake PMS: two who want the last room at once both get a yes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from pms.fakes import desk
from pms.fakes.qloapps import Books
from tests.pms.fakes.calling import create, free, live, orders, rows

pytestmark = pytest.mark.integration

SUITE = 2


def ten_at_once(agent: httpx.Client) -> list[int]:
    with ThreadPoolExecutor(10) as pool:
        return [answer.status_code for answer in pool.map(lambda n: create(agent, f"race:{n}", SUITE), range(10))]


def held(books: Books) -> int:
    return sum(row["live"] for order in desk.record(books) for row in order["rows"])


def test_creates_that_meet_are_all_answered_yes_and_one_holds_the_room(agent: httpx.Client, books: Books) -> None:
    books.create_seconds, books.double_booking = 0.4, 0.0

    answers = ten_at_once(agent)

    assert answers.count(200) > 1
    assert len(desk.record(books)) == answers.count(200)
    assert held(books) == 1


def test_a_phantom_has_a_normal_order_and_a_dead_row(agent: httpx.Client, books: Books) -> None:
    books.create_seconds, books.double_booking = 0.4, 0.0
    ten_at_once(agent)

    phantom = desk.record(books)[-1]

    assert phantom["state"] == 1
    assert [(row["is_cancelled"], row["is_refunded"], row["is_back_order"]) for row in phantom["rows"]] == [(1, 1, 1)]


def test_some_keep_the_room_twice(agent: httpx.Client, books: Books) -> None:
    books.create_seconds, books.double_booking = 0.4, 1.0

    answers = ten_at_once(agent)

    assert held(books) == answers.count(200) > 1
    assert not any(row["is_back_order"] for order in desk.record(books) for row in order["rows"])


def test_one_after_the_other_never_oversells(agent: httpx.Client, books: Books) -> None:
    books.double_booking = 1.0

    answers = [create(agent, f"serial:{n}").status_code for n in range(5)]

    assert answers == [200, 200, 200, 400, 400]
    assert held(books) == 3
    assert free(agent, 1) == 0


def test_an_order_in_progress_is_in_state_0_with_its_row_there(agent: httpx.Client, books: Books) -> None:
    books.create_seconds = 1.0
    seen = set()
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(create, agent, "slow:1", SUITE)
        while not answer.done():
            for order in orders(agent, "slow:1"):
                seen.add((order["current_state"], len(live(rows(agent, order["id"])))))

    assert (0, 1) in seen
    assert orders(agent, "slow:1")[0]["current_state"] == 1


def test_two_first_bookings_at_once_make_two_guests_of_one_email(agent: httpx.Client, books: Books) -> None:
    books.create_seconds, books.double_booking = 0.4, 0.0

    ten_at_once(agent)

    emails = [customer["email"] for customer in books.customers.values()]
    assert emails.count("ada@example.com") > 1
