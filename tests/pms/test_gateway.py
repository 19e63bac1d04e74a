"""The gateway: which PMS, one breaker a hotel, what is kept and for how long, and what is measured."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from prometheus_client import REGISTRY

from pms import adapters, gateway, shared
from pms.adapters.base import Capabilities, PmsAdapter
from pms.adapters.local import LocalPms
from pms.errors import PmsBusy, PmsError, PmsMisconfigured, PmsRefused, PmsUnavailable, PmsUnknown
from pms.models import Hotel, NightlyRate, RoomType
from pms.terms import LANGUAGES, CancellationPolicy, Money, Moved, Party, Quote, RoomDetails, Stay
from tests import factories as make
from tests.pms.test_breaker import without_redis

FAILURES = [PmsUnavailable(), PmsUnknown()]
ANSWERS = [PmsRefused("sold_out"), PmsBusy(3), PmsMisconfigured()]


class Broken(PmsAdapter):
    """Every call ends in `error`, until it is None."""

    kind = "broken"
    capabilities = Capabilities(names_rooms=True, remote=True)
    error: Exception | None = None
    answer: Any = []
    calls = 0

    def _end(self, *_: Any) -> Any:
        type(self).calls += 1
        if self.error:
            raise self.error
        return self.answer

    offers = free_units = room = book = find = cancel = next_arrival = _end

    def changes(self, since: datetime) -> Moved:
        return Moved(self._end())


@pytest.fixture
def broken(hotel: Hotel, monkeypatch) -> type[Broken]:
    """This hotel's PMS from now on."""
    adapter = type("Broken", (Broken,), {"error": PmsUnavailable(), "calls": 0})
    monkeypatch.setitem(adapters.ADAPTERS, "broken", adapter)
    make.PmsAccountFactory(hotel=hotel, kind="broken")
    return adapter


