"""Booking at QloApps exactly once, whatever it answers: every quirk it was seen to have, and the way out of it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection, connections
from django.utils import timezone
from django_scopes import scope

from pms.adapters.qloapps import QloApps, booking, web_service, writing
from pms.adapters.qloapps.reading import RoomRow
from pms.adapters.qloapps.web_service import WebService
from pms.errors import PmsBusy, PmsError, PmsMisconfigured, PmsRefused, PmsUnavailable, PmsUnknown
from pms.fakes import desk
from pms.fakes.qloapps import Server
from pms.models import Guest, Hotel
from pms.shared import RedisGone
from pms.shared import client as redis_client
from pms.terms import Booked, Contact, Order, Party, Stay
from reservations import availability
from reservations import booking as reservations
from tests.conftest import small_hotel
from tests.pms.conftest import connect

pytestmark = [pytest.mark.integration, pytest.mark.critical]

TWO = Party(2)
REFERENCE = "HA-0000000001"
SOURCE = f"agent:{REFERENCE}"


@pytest.fixture
def order(stay: Stay) -> Order:
    contact = Contact("Juan Pérez", "juan@example.com", "+34666777888")
    return Order(REFERENCE, "1", "standard", "D-101", stay, TWO, contact)


def orders(server: Server, source: str = "") -> list[dict[str, Any]]:
    return [order for order in desk.record(server.books) if source in ("", order["source"])]


def live(server: Server) -> list[dict[str, Any]]:
    return [row for order in orders(server) for row in order["rows"] if row["live"]]


def fault(server: Server, kind: str, **how: Any) -> None:
    server.trouble.add([{"kind": kind, "resource": "bookings", "method": "POST", **how}])


def walk_in(server: Server, stay: Stay, room_type: int = 1, **how: Any) -> dict[str, Any]:
    dates = {"date_from": stay.arrival.isoformat(), "date_to": stay.departure.isoformat()}
    return desk.work(server.books, {"do": "book", "room_type": room_type, **dates, **how})


def enter(pms: QloApps, booked: Booked, state: int) -> None:
    answer = pms._api(5).change("order_histories", writing.new_state(int(booked.number), state), "text/xml")
    assert answer.status == 201


@contextmanager
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """The bookings that leave us."""
    bodies: list[dict[str, Any]] = []
    change = WebService.change

    def watch(api: WebService, resource: str, body: bytes, kind: str) -> Any:
        if resource == "bookings":
            bodies.append(json.loads(body)["booking"])
        return change(api, resource, body, kind)

    monkeypatch.setattr(WebService, "change", watch)
    yield bodies


# What is sent


def test_book_sends_everything_that_qloapps_forgets(at_qloapps: QloApps, order: Order, monkeypatch):
    with sent(monkeypatch) as bodies:
        at_qloapps.book(replace(order, room_type="2", unit="S-101", party=Party(2, (7,))))
    [body] = bodies
    kind = body["associations"]["room_types"][0]
    room = kind["rooms"][0]
    assert (body["source"], body["currency"], body["id_property"], kind["number_of_rooms"]) == (SOURCE, "EUR", 1, 1)
    assert (body["booking_status"], body["payment_status"]) == (1, 3)
    assert set(body["associations"]["customer_detail"]) == {"firstname", "lastname", "email", "phone"}
    assert room["id_room"] == 4
    assert (room["adult"], room["adults"], room["child"], room["child_ages"]) == (2, 2, 1, [7])
    assert len(kind["rooms"]) == kind["number_of_rooms"]


def test_nothing_is_sent_that_qloapps_loses_or_chokes_on(at_qloapps: QloApps, order: Order, monkeypatch):
    """A total below its own is a 500 with the booking made; half an address is a 400; vouchers and transaction ids
    are taken and forgotten; a price of ours would be for the whole stay and tied to no rate."""
    with sent(monkeypatch) as bodies:
        at_qloapps.book(order)
    said = json.dumps(bodies)
    for word in ("price_details", "total_p", "unit_price", "address", "city", "cart_rules", "payment_detail", "facil"):
        assert word not in said


def test_bookings_are_made_and_never_read_or_changed_in_place(
    at_qloapps: QloApps, qloapps: Server, order: Order, before, monkeypatch
):
    """GET and PUT of a booking are a 500 on a strict server, have no status, and a PUT loses services and phones."""
    calls: list[tuple[str, str]] = []
    ask = WebService._send

    def watch(api: WebService, method: str, resource: str, *rest: Any) -> Any:
        calls.append((method, resource))
        return ask(api, method, resource, *rest)

    monkeypatch.setattr(WebService, "_send", watch)
    qloapps.books.strict = True
    booked = at_qloapps.book(order)
    at_qloapps.find(REFERENCE)
    at_qloapps.changes(before)
    with pytest.raises(PmsRefused, match="not_here"):
        at_qloapps.change(booked.number, stay=order.stay, unit="D-102", total=booked.total, by="staff:1")
    at_qloapps.cancel(booked.number)
    assert {method for method, _ in calls} == {"GET", "POST"}
    assert ("GET", "bookings") not in calls and not any("/" in resource for _, resource in calls)


def test_price_trap_fees_inside_the_price_are_named_so_that_the_totals_are_equal(
    at_qloapps: QloApps, order: Order, stay: Stay
):
    quoted = at_qloapps.offers(stay, TWO)[0].total
    assert at_qloapps.book(order).total == quoted


def test_a_price_that_changed_meanwhile_is_told_as_booked(at_qloapps: QloApps, qloapps: Server, order: Order):
    fault(qloapps, "price_change", percent=10)
    assert at_qloapps.book(order).total.amount == 286


def test_guests_without_an_email_stay_apart(at_qloapps: QloApps, qloapps: Server, order: Order):
    """QloApps takes the e-mail for the guest, and overwrites whoever had it."""
    at_qloapps.book(replace(order, contact=Contact("Ana")))
    at_qloapps.book(replace(order, contact=Contact("Eva"), reference="HA-0000000002", unit="D-102"))
    assert {"Ana", "Eva"} <= {customer.get("firstname") for customer in qloapps.books.customers.values()}


def test_a_guest_with_digits_in_the_name_is_booked(at_qloapps: QloApps, order: Order):
    at_qloapps.book(replace(order, contact=Contact("R2D2 <script>", "no e-mail", "ring me")))


def test_an_order_for_a_day_that_is_past_is_refused(at_qloapps: QloApps, qloapps: Server, order: Order, stay: Stay):
    at_qloapps.offers(stay, TWO)
    with time_machine.travel(timezone.now() + timedelta(days=11)), pytest.raises(PmsRefused, match="closed"):
        at_qloapps.book(order)
    assert not orders(qloapps)


def test_a_party_too_large_is_refused_though_qloapps_takes_nine(at_qloapps: QloApps, qloapps: Server, order: Order):
    with pytest.raises(PmsRefused, match="sold_out"):
        at_qloapps.book(replace(order, party=Party(3)))
    assert not orders(qloapps)


@pytest.mark.security
@pytest.mark.parametrize("reference", ["HA|1", "HA,1", "HA%", "[HA]", "HA 1", "", "ñ", "x" * 81])
def test_a_reference_that_would_change_the_filter_or_be_cut_is_never_sent(
    at_qloapps: QloApps, qloapps: Server, order: Order, reference: str
):
    """A source beyond 255 characters is cut without a word."""
    with pytest.raises(PmsRefused):
        at_qloapps.book(replace(order, reference=reference))
    assert not orders(qloapps)


# Answers that lie


def test_strict_server_answers_500_and_the_booking_is_made(at_qloapps: QloApps, qloapps: Server, order: Order):
    qloapps.books.strict = True
    booked = at_qloapps.book(order)
    assert at_qloapps.find(REFERENCE) == booked
    assert at_qloapps.cancel(booked.number).status == "cancelled"
    assert len(orders(qloapps)) == 1


@pytest.mark.parametrize("kind", ["error_after", "cut_after"])
def test_lost_answers_are_found(at_qloapps: QloApps, qloapps: Server, order: Order, kind: str):
    fault(qloapps, kind)
    assert at_qloapps.book(order).status == "confirmed"
    assert len(orders(qloapps)) == 1


def test_timeout_then_committed_is_found(at_qloapps: QloApps, qloapps: Server, order: Order, monkeypatch):
    at_qloapps.offers(order.stay, TWO)
    monkeypatch.setattr(web_service, "CALL_SECONDS", 0.6)
    monkeypatch.setattr(booking, "LOOK_SECONDS", 5.0)
    qloapps.books.create_seconds = 1.0
    assert at_qloapps.book(order).status == "confirmed"
    assert len(orders(qloapps)) == 1


def test_state_0_is_waited_for(at_qloapps: QloApps, qloapps: Server, order: Order, monkeypatch):
    """While QloApps makes it the order shows, and its room may still be taken away."""
    monkeypatch.setattr(booking, "LOOK_SECONDS", 5.0)
    booked = at_qloapps.book(order)
    row = qloapps.books.rows["orders"][int(booked.number)]
    row["current_state"] = 0
    threading.Timer(0.3, row.update, kwargs={"current_state": 1}).start()
    assert at_qloapps.find(REFERENCE) == booked


def test_state_0_that_lasts_is_unknown(at_qloapps: QloApps, qloapps: Server, order: Order):
    booked = at_qloapps.book(order)
    qloapps.books.rows["orders"][int(booked.number)]["current_state"] = 0
    with pytest.raises(PmsUnknown):
        at_qloapps.find(REFERENCE)
    with pytest.raises(PmsUnknown):
        at_qloapps.book(order)
    assert len(orders(qloapps)) == 1


@pytest.mark.parametrize("kind", ["error_before", "cut_before"])
def test_an_answer_that_says_nothing_is_unknown_and_not_repeated(
    at_qloapps: QloApps, qloapps: Server, order: Order, kind: str
):
    """The server may still be at it: for a minute nothing is sent again, then the same reference books."""
    fault(qloapps, kind)
    with pytest.raises(PmsUnknown):
        at_qloapps.book(order)
    with pytest.raises(PmsUnknown, match="still be running"):
        at_qloapps.book(order)
    assert not orders(qloapps)
    sent = f"{at_qloapps.hotel.pk}:{SOURCE}"
    assert 0 < redis_client().ttl(f"pms:qloapps:sent:{sent}") <= 60
    booking.forget_sent(sent)
    assert at_qloapps.book(order).status == "confirmed"


def test_without_redis_it_books_all_the_same(at_qloapps: QloApps, qloapps: Server, order: Order, monkeypatch):
    def gone() -> None:
        raise RedisGone

    monkeypatch.setattr(booking, "redis", gone)
    fault(qloapps, "error_before")
    with pytest.raises(PmsUnknown):
        at_qloapps.book(order)
    assert at_qloapps.book(order).status == "confirmed"
    assert len(orders(qloapps)) == 1


def test_a_room_taken_by_our_own_late_create_is_ours(at_qloapps: QloApps, qloapps: Server, order: Order, monkeypatch):
    """An attempt thought dead commits between the look and the create: the create is refused, the booking stands."""
    look = booking.orders_of
    looks = iter([lambda: []])

    def late(api: WebService, source: str, *, sent: bool = False) -> Any:
        return next(looks, lambda: look(api, source, sent=sent))()

    first = at_qloapps.book(order)
    monkeypatch.setattr(booking, "orders_of", late)
    assert at_qloapps.book(order) == first
    assert len(orders(qloapps)) == 1


@pytest.mark.parametrize(
    ("kind", "error"), [("away", PmsUnavailable), ("too_many", PmsBusy)], ids=["web_service_off", "too_many_requests"]
)
def test_a_clear_no_needs_no_waiting(
    at_qloapps: QloApps, qloapps: Server, order: Order, kind: str, error: type[PmsError]
):
    at_qloapps.offers(order.stay, TWO)
    fault(qloapps, kind, times=1)
    with pytest.raises(error):
        at_qloapps.book(order)
    assert at_qloapps.book(order).status == "confirmed"


def test_a_key_that_may_not_book_is_misconfigured(at_qloapps: QloApps, qloapps: Server, order: Order):
    [(key, rights)] = qloapps.rights.items()
    qloapps.rights = {key: {**rights, "bookings": frozenset({"GET"})}}
    with pytest.raises(PmsMisconfigured, match="25"):
        at_qloapps.book(order)


def test_sold_between_quote_and_book(at_qloapps: QloApps, qloapps: Server, order: Order):
    fault(qloapps, "sold_out")
    with pytest.raises(PmsRefused, match="sold_out"):
        at_qloapps.book(order)
    assert at_qloapps.find(REFERENCE) is None
    assert not orders(qloapps, SOURCE)


def test_the_same_text_in_another_case_is_not_ours(at_qloapps: QloApps, qloapps: Server, order: Order, stay: Stay):
    """QloApps' filters take HA-1 for ha-1."""
    walk_in(qloapps, stay, source=SOURCE.lower())
    assert at_qloapps.find(REFERENCE) is None
    assert at_qloapps.book(replace(order, unit="D-102")).reference == REFERENCE


