"""The staff's socket, on a real Redis layer: who is let in, what they hear, and who sees whom."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django_scopes import scope
from redis import Redis
from redis.exceptions import ConnectionError

from messaging import inbox, live, outbox, ownership, presence
from messaging.channels.base import Identity, Incoming, Receipt
from messaging.consumers import desk
from messaging.models import ChannelAccount, Conversation, Message
from pms import shared
from pms.models import Hotel, StaffMember
from tests import factories as make
from tests.messaging.sockets import ORIGIN, Socket, in_database

pytestmark = pytest.mark.django_db(transaction=True)

Opens = Callable[[User], Any]


def staff(hotel: Hotel, name: str = "Ana") -> User:
    user: User = make.UserFactory(first_name=name)
    make.StaffMemberFactory(hotel=hotel, user=user)
    user.user_permissions.add(Permission.objects.get(codename="view_conversation"))
    return user


def key_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return str(client.cookies[django_settings.SESSION_COOKIE_NAME].value)


def socket_with(key: str, origin: tuple[bytes, bytes] = ORIGIN) -> Socket:
    return Socket("/ws/desk/", (b"cookie", f"{django_settings.SESSION_COOKIE_NAME}={key}".encode()), origin)


@pytest.fixture
def ana(hotel: Hotel) -> User:
    return staff(hotel)


@pytest.fixture
def bo(hotel: Hotel) -> User:
    return staff(hotel, "Bo")


@pytest.fixture(autouse=True)
def _nobody_is_anywhere() -> None:
    shared.client().flushdb()


@pytest.fixture
async def opened() -> AsyncIterator[Opens]:
    """Sockets that are ready."""
    sockets: list[Socket] = []

    async def open_(user: User) -> Socket:
        socket = socket_with(await in_database(key_of, user))
        assert await socket.connect()
        sockets.append(socket)
        assert await socket.heard() == {"type": "ready"}
        return socket

    yield open_
    for socket in sockets:
        await socket.disconnect()


async def look(socket: Socket, conversation: Conversation | None, kind: str = "look") -> Any:
    await socket.tell(type=kind, conversation=conversation and conversation.pk)
    return (await socket.heard_of_type("here"))["present"]


def at(conversation: Conversation, viewers: list[str], typing: list[str] | None = None) -> dict[str, Any]:
    return {"conversation": conversation.pk, "viewers": viewers, "typing": typing or []}


def inside(hotel: Hotel, function: Any, *args: Any, **options: Any) -> Any:
    with scope(hotel=hotel):
        return function(*args, **options)


# Who is let in.


def logged_out(user: User) -> str:
    key = key_of(user)
    Session.objects.all().delete()
    return key


def expired(user: User) -> str:
    key = key_of(user)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    return key


def inactive(user: User) -> str:
    key = key_of(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    return key


def without_permission(user: User) -> str:
    key = key_of(user)
    user.user_permissions.clear()
    return key


def no_staff(user: User) -> str:
    key = key_of(user)
    User.objects.filter(pk=user.pk).update(is_staff=False)
    return key


def with_another_password(user: User) -> str:
    key = key_of(user)
    user.set_password("another")
    user.save()
    return key


ENDS = [logged_out, expired, inactive, no_staff, without_permission, with_another_password]


@pytest.mark.security
async def test_stranger_is_refused_at_the_handshake(hotel: Hotel) -> None:
    for key in ("", "a" * 32):
        assert not await socket_with(key).connect()
    for ended in ENDS:
        key = await in_database(lambda ended=ended: ended(staff(hotel)))
        assert not await socket_with(key).connect(), ended


@pytest.mark.security
async def test_socket_is_not_for_other_sites(ana: User) -> None:
    key = await in_database(key_of, ana)
    for origin in (b"https://evil.example", b"null", b""):
        assert not await socket_with(key, (b"origin", origin)).connect()


@pytest.mark.security
async def test_socket_of_who_may_no_more_is_shut_without_a_word_of_theirs(
    hotel: Hotel, opened: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "RECHECK_SECONDS", 0.05)
    for ended in ENDS:
        user = await in_database(staff, hotel)
        socket = await opened(user)
        await in_database(ended, user)
        assert await socket.closed() == desk.LOGGED_OUT, ended


@pytest.mark.security
async def test_nothing_is_done_for_who_may_no_more(
    ana: User, bo: User, opened: Opens, conversation: Conversation
) -> None:
    socket, other = await opened(ana), await opened(bo)
    await in_database(without_permission, ana)
    await socket.tell(type="look", conversation=conversation.pk)
    assert await socket.closed() == desk.LOGGED_OUT
    assert await look(other, None) == []


async def test_who_works_at_another_hotel_too_is_asked_to_come_again(
    ana: User, opened: Opens, other_hotel: Hotel
) -> None:
    socket = await opened(ana)
    await in_database(lambda: make.StaffMemberFactory(hotel=other_hotel, user=ana))
    await socket.tell(type="look", conversation=None)
    assert await socket.closed() == desk.COME_AGAIN


# What they hear.


def writes(hotel: Hotel, conversation: Conversation) -> Conversation:
    """The guest, twice in one payload: one announcement."""
    account = ChannelAccount.objects.select_related("hotel").get(pk=conversation.account_id)
    names = (Identity("web", conversation.sender),)
    messages = [Incoming(f"m{n}", conversation.sender, names, timezone.now(), text="Hola") for n in (1, 2)]
    [found] = inbox.receive(account, messages)
    return found


def is_told_of_a_receipt(hotel: Hotel, conversation: Conversation) -> None:
    make.MessageFactory(
        hotel=hotel, conversation=conversation, direction="out", status="sent", external_id="wamid.sent"
    )
    inbox.note_receipts(conversation.account, [Receipt("wamid.sent", "delivered"), Receipt("wamid.sent", "read")])


def is_answered(hotel: Hotel, conversation: Conversation) -> None:
    outbox.queue(conversation, "Buenas tardes")


def is_sent(hotel: Hotel, conversation: Conversation) -> None:
    message = make.MessageFactory(
        hotel=hotel, conversation=conversation, direction="out", status="queued", external_id=None
    )
    outbox.deliver(message.pk)


def is_handed_over(hotel: Hotel, conversation: Conversation) -> None:
    ownership.hand_over(conversation, "asks for a person")


HAPPENS = [
    (writes, "message"),
    (is_sent, "status"),
    (is_answered, "message"),
    (is_told_of_a_receipt, "status"),
    (is_handed_over, "owner"),
]


async def test_staff_hear_what_happens(hotel: Hotel, conversation: Conversation, ana: User, opened: Opens) -> None:
    socket = await opened(ana)
    for happens, what in HAPPENS:
        await in_database(inside, hotel, happens, hotel, conversation)
        assert await socket.heard() == {"type": "changed", "conversation": conversation.pk, "what": what}, happens
        assert await socket.receive_nothing(), happens


@pytest.mark.security
async def test_staff_of_the_neighbour_hear_nothing(
    hotel: Hotel, other_hotel: Hotel, conversation: Conversation, opened: Opens
) -> None:
    neighbour = await opened(await in_database(staff, other_hotel))
    chain = await opened(await in_database(lambda: make.UserFactory(is_superuser=True)))
    await in_database(inside, hotel, writes, hotel, conversation)
    assert (await chain.heard())["conversation"] == conversation.pk
    assert await neighbour.receive_nothing()


async def test_nothing_is_said_before_it_is_committed(
    hotel: Hotel, conversation: Conversation, ana: User, opened: Opens
) -> None:
    socket = await opened(ana)

    def undone() -> None:
        with transaction.atomic():
            live.tell_staff(hotel.pk, conversation.pk, "note")
            transaction.set_rollback(True)

    await in_database(undone)
    assert await socket.receive_nothing()


def test_dead_redis_neither_delays_nor_fails_who_has_news(
    hotel: Hotel, conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def dead() -> Redis:
        asked.append(1)
        return Redis.from_url("redis://127.0.0.1:1", **django_settings.REDIS_IMPATIENCE)

    monkeypatch.setattr(shared, "client", dead)
    for _ in range(5):
        live.tell_staff(hotel.pk, conversation.pk, "message")
        live.publish(conversation.pk, 1)
    assert len(asked) == 1


# Who sees whom.


async def test_colleagues_see_who_looks_and_who_types(
    conversation: Conversation, other_conversation: Conversation, ana: User, bo: User, opened: Opens
) -> None:
    first, second = await opened(ana), await opened(bo)
    assert await look(first, conversation) == [at(conversation, [])]
    assert await second.heard() == {"type": "presence", **at(conversation, ["Ana"])}
    assert await look(second, None) == [at(conversation, ["Ana"])]
    await look(first, conversation, "typing")
    assert await second.heard() == {"type": "presence", **at(conversation, ["Ana"], ["Ana"])}
    await look(first, conversation, "typing")  # says nothing new
    await look(first, other_conversation)
    assert await second.heard() == {"type": "presence", **at(conversation, [])}
    assert await second.heard() == {"type": "presence", **at(other_conversation, ["Ana"])}
    await first.disconnect()
    assert await second.heard() == {"type": "presence", **at(other_conversation, [])}
    assert await look(second, None) == []


async def test_second_page_of_the_same_person_keeps_them_there(
    conversation: Conversation, ana: User, bo: User, opened: Opens
) -> None:
    first, again, second = await opened(ana), await opened(ana), await opened(bo)
    await look(first, conversation)
    await look(again, conversation)
    await again.disconnect()
    assert await look(second, conversation) == [at(conversation, ["Ana"])]


async def test_who_has_gone_without_a_word_is_forgotten(
    hotel: Hotel, conversation: Conversation, ana: User, bo: User, opened: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(presence.SECONDS, presence.VIEWING, -1.0)
    await look(await opened(ana), conversation)
    assert await look(await opened(bo), None) == []


@pytest.mark.security
async def test_neighbours_do_not_see_each_other(
    hotel: Hotel, other_hotel: Hotel, conversation: Conversation, ana: User, opened: Opens
) -> None:
    mine, neighbour = await opened(ana), await opened(await in_database(staff, other_hotel))
    await look(mine, conversation)
    assert await neighbour.receive_nothing()
    assert await look(neighbour, None) == []
    for kind in ("look", "typing"):
        await neighbour.tell(type=kind, conversation=conversation.pk)
        assert await neighbour.heard() == {"type": "error", "reason": "unknown_conversation"}
    await look(mine, conversation)
    assert await mine.receive_nothing()


# Hostile pages, and a Redis that is away.


NONSENSE = [
    ("not json", "malformed"),
    ("[" * 900, "malformed"),
    ("[]", "malformed"),
    ("{}", "malformed"),
    ('{"type": "look", "conversation": "1"}', "malformed"),
    ('{"type": "look", "conversation": true}', "malformed"),
    ('{"type": "look", "conversation": -1}', "malformed"),
    ('{"type": "look", "conversation": 1e400}', "malformed"),
    ('{"type": "look", "conversation": 99999999999999999999}', "malformed"),
    ('{"type": "look", "conversation": {"a": 1}}', "malformed"),
    ('{"type": "typing", "conversation": null}', "malformed"),
    ('{"type": ["look"], "conversation": 1}', "malformed"),
    ('{"type": "conversation.changed", "conversation": 1}', "malformed"),
    ('{"type": "look", "conversation": 4242}', "unknown_conversation"),
    ('{"type": "look", "x": "' + "x" * 1000 + '"}', "too_long"),
]


@pytest.mark.security
async def test_nonsense_is_answered_and_does_no_harm(conversation: Conversation, ana: User, opened: Opens) -> None:
    socket = await opened(ana)
    for text, reason in NONSENSE:
        await socket.send_input({"type": "websocket.receive", "text": text})
        assert await socket.heard() == {"type": "error", "reason": reason}, text
    await socket.send_input({"type": "websocket.receive", "bytes": b"\xff\x00"})
    assert await socket.heard() == {"type": "error", "reason": "malformed"}
    assert await look(socket, conversation) == [at(conversation, [])]


@pytest.mark.security
async def test_flood_is_shut(ana: User, opened: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "BURST", 3)
    socket = await opened(ana)
    for _ in range(3):
        await look(socket, None)
    await socket.tell(type="look", conversation=None)
    assert await socket.closed() == desk.TOO_MUCH


async def test_without_redis_the_page_is_sent_away_to_poll(ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    async def dead(*args: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr("channels_redis.pubsub.RedisPubSubLoopLayer.group_add", dead)
    socket = socket_with(await in_database(key_of, ana))
    assert await socket.connect()
    assert await socket.closed() == desk.TRY_AGAIN_LATER


async def test_page_that_would_hear_nothing_any_more_is_told_with_its_next_beat(
    ana: User, opened: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    socket = await opened(ana)
    monkeypatch.setattr(
        shared, "client", lambda: Redis.from_url("redis://127.0.0.1:1", **django_settings.REDIS_IMPATIENCE)
    )
    await socket.tell(type="look", conversation=None)
    assert await socket.closed() == desk.TRY_AGAIN_LATER


async def test_staff_without_a_hotel_hear_nothing_and_disturb_nobody(
    hotel: Hotel, conversation: Conversation, ana: User, opened: Opens
) -> None:
    await in_database(StaffMember._base_manager.all().delete)
    socket = await opened(ana)
    await in_database(inside, hotel, writes, hotel, conversation)
    assert await look(socket, None) == []
    assert await in_database(inside, hotel, Message.objects.count) == 2
