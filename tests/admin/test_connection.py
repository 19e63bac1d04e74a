"""The page of a hotel's PMS connection."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from messaging import queues
from pms import breaker, calls, gateway
from pms.adapters.qloapps import QloApps
from pms.errors import PmsError, PmsUnknown
from pms.fakes.qloapps import KEY, Server
from pms.models import Hotel, PmsExamination
from reservations import tasks
from tests import factories as make
from tests.admin.conftest import logged_in, staff
from tests.pms.conftest import at_qloapps, qloapps

__all__ = ["at_qloapps", "qloapps"]
pytestmark = [pytest.mark.integration, pytest.mark.django_db]


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    hotels: list[int] = []
    monkeypatch.setattr(queues, "wake", lambda task, hotel, **options: hotels.append(hotel))
    return hotels


def text(client: Client, query: str = "") -> str:
    return client.get(reverse("connection") + query).content.decode()


def test_a_hotel_with_its_own_rooms_has_no_connection_to_fail(desk: Client, hotel: Hotel) -> None:
    assert "there is no connection that could fail" in text(desk)


def test_an_examination_is_asked_for_and_its_findings_are_shown(
    desk: Client, hotel: Hotel, at_qloapps: QloApps, woken: list[int]
) -> None:
    assert "Nobody has examined it yet" in text(desk)
    desk.post(reverse("connection"))
    assert woken == [hotel.pk]
    page = text(desk)
    assert "Being examined…" in page and 'http-equiv="refresh"' in page
    desk.post(reverse("connection"))
    assert woken == [hotel.pk], "one at a time"
    tasks.examine(hotel.pk)
    page = text(desk)
    assert "Examine now" in page and 'http-equiv="refresh"' not in page
    assert "latency.offers" in page and "As it should be" in page
    assert KEY not in page


def test_a_pms_that_is_away_is_told_with_its_calls(
    desk: Client, hotel: Hotel, at_qloapps: QloApps, qloapps: Server
) -> None:
    qloapps.trouble.add([{"kind": "away", "times": 100}])
    for _ in range(breaker.FAIL_MAX):
        with pytest.raises(PmsError):
            gateway.open_for(Hotel.objects.get(pk=hotel.pk)).find("HA-1")
    page = text(desk)
    assert "Does not answer" in page
    assert page.count("No answer <small>") == breaker.FAIL_MAX


def test_what_the_pms_says_is_no_html(desk: Client, hotel: Hotel, at_qloapps: QloApps) -> None:
    error = PmsUnknown("<script>alert(1)</script>")
    calls.note(hotel.pk, "qloapps", operation="book", result="PmsUnknown", seconds=1, error=error)
    assert "&lt;script&gt;alert(1)" in text(desk)


def test_reservations_stand_there_and_lead_on_for_who_may_see_them(
    desk: Client, hotel: Hotel, at_qloapps: QloApps
) -> None:
    row = make.ReservationFactory(hotel=hotel, status="pending", guest_name="Juan Pérez")
    link = reverse("admin:reservations_reservation_change", args=[row.pk])
    page = text(desk)
    assert row.reference in page and link in page and "Juan Pérez" not in page
    operator = logged_in(staff(hotel, "operator", "view_pmsaccount"))
    page = text(operator)
    assert row.reference in page and link not in page


def test_another_hotel_is_as_good_as_none(desk: Client, hotel: Hotel, other_hotel: Hotel, woken: list[int]) -> None:
    with scope(hotel=other_hotel):
        row = make.ReservationFactory(hotel=other_hotel, status="pending")
    page = text(desk, f"?hotel={other_hotel.slug}")
    assert hotel.name in page and row.reference not in page
    desk.post(f"{reverse('connection')}?hotel={other_hotel.slug}")
    assert woken == [hotel.pk]
    assert not PmsExamination._base_manager.filter(hotel=other_hotel).exists()