# Reading back


def test_phantom_an_order_that_holds_no_room_is_cancelled(at_qloapps: QloApps, qloapps: Server, order: Order):
    """200, a normal body, state 1; only the room row says that QloApps took it back."""
    booked = at_qloapps.book(order)
    qloapps.books.where("room_bookings", id_order=int(booked.number))[0].update(is_cancelled=1, is_refunded=1)
    assert at_qloapps.find(REFERENCE) is None
    with pytest.raises(PmsRefused, match="sold_out"):
        at_qloapps.book(order)
    assert orders(qloapps, SOURCE)[0]["state"] == 4


def test_double_booking_the_higher_row_loses(at_qloapps: QloApps, qloapps: Server, order: Order, stay: Stay):
    walk_in(qloapps, stay)
    walk_in(qloapps, stay, source=SOURCE)
    qloapps.books.where("room_bookings", id_order=2)[0].update(id_room=1, room_num="D-101")
    assert at_qloapps.find(REFERENCE) is None
    with pytest.raises(PmsRefused, match="sold_out"):
        at_qloapps.book(order)
    assert [row["id"] for row in live(qloapps)] == [1]


def test_double_booking_the_lower_row_stays(at_qloapps: QloApps, qloapps: Server, order: Order, stay: Stay):
    walk_in(qloapps, stay, source=SOURCE)
    walk_in(qloapps, stay)
    qloapps.books.where("room_bookings", id_order=2)[0].update(id_room=1, room_num="D-101")
    assert at_qloapps.book(order).number == "1"
    assert at_qloapps.find(REFERENCE).number == "1"


