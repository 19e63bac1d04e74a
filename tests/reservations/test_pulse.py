"""How the PMS answers, hour by hour."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled

from hotel_agent.celery import app
from pms import gateway
from pms.errors import PmsUnavailable
from pms.models import Hotel, PmsHour
from reservations import pulse, tasks
from tests import factories as make

pytestmark = pytest.mark.integration

NOON = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)


def hours(hotel: Hotel) -> list[tuple[int, int, int]]:
    with scopes_disabled():
        rows = PmsHour.objects.filter(hotel=hotel).order_by("hour")
        return [(row.hour.hour, row.answered, row.failed) for row in rows]


@pytest.fixture
def far(other_hotel: Hotel) -> Hotel:
    """A hotel whose PMS is somewhere else and does not answer."""
    make.PmsAccountFactory(hotel=other_hotel, kind="qloapps", address="http://127.0.0.1:9", credentials="x")
    found = Hotel.objects.select_related("pms_account").get(pk=other_hotel.pk)
    for _ in range(5):
        with pytest.raises(PmsUnavailable):
            gateway.open_for(found).breaker.call(_away)
    return found


def _away() -> None:
    raise PmsUnavailable("away")


def test_a_look_counts_into_its_hour(hotel: Hotel, far: Hotel) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert pulse.look([hotel, far]) == {hotel.pk: True, far.pk: False}
        pulse.look([hotel, far])
        clock.shift(1800)
        pulse.look([hotel])
    assert hours(hotel) == [(12, 2, 0), (13, 1, 0)]
    assert hours(far) == [(12, 0, 2)]


def test_until_the_pms_has_answered_again_it_has_not(far: Hotel) -> None:
    """Once the breaker may try again nobody is turned away any more; that is no answer yet."""
    with time_machine.travel(datetime.now(UTC).timestamp() + 31, tick=False):
        assert not gateway.open_for(far).is_open
        assert not pulse.answers(far)
        gateway.open_for(far).breaker.call(lambda: "here")
        assert pulse.answers(far)


def test_a_hotel_whose_pms_nobody_knows_has_none(hotel: Hotel) -> None:
    make.PmsAccountFactory(hotel=hotel, kind="fax")
    assert not pulse.answers(hotel)


def test_the_clock_looks_at_every_hotel_and_forgets_what_is_old(hotel: Hotel, other_hotel: Hotel) -> None:
    assert app.conf.beat_schedule["reservations.tasks.feel_pulse"]["schedule"] == 60
    with time_machine.travel(NOON.replace(minute=0), tick=False):
        make.PmsHourFactory(hotel=hotel, hour=NOON.replace(month=10, day=23, hour=11))
        make.PmsHourFactory(hotel=hotel, hour=NOON.replace(month=10, day=23, hour=12, minute=0))
        assert tasks.feel_pulse() == 2
    assert [row[0] for row in hours(hotel)] == [12, 12]
    assert hours(other_hotel) == [(12, 1, 0)]


@pytest.mark.performance
def test_many_hotels_cost_two_queries(hotel: Hotel) -> None:
    for _ in range(20):
        make.PmsAccountFactory()
    with time_machine.travel(NOON, tick=False), CaptureQueriesContext(connection) as asked:
        assert tasks.feel_pulse() == 21
    assert len(asked) == 2
