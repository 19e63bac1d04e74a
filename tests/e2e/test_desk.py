"""Staff at their inbox in real browsers: they see guests write, take over, collide, and lose the line."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_scopes import scope
from playwright.async_api import Browser, BrowserContext, Page, expect

from messaging import inbox, ownership
from messaging.channels.base import Identity, Incoming
from messaging.models import ChannelAccount, Conversation, Message
from pms.models import Hotel
from tests import factories as make
from tests.e2e.conftest import NO_BROWSER, House, guest_in, staff_in

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    NO_BROWSER,
    pytest.mark.filterwarnings("ignore:No directory at", "ignore:StreamingHttpResponse must"),
]

SOCKETS = re.compile("/ws/desk/")
CATCHING_UP = re.compile(r"/inbox/(list|\d+)/(new/)?(\?|$)")


def member(hotel: Hotel, name: str) -> User:
    user: User = make.UserFactory(first_name=name)
    make.StaffMemberFactory(hotel=hotel, user=user)
    names = ["view_conversation", "change_conversation", "add_message", "view_message"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def writes(conversation: Conversation, text: str) -> None:
    """The guest, while the agent keeps still."""
    account = ChannelAccount._base_manager.select_related("hotel").get(pk=conversation.account_id)
    number = Message._base_manager.count()
    names = (Identity(account.kind, conversation.sender),)
    with scope(hotel=account.hotel):
        inbox.receive(account, [Incoming(f"e2e-{number}", conversation.sender, names, timezone.now(), text=text)])


def inside(hotel: Hotel, function: Callable[[], Any]) -> Any:
    with scope(hotel=hotel):
        return function()


async def there(function: Any, *args: Any) -> Any:
    return await sync_to_async(function)(*args)


async def at_desk(context: BrowserContext, house: House, query: str = "") -> Page:
    """The inbox, once it listens."""
    page = await context.new_page()
    await page.goto(f"{house.address}/admin/inbox/{query}")
    await expect(page.locator("[data-live-mark][data-state]")).to_have_attribute("data-state", "live")
    return page


async def write(page: Page, text: str) -> None:
    await page.locator("[data-composer]").fill(text)
    await page.keyboard.press("Control+Enter")


@pytest.mark.critical
async def test_staff_see_a_guest_write_answer_and_give_back(
    hotel: Hotel, browser: Browser, house: House, complaints: list[str]
) -> None:
    ana = await there(member, hotel, "Ana")
    desk = await at_desk(await staff_in(browser, house, complaints, ana), house, "?folder=agent")
    guest = await (await guest_in(browser, house, complaints)).new_page()
    await guest.goto(f"{house.address}/chat/casa-azul/?lang=es")

    async def say(text: str) -> None:
        await guest.get_by_role("textbox").fill(text)
        await guest.keyboard.press("Enter")

    await say("Hola")
    await desk.locator("[data-row]").click()
    bubbles = desk.locator("#inbox-messages")
    await expect(bubbles.locator(".inbox-by-guest")).to_contain_text("Hola")
    await expect(bubbles.locator(".inbox-by-agent")).to_have_count(1)
    assert "c=" in desk.url
    await desk.keyboard.press("a")
    await expect(desk.locator("[data-composer]")).to_be_visible()
    await say("¿Hay alguien?")
    await expect(bubbles).to_contain_text("¿Hay alguien?")
    await write(desk, "Soy Ana, de recepción")
    await expect(bubbles.locator(".inbox-by-staff[data-status=sent]")).to_contain_text("Soy Ana")
    await expect(desk.locator("[data-pending]")).to_have_count(0)
    await expect(guest.locator(".message.staff")).to_contain_text("Soy Ana, de recepción")
    await desk.get_by_role("button", name="Give back").click()
    await expect(desk.get_by_role("button", name="Take over").first).to_be_visible()
    await say("¿Tienen wifi?")
    await expect(guest.locator(".message.agent").last).to_contain_text("wifi es gratuito")
    await expect(bubbles.locator(".inbox-by-agent").last).to_contain_text("wifi es gratuito")


async def test_closed_window_offers_templates(
    hotel: Hotel, browser: Browser, house: House, complaints: list[str]
) -> None:
    ana = await there(member, hotel, "Ana")

    def silent_guest() -> Conversation:
        account = ChannelAccount.objects.get(kind="whatsapp", hotel=hotel)
        make.MessageTemplateFactory(hotel=hotel, account=account, text="Le escribe su hotel: {{1}}")
        yesterday = timezone.now() - timedelta(hours=25)
        row = make.ConversationFactory(
            hotel=hotel, account=account, sender="34600111222", last_message_at=yesterday, owner="staff", staff=ana
        )
        make.MessageFactory(hotel=hotel, conversation=row, text="¿Y mi factura?", created_at=yesterday)
        return row

    row = await there(lambda: inside(hotel, silent_guest))
    desk = await at_desk(await staff_in(browser, house, complaints, ana), house, f"?c={row.pk}")
    await expect(desk.locator("[data-composer]")).to_have_count(0)
    await desk.locator(".inbox-template input[data-place]").fill("su factura está lista")
    await expect(desk.locator("[data-preview]")).to_have_text("Le escribe su hotel: su factura está lista")
    await desk.get_by_role("button", name="Send the template").click()
    await expect(desk.locator(".inbox-by-staff")).to_contain_text("su factura está lista")

    def queued() -> Message:
        return Message.objects.get(conversation=row, direction="out")

    message = await there(lambda: inside(hotel, queued))
    assert (message.kind, message.staff_id) == ("template", ana.pk)


async def test_of_two_who_answer_the_second_keeps_the_words_and_is_offered_to_take_over(
    hotel: Hotel, conversation: Conversation, browser: Browser, house: House, complaints: list[str]
) -> None:
    ana, bo = await there(member, hotel, "Ana"), await there(member, hotel, "Bo")
    await there(writes, conversation, "¿Me ayudan?")
    address = f"?folder=waiting&c={conversation.pk}"
    first = await at_desk(await staff_in(browser, house, complaints, ana), house, address)
    await first.get_by_role("button", name="Take over").first.click()
    await expect(first.locator("[data-composer]")).to_be_visible()
    context = await staff_in(browser, house, complaints, bo)
    second = await at_desk(context, house, address)
    await expect(first.locator(".inbox-head [data-viewers]")).to_have_text("Bo is here too")
    await expect(second.locator(".inbox-head [data-viewers]")).to_have_text("Ana is here too")
    await second.get_by_role("button", name="Take over").first.click()
    await expect(first.locator(".inbox-locked")).to_contain_text("Bo answers this conversation")
    await second.locator("[data-composer]").press_sequentially("Claro que")
    await expect(first.locator("[data-typing]")).to_have_text("Bo is writing…")
    # Ana takes it back, and Bo's page does not learn of it before the words are sent.
    await context.route(CATCHING_UP, lambda route: route.abort())
    await first.get_by_role("button", name="Take over").first.click()
    await expect(first.locator("[data-composer]")).to_be_visible()
    await write(second, "Claro que sí")
    await expect(second.get_by_role("alert")).to_contain_text("Take it over")
    await expect(second.locator("[data-composer]")).to_have_value("Claro que sí")
    await context.unroute(CATCHING_UP)
    await there(writes, conversation, "¿Hola?")
    await expect(second.locator("[data-kept-draft]")).to_have_text("Claro que sí")
    await second.get_by_role("button", name="Take over to write").click()
    await expect(second.locator("[data-composer]")).to_have_value("Claro que sí")
    await expect(first.locator("#inbox-messages")).not_to_contain_text("Claro que sí")
    complaints[:] = [text for text in complaints if "409" not in text and "ERR_FAILED" not in text]


async def test_without_the_line_the_page_looks_by_itself_and_says_so(
    hotel: Hotel, conversation: Conversation, browser: Browser, house: House, complaints: list[str]
) -> None:
    ana = await there(member, hotel, "Ana")
    await there(writes, conversation, "Hola")
    context = await staff_in(browser, house, complaints, ana)
    sockets: list[Any] = []
    blocked = False

    def through(socket: Any) -> None:
        sockets.append(socket)
        if blocked:
            return
        socket.connect_to_server()

    await context.route_web_socket(SOCKETS, through)
    desk = await at_desk(context, house, f"?folder=agent&c={conversation.pk}")
    blocked = True
    await sockets[-1].close(code=1012)
    await expect(desk.locator("[data-live-mark]")).to_contain_text("Live updates off")
    await there(writes, conversation, "¿Están ahí?")
    await expect(desk.locator("#inbox-messages")).to_contain_text("¿Están ahí?")
    blocked = False
    await expect(desk.locator("[data-live-mark]")).to_have_attribute("data-state", "live")
    await expect(desk.locator("[data-live-mark]")).to_be_empty()
    await there(writes, conversation, "Gracias")
    await expect(desk.locator("#inbox-messages")).to_contain_text("Gracias")
    await there(Session.objects.all().delete)
    await desk.evaluate("() => dispatchEvent(new Event('online'))")
    await expect(desk.get_by_role("link", name="You are logged out")).to_have_attribute("href", re.compile("/login/"))
    complaints[:] = [text for text in complaints if "401" not in text]


async def test_what_came_while_the_socket_was_down_is_there_after_it(
    hotel: Hotel, conversation: Conversation, browser: Browser, house: House, complaints: list[str]
) -> None:
    ana = await there(member, hotel, "Ana")
    await there(writes, conversation, "Hola")
    context = await staff_in(browser, house, complaints, ana)
    sockets: list[Any] = []
    await context.route_web_socket(SOCKETS, lambda socket: (sockets.append(socket), socket.connect_to_server()))
    desk = await at_desk(context, house, f"?folder=agent&c={conversation.pk}")
    # No polling in this story: what is missed can only come by looking after the socket is back.
    await desk.evaluate(
        "() => { window.setTimeout = ((set) => (f, ms) => set(f, ms === 5000 ? 1e8 : ms))(setTimeout) }"
    )
    await context.route(CATCHING_UP, lambda route: route.abort())
    await sockets[-1].close(code=1012)
    await there(writes, conversation, "¿Sigue ahí?")
    await context.unroute(CATCHING_UP)
    await expect(desk.locator("#inbox-messages")).to_contain_text("¿Sigue ahí?")
    complaints[:] = [text for text in complaints if "ERR_FAILED" not in text]


@pytest.mark.security
async def test_front_desk_of_one_hotel_sees_and_hears_nothing_of_another(
    hotel: Hotel, other_hotel: Hotel, conversation: Conversation, browser: Browser, house: House, complaints: list[str]
) -> None:
    bo = await there(member, other_hotel, "Bo")
    ana = await there(member, hotel, "Ana")
    frames: list[str] = []
    context = await staff_in(browser, house, complaints, bo)
    page = await context.new_page()
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame))))
    await page.goto(f"{house.address}/admin/inbox/?folder=agent")
    await expect(page.locator("[data-live-mark]")).to_have_attribute("data-state", "live")
    own = await at_desk(await staff_in(browser, house, complaints, ana), house, f"?folder=agent&c={conversation.pk}")
    await there(writes, conversation, "Es un secreto")
    await expect(own.locator("#inbox-messages")).to_contain_text("Es un secreto")
    assert (await page.request.get(f"{house.address}/admin/inbox/{conversation.pk}/new/")).status == 404
    await expect(page.locator("[data-row]")).to_have_count(0)
    assert not [frame for frame in frames if "changed" in frame or "presence" in frame]


async def test_keyboard_does_the_daily_work_and_leaves_writers_alone(
    hotel: Hotel,
    conversation: Conversation,
    other_conversation: Conversation,
    browser: Browser,
    house: House,
    complaints: list[str],
) -> None:
    ana = await there(member, hotel, "Ana")

    def wait() -> None:
        make.CannedReplyFactory(hotel=hotel, code="wifi", text="Hola {guest}, la clave es azul2026.")
        for row in (conversation, other_conversation):
            writes(row, f"Hola, soy {row.guest.name}")
            ownership.hand_over(row, "asks for a person")

    await there(lambda: inside(hotel, wait))
    desk = await at_desk(await staff_in(browser, house, complaints, ana), house)
    await expect(desk).to_have_title(re.compile(r"^\(2\) Inbox"))
    await desk.keyboard.press("j")
    await expect(desk.locator("[data-row][aria-current]")).to_contain_text("Juan")
    await desk.keyboard.press("j")
    await expect(desk.locator("#inbox-thread")).to_have_attribute("aria-label", "Ana López")
    await desk.keyboard.press("k")
    await expect(desk.locator("#inbox-thread")).to_have_attribute("aria-label", "Juan Pérez")
    await desk.keyboard.press("a")
    field = desk.locator("[data-composer]")
    await expect(field).to_be_focused()
    await expect(desk).to_have_title(re.compile(r"^\(1\) Juan"))
    await field.press_sequentially("Buenas. /wi")
    await expect(desk.get_by_role("option")).to_have_count(1)
    await desk.keyboard.press("Enter")
    await expect(field).to_have_value("Buenas. Hola Juan Pérez, la clave es azul2026.")
    await field.press_sequentially(" ajs?ng")
    await expect(field).to_have_value("Buenas. Hola Juan Pérez, la clave es azul2026. ajs?ng")
    await desk.keyboard.press("Escape")
    await desk.keyboard.press("n")
    await desk.keyboard.type("Prefiere la 103")
    await desk.keyboard.press("Control+Enter")
    await expect(desk.locator(".inbox-note")).to_contain_text("Prefiere la 103")
    await desk.keyboard.press("Escape")
    await desk.keyboard.press("?")
    await expect(desk.locator("#inbox-help")).to_be_visible()
    await desk.keyboard.press("Escape")
    await desk.keyboard.press("s")
    await expect(desk.locator("[data-menu=snooze] form")).to_be_visible()
    await desk.keyboard.press("Escape")
    await desk.keyboard.press("/")
    await expect(desk.locator("#inbox-search")).to_be_focused()
    await desk.keyboard.type("López")
    await expect(desk.locator("[data-row]")).to_have_count(1)


async def test_first_page_shows_who_waits_without_a_reload(
    hotel: Hotel, conversation: Conversation, browser: Browser, house: House, complaints: list[str]
) -> None:
    ana = await there(member, hotel, "Ana")
    page = await (await staff_in(browser, house, complaints, ana)).new_page()
    async with page.expect_websocket() as socket:
        await page.goto(f"{house.address}/admin/")
    await (await socket.value).wait_for_event("framereceived")
    await there(lambda: inside(hotel, lambda: ownership.hand_over(conversation, "asks for a person")))
    await expect(page.locator("#today a[href*='folder=waiting'] strong").first).to_have_text("1")