def test_double_booking_that_shows_late_is_seen_by_the_second_look(
    at_qloapps: QloApps, qloapps: Server, order: Order, stay: Stay, monkeypatch
):
    """A rival with the lower id whose row appears after our first look."""
    rows = qloapps.books.rows["room_bookings"]
    hidden = walk_in(qloapps, stay)["rows"][0]["id"]
    rival = rows.pop(hidden)
    look = booking._older_claims

    def then_it_shows(api: WebService, row: RoomRow) -> bool:
        seen = look(api, row)
        rows[hidden] = rival
        return seen

    monkeypatch.setattr(booking, "_older_claims", then_it_shows)
    with pytest.raises(PmsRefused, match="sold_out"):
        at_qloapps.book(order)
    assert [row["id"] for row in live(qloapps)] == [hidden]


def test_a_neighbour_who_leaves_as_we_arrive_is_no_double_booking(
    at_qloapps: QloApps, qloapps: Server, order: Order, stay: Stay
):
    walk_in(qloapps, Stay(stay.arrival - timedelta(days=2), stay.arrival))
    walk_in(qloapps, Stay(stay.departure, stay.departure + timedelta(days=2)))
    assert at_qloapps.book(order).unit == "D-101"


def test_two_orders_under_our_reference_the_lowest_stays(
    at_qloapps: QloApps, qloapps: Server, order: Order, stay: Stay
):
    for _ in range(3):
        walk_in(qloapps, stay, source=SOURCE)
    assert at_qloapps.find(REFERENCE) is None
    assert at_qloapps.book(order).number == "1"
    assert [order["state"] for order in orders(qloapps)] == [1, 4, 4]
    assert len(live(qloapps)) == 1
    assert at_qloapps.find(REFERENCE).number == "1"


