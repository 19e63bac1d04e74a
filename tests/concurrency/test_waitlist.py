"""Two rooms become free, three guests wait, and several workers look at once: two guests are told."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django_scopes import scope, scopes_disabled

from locks.errors import LeaseTaken
from messaging import vacancies
from messaging.models import ChannelAccount, Message
from pms.models import Hotel, LocalBooking, Room
from pms.terms import Party, Stay
from reservations import waitlist
from tests import factories as make
from tests.conftest import small_hotel

pytestmark = [pytest.mark.integration, pytest.mark.critical, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WORKERS = 4


@pytest.fixture
def inn() -> Iterator[Hotel]:
    """Full for two nights but for two doubles; Ana, Eva and Leo wait."""
    hotel = small_hotel(slug="full-house", name="Full House")
    with scope(hotel=hotel):
        first = hotel.now().date() + timedelta(days=10)
        stay = Stay(first, first + timedelta(days=2))
        for room in Room.objects.filter(number__in=["103", "201"]):
            make.LocalBookingFactory(hotel=hotel, room=room, period=make.nights(stay.arrival))
        account = ChannelAccount.objects.get(hotel=hotel, kind="web")
        for name in ("ana", "eva", "leo"):
            guest = make.GuestFactory(hotel=hotel, name=name)
            conversation = make.ConversationFactory(hotel=hotel, account=account, guest=guest, sender=name)
            waitlist.join(guest, stay, Party(2), asked_by=conversation.key)
        yield hotel


def look(hotel: Hotel, barrier: Barrier) -> None:
    barrier.wait()
    with suppress(LeaseTaken):
        vacancies.tell_waiting(hotel.pk)
    connections.close_all()


def race(hotel: Hotel) -> list[str]:
    barrier = Barrier(WORKERS)
    with ThreadPoolExecutor(WORKERS) as pool:
        for done in [pool.submit(look, hotel, barrier) for _ in range(WORKERS)]:
            done.result()
    with scopes_disabled():
        rows = Message.objects.filter(hotel=hotel, turn__words="room_freed").select_related("conversation")
        return sorted(row.conversation.sender for row in rows)


def test_two_rooms_two_guests_told_once_each(inn: Hotel) -> None:
    assert race(inn) == ["ana", "eva"]
    assert race(inn) == ["ana", "eva"]
    assert LocalBooking.objects.count() == 2


def test_without_the_lease_a_third_is_told_of_two_rooms(inn: Hotel, monkeypatch: pytest.MonkeyPatch) -> None:
    """If this fails, the test above proves nothing."""
    together, counted = Barrier(WORKERS), waitlist._deciding

    def at_once(hotel: Hotel) -> list[waitlist.Waiting]:
        together.wait()
        return counted(hotel)

    monkeypatch.setattr(waitlist, "_deciding", at_once)
    lease = vacancies.leases.hold
    monkeypatch.setattr(
        "messaging.vacancies.leases.hold",
        lambda hotel, name, **options: nullcontext() if name == "waitlist" else lease(hotel, name, **options),
    )
    assert len(race(inn)) == 3
