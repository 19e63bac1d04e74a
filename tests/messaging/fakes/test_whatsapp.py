"""The fake WhatsApp: as strict as Meta, and a phone that reaches the real webhook."""

from __future__ import annotations

import json
from typing import Any

import pytest

from messaging.fakes.phone import Number
from messaging.fakes.whatsapp import Server
from messaging.management.commands.fake_whatsapp import demo_numbers
from tests.messaging.conftest import RECORDED_NUMBER, WEBHOOK

pytestmark = pytest.mark.integration


def message(type_: str, content: Any, **changes: Any) -> dict[str, Any]:
    return {"messaging_product": "whatsapp", "to": "34600111222", "type": type_, type_: content, **changes}


def buttons(*titles: str) -> list[Any]:
    return [{"type": "reply", "reply": {"id": f"b{n}", "title": title}} for n, title in enumerate(titles)]


def interactive(type_: str, **action: Any) -> dict[str, Any]:
    return message("interactive", {"type": type_, "body": {"text": "¿Cuál?"}, "action": action})


def rows(count: int) -> list[Any]:
    return [{"rows": [{"id": f"r{n}", "title": f"Row {n}"} for n in range(count)]}]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ([], 100),
        ({}, 100),
        (message("text", {"body": "Hola"}, messaging_product="sms"), 100),
        (message("text", {"body": "Hola"}, to=""), 100),
        (message("text", {"body": "Hola"}, to="ES.123"), 131009),
        (message("text", {"body": "Hola"}, to="", recipient="34600111222"), 131009),
        (message("text", {"body": ""}), 100),
        (message("text", {"body": 7}), 131009),
        (message("text", "Hola"), 100),
        (message("text", {"body": "a" * 4097}), 131009),
        (message("poll", {}), 131009),
        (message("audio", {}), 100),
        (message("template", {"name": "hello"}), 100),
        (message("interactive", {"type": "button", "body": {"text": "a" * 1025}}), 131009),
        (interactive("flow"), 131009),
        (interactive("button"), 131009),
        (interactive("button", buttons=buttons("1", "2", "3", "4")), 131009),
        (interactive("button", buttons=buttons("a" * 21)), 131009),
        (interactive("button", buttons=buttons("Sí", "Sí")), 131009),
        (interactive("list", sections=rows(1)), 100),
        (interactive("list", button="Ver", sections=rows(11)), 131009),
        (interactive("list", button="Ver", sections=[]), 131009),
        ({"messaging_product": "whatsapp", "status": "read"}, 100),
    ],
)
def test_refuses_what_meta_refuses(fake, body, code):
    response = fake.post("/106540352242922/messages", json=body)
    assert (response.status_code, response.json()["error"]["code"]) == (400, code)
    assert fake.get("/sent").json() == []


@pytest.mark.parametrize(
    "body",
    [
        message("text", {"body": "Hola"}),
        message("text", {"body": "Hola"}, to="+34 600 111 222"),
        message("text", {"body": "Hola"}, to=None, recipient="ES.13491208655302741918"),
        message("audio", {"id": "1"}),
        message("template", {"name": "hello", "language": {"code": "es"}}),
        interactive("button", buttons=buttons("Sí", "No")),
        interactive("list", button="Ver", sections=rows(10)),
    ],
)
def test_takes_what_meta_takes(fake, body):
    answer = fake.post("/v23.0/106540352242922/messages", json=body).json()
    [sent] = fake.get("/sent").json()
    assert answer["messages"] == [{"id": sent["id"]}]
    assert sent["phone_number_id"] == "106540352242922"