def test_a_phantom_before_the_one_that_stands_is_cleared_away(
    at_qloapps: QloApps, qloapps: Server, order: Order, stay: Stay
):
    for _ in range(2):
        walk_in(qloapps, stay, source=SOURCE)
    qloapps.books.where("room_bookings", id_order=1)[0].update(is_cancelled=1, is_refunded=1)
    assert at_qloapps.book(order).number == "2"
    assert [order["state"] for order in orders(qloapps)] == [4, 1]


def test_a_reference_that_was_cancelled_is_not_booked_again(at_qloapps: QloApps, qloapps: Server, order: Order):
    at_qloapps.cancel(at_qloapps.book(order).number)
    with pytest.raises(PmsRefused, match="sold_out"):
        at_qloapps.book(order)
    assert len(orders(qloapps)) == 1


def test_trouble_after_the_create_is_unknown_not_unavailable(at_qloapps: QloApps, qloapps: Server, order: Order):
    """It is booked, and nobody may believe that it is not."""
    at_qloapps.offers(order.stay, TWO)
    qloapps.trouble.add([{"kind": "error_before", "resource": "room_bookings", "times": 9}])
    with pytest.raises(PmsUnknown):
        at_qloapps.book(order)
    qloapps.trouble.clear()
    assert at_qloapps.book(order).status == "confirmed"
    assert len(orders(qloapps)) == 1


