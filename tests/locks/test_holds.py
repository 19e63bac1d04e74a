from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from locks import holds
from locks.errors import HoldConflict, HoldExpired, TooManyExtensions
from locks.models import HoldEvent, RoomHold
from pms.models import Guest, Hotel
from pms.terms import Stay

pytestmark = [pytest.mark.integration, pytest.mark.critical]


def place(hotel: Hotel, guest: Guest, stay: Stay, unit: str = "101", holder: str = "conversation:1") -> RoomHold:
    return holds.place(hotel, unit, stay, room_type="double", guest=guest, holder=holder)


def trail(hotel: Hotel, unit: str = "101") -> list[str]:
    return list(HoldEvent.objects.filter(hotel=hotel, unit=unit).order_by("pk").values_list("kind", flat=True))


def test_place_holds_for_the_hotels_minutes(hotel: Hotel, guest: Guest, stay: Stay) -> None:
    with time_machine.travel("2026-03-01T10:00:00Z", tick=False):
        hold = place(hotel, guest, stay)
        assert hold.expires_at - timezone.now() == timedelta(minutes=hotel.hold_minutes)
    assert trail(hotel) == ["acquire"]


def test_place_refuses_an_overlap_and_records_the_conflict(hotel: Hotel, guest: Guest, stay: Stay) -> None:
    place(hotel, guest, stay)
    later = Stay(stay.arrival + timedelta(days=1), stay.departure + timedelta(days=1))
    with pytest.raises(HoldConflict):
        place(hotel, guest, later, holder="conversation:2")
    assert trail(hotel) == ["acquire", "conflict"]
    conflict = HoldEvent.objects.get(kind="conflict")
    assert (conflict.reason, conflict.hold_id) == ("conversation:2", None)


def test_place_lets_one_leave_when_the_other_arrives(hotel: Hotel, guest: Guest, stay: Stay) -> None:
    place(hotel, guest, stay)
    place(hotel, guest, Stay(stay.departure, stay.departure + timedelta(days=1)), holder="conversation:2")
    assert RoomHold.objects.filter(status="live").count() == 2


def test_place_does_not_mix_hotels(hotel: Hotel, other_hotel: Hotel, guest: Guest, stay: Stay) -> None:
    from django_scopes import scope

    place(hotel, guest, stay)
    with scope(hotel=other_hotel):
        neighbour = Guest.objects.create(hotel=other_hotel, name="Ana")
        assert place(other_hotel, neighbour, stay).is_live


def test_place_expires_what_stands_in_its_way_without_any_job(hotel: Hotel, guest: Guest, stay: Stay) -> None:
    first = place(hotel, guest, stay)
    with time_machine.travel(timezone.now() + timedelta(minutes=hotel.hold_minutes, seconds=1)):
        assert place(hotel, guest, stay, holder="conversation:2").is_live
    first.refresh_from_db()
    assert first.status == "expired"
    assert trail(hotel) == ["acquire", "expire", "acquire"]


def test_extend_twice_at_most(hotel: Hotel, guest: Guest, stay: Stay) -> None:
    hold = place(hotel, guest, stay)
    for _ in range(holds.MAX_EXTENSIONS):
        hold = holds.extend(hold, actor="staff:ana")
    with pytest.raises(TooManyExtensions):
        holds.extend(hold, actor="staff:ana")
    assert trail(hotel) == ["acquire", "extend", "extend"]


def test_extend_refuses_an_overdue_hold(hotel: Hotel, guest: Guest, stay: Stay) -> None:
    hold = place(hotel, guest, stay)
    with time_machine.travel(timezone.now() + timedelta(hours=1)), pytest.raises(HoldExpired):
        holds.extend(hold, actor="staff:ana")


def test_release_happens_once(hotel: Hotel, guest: Guest, stay: Stay) -> None:
    hold = place(hotel, guest, stay)
    assert holds.release(hold, actor="staff:ana", reason="guest left")
    assert not holds.release(hold, actor="staff:ana")
    assert trail(hotel) == ["acquire", "release"]


def test_a_released_hold_is_not_converted(hotel: Hotel, guest: Guest, stay: Stay) -> None:
    hold = place(hotel, guest, stay)
    holds.release(hold, actor="staff:ana")
    assert not holds.convert(hold, actor="guest:1")
    assert trail(hotel) == ["acquire", "release"]


def test_expire_overdue_takes_only_what_is_due(hotel: Hotel, guest: Guest, stay: Stay) -> None:
    due = place(hotel, guest, stay)
    with time_machine.travel(timezone.now() + timedelta(minutes=hotel.hold_minutes - 1)):
        place(hotel, guest, stay, unit="102")
    with time_machine.travel(timezone.now() + timedelta(minutes=hotel.hold_minutes, seconds=1)):
        assert [hold.pk for hold in holds.expire_overdue()] == [due.pk]
        assert holds.expire_overdue() == []


def test_live_units_leaves_out_the_overdue_and_the_askers_own(hotel: Hotel, guest: Guest, stay: Stay) -> None:
    place(hotel, guest, stay, unit="101", holder="conversation:1")
    place(hotel, guest, stay, unit="102", holder="conversation:2")
    assert holds.live_units(hotel, stay) == {"101", "102"}
    assert holds.live_units(hotel, stay, but="conversation:1") == {"102"}
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert holds.live_units(hotel, stay) == set()


@pytest.mark.security
@pytest.mark.parametrize("change", ["UPDATE locks_holdevent SET reason = 'x'", "DELETE FROM locks_holdevent"])
def test_the_trail_cannot_be_rewritten(hotel: Hotel, guest: Guest, stay: Stay, change: str) -> None:
    from django.db import connection

    place(hotel, guest, stay)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
