"""Two rows, one person: staff find it out, merge them, and may be wrong."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pms import guests
from pms.models import Guest, GuestMerge, Hotel
from tests import factories as make
from tests.admin.conftest import logged_in, staff

pytestmark = pytest.mark.integration


@pytest.fixture
def twin(hotel: Hotel) -> Guest:
    """Juan again, who hides his number and gave another e-mail."""
    twin: Guest = make.GuestFactory(hotel=hotel, name="Juan P.", phone="", email="jp@example.com")
    make.GuestIdentityFactory(hotel=hotel, guest=twin, kind="bsuid", value="ES.1349")
    return twin


def url(guest: Guest, page: str = "merge") -> str:
    return reverse(f"admin:pms_guest_{page}", args=[guest.pk])


def html(client: Client, address: str, **query: Any) -> str:
    return client.get(address, query).content.decode()


def found(client: Client, guest: Guest, asked: str = "") -> list[Guest]:
    others: list[Guest] = client.get(url(guest), {"q": asked}).context["others"]
    return others


def test_merging_is_asked_with_both_side_by_side(desk: Client, guest: Guest, twin: Guest, hotel: Hotel) -> None:
    make.GuestIdentityFactory(hotel=hotel, guest=guest, value="34666777888")
    for _ in range(3):
        make.ConversationFactory(hotel=hotel, guest=twin)
    for unit in ("101", "102"):
        make.ReservationFactory(hotel=hotel, hold__guest=guest, hold__unit=unit)
    answer = desk.get(url(twin), {"into": guest.pk})
    counted = {one.pk: (one.count_of_conversations, one.count_of_reservations) for one in answer.context["pair"]}
    assert counted == {guest.pk: (0, 2), twin.pk: (3, 0)}
    for words in ("Juan Pérez", "Juan P.", "bsuid ES.1349", "phone 34666777888"):
        assert words in answer.content.decode(), words
    assert not GuestMerge.objects.exists()


def test_merging_leaves_its_line_and_shows_on_both_pages(desk: Client, guest: Guest, twin: Guest) -> None:
    assert "Merge into another guest" in html(desk, url(twin, "change"))
    desk.post(url(twin), {"into": guest.pk, "reason": " the same passport "})
    line = GuestMerge.objects.get()
    assert (line.guest, line.into, line.actor, line.reason) == (twin, guest, "staff:ana", "the same passport")
    assert f"Juan Pérez (#{guest.pk})" in html(desk, url(twin, "change"))
    assert f"Juan P. (#{twin.pk})" in html(desk, url(guest, "change"))
    for one in (guest, twin):
        assert "the same passport" in html(desk, url(one, "change"))
    assert "Merged into" in html(desk, url(twin, "history"))


def test_separating_is_offered_to_who_is_merged_and_undoes_it(desk: Client, guest: Guest, twin: Guest) -> None:
    assert desk.get(url(twin, "separate")).status_code == 403
    guests.merge(twin, guest, actor="staff:eva")
    page = html(desk, url(twin, "change"))
    assert "Separate again" in page
    assert "Merge into another guest" not in page
    assert "Separate this guest again" in html(desk, url(twin, "separate"))
    assert guests.family(twin) == [guest.pk, twin.pk]
    desk.post(url(twin, "separate"), {"reason": "father and son"})
    assert guests.family(twin) == [twin.pk]
    assert GuestMerge.objects.values_list("kind", "actor", "reason")[0] == ("undo", "staff:ana", "father and son")


def test_a_ring_is_refused_in_words(desk: Client, guest: Guest, twin: Guest) -> None:
    guests.merge(twin, guest, actor="staff:eva")
    answer = desk.post(url(guest), {"into": twin.pk}, follow=True)
    assert "one person already" in answer.content.decode()
    assert GuestMerge.objects.count() == 1


@pytest.mark.parametrize("asked", ["Juan P.", "jp@", "ES.13"])
def test_another_guest_is_found_by_name_address_and_identity(
    asked: str, desk: Client, guest: Guest, twin: Guest
) -> None:
    assert found(desk, guest, asked) == [twin]
    assert found(desk, guest, "nobody") == []
    assert guest not in found(desk, guest, "Juan")


@pytest.mark.parametrize(
    ("fields", "identity"),
    [
        ({"name": "JUAN PÉREZ"}, ""),
        ({"email": "Juan@Example.com"}, ""),
        ({"phone": "+5491123456789"}, ""),
        ({}, "541123456789"),
    ],
)
def test_who_looks_like_the_same_person_is_offered_first(
    fields: dict[str, str], identity: str, desk: Client, hotel: Hotel, guest: Guest
) -> None:
    make.GuestIdentityFactory(hotel=hotel, guest=guest, value="5491123456789")
    stranger = {"name": "Ana", "email": "", "phone": ""}
    make.GuestFactory(hotel=hotel, **stranger)
    alike = make.GuestFactory(hotel=hotel, **{**stranger, **fields})
    if identity:
        make.GuestIdentityFactory(hotel=hotel, guest=alike, value=identity)
    assert found(desk, guest) == [alike]


@pytest.mark.security
def test_nobody_of_another_hotel_is_found_or_merged(
    desk: Client, owner: Client, guest: Guest, hotel: Hotel, other_hotel: Hotel
) -> None:
    theirs = make.GuestFactory(hotel=other_hotel)
    for client in (desk, owner):  # who works at both may not mix them either
        assert found(client, guest) == found(client, guest, "Juan") == []
        client.post(url(guest), {"into": theirs.pk})
    for page in ("merge", "separate"):
        assert desk.post(url(theirs, page), {"into": guest.pk}).status_code in (302, 403)
    assert not GuestMerge._base_manager.exists()


@pytest.mark.security
@pytest.mark.parametrize("into", ["", "x", "-1", "9" * 30, "²"])
def test_into_nobody_changes_nothing(into: str, desk: Client, guest: Guest) -> None:
    for chosen in (into, str(guest.pk)):
        assert desk.post(url(guest), {"into": chosen}).status_code == 200
    assert not GuestMerge.objects.exists()


@pytest.mark.security
def test_it_needs_the_permission(hotel: Hotel, guest: Guest, twin: Guest) -> None:
    onlooker = logged_in(staff(hotel, "eva", "view_guest"))
    assert "Merge into another guest" not in html(onlooker, url(twin, "change"))
    assert onlooker.post(url(twin), {"into": guest.pk}).status_code == 403
    guests.merge(twin, guest, actor="staff:ana")
    assert onlooker.post(url(twin, "separate")).status_code == 403
    assert Guest.objects.get(pk=twin.pk).merged_into == guest


@pytest.mark.performance
def test_searching_costs_the_same_for_many(desk: Client, guest: Guest, hotel: Hotel) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert found(desk, guest)
        return len(captured)

    make.GuestFactory(hotel=hotel)
    few = queries()
    for _ in range(20):
        make.GuestIdentityFactory(hotel=hotel)
    assert queries() == few


def test_the_conversation_shows_the_reservations_of_both(desk: Client, guest: Guest, twin: Guest, hotel: Hotel) -> None:
    conversation = make.ConversationFactory(hotel=hotel, guest=twin)
    make.ReservationFactory(hotel=hotel, hold__guest=guest, reference="HA-OLD")
    page = f"{reverse('inbox:page')}?c={conversation.pk}"
    assert "HA-OLD" not in html(desk, page)
    guests.merge(twin, guest, actor="staff:ana")
    assert "HA-OLD" in html(desk, page)
