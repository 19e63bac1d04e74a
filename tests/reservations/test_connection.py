"""What is known of a hotel's connection to its PMS without asking it, and examinations of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django_scopes import scope

from pms import breaker, calls, gateway
from pms.adapters.qloapps import QloApps
from pms.errors import PmsError, PmsMisconfigured, PmsRefused, PmsUnavailable
from pms.fakes.qloapps import Server
from pms.models import Hotel, PmsAccount, PmsExamination
from pms.terms import Party, Stay
from reservations import booking, connection, sync, tasks
from tests import factories as make
from tests.pms.conftest import at_qloapps, qloapps

__all__ = ["at_qloapps", "qloapps"]
pytestmark = [pytest.mark.integration, pytest.mark.django_db]
TWO = Party(2)


def ask(hotel: Hotel, stay: Stay) -> None:
    gateway.open_for(Hotel.objects.get(pk=hotel.pk)).offers(stay, TWO, fresh=True)


def test_the_last_calls_are_told_newest_first(hotel: Hotel, stay: Stay, at_qloapps: QloApps, qloapps: Server) -> None:
    ask(hotel, stay)
    with pytest.raises(PmsRefused):
        gateway.open_for(Hotel.objects.get(pk=hotel.pk)).offers(stay, Party(9))
    qloapps.trouble.add([{"kind": "away", "times": 10}])
    with pytest.raises(PmsUnavailable):
        ask(hotel, stay)
    told = connection.look(hotel).calls
    assert [(call.operation, call.result) for call in told] == [
        ("offers", "PmsUnavailable"),
        ("offers", "PmsRefused"),
        ("offers", "ok"),
    ]
    assert told[1].text == "too_many_guests (max_guests 4, max_adults 4)"
    assert all(call.milliseconds >= 0 and timezone.now() - call.at < timedelta(minutes=1) for call in told)


def test_polling_pushes_nothing_out_until_it_fails(hotel: Hotel, at_qloapps: QloApps, qloapps: Server) -> None:
    sync.pull(hotel)
    assert connection.look(hotel).calls == []
    qloapps.trouble.add([{"kind": "away", "times": 10}])
    with pytest.raises(PmsError):
        sync.pull(hotel)
    assert [call.operation for call in connection.look(hotel).calls] == ["changes"]


def test_no_more_than_some_calls_are_kept_and_each_hotel_has_its_own(hotel: Hotel, other_hotel: Hotel) -> None:
    for number in range(calls.KEPT + 5):
        calls.note(hotel.pk, "qloapps", operation=str(number), result="ok", seconds=0.01, error=None)
    kept = calls.last(hotel.pk, "qloapps")
    assert len(kept) == calls.KEPT and kept[0].operation == str(calls.KEPT + 4)
    assert calls.last(other_hotel.pk, "qloapps") == []


def test_the_door_is_as_the_breaker_has_it(hotel: Hotel, stay: Stay, at_qloapps: QloApps, qloapps: Server) -> None:
    assert connection.look(hotel).door == connection.Door("closed", 0, None)
    qloapps.trouble.add([{"kind": "away", "times": 100}])
    for _ in range(breaker.FAIL_MAX):
        with pytest.raises(PmsError):
            ask(hotel, stay)
    door = connection.look(hotel).door
    assert door and door.state == "open" and door.until and door.until > timezone.now()
    with pytest.raises(PmsUnavailable):
        ask(hotel, stay)
    assert connection.look(hotel).calls[0].result == "open"


def test_a_local_pms_has_no_door_and_no_calls(hotel: Hotel, stay: Stay) -> None:
    ask(hotel, stay)
    seen = connection.look(hotel)
    assert (seen.door, seen.calls, seen.trouble) == (None, [], "")


def test_an_adapter_that_is_not_there_is_told(hotel: Hotel) -> None:
    make.PmsAccountFactory(hotel=hotel, kind="gone")
    with pytest.raises(PmsMisconfigured):
        gateway.open_for(Hotel.objects.get(pk=hotel.pk))
    assert "gone" in connection.look(Hotel.objects.get(pk=hotel.pk)).trouble


def test_what_waits_for_an_answer_and_what_was_settled_by_asking_again(hotel: Hotel, other_hotel: Hotel) -> None:
    waiting = make.ReservationFactory(hotel=hotel, status="pending")
    found = make.ReservationFactory(hotel=hotel, status="confirmed")
    booking.record(found, sync.ACTOR, "")
    booking.record(make.ReservationFactory(hotel=hotel, status="confirmed"), "conversation:1", "")
    with scope(hotel=other_hotel):
        booking.record(make.ReservationFactory(hotel=other_hotel, status="pending"), sync.ACTOR, "")
    seen = connection.look(hotel)
    assert seen.pending == [waiting]
    assert [event.reservation for event in seen.settled] == [found]


def test_an_examination_stores_its_findings(hotel: Hotel, at_qloapps: QloApps) -> None:
    assert connection.ask_examination(hotel, language="es")
    assert connection.look(hotel).is_examined
    assert not connection.ask_examination(hotel, language="es"), "one at a time"
    tasks.examine(hotel.pk)
    seen = connection.look(hotel)
    assert not seen.is_examined
    assert {"rights", "prices", "latency.offers"} <= {finding.name for finding in seen.findings}
    assert connection.ask_examination(hotel, language="es"), "and another after it"
    assert connection.look(hotel).findings == seen.findings, "what was found stays until then"


@pytest.mark.parametrize(
    ("language", "said"),
    [("es", "el personal mueve"), ("pt-br", "a equipe move"), ("pt", "a equipe move"), ("en", "staff move")],
)
def test_findings_are_in_the_language_of_who_asked(hotel: Hotel, at_qloapps: QloApps, language: str, said: str) -> None:
    connection.ask_examination(hotel, language=language)
    tasks.examine(hotel.pk)
    [told] = [finding.text for finding in connection.look(hotel).findings if finding.name == "staff.changes"]
    assert told.startswith(said)


def test_an_examination_whose_worker_died_may_be_asked_for_again(hotel: Hotel) -> None:
    connection.ask_examination(hotel, language="es")
    with time_machine.travel(timezone.now() + connection.PATIENCE):
        assert not connection.look(hotel).is_examined
        assert connection.ask_examination(hotel, language="es")


def test_a_pms_of_others_is_examined_once_a_day(hotel: Hotel, other_hotel: Hotel, at_qloapps: QloApps) -> None:
    assert connection.stale() == [hotel], "the neighbour has its own rooms"
    tasks.examine_stale()
    assert connection.stale() == []
    with time_machine.travel(timezone.now() + connection.AGE):
        assert connection.stale() == [hotel]
    assert PmsExamination.objects.get().language == hotel.language


def test_a_key_that_is_refused_is_found(hotel: Hotel, at_qloapps: QloApps) -> None:
    account = PmsAccount.objects.get(hotel=hotel)
    account.credentials = "WRONG"
    account.save()
    connection.ask_examination(hotel, language="en")
    tasks.examine(hotel.pk)
    assert "error" in [finding.level for finding in connection.look(hotel).findings]