def test_an_outage_of_a_moment_after_the_create_is_sat_out(
    at_qloapps: QloApps, qloapps: Server, order: Order, monkeypatch
):
    create = booking.create

    def then_away(api: WebService, body: bytes) -> None:
        create(api, body)
        qloapps.trouble.add([{"kind": "away", "seconds": 0.5}])

    monkeypatch.setattr(booking, "create", then_away)
    assert at_qloapps.book(order).status == "confirmed"


# Cancelling


@pytest.mark.parametrize("kind", ["error_after", "cut_after"])
def test_a_cancellation_whose_answer_is_lost_is_looked_up(
    at_qloapps: QloApps, qloapps: Server, order: Order, kind: str
):
    booked = at_qloapps.book(order)
    qloapps.trouble.add([{"kind": kind, "resource": "order_histories"}])
    assert at_qloapps.cancel(booked.number).status == "cancelled"


@pytest.mark.parametrize("kind", ["error_before", "cut_before"])
def test_a_cancellation_that_did_not_happen_is_unknown(at_qloapps: QloApps, qloapps: Server, order: Order, kind: str):
    booked = at_qloapps.book(order)
    qloapps.trouble.add([{"kind": kind, "resource": "order_histories"}])
    with pytest.raises(PmsUnknown):
        at_qloapps.cancel(booked.number)
    assert at_qloapps.cancel(booked.number).status == "cancelled"


def test_a_phantom_that_could_not_be_cancelled_is_unknown(at_qloapps: QloApps, qloapps: Server, order: Order):
    """No row lives, and yet the order looks alive at the desk: we come back to it."""
    booked = at_qloapps.book(order)
    qloapps.books.where("room_bookings", id_order=int(booked.number))[0].update(is_cancelled=1, is_refunded=1)
    qloapps.trouble.add([{"kind": "error_before", "resource": "order_histories"}])
    with pytest.raises(PmsUnknown):
        at_qloapps.book(order)
    with pytest.raises(PmsRefused, match="sold_out"):
        at_qloapps.book(order)


def test_an_order_called_cancelled_whose_room_is_still_taken_is_not(at_qloapps: QloApps, qloapps: Server, order: Order):
    booked = at_qloapps.book(order)
    qloapps.books.rows["orders"][int(booked.number)]["current_state"] = 4
    assert at_qloapps.find(REFERENCE).status == "confirmed"
    qloapps.trouble.add([{"kind": "error_before", "resource": "order_histories"}])
    with pytest.raises(PmsUnknown):
        at_qloapps.cancel(booked.number)


def test_only_201_cancels(at_qloapps: QloApps, qloapps: Server, order: Order):
    """An unknown state is answered 200, as HTML: "Invalid new order status"."""
    for row in qloapps.books.where("configurations", name="PS_OS_CANCELED"):
        row["value"] = "99"
    booked = at_qloapps.book(order)
    with pytest.raises(PmsMisconfigured, match="99"):
        at_qloapps.cancel(booked.number)
    assert at_qloapps.find(REFERENCE).status == "confirmed"


