"""The front desk sees a guest's hold come up on the tape chart, and lets it go there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import User
from django_scopes import scope
from playwright.async_api import Browser, expect

from locks import holds
from locks.models import RoomHold
from messaging import live
from messaging.models import ChannelAccount
from pms.models import Hotel
from pms.terms import Stay
from tests import factories as make
from tests.admin.conftest import staff
from tests.e2e.conftest import NO_BROWSER, PHONE, House, staff_in

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    NO_BROWSER,
    pytest.mark.filterwarnings("ignore:No directory at", "ignore:StreamingHttpResponse must"),
]


@pytest.fixture
def ana(hotel: Hotel) -> User:
    return staff(hotel)


def guest_holds(hotel: Hotel) -> RoomHold:
    """As a turn does it: the hold, and a word to the desk that something has happened in the conversation."""
    with scope(hotel=hotel):
        account = ChannelAccount.objects.get(hotel=hotel, kind="web")
        guest = make.GuestFactory(hotel=hotel)
        conversation = make.ConversationFactory(hotel=hotel, account=account, guest=guest)
        today = hotel.now().date()
        stay = Stay(today + timedelta(days=1), today + timedelta(days=3))
        holder = f"conversation:{conversation.pk}"
        hold = holds.place(hotel, "102", stay, room_type="double", guest=guest, holder=holder)
        live.tell_staff(hotel.pk, conversation.pk, "turn")
        return hold


def state_of(hotel: Hotel, hold: RoomHold) -> str:
    with scope(hotel=hotel):
        return RoomHold.objects.get(pk=hold.pk).status


async def test_hold_comes_up_and_is_released_from_the_chart(
    hotel: Hotel, ana: User, browser: Browser, house: House, complaints: list[str]
) -> None:
    context = await staff_in(browser, house, complaints, ana, **PHONE)
    page = await context.new_page()
    async with page.expect_websocket() as line:
        await page.goto(f"{house.address}/admin/tape/?days=14")
    await (await line.value).wait_for_event("framereceived")
    await expect(page.locator(".tape-bar[data-key]")).to_have_count(0)
    hold = await sync_to_async(guest_holds)(hotel)
    bar = page.locator(f".tape-bar[data-key=H{hold.pk}]")
    await expect(bar).to_contain_text("20 min")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await bar.click()
    await page.get_by_role("link", name="Release…").click()
    await page.get_by_role("button", name="Release").click()
    await page.wait_for_url("**/admin/tape/?days=14")
    await expect(page.locator(".tape-scroll")).to_be_visible()
    await expect(bar).to_have_count(0)
    assert await sync_to_async(state_of)(hotel, hold) == "released"
