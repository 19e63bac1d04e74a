"""A guest cancels by conversation: which one is asked once, the fee is read first, what is done is not done again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from messaging.models import Conversation
from pms.adapters.local import LocalPms
from pms.errors import PmsUnavailable
from pms.models import LocalBooking
from pms.terms import Stay
from reservations.models import Reservation
from tests.messaging.intents.test_change import book
from tests.messaging.talk import Talk

pytestmark = [pytest.mark.integration, pytest.mark.critical]


def moved(stay: Stay, days: int) -> Stay:
    return Stay(stay.arrival + timedelta(days=days), stay.departure + timedelta(days=days))


@pytest.fixture
def two(talk: Talk, stay: Stay) -> list[Reservation]:
    """As the agent lists them: the newest first."""
    return [book(talk, stay), book(talk, moved(stay, 40))][::-1]


MONTHS = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]


@pytest.mark.parametrize("answer", ["la primera", "1", "{reference}", "la de {month}", "la del {arrival}", "button"])
def test_of_several_it_is_asked_which_once(talk: Talk, two: list[Reservation], answer: str) -> None:
    outcome = talk.says("quiero cancelar mi reserva")
    assert outcome.record.words == "which_reservation"
    meant = two[0]
    arrival = meant.stay.arrival
    if answer == "button":
        outcome = talk.says(outcome.messages[0].buttons[0][0], kind="button")
    else:
        words = {"reference": meant.reference, "month": MONTHS[arrival.month - 1], "arrival": arrival}
        outcome = talk.says(answer.format(**words))
    assert outcome.record.words == "cancel_quote"
    assert meant.reference in outcome.messages[0].text
    assert talk.says("sí").record.words == "cancelled"
    assert sorted(Reservation.objects.values_list("pk", "status")) == sorted(
        [(two[0].pk, "cancelled"), (two[1].pk, "confirmed")]
    )


def test_free_within_the_period(talk: Talk, stay: Stay) -> None:
    book(talk, stay)
    assert "no tiene coste" in talk.says("quiero cancelar mi reserva").messages[0].text


def test_later_its_fee_is_read_first(talk: Talk, today: date) -> None:
    book(talk, Stay(today + timedelta(days=1), today + timedelta(days=3)))
    assert "100,00" in talk.says("quiero cancelar mi reserva").messages[0].text
    assert LocalBooking.objects.get().status == "confirmed"
    assert talk.says("no").record.words == "kept"
    assert LocalBooking.objects.get().status == "confirmed"


def test_said_again_when_it_is_done(talk: Talk, stay: Stay) -> None:
    booked = book(talk, stay)
    talk.says("quiero cancelar mi reserva")
    talk.says("sí")
    outcome = talk.says("quiero cancelar mi reserva")
    assert outcome.record.words == "already_cancelled"
    assert booked.reference in outcome.messages[0].text
    assert Reservation.objects.get().events.filter(status="cancelled").count() == 1


def test_a_silent_pms_claims_nothing(talk: Talk, stay: Stay, monkeypatch: pytest.MonkeyPatch) -> None:
    book(talk, stay)
    talk.says("quiero cancelar mi reserva")

    def away(*_: object) -> None:
        raise PmsUnavailable

    monkeypatch.setattr(LocalPms, "cancel", away)
    assert talk.says("sí").record.words == "cancel_unanswered"
    assert Reservation.objects.get().status == "confirmed"
    assert Conversation.objects.get().owner == "waiting"


def test_another_guests_number_opens_nothing(talk: Talk, stay: Stay) -> None:
    booked = book(talk, stay)
    talk.sender = "stranger"
    for words in (f"quiero cancelar la reserva {booked.reference}", f"ver mi reserva {booked.reference}"):
        assert talk.says(words).record.words == "reservations"
    assert Reservation.objects.get().status == "confirmed"


@pytest.mark.parametrize(
    ("status", "says"),
    [("pending", "pendiente de confirmar"), ("needs_staff", "la está revisando el hotel"), ("changed", "cambiada")],
)
def test_what_stands_is_told_as_it_is(talk: Talk, stay: Stay, status: str, says: str) -> None:
    book(talk, stay)
    Reservation.objects.update(status=status)
    assert says in talk.says("quiero ver mi reserva").messages[0].text