def test_the_state_of_cancelled_is_looked_up_not_known(at_qloapps: QloApps, qloapps: Server, order: Order, monkeypatch):
    told: list[bytes] = []
    new_state = writing.new_state
    monkeypatch.setattr(writing, "new_state", lambda *ids: told.append(new_state(*ids)) or new_state(*ids))
    for row in qloapps.books.where("configurations", name="PS_OS_CANCELED"):
        row["value"] = "5"
    booked = at_qloapps.book(order)
    at_qloapps.cancel(booked.number)
    assert b"<id_order_state>5</id_order_state>" in told[0]


@pytest.mark.security
def test_cancel_touches_only_what_we_have_booked(at_qloapps: QloApps, qloapps: Server, stay: Stay):
    number = str(walk_in(qloapps, stay)["id"])
    with pytest.raises(PmsRefused, match="not_found"):
        at_qloapps.cancel(number)
    assert live(qloapps)


def test_cancel_refuses_a_guest_in_house(at_qloapps: QloApps, qloapps: Server, order: Order):
    booked = at_qloapps.book(order)
    qloapps.books.where("room_bookings", id_order=int(booked.number))[0]["id_status"] = 2
    with pytest.raises(PmsRefused, match="already_arrived"):
        at_qloapps.cancel(booked.number)
    assert at_qloapps.find(REFERENCE).status == "checked_in"


def test_a_refunded_booking_is_cancelled_already(at_qloapps: QloApps, qloapps: Server, order: Order):
    booked = at_qloapps.book(order)
    enter(at_qloapps, booked, 5)
    assert at_qloapps.find(REFERENCE).status == "cancelled"
    with pytest.raises(PmsRefused, match="already_cancelled"):
        at_qloapps.cancel(booked.number)


def test_an_order_put_back_to_awaiting_holds_no_room(at_qloapps: QloApps, qloapps: Server, order: Order):
    """It looks alive at the desk, and its room is free: whoever is told of it is told that it is cancelled."""
    booked = at_qloapps.book(order)
    enter(at_qloapps, booked, 4)
    enter(at_qloapps, booked, 1)
    assert orders(qloapps, SOURCE)[0]["state"] == 1 and not live(qloapps)
    assert [told.status for told in at_qloapps.as_they_stand([REFERENCE])] == ["cancelled"]
    assert at_qloapps.find(REFERENCE) is None
    with pytest.raises(PmsRefused, match="sold_out"):
        at_qloapps.book(order)
    assert orders(qloapps, SOURCE)[0]["state"] == 4


def test_a_booking_that_was_paid_is_confirmed(at_qloapps: QloApps, qloapps: Server, order: Order):
    booked = at_qloapps.book(order)
    enter(at_qloapps, booked, 2)
    assert at_qloapps.find(REFERENCE) == booked


def test_cancelling_twice_is_harmless(at_qloapps: QloApps, qloapps: Server, order: Order):
    booked, api = at_qloapps.book(order), at_qloapps._api(5)
    for _ in range(2):
        booking.undo(api, booking.orders_of(api, SOURCE), at_qloapps._known(api))
    assert at_qloapps.find(REFERENCE) == replace(booked, status="cancelled")


# What the front desk does


@pytest.fixture
def before() -> Any:
    return timezone.now() - timedelta(minutes=1)


def test_changes_see_what_the_desk_cancelled(at_qloapps: QloApps, qloapps: Server, order: Order, before):
    booked = at_qloapps.book(order)
    desk.work(qloapps.books, {"do": "cancel", "order": int(booked.number)})
    assert at_qloapps.changes(before).ours == [replace(booked, status="cancelled")]


def test_changes_see_a_move_that_the_order_does_not_tell(
    at_qloapps: QloApps, qloapps: Server, order: Order, before, stay: Stay
):
    """date_upd of the order stands still; that of the room row does not."""
    booked = at_qloapps.book(order)
    qloapps.books.rows["orders"][int(booked.number)]["date_upd"] = "2020-01-01 00:00:00"
    later = Stay(stay.arrival + timedelta(days=7), stay.departure + timedelta(days=8))
    dates = {"date_from": later.arrival.isoformat(), "date_to": later.departure.isoformat()}
    desk.work(qloapps.books, {"do": "move", "order": int(booked.number), **dates})
    assert [changed.stay for changed in at_qloapps.changes(before).ours] == [later]


