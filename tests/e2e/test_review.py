"""What the agent leaves to a person: staff decide in one browser, and the guest reads it in another."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django_scopes import scope
from playwright.async_api import Browser, expect

from pms.adapters.local import LocalPms
from pms.models import Hotel, NightlyRate
from pms.terms import Stay
from reservations.models import Reservation
from tests.admin.conftest import staff
from tests.e2e.conftest import NO_BROWSER, PHONE, House, guest_in, staff_in
from tests.e2e.test_web_chat import opened, say

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    NO_BROWSER,
    pytest.mark.filterwarnings("ignore:No directory at", "ignore:StreamingHttpResponse must"),
]


@pytest.mark.critical
async def test_another_price_is_reviewed_approved_and_told(
    hotel: Hotel,
    stay: Stay,
    browser: Browser,
    house: House,
    complaints: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = LocalPms.book

    def dearer(pms: LocalPms, order: Any) -> Any:
        NightlyRate.objects.update(amount=Decimal("120.00"))
        return book(pms, order)

    monkeypatch.setattr(LocalPms, "book", dearer)
    guest = await opened(await guest_in(browser, house, complaints, **PHONE), house, "?lang=es")
    await say(guest, f"habitación para dos adultos del {stay.arrival} al {stay.departure}")
    await guest.locator("#log .chips button").first.click()
    await expect(guest.locator(".agent")).to_have_count(2)
    await say(guest, "Ana García, ana@example.com")
    await guest.locator("#log .chips button").first.click()
    await expect(guest.locator(".agent").last).to_contain_text("todavía no está confirmada")

    user = await sync_to_async(staff)(hotel)
    desk = await (await staff_in(browser, house, complaints, user)).new_page()
    await desk.goto(f"{house.address}/admin/review/")
    await desk.get_by_role("link", name="Ana García").click()
    preview = desk.locator(".review-approve .review-words:visible")
    await expect(preview).to_contain_text("No es el precio que le ofrecimos")
    await desk.get_by_role("radio", name="The offered price").check()
    await expect(preview).to_have_count(1)
    await expect(preview).to_contain_text("Le mantenemos el precio que le ofrecimos.")
    await desk.locator(".review-approve input[name=reason]").fill("our mistake")
    await desk.get_by_role("button", name="Confirm the reservation").click()
    await expect(desk.get_by_text("The guest is told.")).to_be_visible()
    await expect(desk.get_by_text("Nothing waits for a decision.")).to_be_visible()

    await expect(guest.locator(".staff").last).to_contain_text("está confirmada")
    await expect(guest.locator(".staff").last).to_contain_text("Le mantenemos el precio que le ofrecimos.")

    def row() -> Reservation:
        with scope(hotel=hotel):
            return Reservation.objects.select_related("offer").get()

    reservation = await sync_to_async(row)()
    assert (reservation.status, reservation.total) == ("confirmed", reservation.offer.total)
    assert reservation.pms_total == Decimal("240.00")
