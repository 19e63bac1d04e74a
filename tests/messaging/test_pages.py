"""The web chat over HTTP: the page, who visits, and the polling doors."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django_scopes import scope

from messaging import queues, theme, webchat
from messaging.models import ChannelAccount, Conversation, Message
from messaging.pages import initials
from pms.models import GuestIdentity, Hotel
from tests import factories as make


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """The tasks that were queued, instead of queueing them."""
    calls: list[tuple[Any, ...]] = []
    monkeypatch.setattr(queues, "wake", lambda task, *args, **options: calls.append((task, *args, options)))
    return calls


@pytest.fixture
def visitor(hotel: Hotel, woken: list[Any]) -> Client:
    return visiting(hotel)


def visiting(hotel: Hotel, **options: Any) -> Client:
    client = Client(**options)
    assert client.get(f"/chat/{hotel.slug}/").status_code == 200
    return client


def write(client: Client, hotel: Hotel, text: str = "Hola", **frame: Any) -> Any:
    content = {"id": str(uuid.uuid4()), "text": text, **frame}
    headers = {}
    if client.handler.enforce_csrf_checks:
        headers["X-CSRFToken"] = client.cookies["csrftoken"].value
    return client.post(f"/chat/{hotel.slug}/messages", content, content_type="application/json", headers=headers)


def read(client: Client, hotel: Hotel, after: object = 0) -> list[dict[str, Any]]:
    answer = client.get(f"/chat/{hotel.slug}/messages", {"after": str(after)})
    assert answer.status_code == 200
    messages: list[dict[str, Any]] = answer.json()["messages"]
    return messages


def agent_says(visitor: Client, hotel: Hotel, text: str, **fields: Any) -> Message:
    with scope(hotel=hotel):
        conversation = Conversation.objects.order_by("-pk").first()
        fields = {"direction": "out", "status": "sent", "external_id": None, **fields}
        message: Message = make.MessageFactory(hotel=hotel, conversation=conversation, text=text, **fields)
    return message


def test_page_names_the_hotel_and_that_it_is_an_automatic_assistant(hotel: Hotel) -> None:
    page = Client().get(f"/chat/{hotel.slug}/").content.decode()
    assert "Casa Azul" in page
    assert "asistente automático" in page
    assert "Hablar con una persona" in page


@pytest.mark.parametrize(
    ("address", "accepts", "language"),
    [
        ("", "", "es"),
        ("", "fr-FR, pt-BR;q=0.8, en;q=0.5", "pt"),
        ("", "de", "es"),
        ("?lang=en", "pt-BR", "en"),
        ("?lang=xx", "en-GB", "en"),
        ("?lang=../es", "", "es"),
    ],
)
def test_page_speaks_the_language_asked_for(hotel: Hotel, address: str, accepts: str, language: str) -> None:
    answer = Client().get(f"/chat/{hotel.slug}/{address}", headers={"Accept-Language": accepts})
    assert answer["Content-Language"] == language
    assert f'<html lang="{language}">' in answer.content.decode()


def test_every_word_of_the_page_is_there_in_every_language(hotel: Hotel) -> None:
    for language in ("es", "pt", "en"):
        page = Client().get(f"/chat/{hotel.slug}/?lang={language}").content.decode()
        assert '=""' not in page.replace('data-live-port=""', "")
        assert "></h2>" not in page


def test_unknown_hotels_and_those_without_a_web_chat_are_not_found(hotel: Hotel) -> None:
    visitor = visiting(hotel)
    assert Client().get("/chat/nowhere/").status_code == 404
    assert Client().get("/chat/nowhere/messages").status_code == 404
    ChannelAccount.objects.filter(kind="web").update(active=False)
    for page in ("", "messages", "theme.css", "icon.svg"):
        assert visitor.get(f"/chat/{hotel.slug}/{page}").status_code == 404


def test_visitor_gets_a_signed_cookie_that_scripts_cannot_read(hotel: Hotel) -> None:
    client = visiting(hotel)
    cookie = client.cookies["chat_casa-azul"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert len(cookie.value.split(":")[0]) == 32
    client.get(f"/chat/{hotel.slug}/")
    assert client.cookies["chat_casa-azul"].value == cookie.value


def test_page_view_alone_stores_nothing(hotel: Hotel) -> None:
    visiting(hotel)
    assert not Conversation.objects.exists()


def test_forged_and_foreign_cookies_are_refused(hotel: Hotel, other_hotel: Hotel, visitor: Client) -> None:
    mine = visitor.cookies["chat_casa-azul"].value
    assert Client().get(f"/chat/{hotel.slug}/messages").status_code == 403
    forged = Client()
    forged.cookies["chat_casa-azul"] = "0" * 32 + mine[32:]
    assert write(forged, hotel).json() == {"reason": "unknown_visitor"}
    neighbour = Client()
    neighbour.cookies["chat_casa-verde"] = mine
    assert neighbour.get(f"/chat/{other_hotel.slug}/messages").status_code == 403
    assert not Message.objects.exists()


def test_message_is_stored_once_under_the_hotel_and_wakes_the_agent(
    hotel: Hotel, visitor: Client, woken: list[Any]
) -> None:
    frame = {"id": str(uuid.uuid4()), "language": "en"}
    first = write(visitor, hotel, "Hello", **frame)
    again = write(visitor, hotel, "Hello", **frame)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    message = Message.objects.select_related("conversation").get()
    assert message.text == "Hello"
    assert message.conversation.hotel == hotel
    assert message.conversation.language == "en"
    identity = GuestIdentity.objects.get()
    assert (identity.kind, identity.value) == ("web", message.conversation.sender)
    assert [call[:3] for call in woken] == [("messaging.tasks.answer", hotel.pk, message.conversation_id)]


def test_answer_says_whether_the_agent_replies(hotel: Hotel, visitor: Client) -> None:
    assert write(visitor, hotel).json()["answering"]
    Conversation.objects.update(owner="waiting")
    assert not write(visitor, hotel).json()["answering"]


def test_polling_reads_both_sides_and_the_staff(hotel: Hotel, visitor: Client) -> None:
    frame = {"id": str(uuid.uuid4())}
    write(visitor, hotel, "¿Tienen *wifi*?\n<b>ya</b>", **frame)
    agent_says(visitor, hotel, "Sí", buttons=[["thanks", "Gracias"]])
    agent_says(visitor, hotel, "Buenas, soy Marta", staff=make.UserFactory())
    agent_says(visitor, hotel, "todavía no", status="queued")
    agent_says(visitor, hotel, "nunca", status="failed")
    mine, agents, staffs = read(visitor, hotel)
    assert (mine["from"], mine["text"], mine["frame"]) == ("guest", "¿Tienen *wifi*?\n<b>ya</b>", frame["id"])
    assert (agents["from"], agents["buttons"]) == ("agent", [{"id": "thanks", "title": "Gracias"}])
    assert (staffs["from"], staffs["text"]) == ("staff", "Buenas, soy Marta")


def test_polling_after_an_id_skips_what_is_old_and_finds_what_was_sent_late(hotel: Hotel, visitor: Client) -> None:
    first = write(visitor, hotel).json()["message"]["id"]
    late = agent_says(visitor, hotel, "late", status="queued")
    last = write(visitor, hotel).json()["message"]["id"]
    Message.objects.filter(pk=first).update(status_at="2020-01-01T00:00Z")
    assert [message["id"] for message in read(visitor, hotel, last)] == [last]
    Message.objects.filter(pk=late.pk).update(status="sent")
    assert [message["id"] for message in read(visitor, hotel, last)] == [late.pk, last]


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "", "²", "9" * 40])
def test_polling_after_nonsense_is_refused(hotel: Hotel, visitor: Client, after: str) -> None:
    answer = visitor.get(f"/chat/{hotel.slug}/messages", {"after": after})
    assert answer.status_code == 400


def test_two_visitors_never_see_each_other(hotel: Hotel, other_hotel: Hotel, visitor: Client) -> None:
    frame = {"id": str(uuid.uuid4())}
    write(visitor, hotel, "mine", **frame)
    other, abroad = visiting(hotel), visiting(other_hotel)
    # The same id by another visitor is another message.
    write(other, hotel, "theirs", **frame)
    write(abroad, other_hotel, "elsewhere", **frame)
    assert [message["text"] for message in read(visitor, hotel)] == ["mine"]
    assert [message["text"] for message in read(other, hotel)] == ["theirs"]
    assert [message["text"] for message in read(abroad, other_hotel)] == ["elsewhere"]


def test_one_browser_is_two_visitors_at_two_hotels(hotel: Hotel, other_hotel: Hotel, visitor: Client) -> None:
    visitor.get(f"/chat/{other_hotel.slug}/")
    write(visitor, hotel, "here")
    assert read(visitor, other_hotel) == []
    assert visitor.cookies["chat_casa-azul"].value[:32] != visitor.cookies["chat_casa-verde"].value[:32]


def test_button_is_shown_by_the_title_it_had(hotel: Hotel, visitor: Client) -> None:
    write(visitor, hotel)
    agent_says(visitor, hotel, "¿Confirmo?", buttons=[["confirm:7", "Sí, confirmar"]])
    stored = visitor.post(
        f"/chat/{hotel.slug}/messages",
        {"id": str(uuid.uuid4()), "button": "confirm:7"},
        content_type="application/json",
    )
    agent_says(visitor, hotel, "Confirm?", buttons=[["confirm:7", "Yes, confirm"]])
    assert stored.json()["message"]["text"] == "Sí, confirmar"
    message = Message.objects.get(kind="button")
    assert message.text == "confirm:7"
    assert read(visitor, hotel)[2]["text"] == "Sí, confirmar"


def test_button_that_was_never_offered_is_refused(hotel: Hotel, visitor: Client) -> None:
    write(visitor, hotel)
    frame = {"id": str(uuid.uuid4()), "button": "confirm:7"}
    answer = visitor.post(f"/chat/{hotel.slug}/messages", frame, content_type="application/json")
    assert (answer.status_code, answer.json()["reason"]) == (400, "unknown_button")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "malformed"),
        ("[" * 50_000, "malformed"),
        ("[1]", "malformed"),
        ('{"id": 5, "text": "x"}', "malformed"),
        ('{"id": "not a uuid", "text": "x"}', "malformed"),
        ('{"text": "x"}', "malformed"),
        (json.dumps({"id": str(uuid.uuid4()), "text": "  \n"}), "malformed"),
        (json.dumps({"id": str(uuid.uuid4()), "text": {"a": 1}}), "malformed"),
        (json.dumps({"id": str(uuid.uuid4()), "text": "x" * 10_001}), "too_long"),
        ("x" * 100_001, "too_long"),
    ],
    ids=range(10),
)
def test_what_the_page_never_sends_is_refused(hotel: Hotel, visitor: Client, body: str, reason: str) -> None:
    answer = visitor.post(f"/chat/{hotel.slug}/messages", body, content_type="application/json")
    assert (answer.status_code, answer.json()["reason"]) == (400, reason)
    assert not Message.objects.exists()


def test_longest_message_is_taken_whole(hotel: Hotel, visitor: Client) -> None:
    assert write(visitor, hotel, "ñ" * 10_000).status_code == 200
    assert len(Message.objects.get().text) == 10_000


def test_too_many_messages_are_asked_to_wait(hotel: Hotel, visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webchat, "BURST", 2)
    assert [write(visitor, hotel).status_code for _ in range(3)] == [200, 200, 429]
    assert Message.objects.count() == 2
    cache.clear()
    assert write(visitor, hotel).status_code == 200


def test_post_without_the_csrf_token_is_refused(hotel: Hotel, woken: list[Any]) -> None:
    client = visiting(hotel, enforce_csrf_checks=True)
    frame = {"id": str(uuid.uuid4()), "text": "x"}
    refused = client.post(f"/chat/{hotel.slug}/messages", frame, content_type="application/json")
    assert refused.status_code == 403
    assert write(client, hotel).status_code == 200


def test_page_may_load_nothing_from_elsewhere(hotel: Hotel, settings: Any) -> None:
    settings.LIVE_URL = "ws://localhost:8001"
    answer = Client().get(f"/chat/{hotel.slug}/", headers={"Host": "127.0.0.1:8000"})
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "connect-src 'self' ws://127.0.0.1:8001;" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    page = answer.content.decode()
    assert 'data-live-port="8001"' in page
    assert "style=" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_secure_pages_open_secure_sockets(hotel: Hotel) -> None:
    policy = Client().get(f"/chat/{hotel.slug}/", secure=True)["Content-Security-Policy"]
    assert "connect-src 'self' wss://testserver;" in policy


def test_stylesheet_holds_the_hotels_colour_and_nothing_else(hotel: Hotel) -> None:
    Hotel.objects.filter(pk=hotel.pk).update(color="#0e7490")
    answer = Client().get(f"/chat/{hotel.slug}/theme.css")
    assert answer["Content-Type"] == "text/css"
    assert "--hotel:#0e7490;" in answer.content.decode()
    Hotel.objects.filter(pk=hotel.pk).update(color="red;}*{")
    assert f"--hotel:{theme.DEFAULT};" in Client().get(f"/chat/{hotel.slug}/theme.css").content.decode()
    assert "red" not in Client().get(f"/chat/{hotel.slug}/icon.svg").content.decode()


@pytest.mark.unit
@pytest.mark.parametrize("color", ["#000000", "#ffffff", "#ffff00", "#777777", "#767676", "#0e7490", "#ff00ff"])
def test_every_colour_a_hotel_may_choose_can_be_read(color: str) -> None:
    sheet = theme.css(color).removeprefix(":root{").rstrip("}\n")
    values = dict(pair.split(":") for pair in sheet.split(";") if pair)
    pairs = [
        ("--on-hotel", "--hotel"),
        ("--on-hotel", "--deep"),
        ("--accent-on-dark", "--card-dark"),
        ("--accent-on-dark", "--tint-dark"),
        ("--accent-on-light", "--tint-light"),
    ]
    for ink, ground in pairs:
        assert theme.contrast(values[ink], values[ground]) >= theme.READABLE, (ink, ground)
    assert theme.contrast(values["--accent-on-light"], theme.LIGHT_GROUND) >= theme.READABLE


@pytest.mark.unit
@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Casa Azul", "CA"),
        ("Hotel Puerta del Mar", "PM"),
        ("Ritz", "R"),
        ("Hotel", "H"),
        ("&", "S"),
        ("Bora Bora", "BB"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(Hotel(name=name, slug="some")) == letters