def test_changes_see_a_guest_moved_within_the_stay_once(
    at_qloapps: QloApps, qloapps: Server, order: Order, before, stay: Stay
):
    """Two rows, one stay."""
    booked = at_qloapps.book(order)
    [row] = qloapps.books.where("room_bookings", id_order=int(booked.number))
    middle = f"{stay.arrival + timedelta(days=1)} 00:00:00"
    other = {name: value for name, value in row.items() if name != "id"}
    qloapps.books.add("room_bookings", **{**other, "date_from": middle, "id_room": 2, "room_num": "D-102"})
    row.update(date_to=middle, id_status=3)
    [changed] = at_qloapps.changes(before).ours
    assert (changed.stay, changed.status, changed.unit) == (stay, "checked_in", "D-101")


def test_changes_leave_out_what_is_not_ours_or_still_being_made(
    at_qloapps: QloApps, qloapps: Server, order: Order, before, stay: Stay
):
    booked = at_qloapps.book(replace(order, unit="D-102"))
    assert not at_qloapps.changes(before).others
    walk_in(qloapps, stay)
    moved = at_qloapps.changes(before)
    assert ([changed.number for changed in moved.ours], moved.others) == ([booked.number], True)
    qloapps.books.rows["orders"][int(booked.number)]["current_state"] = 0
    assert at_qloapps.changes(before).ours == []


def test_changes_tell_of_the_order_that_stands_not_of_its_double(
    at_qloapps: QloApps, qloapps: Server, before, stay: Stay
):
    """The double was cancelled just now; the order that stands has not moved for long."""
    for _ in range(2):
        walk_in(qloapps, stay, source=SOURCE)
    desk.work(qloapps.books, {"do": "cancel", "order": 2})
    for row in (qloapps.books.rows["orders"][1], qloapps.books.rows["room_bookings"][1]):
        row["date_upd"] = "2020-01-01 00:00:00"
    assert [(changed.number, changed.status) for changed in at_qloapps.changes(before).ours] == [("1", "confirmed")]


@pytest.mark.security
def test_changes_ask_for_no_source_that_is_a_pattern(at_qloapps: QloApps, qloapps: Server, before, stay: Stay):
    walk_in(qloapps, stay, source="agent:HA-1|HA-2]%")
    walk_in(qloapps, stay, source="agent:%")
    assert at_qloapps.changes(before).ours == []


def test_changes_come_in_parts(at_qloapps: QloApps, qloapps: Server, stay: Stay, before, monkeypatch):
    monkeypatch.setattr("pms.adapters.qloapps.TOGETHER", 2)
    monkeypatch.setattr(web_service, "PAGE", 2)
    for number in range(5):
        first = stay.arrival + timedelta(days=number * 3)
        walk_in(qloapps, Stay(first, first + timedelta(days=1)), source=f"agent:HA-{number}")
    assert [changed.reference for changed in at_qloapps.changes(before).ours] == [f"HA-{number}" for number in range(5)]


def test_changes_understand_the_stores_clock(hotel: Hotel, qloapps: Server, order: Order):
    """QloApps writes local time without saying so."""
    qloapps.books.timezone = ZoneInfo("America/Sao_Paulo")
    for row in qloapps.books.where("configurations", name="PS_TIMEZONE"):
        row["value"] = "America/Sao_Paulo"
    pms = connect(hotel, qloapps, hotel_id=1)
    booked = pms.book(order)
    assert pms.changes(timezone.now() - timedelta(minutes=1)).ours == [booked]
    assert pms.changes(timezone.now() + timedelta(minutes=1)).ours == []


# Many at once


@pytest.fixture
def inn(transactional_db: None) -> Iterator[Hotel]:
    hotel = small_hotel(slug="casa-azul", name="Casa Azul")
    with scope(hotel=hotel):
        yield hotel


def book_at_once(pms: QloApps, wanted: list[Order]) -> list[Booked | PmsError]:
    start = threading.Barrier(len(wanted))
    pms.offers(wanted[0].stay, TWO)  # what the hotel is need not be asked for by all of them

    def book(order: Order) -> Booked | PmsError:
        start.wait()
        try:
            with scope(hotel=pms.hotel):
                return pms.book(order)
        except PmsError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(wanted)) as pool:
        return list(pool.map(book, wanted))


