"""The web chat's socket, on a real Redis layer."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from typing import Any

import pytest
from django_scopes import scope
from redis.exceptions import ConnectionError

from messaging import live, queues, webchat
from messaging.models import Conversation, Message
from pms.models import Hotel
from tests import factories as make
from tests.messaging.sockets import ORIGIN, Socket, in_database

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    calls: list[Any] = []
    monkeypatch.setattr(queues, "wake", lambda task, *args, **options: calls.append((task, options)))
    return calls


@pytest.fixture
async def open_socket(hotel: Hotel, woken: list[Any]) -> AsyncIterator[Any]:
    """Opens sockets of visitors, by the letter of their id, and closes them."""
    sockets: list[Socket] = []

    async def opened(letter: str = "a", at: Hotel = hotel) -> Socket:
        visit = webchat.Visit(await in_database(webchat.account_of, at.slug), letter * 32)
        cookie = f"{webchat.cookie_name(at.slug)}={webchat.cookie_value(visit)}"
        socket = socket_to(at.slug, (b"cookie", cookie.encode()))
        sockets.append(socket)
        assert await socket.connect()
        return socket

    yield opened
    for socket in sockets:
        await socket.disconnect()


def socket_to(slug: str, *headers: tuple[bytes, bytes]) -> Socket:
    origin = () if any(name == b"origin" for name, _ in headers) else (ORIGIN,)
    return Socket(f"/ws/chat/{slug}/", *headers, *origin)


async def say(socket: Socket, text: str = "Hola", **frame: Any) -> Any:
    """The acknowledgement; the news to every page of the visitor may come before it."""
    await socket.tell(**{"type": "message", "id": str(uuid.uuid4()), "text": text, **frame})
    return await socket.heard_of_type("ack")


async def hello(socket: Socket, after: int = 0) -> list[str]:
    """What is replayed, behind what was on its way."""
    while not await socket.receive_nothing():
        await socket.heard()
    await socket.tell(type="hello", after=after)
    return [message["text"] for message in (await socket.heard_of_type("messages"))["messages"]]


def store_answer(hotel: Hotel, text: str) -> Message:
    with scope(hotel=hotel):
        conversation = Conversation.objects.get()
        message: Message = make.MessageFactory(
            hotel=hotel, conversation=conversation, text=text, direction="out", status="sent", external_id=None
        )
    return message


async def test_socket_needs_the_cookie_of_the_page(hotel: Hotel) -> None:
    assert not (await socket_to(hotel.slug).connect())
    forged = (b"cookie", b"chat_casa-azul=" + b"a" * 32 + b":forged")
    assert not (await socket_to(hotel.slug, forged).connect())
    assert not (await socket_to("nowhere").connect())


@pytest.mark.parametrize("origin", [b"https://evil.example", b"null", b""])
async def test_socket_is_not_for_other_sites(hotel: Hotel, origin: bytes) -> None:
    visit = webchat.Visit(await in_database(webchat.account_of, hotel.slug), "a" * 32)
    cookie = f"chat_casa-azul={webchat.cookie_value(visit)}".encode()
    assert not (await socket_to(hotel.slug, (b"cookie", cookie), (b"origin", origin)).connect())


async def test_unknown_addresses_are_refused(hotel: Hotel) -> None:
    assert not (await Socket("/ws/other/", ORIGIN).connect())


async def test_message_is_acknowledged_once_it_is_stored(open_socket: Any, woken: list[Any]) -> None:
    socket = await open_socket()
    assert await hello(socket) == []
    frame = {"id": str(uuid.uuid4()), "language": "pt"}
    ack = await say(socket, "Olá", **frame)
    assert ack["id"] == ack["message"]["frame"] == frame["id"]
    assert ack["answering"]
    again = await say(socket, "Olá", **frame)
    assert again["message"] == ack["message"]
    with scope(hotel=await in_database(Hotel.objects.get)):
        assert await in_database(Message.objects.count) == 1
    assert [task for task, _ in woken] == ["messaging.tasks.answer"]


async def test_answer_reaches_every_page_of_the_visitor_and_no_other(hotel: Hotel, open_socket: Any) -> None:
    socket, stranger = await open_socket("a"), await open_socket("b")
    await say(socket)
    second = await open_socket("a")
    assert await hello(second) == ["Hola"]
    message = await in_database(store_answer, hotel, "Buenas tardes")
    await in_database(live.publish, message.conversation_id, message.pk)
    for page in (socket, second):
        texts: list[str] = []
        while "Buenas tardes" not in texts:
            texts += [message["text"] for message in (await page.heard()).get("messages", [])]
    assert await hello(stranger) == []
    assert await stranger.receive_nothing()


async def test_page_opened_before_the_first_message_hears_of_it_with_its_next_hello(open_socket: Any) -> None:
    first, second = await open_socket(), await open_socket()
    assert await hello(second) == []
    await say(first)
    assert await hello(second) == ["Hola"]


async def test_what_was_missed_is_replayed(hotel: Hotel, open_socket: Any) -> None:
    socket = await open_socket()
    seen = (await say(socket))["message"]["id"]
    await socket.disconnect()
    await in_database(store_answer, hotel, "Buenas tardes")
    assert (await hello(await open_socket(), after=seen))[-1] == "Buenas tardes"


async def test_answer_that_is_quicker_than_the_listening_arrives(
    hotel: Hotel, open_socket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = webchat.conversation_of

    def after_the_answer(visit: webchat.Visit) -> int | None:
        message = store_answer(hotel, "Buenas tardes")
        live.publish(message.conversation_id, message.pk)
        return find(visit)

    monkeypatch.setattr(webchat, "conversation_of", after_the_answer)
    socket = await open_socket()
    await say(socket)
    assert "Buenas tardes" in [message["text"] for message in (await socket.heard_of_type("messages"))["messages"]]


async def test_button_wakes_the_agent_at_once(hotel: Hotel, open_socket: Any, woken: list[Any]) -> None:
    socket = await open_socket()
    await say(socket)
    message = await in_database(store_answer, hotel, "¿Confirmo?")
    with scope(hotel=hotel):
        message.buttons = [["confirm", "Sí, confirmar"]]
        await in_database(message.save)
    await socket.tell(type="button", id=str(uuid.uuid4()), button="confirm")
    answer = await socket.heard_of_type("ack")
    assert answer["message"]["text"] == "Sí, confirmar"
    assert woken[-1][1]["countdown"] == 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("not json", "malformed"),
        ("[]", "malformed"),
        ("{}", "malformed"),
        ('{"type": "hello"}', "malformed"),
        ('{"type": "hello", "after": -1}', "malformed"),
        ('{"type": "hello", "after": "1; DROP"}', "malformed"),
        ('{"type": ["message"]}', "malformed"),
        ('{"type": "message", "id": 1, "text": "x"}', "malformed"),
        ('{"type": "message", "id": "6d4e5a8e-6f0b-4d27-9f7c-0d8c6f6f1a11"}', "malformed"),
        ('{"type": "message", "text": "' + "x" * 100_000 + '"}', "too_long"),
    ],
    ids=range(10),
)
async def test_malformed_frames_are_answered_and_do_no_harm(open_socket: Any, text: str, reason: str) -> None:
    socket = await open_socket()
    await socket.send_input({"type": "websocket.receive", "text": text})
    answer = await socket.heard()
    assert (answer["type"], answer["reason"]) == ("error", reason)
    assert await hello(socket) == []


async def test_bytes_are_malformed_too(open_socket: Any) -> None:
    socket = await open_socket()
    await socket.send_input({"type": "websocket.receive", "bytes": b"\xff\x00"})
    assert (await socket.heard())["reason"] == "malformed"


async def test_too_many_messages_are_asked_to_wait(open_socket: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webchat, "BURST", 1)
    socket = await open_socket()
    await say(socket)
    frame_id = str(uuid.uuid4())
    await socket.tell(type="message", id=frame_id, text="again")
    assert await socket.heard_of_type("error") == {"type": "error", "id": frame_id, "reason": "too_fast"}


async def test_without_redis_the_page_is_sent_away_to_poll(
    hotel: Hotel, open_socket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    socket = await open_socket()
    await say(socket)
    fresh = await open_socket()

    async def dead(*args: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr("channels_redis.pubsub.RedisPubSubLoopLayer.group_add", dead)
    await fresh.tell(type="hello", after=0)
    assert (await fresh.receive_output(timeout=5))["code"] == 1013
