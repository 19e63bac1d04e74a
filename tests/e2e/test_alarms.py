"""Danger in a guest's message stands on open pages at once, and one click there answers it."""

from __future__ import annotations

import pytest
from asgiref.sync import sync_to_async
from playwright.async_api import Browser, expect

from messaging import tasks
from messaging.models import Alarm, Conversation
from pms.models import Hotel
from tests import factories as make
from tests.e2e.conftest import NO_BROWSER, House, staff_in
from tests.e2e.test_desk import inside, member, writes

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    NO_BROWSER,
    pytest.mark.filterwarnings("ignore:No directory at", "ignore:StreamingHttpResponse must"),
]


def talk(hotel: Hotel) -> Conversation:
    account = make.WhatsappAccountFactory(hotel=hotel, external_id="e2e-alarm", base_url="")
    row: Conversation = make.ConversationFactory(hotel=hotel, account=account, owner="waiting")
    return row


def tell(conversation: Conversation) -> None:
    writes(conversation, "hay fuego en mi habitación")
    tasks.answer.apply(args=(conversation.hotel_id, conversation.pk))


@pytest.mark.parametrize("page_of", ["/admin/", "/admin/inbox/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_an_alarm_appears_on_an_open_page_and_one_click_answers_it(
    hotel: Hotel, house: House, browser: Browser, complaints: list[str], page_of: str, scheme: str
) -> None:
    ana = await sync_to_async(member)(hotel, "Ana")
    conversation = await sync_to_async(talk)(hotel)
    context = await staff_in(browser, house, complaints, ana, color_scheme=scheme)
    page = await context.new_page()
    await page.goto(f"{house.address}{page_of}")
    await sync_to_async(tell)(conversation)
    alarm = page.get_by_role("alert").filter(has_text="Fire or smoke")
    await expect(alarm).to_contain_text("told: Ana")
    colours = await alarm.locator("strong").evaluate("words => [getComputedStyle(words).color]")
    assert colours == ["rgb(255, 255, 255)"]  # readable on red, in both themes
    await alarm.get_by_role("button", name="I am on it").click()
    await expect(page).to_have_url(f"{house.address}/admin/inbox/?c={conversation.pk}")
    await expect(alarm).to_have_count(0)
    taken = await sync_to_async(lambda: inside(hotel, lambda: Alarm.objects.get().acknowledged_by_id))()
    assert taken == ana.pk
