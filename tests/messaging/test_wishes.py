"""Groups and receipts go to a person: the agent passes them on, says so, and confirms neither."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from messaging.models import Conversation, Message
from pms.adapters.local import LocalPms
from pms.models import Hotel, LocalBooking
from pms.terms import Stay
from reservations import requests
from reservations.errors import Decided
from reservations.models import Offer, Request, Reservation
from tests.messaging.talk import Talk

pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    ("asks", "says", "people"),
    [
        ("habitaciones para 14 personas del {a} al {d}", "no confirmo yo", 14),
        ("quartos para 12 adultos de {a} a {d}", "não sou eu quem confirma", 12),
        ("rooms for 8 adults and 4 children from {a} to {d}", "is not mine to confirm", 12),
    ],
)
def test_a_group_is_passed_on_with_its_dates(talk: Talk, stay: Stay, asks: str, says: str, people: int) -> None:
    outcome = talk.says(asks.format(a=stay.arrival, d=stay.departure))
    assert outcome.record.words == "group"
    assert says in outcome.messages[0].text
    request = Request.objects.get()
    details = request.details
    assert (request.kind, request.status, details["adults"] + len(details["children"])) == ("group", "open", people)
    assert (details["arrival"], details["departure"]) == (stay.arrival.isoformat(), stay.departure.isoformat())
    assert Conversation.objects.get().owner == "waiting"
    assert not Offer.objects.exists()


def test_nine_are_no_group(talk: Talk, stay: Stay) -> None:
    assert talk.says(f"habitación para 9 adultos del {stay.arrival} al {stay.departure}").record.words == "no_rooms"
    assert not Request.objects.exists()


def test_a_group_needs_no_pms(talk: Talk, stay: Stay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LocalPms, "offers", lambda *_, **__: pytest.fail("asked"))
    assert talk.says(f"somos 14 personas del {stay.arrival} al {stay.departure}").record.words == "group"


def test_a_held_room_stays_held_when_it_becomes_a_group(talk: Talk, stay: Stay) -> None:
    talk.says(f"del {stay.arrival} al {stay.departure}, me llamo Ana García, ana@example.com")
    talk.says("la primera")
    outcome = talk.says("al final somos 14 personas")
    assert "no confirmo yo" in outcome.messages[0].text
    assert Request.objects.get().details["adults"] == 14
    assert not Reservation.objects.exists()


def book(talk: Talk, stay: Stay) -> Reservation:
    talk.says(f"del {stay.arrival} al {stay.departure}, me llamo Ana García, ana@example.com")
    talk.says("la primera")
    assert talk.says("sí").record.words == "confirmed"
    return Reservation.objects.get()


@pytest.mark.parametrize("kind", ["image", "document"])
def test_a_file_of_who_has_a_stay_ahead_may_be_a_receipt(talk: Talk, stay: Stay, kind: str) -> None:
    reservation = book(talk, stay)
    outcome = talk.says("", kind=kind)
    assert outcome.record.words == "receipt"
    assert reservation.reference in outcome.messages[0].text
    request = Request.objects.get()
    assert (request.kind, request.reservation, request.asked_by) == (
        "receipt",
        reservation,
        Conversation.objects.get().key,
    )
    talk.says("", "", kind=kind)
    request.refresh_from_db()
    pictures = list(Message.objects.filter(kind=kind).order_by("pk").values_list("pk", flat=True))
    assert request.details["messages"] == pictures
    assert len(pictures) == 3
    reservation.refresh_from_db()
    assert reservation.status == "confirmed"


@pytest.mark.parametrize("status", ["cancelled", "checked_in", "checked_out"])
def test_a_file_of_anybody_else_is_none(talk: Talk, stay: Stay, status: str) -> None:
    book(talk, stay)
    Reservation.objects.update(status=status)
    assert talk.says("", kind="image").record.words == "attachment"
    assert not Request.objects.exists()


def test_after_one_is_settled_the_next_file_opens_another(talk: Talk, stay: Stay) -> None:
    book(talk, stay)
    talk.says("", kind="image")
    first = Request.objects.get()
    requests.settle(first, Request.Status.DONE, actor="staff:ana", reason="")
    with pytest.raises(Decided) as late:
        requests.settle(first, Request.Status.REFUSED, actor="staff:eva", reason="")
    assert late.value.actor == "staff:ana"
    talk.says("", kind="image")
    assert Request.objects.filter(status="open").count() == 1


def test_settling_and_telling_stand_or_fall_together(talk: Talk, stay: Stay) -> None:
    book(talk, stay)
    talk.says("", kind="image")

    def fails(row: Any) -> None:
        raise DatabaseError

    with pytest.raises(DatabaseError):
        requests.settle(Request.objects.get(), Request.Status.DONE, actor="staff:ana", reason="", inside=fails)
    assert Request.objects.get().status == "open"


def test_the_stay_that_begins_next_is_the_one_paid_for(talk: Talk, hotel: Hotel, stay: Stay) -> None:
    book(talk, Stay(stay.arrival + timedelta(days=20), stay.departure + timedelta(days=20)))
    talk.says("quiero otra reserva")
    talk.says(f"del {stay.arrival} al {stay.departure}")
    talk.says("la primera")
    talk.says("sí")
    talk.says("", kind="image")
    assert LocalBooking.objects.count() == 2
    assert Request.objects.get().reservation.stay == stay
