"""Guests in a real browser: they book in three languages, lose the line, and find everything again."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django_scopes import scope
from playwright.async_api import Browser, BrowserContext, Page, expect

from messaging.models import Message
from pms.models import Hotel, LocalBooking
from pms.terms import Stay
from tests.e2e.conftest import NO_BROWSER, PHONE, House, guest_in

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    NO_BROWSER,
    pytest.mark.filterwarnings("ignore:No directory at", "ignore:StreamingHttpResponse must"),
]

BOOKINGS = {
    "es": ["Hola", "habitación para dos adultos del {a} al {d}", "Ana García, ana@example.com", "¡Reserva confirmada!"],
    "pt": ["Olá", "quarto para dois adultos de {a} a {d}", "Ana García, ana@example.com", "Reserva confirmada!"],
    "en": ["Hello", "a room for two adults from {a} to {d}", "Ana García, ana@example.com", "is confirmed!"],
}


async def opened(context: BrowserContext, house: House, query: str = "") -> Page:
    page = await context.new_page()
    await page.goto(f"{house.address}/chat/casa-azul/{query}")
    return page


async def say(page: Page, text: str) -> None:
    """And wait for the answer, which is the last message then."""
    answers = page.locator(".agent")
    before = await answers.count()
    await page.get_by_role("textbox").fill(text)
    await page.keyboard.press("Enter")
    await expect(answers).to_have_count(before + 1)


async def texts(page: Page, kind: str = "message") -> list[str]:
    return [re.sub(r"\s+", " ", text) for text in await page.locator(f".{kind} p").all_inner_texts()]


def stored(hotel: Hotel) -> list[str]:
    with scope(hotel=hotel):
        return list(Message.objects.filter(direction="in").values_list("text", flat=True))


@pytest.mark.critical
@pytest.mark.parametrize("language", BOOKINGS)
async def test_guest_books_a_room(
    hotel: Hotel, stay: Stay, browser: Browser, house: House, complaints: list[str], language: str
) -> None:
    greeting, wish, name, confirmed = BOOKINGS[language]
    page = await opened(await guest_in(browser, house, complaints, **PHONE), house, f"?lang={language}")
    await say(page, greeting)
    await say(page, wish.format(a=stay.arrival, d=stay.departure))
    await page.locator("#log .chips button").first.click()
    await expect(page.locator(".agent")).to_have_count(3)
    await say(page, name)
    chips = page.locator("#log .chips button")
    await chips.first.click()
    await expect(page.locator(".agent").last).to_contain_text(confirmed)
    await expect(page.locator(".tick.stored")).to_have_count(5)

    def booking() -> LocalBooking:
        with scope(hotel=hotel):
            return LocalBooking.objects.get()

    booked = await sync_to_async(booking)()
    assert (booked.guest_name, booked.stay) == ("Ana García", stay)


async def test_conversation_is_there_after_a_reload_and_in_another_tab(
    browser: Browser, house: House, complaints: list[str]
) -> None:
    context = await guest_in(browser, house, complaints)
    page = await opened(context, house, "?lang=es")
    await say(page, "Hola")
    before = await texts(page)
    await page.reload()
    await expect(page.locator(".message")).to_have_count(2)
    assert await texts(page) == before
    tab = await opened(context, house, "?lang=es")
    await expect(tab.locator(".message")).to_have_count(2)
    await say(page, "¿Tienen wifi?")
    await expect(tab.locator(".message")).to_have_count(4)


async def test_other_visitor_sees_nothing_of_it(browser: Browser, house: House, complaints: list[str]) -> None:
    await say(await opened(await guest_in(browser, house, complaints), house), "Hola")
    stranger = await opened(await guest_in(browser, house, complaints), house)
    await expect(stranger.locator("#openers")).to_be_visible()
    await expect(stranger.locator(".message")).to_have_count(0)


async def test_opener_and_person_are_one_press(browser: Browser, house: House, complaints: list[str]) -> None:
    page = await opened(await guest_in(browser, house, complaints), house, "?lang=en")
    await page.get_by_role("button", name="Book a room").click()
    await expect(page.locator(".agent")).to_have_count(1)
    await expect(page.locator("#openers")).to_be_hidden()
    await page.get_by_role("button", name="Talk to a person").click()
    await expect(page.locator(".agent")).to_have_count(2)
    await expect(page.locator("#typing")).to_be_hidden()


async def test_messages_are_text_and_never_html(browser: Browser, house: House, complaints: list[str]) -> None:
    page = await opened(await guest_in(browser, house, complaints), house)
    await say(page, "<img src=x onerror=alert(1)> y *fuerte* https://example.com/a?b=1.")
    mine = page.locator(".guest p")
    await expect(mine).to_have_text("<img src=x onerror=alert(1)> y fuerte https://example.com/a?b=1.")
    await expect(mine.locator("img")).to_have_count(0)
    await expect(mine.locator("strong")).to_have_text("fuerte")
    await expect(mine.locator("a")).to_have_attribute("href", "https://example.com/a?b=1")


async def test_enter_sends_and_shift_enter_breaks_the_line(
    hotel: Hotel, browser: Browser, house: House, complaints: list[str]
) -> None:
    page = await opened(await guest_in(browser, house, complaints), house)
    await page.get_by_role("textbox").fill("   ")
    await page.keyboard.press("Enter")
    await page.get_by_role("textbox").fill("Hola")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("buenas")
    await page.keyboard.press("Enter")
    await expect(page.locator(".agent")).to_have_count(1)
    assert await sync_to_async(stored)(hotel) == ["Hola\nbuenas"]


async def test_what_is_written_offline_is_sent_once_when_the_line_is_back(
    hotel: Hotel, browser: Browser, house: House, complaints: list[str]
) -> None:
    context = await guest_in(browser, house, complaints)
    page = await opened(context, house, "?lang=es")
    await say(page, "Hola")
    await context.set_offline(True)
    await expect(page.locator("#line")).to_contain_text("Sin conexión")
    await page.get_by_role("textbox").fill("¿Tienen wifi?")
    await page.keyboard.press("Enter")
    await expect(page.locator(".tick.sending")).to_have_count(1)
    await page.wait_for_timeout(1_000)
    await context.set_offline(False)
    await expect(page.locator(".agent")).to_have_count(2)
    await expect(page.locator(".tick.stored")).to_have_count(2)
    await expect(page.locator("#line")).to_be_hidden()
    assert await sync_to_async(stored)(hotel) == ["Hola", "¿Tienen wifi?"]
    complaints[:] = [text for text in complaints if "ERR_INTERNET_DISCONNECTED" not in text]


async def test_without_sockets_the_page_polls_and_says_so(
    hotel: Hotel, browser: Browser, house: House, complaints: list[str]
) -> None:
    context = await guest_in(browser, house, complaints)
    await context.route_web_socket(re.compile("/ws/"), lambda socket: socket.close())
    page = await opened(context, house, "?lang=en")
    await expect(page.locator("#line")).to_contain_text("Slow connection mode")
    await say(page, "Hello")
    await say(page, "Do you have wifi?")
    assert "Wi-Fi is free" in (await texts(page, "agent"))[-1]
    assert await sync_to_async(stored)(hotel) == ["Hello", "Do you have wifi?"]


async def test_socket_comes_back_after_the_server_was_away(
    browser: Browser, house: House, complaints: list[str]
) -> None:
    context = await guest_in(browser, house, complaints)
    sockets: list[Any] = []

    def through(socket: Any) -> None:
        sockets.append(socket)
        socket.connect_to_server()

    await context.route_web_socket(re.compile("/ws/"), through)
    page = await opened(context, house, "?lang=es")
    await say(page, "Hola")
    await sockets[0].close(code=1012)
    await say(page, "¿Tienen wifi?")
    assert len(sockets) == 2


async def test_socket_may_live_on_the_port_next_door(
    browser: Browser, house: House, complaints: list[str], settings: Any
) -> None:
    next_door = House()
    try:
        # By another name of this machine: the page keeps to its own host, where its cookie is.
        settings.LIVE_URL = f"ws://localhost:{next_door.port}"
        page = await (await guest_in(browser, house, complaints)).new_page()
        opening: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        page.on("websocket", lambda socket: opening.set_result(socket.url))
        await page.goto(f"{house.address}/chat/casa-azul/")
        await say(page, "Hola")
        assert await opening == f"ws://127.0.0.1:{next_door.port}/ws/chat/casa-azul/"
        await expect(page.locator("#line")).to_be_hidden()
    finally:
        next_door.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_page_fits_a_small_phone(browser: Browser, house: House, complaints: list[str], scheme: Any) -> None:
    small = {**PHONE, "viewport": {"width": 320, "height": 568}}
    page = await opened(await guest_in(browser, house, complaints, color_scheme=scheme, **small), house)
    await say(page, "x" * 400)
    assert await page.evaluate("document.documentElement.scrollWidth") == 320
    assert await page.locator("#thread").evaluate("e => e.scrollWidth - e.clientWidth") == 0
    field = page.get_by_role("textbox")
    assert float(await field.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) >= 16
    box = await field.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 568
