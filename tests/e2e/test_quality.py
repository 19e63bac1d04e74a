"""Quality review with one hand on the keyboard, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import User
from django_scopes import scopes_disabled
from playwright.async_api import Browser, expect

from messaging.models import Correction
from pms.models import Hotel
from tests import factories as make
from tests.admin.conftest import staff
from tests.e2e.conftest import NO_BROWSER, House, staff_in

pytestmark = [NO_BROWSER, pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ana(hotel: Hotel) -> User:
    return staff(hotel)


@pytest.fixture
def said(hotel: Hotel) -> list[str]:
    """Four turns nobody was sure of, the newest first."""
    texts = ["cuatro", "tres", "dos", "uno"]
    for text in reversed(texts):
        turn = make.TurnRecordFactory(hotel=hotel, intent="check_price", confidence=0.3, words="availability")
        make.MessageFactory(hotel=hotel, conversation=turn.conversation, text=text, turn=turn)
    return texts


def judged() -> list[tuple[str, str, Any]]:
    with scopes_disabled():
        rows = Correction.objects.order_by("pk").values_list("verdict", "intent", "slots")
        return [(verdict, intent, slots) for verdict, intent, slots in rows]


async def test_judged_by_keys_alone(
    browser: Browser, house: House, ana: User, said: list[str], complaints: list[str]
) -> None:
    context = await staff_in(browser, house, complaints, ana)
    page = await context.new_page()
    await page.goto(f"{house.address}/admin/quality/")
    shown = page.locator(".quality-row[aria-current] q")
    await expect(shown).to_have_text(said[0])
    await page.keyboard.press("j")
    await expect(shown).to_have_text(said[1])
    await page.keyboard.press("k")
    await expect(shown).to_have_text(said[0])
    await page.keyboard.press("Enter")
    await expect(shown).to_have_text(said[1])
    await page.keyboard.press("x")
    await expect(shown).to_have_text(said[2])
    await page.keyboard.press("3")
    await expect(page.locator("[data-intent]")).to_have_value("hotel_question")
    await page.locator("[name=slot-topic]").select_option("wifi")
    await page.locator("[name=ideal_reply]").fill("jx3")  # letters in a text are letters
    await page.keyboard.press("Control+Enter")
    await expect(shown).to_have_text(said[3])
    assert await sync_to_async(judged)() == [
        ("right", "", {}),
        ("archived", "", {}),
        ("wrong", "hotel_question", {"topic": "wifi"}),
    ]
    await page.keyboard.press("u")
    await expect(shown).to_have_text(said[2])
    assert len(await sync_to_async(judged)()) == 2
    await context.close()