def test_read_marks_and_typing_are_no_messages(fake):
    body = {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.1"}
    typing = {**body, "typing_indicator": {"type": "text"}}
    assert fake.post("/1/messages", json=body).json() == {"success": True}
    assert fake.post("/1/messages", json=typing).json() == {"success": True}
    assert fake.post("/1/messages", json={**body, "typing_indicator": {}}).status_code == 400
    assert fake.get("/sent").json() == []


def test_wants_a_bearer_and_keeps_the_connection(fake):
    for _ in range(2):
        response = fake.post("/1/messages", json=message("text", {"body": "Hola"}), headers={"Authorization": ""})
        assert (response.status_code, response.json()["error"]["code"]) == (401, 190)
    assert fake.post("/1/messages", json=message("text", {"body": "Hola"})).status_code == 200


def test_not_json_and_unknown_paths_are_answered_in_metas_form(fake):
    for response in (fake.post("/1/messages", content=b"{"), fake.post("/a/b/c"), fake.get("/a/b"), fake.delete("/x")):
        assert response.status_code in (400, 404)
        assert response.json()["error"]["code"] == 100


def test_sent_is_filtered_by_guest_and_cleared(fake):
    for to in ("34600111222", "+34600333444"):
        fake.post("/1/messages", json=message("text", {"body": to}, to=to))
    assert [m["text"] for m in fake.get("/sent", params={"to": "34600333444"}).json()] == ["+34600333444"]
    assert len(fake.get("/sent").json()) == 2
    fake.delete("/sent")
    assert fake.get("/sent").json() == []


def test_a_fault_may_hide_that_the_message_was_taken(fake):
    fake.post("/faults", json={"faults": [{"status": 500, "stored": True}, {"status": 500}]})
    answers = [fake.post("/1/messages", json=message("text", {"body": "Hola"})).status_code for _ in range(3)]
    assert answers == [500, 500, 200]
    assert len(fake.get("/sent").json()) == 2


def test_media_comes_back_as_it_went(fake):
    content = bytes(range(256)) * 20
    upload = {"file": ("voice.ogg", content, "audio/ogg")}
    media_id = fake.post("/1/media", files=upload, data={"messaging_product": "whatsapp"}).json()["id"]
    about = fake.get(f"/{media_id}").json()
    assert (about["mime_type"], about["file_size"]) == ("audio/ogg", len(content))
    assert fake.get(about["url"]).content == content
    assert fake.get("/12345").status_code == 400
    assert fake.post("/1/media", json={}).status_code == 400


def test_the_phone_page_stands_alone(fake):
    response = fake.get("/")
    assert response.headers["Content-Type"].startswith("text/html")
    assert "https://" not in response.text


@pytest.fixture
def _wired(fake_whatsapp: Server, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("messaging.queues.wake", lambda *args, **options: None)
    fake_whatsapp.meta.webhook_url = live_server.url + WEBHOOK
    fake_whatsapp.meta.numbers = lambda: [Number(RECORDED_NUMBER, "app-secret", "casa-azul")]


@pytest.mark.e2e
@pytest.mark.django_db(transaction=True)
def test_a_guest_reaches_the_real_webhook(_wired, fake, whatsapp_account):
    wish = {"from": "34600111222", "text": "Hola", "name": "Ana"}
    assert fake.post("/guest", json=wish).json()["status"] == 200
    assert fake.post("/guest", json={**wish, "phone_number_id": RECORDED_NUMBER, "button_id": "confirm"}).is_success
    assert fake.post("/guest", json={**wish, "app_secret": "wrong"}).status_code == 403
    assert fake.post("/guest", json={**wish, "phone_number_id": "unknown"}).status_code == 400
    [conversation] = whatsapp_account.conversations.all()
    assert list(conversation.messages.values_list("kind", "text")) == [("text", "Hola"), ("button", "confirm")]
    assert conversation.guest.name == "Ana"
    assert fake.get("/hotels").json() == [{"phone_number_id": RECORDED_NUMBER, "hotel": "casa-azul"}]


def test_a_product_that_does_not_run_is_said(fake):
    response = fake.post("/guest", json={"from": "34600111222", "phone_number_id": "1", "app_secret": "s"})
    assert response.status_code == 502


def test_the_demo_hotels_are_known_once_they_are_made(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert demo_numbers() == []
    whatsapp = {"phone_number_id": "1", "app_secret": "s", "verify_token": "v"}
    (tmp_path / "demo.json").write_text(json.dumps({"hotels": [{"slug": "casa-azul", "whatsapp": whatsapp}]}))
    assert demo_numbers() == [Number("1", "s", "casa-azul")]
