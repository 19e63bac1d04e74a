from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from locks import leases
from locks.errors import LeaseTaken
from locks.models import Lease
from pms.models import Hotel

pytestmark = [pytest.mark.integration, pytest.mark.critical]


def test_hold_keeps_others_out_until_it_ends(hotel: Hotel) -> None:
    with leases.hold(hotel, "conversation:1"), pytest.raises(LeaseTaken), leases.hold(hotel, "conversation:1"):
        pass
    with leases.hold(hotel, "conversation:1"):
        assert Lease.objects.count() == 1
    assert Lease.objects.count() == 0


def test_hold_takes_over_from_a_worker_that_died(hotel: Hotel) -> None:
    dead = leases.hold(hotel, "conversation:1", seconds=5)
    dead.__enter__()
    with time_machine.travel(timezone.now() + timedelta(seconds=6)), leases.hold(hotel, "conversation:1"):
        # The dead one waking up must not free what is another's now.
        dead.__exit__(None, None, None)
        assert Lease.objects.count() == 1


def test_hold_is_freed_by_an_error(hotel: Hotel) -> None:
    with pytest.raises(ZeroDivisionError), leases.hold(hotel, "conversation:1"):
        1 / 0
    assert Lease.objects.count() == 0
