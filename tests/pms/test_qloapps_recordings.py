"""Each recorded answer of a QloApps 1.6.1 as the adapter takes it: read, a clear no, or anybody's guess."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import httpx
import pytest
import respx

from pms.adapters.qloapps import booking, reading
from pms.adapters.qloapps.web_service import WebService
from pms.errors import PmsMisconfigured, PmsRefused, PmsUnavailable
from tests.pms.fakes.recorded import Exchange, recordings

pytestmark = [pytest.mark.unit, pytest.mark.critical]

SHOP = "http://hotel.test"
IN_JSON = [exchange for exchange in recordings() if "output_format=JSON" in exchange.path]
NODES = {"hotel_rooms": "rooms", "room_bookings": "bookings"}


def of(method: str, resource: str, *statuses: int) -> list[Exchange]:
    return [
        exchange
        for exchange in IN_JSON
        if (exchange.method, name_of(exchange)) == (method, resource) and exchange.status in statuses
    ]


def name_of(exchange: Exchange) -> str:
    return exchange.path.split("/")[2].split("?")[0]


def of_one_row(exchange: Exchange) -> bool:
    return exchange.path.partition("?")[0].count("/") > 2


def named(exchange: Exchange) -> str:
    return exchange.name


@pytest.fixture
def api() -> Iterator[WebService]:
    with respx.mock:
        yield WebService(SHOP, "K" * 32, time.monotonic() + 5)


def given(exchange: Exchange) -> None:
    answer = httpx.Response(exchange.status, content=exchange.answer, headers={"content-type": exchange.mime})
    respx.route(url__startswith=SHOP).mock(return_value=answer)


LISTS = [one for one in IN_JSON if (one.method, one.status) == ("GET", 200) and name_of(one) and not of_one_row(one)]
ROWS = [one for one in LISTS if name_of(one) == "room_bookings" and "display=full" in one.path]


@pytest.mark.parametrize("exchange", LISTS, ids=named)
def test_every_list_is_read_to_its_last_row(api: WebService, exchange: Exchange):
    given(exchange)
    found = json.loads(exchange.answer)
    rows = api.rows(name_of(exchange), NODES.get(name_of(exchange), ""))
    assert [row["id"] for row in rows] == [row["id"] for row in found and next(iter(found.values()))]


@pytest.mark.parametrize("exchange", ROWS, ids=named)
def test_every_room_row_is_read(api: WebService, exchange: Exchange):
    given(exchange)
    found = reading.room_rows(api.rows("room_bookings", "bookings"))
    assert found and all(row.stay.nights and row.unit for row in found)


@pytest.mark.parametrize("exchange", of("POST", "hotel_ari", 200), ids=named)
def test_every_availability_is_read_or_not_taken_for_sold_out(api: WebService, exchange: Exchange):
    """By date (039) it is another document, and an unknown hotel or type (124, 125) has none."""
    given(exchange)
    if exchange.name[:3] in ("039", "124", "125"):
        with pytest.raises(PmsUnavailable):
            reading.prices(api.ask("hotel_ari", b""))
    else:
        found = reading.prices(api.ask("hotel_ari", b""))
        assert found and all(price.total > price.tax > 0 for price in found.values())


@pytest.mark.parametrize("exchange", of("POST", "hotel_ari", 400), ids=named)
def test_every_refused_question_is_a_mistake_of_ours(api: WebService, exchange: Exchange):
    given(exchange)
    with pytest.raises(PmsMisconfigured):
        api.ask("hotel_ari", b"")


@pytest.mark.parametrize("exchange", of("POST", "bookings", 400, 405), ids=named)
def test_every_refused_booking_is_clearly_not_made(api: WebService, exchange: Exchange):
    given(exchange)
    said = json.loads(exchange.answer)["errors"][0]["message"]
    sold_out = said == "Requested room(s) not available."
    with pytest.raises(PmsRefused if sold_out else PmsMisconfigured) as no:
        booking.create(api, b"{}")
    assert ("sold_out" if sold_out else said) in str(no.value)


@pytest.mark.parametrize("exchange", of("POST", "bookings", 200, 500), ids=named)
def test_every_other_answer_to_a_booking_is_looked_up(api: WebService, exchange: Exchange):
    """Among them fatal errors with 200 and nothing made, and 500 with everything made."""
    given(exchange)
    booking.create(api, b"{}")


@pytest.mark.parametrize("exchange", [one for one in IN_JSON if one.method == "GET" and one.status >= 400], ids=named)
def test_every_failed_question_is_ours_or_theirs(api: WebService, exchange: Exchange):
    given(exchange)
    with pytest.raises(PmsUnavailable if exchange.status >= 500 else PmsMisconfigured):
        api.rows(name_of(exchange))
