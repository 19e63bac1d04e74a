"""Every page of the back office in a real browser: readable, without sideways scrolling, and asking nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import User
from django.utils import timezone
from django_scopes import scope
from playwright.async_api import Browser, expect

from hotel_agent import connection
from pms import calls
from pms.errors import PmsUnavailable
from pms.models import Hotel, PmsExamination
from reservations import booking, sync
from tests import factories as make
from tests.admin.conftest import fill
from tests.e2e import pages
from tests.e2e.conftest import NO_BROWSER, House, staff_in

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.django_db(transaction=True),
    NO_BROWSER,
    pytest.mark.filterwarnings("ignore:No directory at", "ignore:StreamingHttpResponse must"),
]


def lively(hotel: Hotel) -> tuple[User, dict[str, str]]:
    """A row of everything, somebody who may see it all, and where it is seen."""
    owner: User = make.UserFactory(username="root", is_superuser=True)
    today, now = hotel.now().date(), timezone.now()
    with scope(hotel=hotel):
        fill(hotel)
        make.LocalBookingFactory(hotel=hotel, period=make.nights(today))
        make.LocalBookingFactory(hotel=hotel, period=make.nights(today - timedelta(days=1)), status="checked_in")
        make.ReservationEventFactory(
            hotel=hotel, reservation=make.ReservationFactory(hotel=hotel, status="needs_staff"), status="needs_staff"
        )
        for owned in ({"owner": "waiting"}, {"owner": "staff", "staff": owner, "staff_active_at": now}):
            talk = make.ConversationFactory(hotel=hotel, last_message_at=now, labels=["vip"], **owned)
            turn = make.TurnRecordFactory(hotel=hotel, conversation=talk, intent="unknown", confidence=0.2)
            for direction in ("in", "out"):
                make.MessageFactory(hotel=hotel, conversation=talk, turn=turn, direction=direction, status="failed")
            make.NoteFactory(hotel=hotel, conversation=talk)
        return owner, {name: at(hotel) for name, at in {**pages.OWN, **pages.LISTS}.items()}


@pytest.mark.parametrize("part", [0, 1], ids=["first", "second"])
async def test_every_page_is_for_everybody(
    hotel: Hotel, browser: Browser, house: House, complaints: list[str], part: int
) -> None:
    """axe finds no violation of WCAG 2 A and AA in light and in dark, a phone scrolls up and down only, no request
    leaves the host, and the console stays silent (the last two by `complaints`)."""
    owner, addresses = await sync_to_async(lively)(hotel)
    context = await staff_in(browser, house, complaints, owner, viewport=pages.WIDE)
    found: dict[str, Any] = {}
    for name, address in list(addresses.items())[part::2]:
        page = await context.new_page()
        answer = await page.goto(house.address + address)
        assert answer and answer.status == 200, address
        if faults := await pages.faults(page):
            found[name] = faults
        await page.close()
    assert found == {}


def troubled(hotel: Hotel) -> User:
    """Its PMS is another's, answers now and then, and has been examined."""
    make.PmsAccountFactory(hotel=hotel, kind="qloapps", address="https://pms.example.com", options={"hotel_id": 1})
    findings = [[name, level, f"as {level} as it gets"] for name in ("rights", "fee.1") for level in connection.LEVELS]
    now = timezone.now()
    with scope(hotel=hotel):
        PmsExamination.objects.create(hotel=hotel, language="en", asked_at=now, examined_at=now, findings=findings)
        make.ReservationFactory(hotel=hotel, status="pending")
        booking.record(make.ReservationFactory(hotel=hotel, status="confirmed"), sync.ACTOR, "not answered")
    for result in connection.RESULTS:
        error = PmsUnavailable(f"{result}: hotel_ari did not answer")
        calls.note(hotel.pk, "qloapps", operation="offers", result=result, seconds=0.2, error=error)
    owner: User = make.UserFactory(username="root", is_superuser=True)
    return owner


async def test_a_connection_in_trouble_is_for_everybody(
    hotel: Hotel, browser: Browser, house: House, complaints: list[str]
) -> None:
    owner = await sync_to_async(troubled)(hotel)
    page = await (await staff_in(browser, house, complaints, owner, viewport=pages.WIDE)).new_page()
    await page.goto(house.address + "/admin/connection/")
    await expect(page.get_by_role("row")).to_have_count(1 + len(connection.RESULTS))
    assert await pages.faults(page) == []
