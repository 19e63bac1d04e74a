"""How soon one browser shows what is sent in another: MEASURE=30 pytest -s tests/e2e/test_desk_latency.py."""

from __future__ import annotations

import os
import sys
from statistics import median, quantiles

import pytest
from playwright.async_api import Browser, expect

from messaging.models import Conversation
from pms.models import Hotel
from tests.e2e.conftest import NO_BROWSER, House, staff_in
from tests.e2e.test_desk import at_desk, member, there, writes

ROUNDS = int(os.environ.get("MEASURE", "0"))

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not ROUNDS, reason="prints figures, proves nothing: MEASURE=30"),
    NO_BROWSER,
    pytest.mark.filterwarnings("ignore:No directory at", "ignore:StreamingHttpResponse must"),
]

SEND = """text => {
    const field = document.querySelector("[data-composer]");
    field.value = text;
    field.form.requestSubmit();
    return Date.now();
}"""
WATCH = """() => {
    window.seen = {};
    new MutationObserver(() => {
        for (const one of document.querySelectorAll("#inbox-messages .inbox-by-staff .inbox-text"))
            window.seen[one.textContent] ??= Date.now();
    }).observe(document.getElementById("inbox-messages"), { childList: true, subtree: true });
}"""


async def test_two_browsers(
    hotel: Hotel, conversation: Conversation, browser: Browser, house: House, complaints: list[str]
) -> None:
    await there(writes, conversation, "Hola")
    address = f"?folder=agent&c={conversation.pk}"
    users = [await there(member, hotel, name) for name in ("Ana", "Bo")]
    first, second = [await at_desk(await staff_in(browser, house, complaints, one), house, address) for one in users]
    await first.get_by_role("button", name="Take over").first.click()
    await expect(first.locator("[data-composer]")).to_be_visible()
    await second.evaluate(WATCH)
    took = []
    for number in range(ROUNDS):
        sent = await first.evaluate(SEND, f"message {number}")
        await second.wait_for_function(f"window.seen['message {number}']")
        took.append(await second.evaluate(f"window.seen['message {number}']") - sent)
        await expect(first.locator("[data-pending]")).to_have_count(0)
    p95 = quantiles(took, n=20)[-1]
    sys.stdout.write(
        f"\n{ROUNDS} messages, browser to browser: p50 {median(took):.0f} ms, p95 {p95:.0f} ms, most {max(took)} ms\n"
    )
