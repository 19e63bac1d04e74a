"""What a scripted guest takes a reply for is what the hotel meant."""

from __future__ import annotations

import pytest

from hotel_agent.chaos import words
from messaging import wording
from messaging.turn import Reply
from pms.models import Hotel
from reservations.models import Reservation
from tests import factories as make

pytestmark = [pytest.mark.integration, pytest.mark.chaos]


@pytest.fixture
def reservation(hotel: Hotel) -> Reservation:
    return make.ReservationFactory(hotel=hotel, reference="HA-1RXDCBVG58")  # type: ignore[no-any-return]


@pytest.mark.parametrize("language", ["es", "pt", "en"])
@pytest.mark.parametrize("what", words.TOLD)
def test_an_outcome_is_recognised(hotel: Hotel, reservation: Reservation, what: str, language: str) -> None:
    said = wording.put(Reply(words.TOLD[what], reservation=reservation), hotel, language, check=False)
    assert words.told(said.text) == [(what, "HA-1RXDCBVG58")]


@pytest.mark.parametrize("template", ["kept", "not_cancellable"])
def test_another_reply_about_a_reservation_is_no_outcome(hotel: Hotel, reservation: Reservation, template: str) -> None:
    assert words.told(wording.put(Reply(template, reservation=reservation), hotel, "es", check=False).text) == []