def without_lock(monkeypatch: pytest.MonkeyPatch, together: int) -> None:
    """As channels that know nothing of us: all of them send their create at the same moment."""
    start = threading.Barrier(together)
    create = booking.create
    monkeypatch.setattr(booking, "_lock", lambda key: True)
    monkeypatch.setattr(booking, "create", lambda api, body: (start.wait(20), create(api, body)))


def tonight(hotel: Hotel) -> Stay:
    today: date = hotel.now().date()
    return Stay(today, today + timedelta(days=1))


def wanted(hotel: Hotel, references: list[str]) -> list[Order]:
    return [Order(reference, "2", "standard", "S-101", tonight(hotel), TWO, Contact("Ana")) for reference in references]


def test_the_same_order_many_times_at_once_is_booked_once(inn: Hotel, qloapps: Server):
    qloapps.books.create_seconds = 0.1
    outcomes = book_at_once(connect(inn, qloapps, hotel_id=1), wanted(inn, [REFERENCE] * 4))
    assert len(set(outcomes)) == 1
    assert len(orders(qloapps)) == 1


def test_without_the_lock_qloapps_sells_the_last_room_twice(inn: Hotel, qloapps: Server, monkeypatch):
    """If this fails, the next test proves nothing: of four at once, orders are made that hold no room."""
    without_lock(monkeypatch, 4)
    qloapps.books.create_seconds = 0.5
    book_at_once(connect(inn, qloapps, hotel_id=1), wanted(inn, [f"HA-{number}" for number in range(4)]))
    assert len(orders(qloapps)) > 1


def test_our_own_orders_for_the_last_room_come_one_at_a_time(inn: Hotel, qloapps: Server):
    qloapps.books.create_seconds = 0.2
    outcomes = book_at_once(connect(inn, qloapps, hotel_id=1), wanted(inn, [f"HA-{number}" for number in range(4)]))
    assert len(orders(qloapps)) == 1
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Booked"] + ["PmsRefused"] * 3


def test_against_other_channels_one_guest_keeps_the_room(inn: Hotel, qloapps: Server, monkeypatch):
    """No lock binds them: each reads back and the higher id gives way, doubles and phantoms alike."""
    without_lock(monkeypatch, 6)
    qloapps.books.create_seconds, qloapps.books.double_booking = 0.5, 0.5
    outcomes = book_at_once(connect(inn, qloapps, hotel_id=1), wanted(inn, [f"HA-{number}" for number in range(6)]))
    assert len([outcome for outcome in outcomes if isinstance(outcome, Booked)]) == 1
    assert len(live(qloapps)) == 1
    assert all(order["state"] == 4 for order in orders(qloapps) if not any(row["live"] for row in order["rows"]))


def test_waiting_for_the_lock_has_an_end(at_qloapps: QloApps, order: Order, monkeypatch):
    monkeypatch.setattr(booking, "LOCK_SECONDS", 0.1)
    monkeypatch.setattr(booking, "_lock", lambda key: False)
    started = time.monotonic()
    with pytest.raises(PmsUnavailable, match="others are booking"):
        at_qloapps.book(order)
    assert time.monotonic() - started < 2


def test_the_lock_is_let_go_after_a_failure(at_qloapps: QloApps, qloapps: Server, order: Order):
    fault(qloapps, "sold_out")
    with pytest.raises(PmsRefused):
        at_qloapps.book(order)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert cursor.fetchone() == (0,)


# The whole way


def test_a_guest_books_at_qloapps_at_the_price_that_was_offered(at_qloapps: QloApps, guest: Guest, stay: Stay):
    offer = availability.search(at_qloapps.hotel, stay, TWO, asked_by="conversation:1")[0]
    held = reservations.hold(offer, guest, holder="conversation:1")
    reservation = reservations.confirm(offer, held, Contact("Juan Pérez"), actor="guest:1")
    assert (reservation.status, reservation.total, reservation.pms_number) == ("confirmed", offer.total, "1")
    assert at_qloapps.find(reservation.reference).unit == held.unit
