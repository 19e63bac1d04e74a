"""The guest says yes and the PMS misbehaves, over HTTP: one booking in its books and in ours, and one answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from messaging import queues, tasks
from messaging.models import Message, Promise, TurnRecord
from pms import shared
from pms.adapters.qloapps import web_service
from pms.fakes import desk
from pms.fakes.qloapps import Server
from pms.models import Hotel
from pms.terms import Stay
from reservations import sync
from reservations.models import Reservation
from tests.flows.guest import Visitor
from tests.pms.conftest import connect, qloapps

__all__ = ["qloapps"]

pytestmark = [pytest.mark.integration, pytest.mark.chaos, pytest.mark.critical]

CREATE = {"resource": "bookings", "method": "POST"}
LOST_ONCE = [{"kind": kind, **CREATE} for kind in ("cut_after", "error_after", "cut_before", "error_before")]
ALWAYS = {"times": 1000}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is queued for a hotel runs at once, and nobody waits long for a PMS."""
    now = {"messaging.tasks.keep_promises_of": tasks.keep_promises_of}
    monkeypatch.setattr(queues, "wake", lambda task, *args, **_: task in now and now[task](*args))
    monkeypatch.setattr(web_service, "CALL_SECONDS", 0.6)


@pytest.fixture
def ana(hotel: Hotel, qloapps: Server, stay: Stay) -> Visitor:
    """Everything said but the yes."""
    connect(hotel, qloapps, hotel_id=1)
    visitor = Visitor("ana")
    visitor.says(f"del {stay.arrival} al {stay.departure}, 2 adultos, soy Ana García, ana@example.com")
    visitor.says("1")
    assert visitor.words == "read_back"
    return visitor


def settle_later(hotel: Hotel) -> None:
    """The periodic jobs, once the PMS has had its minutes. Redis, whose clock is its own, forgets what it knew."""
    with shared.redis() as redis:
        redis.flushdb()
    with time_machine.travel(timezone.now() + timedelta(minutes=4), tick=True):
        sync.settle_pending()
        tasks.keep_promises()


def live_rows(server: Server) -> list[dict[str, Any]]:
    return [row for order in desk.record(server.books) for row in order["rows"] if row["live"]]


def confirmations() -> int:
    return Message.objects.filter(direction="out", turn__words="confirmed").count()


@pytest.mark.parametrize("fault", LOST_ONCE, ids=lambda fault: fault["kind"])
def test_trouble_around_one_create_books_once(
    hotel: Hotel, qloapps: Server, ana: Visitor, fault: dict[str, Any]
) -> None:
    qloapps.trouble.add([fault])
    ana.says("sí")
    settle_later(hotel)
    assert len(live_rows(qloapps)) == 1
    assert Reservation.objects.get().status == "confirmed"
    assert confirmations() == 1


def test_an_impatient_guest_books_once(hotel: Hotel, qloapps: Server, ana: Visitor) -> None:
    """Nothing is heard of the create; the guest says yes again and again."""
    qloapps.trouble.add([{"kind": "cut_after", **CREATE, **ALWAYS}, {"kind": "cut_before", "method": "GET", **ALWAYS}])
    for line in ("sí", "sí", "¿está confirmada?", "sí, confirmo"):
        ana.says(line)
    assert Reservation.objects.get().status == "pending"
    qloapps.trouble.clear()
    settle_later(hotel)
    assert len(live_rows(qloapps)) == 1
    assert Reservation.objects.get().status == "confirmed"
    assert confirmations() == 1
    assert not Promise.objects.filter(status="open").exists()


def test_a_slow_create_is_not_begun_again(hotel: Hotel, qloapps: Server, ana: Visitor) -> None:
    qloapps.trouble.add([{"kind": "slow", **CREATE, "seconds": 1.2}])
    ana.says("sí")
    settle_later(hotel)
    assert len(live_rows(qloapps)) == 1
    assert Reservation.objects.get().status == "confirmed"


def test_sold_in_the_meantime_is_no_reservation_and_no_hold(hotel: Hotel, qloapps: Server, ana: Visitor) -> None:
    qloapps.trouble.add([{"kind": "sold_out"}])
    ana.says("sí")
    settle_later(hotel)
    ours = [order for order in desk.record(qloapps.books) if order["source"].startswith("agent:")]
    assert [row for order in ours for row in order["rows"] if row["live"]] == []
    assert Reservation.objects.get().status == "refused"
    assert confirmations() == 0


def test_an_outage_before_the_yes_promises_and_keeps(hotel: Hotel, qloapps: Server, ana: Visitor) -> None:
    qloapps.trouble.add([{"kind": "away"}])
    ana.says("sí")
    assert TurnRecord.objects.latest("pk").words == "booking_pending"
    qloapps.trouble.clear()
    settle_later(hotel)
    assert (len(live_rows(qloapps)), confirmations()) == (1, 1)
    assert Promise.objects.get().status == "kept"
