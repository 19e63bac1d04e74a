"""The gateway: one breaker a hotel, which failures count, and what is measured."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from prometheus_client import REGISTRY

from pms import adapters, gateway
from pms.adapters.base import Capabilities, PmsAdapter
from pms.adapters.local import LocalPms
from pms.errors import PmsBusy, PmsMisconfigured, PmsRefused, PmsUnavailable, PmsUnknown
from pms.models import Hotel
from pms.terms import Party, Stay
from tests import factories as make

FAILURES = [PmsUnavailable(), PmsUnknown()]
ANSWERS = [PmsRefused("sold_out"), PmsBusy(3), PmsMisconfigured()]


class Broken(PmsAdapter):
    """Every call ends in `error`, until it is None."""

    kind = "broken"
    capabilities = Capabilities(names_rooms=True, remote=True)
    error: Exception | None = None
    calls = 0

    def _end(self, *_: Any) -> Any:
        type(self).calls += 1
        if self.error:
            raise self.error
        return []

    offers = free_units = room = book = find = cancel = _end


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


def test_one_hotels_outage_leaves_its_neighbour(hotel: Hotel, other_hotel: Hotel, broken: type[Broken], stay: Stay):
    call(hotel, 6)
    assert gateway.breaker_for(other_hotel.pk, "broken") is not gateway.breaker_for(hotel.pk, "broken")
    assert gateway.breaker_for(other_hotel.pk, "broken").current_state == "closed"


OPERATIONS: dict[str, Callable[[gateway.Gateway, Stay], Any]] = {
    "offers": lambda pms, stay: pms.offers(stay, Party(2)),
    "free_units": lambda pms, stay: pms.free_units("double", stay),
    "room": lambda pms, stay: pms.room("101"),
    "book": lambda pms, stay: pms.book(None),
    "find": lambda pms, stay: pms.find("HA-1"),
    "cancel": lambda pms, stay: pms.cancel("L1"),
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