def call(hotel: Hotel, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(Exception):  # noqa: B017 any failure will do
            gateway.open_for(hotel).find("HA-1")


def state(hotel: Hotel) -> float | None:
    return REGISTRY.get_sample_value("pms_circuit_breaker_state", {"hotel": hotel.slug})


def test_open_for_uses_the_local_pms_by_default(hotel: Hotel):
    assert isinstance(gateway.open_for(hotel).adapter, LocalPms)


@pytest.mark.performance
@pytest.mark.parametrize("kind", ["local", None])
def test_the_account_is_read_once(hotel: Hotel, kind: str | None, django_assert_num_queries):
    if kind:
        make.PmsAccountFactory(hotel=hotel, kind=kind)
    again = Hotel.objects.get(pk=hotel.pk)
    with django_assert_num_queries(1):
        for _ in range(3):
            gateway.open_for(again)


def test_open_for_says_when_there_is_no_such_pms(hotel: Hotel):
    make.PmsAccountFactory(hotel=hotel, kind="fax")
    with pytest.raises(PmsMisconfigured, match="fax"):
        gateway.open_for(hotel)


@pytest.mark.critical
@pytest.mark.parametrize("error", FAILURES, ids=lambda error: type(error).__name__)
def test_five_failures_open_the_breaker(hotel: Hotel, broken: type[Broken], error: Exception):
    broken.error = error
    for _ in range(5):
        with pytest.raises(type(error)):
            gateway.open_for(hotel).find("HA-1")
    with pytest.raises(PmsUnavailable, match="breaker is open"):
        gateway.open_for(hotel).find("HA-1")
    assert broken.calls == 5
    assert state(hotel) == 1


@pytest.mark.critical
@pytest.mark.parametrize("error", ANSWERS, ids=lambda error: type(error).__name__)
def test_an_answer_we_do_not_like_is_no_failure(hotel: Hotel, broken: type[Broken], error: Exception):
    broken.error = error
    for _ in range(7):
        with pytest.raises(type(error)):
            gateway.open_for(hotel).find("HA-1")
    assert broken.calls == 7
    assert state(hotel) == 0


def test_a_success_in_between_starts_the_count_again(hotel: Hotel, broken: type[Broken]):
    call(hotel, 4)
    broken.error = None
    gateway.open_for(hotel).find("HA-1")
    broken.error = PmsUnavailable()
    call(hotel, 4)
    assert state(hotel) == 0


def test_after_thirty_seconds_one_success_closes_it(hotel: Hotel, broken: type[Broken]):
    call(hotel, 6)
    broken.error = None
    with time_machine.travel(timezone.now() + timedelta(seconds=29)), pytest.raises(PmsUnavailable):
        gateway.open_for(hotel).find("HA-1")
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        gateway.open_for(hotel).find("HA-1")
    assert state(hotel) == 0


def test_after_thirty_seconds_one_failure_opens_it_again(hotel: Hotel, broken: type[Broken]):
    call(hotel, 6)
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        call(hotel, 2)
    assert broken.calls == 6
    assert state(hotel) == 1


def test_one_hotels_outage_leaves_its_neighbour(hotel: Hotel, other_hotel: Hotel, broken: type[Broken]):
    make.PmsAccountFactory(hotel=other_hotel, kind="broken")
    call(hotel, 6)
    assert gateway.open_for(hotel).is_open
    assert not gateway.open_for(other_hotel).is_open


def test_is_open_until_the_next_probe_is_due_and_asks_nobody(hotel: Hotel, broken: type[Broken]):
    assert not gateway.open_for(hotel).is_open
    call(hotel, 5)
    assert gateway.open_for(hotel).is_open
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        assert not gateway.open_for(hotel).is_open
    assert broken.calls == 5


OPERATIONS: dict[str, Callable[[gateway.Gateway, Stay], Any]] = {
    "offers": lambda pms, stay: pms.offers(stay, Party(2)),
    "free_units": lambda pms, stay: pms.free_units("double", stay),
    "room": lambda pms, stay: pms.room("101"),
    "book": lambda pms, stay: pms.book(None),
    "find": lambda pms, stay: pms.find("HA-1"),
    "cancel": lambda pms, stay: pms.cancel("L1"),
    "changes": lambda pms, stay: pms.changes(timezone.now()),
    "next_arrival": lambda pms, stay: pms.next_arrival("101", stay.arrival),
}


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("error", [None, PmsUnavailable()], ids=["ok", "PmsUnavailable"])
def test_every_call_is_measured_by_its_result(
    hotel: Hotel, broken: type[Broken], stay: Stay, operation: str, error: Exception | None
):
    broken.error = error
    labels = {"kind": "broken", "operation": operation, "result": type(error).__name__ if error else "ok"}
    before = REGISTRY.get_sample_value("pms_call_seconds_count", labels) or 0
    try:
        OPERATIONS[operation](gateway.open_for(hotel), stay)
    except PmsUnavailable:
        assert error
    assert REGISTRY.get_sample_value("pms_call_seconds_count", labels) == before + 1


def test_a_defect_of_an_adapter_is_measured_as_one(hotel: Hotel, broken: type[Broken]):
    labels = {"kind": "broken", "operation": "find", "result": "defect"}
    before = REGISTRY.get_sample_value("pms_call_seconds_count", labels) or 0
    broken.error = KeyError("price")
    call(hotel)
    assert REGISTRY.get_sample_value("pms_call_seconds_count", labels) == before + 1


def test_what_the_breaker_lets_in_is_counted(hotel: Hotel, broken: type[Broken]):
    def count(**labels: str) -> float:
        return REGISTRY.get_sample_value("pms_circuit_breaker_calls_total", labels) or 0

    failed, rejected = count(state="closed", result="failure"), count(state="open", result="rejected")
    call(hotel, 7)
    assert count(state="closed", result="failure") == failed + 5
    assert count(state="open", result="rejected") == rejected + 2


def test_every_operation_passes_the_breaker(hotel: Hotel, broken: type[Broken], stay: Stay):
    call(hotel, 6)
    for operation in OPERATIONS.values():
        with pytest.raises(PmsUnavailable, match="breaker is open"):
            operation(gateway.open_for(hotel), stay)
    assert broken.calls == 5


def test_an_unknown_room_type_does_not_open_the_breaker(hotel: Hotel, stay: Stay):
    for _ in range(6):
        with pytest.raises(PmsRefused):
            gateway.open_for(hotel).free_units("igloo", stay)
    assert gateway.open_for(hotel).free_units("double", stay)


@pytest.mark.performance
def test_the_local_pms_never_asks_redis(hotel: Hotel, stay: Stay, monkeypatch: pytest.MonkeyPatch):
    def nobody() -> None:
        raise AssertionError

    monkeypatch.setattr(shared, "client", nobody)
    pms = gateway.open_for(hotel)
    assert pms.offers(stay, Party(2))
    assert pms.room("101")
    assert not pms.is_open


def test_a_price_the_hotelier_changed_shows_at_once(hotel: Hotel, stay: Stay):
    before = gateway.open_for(hotel).offers(stay, Party(2))[0].total.amount
    NightlyRate.objects.update(amount=Decimal("1.00"))
    assert gateway.open_for(hotel).offers(stay, Party(2))[0].total.amount < before


@pytest.fixture
def remote(broken: type[Broken]) -> type[Broken]:
    """A remote PMS in good health."""
    broken.error = None
    return broken


def sold(room_type: str, stay: Stay) -> Quote:
    names, policy = dict.fromkeys(LANGUAGES, room_type), CancellationPolicy(None, Decimal(0))
    return Quote(room_type, names, "best", names, stay, Party(2), (), (), Money(Decimal(9), "EUR"), policy, False)


def told(room_type: str) -> RoomDetails:
    names = dict.fromkeys(LANGUAGES, room_type)
    return RoomDetails("101", room_type, names, names, 2, 2, 1)


def asked(remote: type[Broken], *runs: Callable[[], Any]) -> int:
    """How often the PMS was asked by these."""
    before = remote.calls
    for run in runs:
        run()
    return remote.calls - before


@pytest.mark.parametrize(("operation", "seconds"), [("offers", 300), ("room", 3600)])
def test_offers_and_rooms_are_kept(hotel: Hotel, remote: type[Broken], stay: Stay, operation: str, seconds: int):
    run = partial(OPERATIONS[operation], gateway.open_for(hotel), stay)
    assert asked(remote, run, run) == 1
    assert max(ages()) == seconds
    assert asked(remote, partial(OPERATIONS[operation], gateway.open_for(hotel), stay)) == 0


@pytest.mark.critical
@pytest.mark.parametrize("operation", ["free_units", "book", "find", "cancel", "changes", "next_arrival"])
def test_what_books_is_never_kept(hotel: Hotel, remote: type[Broken], stay: Stay, operation: str):
    run = partial(OPERATIONS[operation], gateway.open_for(hotel), stay)
    assert asked(remote, run, run, run) == 3


@pytest.mark.critical
def test_fresh_offers_are_asked_for_and_kept(hotel: Hotel, remote: type[Broken], stay: Stay):
    pms = gateway.open_for(hotel)
    pms.offers(stay, Party(2))
    cheaper = remote.answer = [sold("cheaper", stay)]
    assert pms.offers(stay, Party(2)) == []
    assert pms.offers(stay, Party(2), fresh=True) == cheaper
    assert pms.offers(stay, Party(2)) == cheaper
    assert remote.calls == 2


@pytest.mark.critical
def test_two_hotels_with_equal_rooms_keep_apart(hotel: Hotel, other_hotel: Hotel, remote: type[Broken], stay: Stay):
    make.PmsAccountFactory(hotel=other_hotel, kind="broken")
    answers = {
        (operation, place): [sold(place.slug, stay)] if operation == "offers" else told(place.slug)
        for operation in ("offers", "room")
        for place in (hotel, other_hotel)
    }
    for (operation, place), answer in answers.items():
        remote.answer = answer
        assert OPERATIONS[operation](gateway.open_for(place), stay) == answer
    remote.answer = None
    for (operation, place), answer in answers.items():
        assert OPERATIONS[operation](gateway.open_for(place), stay) == answer


def test_other_questions_are_other_answers(hotel: Hotel, remote: type[Broken], stay: Stay):
    pms, later = gateway.open_for(hotel), Stay(stay.arrival + timedelta(days=1), stay.departure)
    questions = [(stay, Party(2)), (later, Party(2)), (stay, Party(1)), (stay, Party(2, (3,))), (stay, Party(2, (4,)))]
    assert asked(remote, *[partial(pms.offers, *question) for question in questions * 2]) == len(questions)
    rooms = ["101", "102", "Suite 1", "Suíte\n" * 200]
    assert asked(remote, *[partial(pms.room, name) for name in rooms * 2]) == len(rooms)


@pytest.mark.critical
@pytest.mark.parametrize("operation", ["book", "cancel"])
@pytest.mark.parametrize("error", [None, PmsUnknown(), PmsRefused("sold_out")], ids=["ok", "unknown", "refused"])
def test_our_own_booking_forgets_the_offers_of_this_hotel(
    hotel: Hotel, other_hotel: Hotel, remote: type[Broken], stay: Stay, operation: str, error: Exception | None
):
    make.PmsAccountFactory(hotel=other_hotel, kind="broken")
    here, there = gateway.open_for(hotel), gateway.open_for(other_hotel)
    for pms in (here, there):
        pms.offers(stay, Party(2))
    remote.error = error
    with suppress(PmsError):
        OPERATIONS[operation](here, stay)
    remote.error = None
    assert asked(remote, partial(there.offers, stay, Party(2))) == 0
    assert asked(remote, partial(here.offers, stay, Party(2))) == 1


def test_refusals_are_kept_for_a_minute_with_what_they_say(hotel: Hotel, remote: type[Broken], stay: Stay):
    remote.error = PmsRefused("min_nights", nights=3)
    pms = gateway.open_for(hotel)
    for _ in range(3):
        with pytest.raises(PmsRefused, match="min_nights") as refused:
            pms.offers(stay, Party(2))
        assert (refused.value.reason, refused.value.detail) == ("min_nights", {"nights": 3})
    assert remote.calls == 1
    assert max(ages()) == 60


def test_a_room_that_is_not_there_is_kept_for_a_minute(hotel: Hotel, remote: type[Broken]):
    remote.answer = None
    pms = gateway.open_for(hotel)
    assert [pms.room("999"), pms.room("999")] == [None, None]
    assert remote.calls == 1
    assert max(ages()) == 60


@pytest.mark.parametrize("error", [PmsUnavailable(), PmsBusy(3), PmsMisconfigured()], ids=lambda e: type(e).__name__)
def test_errors_are_never_kept(hotel: Hotel, remote: type[Broken], stay: Stay, error: Exception):
    remote.error = error
    pms = gateway.open_for(hotel)
    for _ in range(3):
        with pytest.raises(type(error)):
            pms.offers(stay, Party(2))
    assert remote.calls == 3
    remote.error = None
    assert pms.offers(stay, Party(2)) == []


@pytest.mark.chaos
def test_without_redis_the_pms_is_asked_each_time(hotel: Hotel, remote: type[Broken], stay: Stay):
    pms = gateway.open_for(hotel)
    pms.offers(stay, Party(2))
    with without_redis():
        assert asked(remote, *[partial(pms.offers, stay, Party(2))] * 3) == 3
        pms.book(None)
    assert asked(remote, partial(pms.offers, stay, Party(2))) == 0


def ages() -> list[int]:
    """Seconds each kept answer still has."""
    client = shared.client()
    kept = [key for key in client.keys("*") if not key.endswith(b":generation") and b":calls:" not in key]
    return [client.ttl(key) for key in kept]


@pytest.mark.critical
def test_kept_offers_are_not_shown_until_the_breaker_has_closed(hotel: Hotel, remote: type[Broken], stay: Stay):
    pms = gateway.open_for(hotel)
    pms.offers(stay, Party(2))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        remote.error = PmsUnavailable()
        call(hotel, times=5)
        with pytest.raises(PmsUnavailable, match="breaker is open"):
            pms.offers(stay, Party(2))
        clock.shift(31)
        remote.error = None
        assert asked(remote, lambda: pms.offers(stay, Party(2)), lambda: pms.offers(stay, Party(2))) == 1


def test_what_the_hotel_has_written_of_a_room_type_goes_before_the_pms(hotel: Hotel, remote: type[Broken], stay: Stay):
    RoomType.objects.filter(code="double").update(
        names={"es": "Habitación doble", "pt": "", "en": "Double"},
        descriptions={"es": "Con patio", "pt": "", "en": ""},
    )
    remote.answer = [sold("double", stay), sold("igloo", stay)]
    double, igloo = gateway.open_for(hotel).offers(stay, Party(2))
    assert double.room_type_names == {"es": "Habitación doble", "pt": "double", "en": "Double"}
    assert igloo.room_type_names == dict.fromkeys(LANGUAGES, "igloo")
    remote.answer = told("double")
    room = gateway.open_for(hotel).room("101")
    assert room.names == double.room_type_names
    assert room.descriptions == {"es": "Con patio", "pt": "double", "en": "double"}
