"""The WhatsApp channel against the fake Graph API, over HTTP."""

from __future__ import annotations

import time
from typing import Any

import httpx
import pytest

from messaging.channels import CHANNELS, whatsapp
from messaging.errors import SendFailed
from messaging.fakes.whatsapp import Server
from messaging.models import ChannelAccount, Message
from tests.messaging.conftest import recorded

pytestmark = pytest.mark.integration
GUEST = "34600111222"
BSUID = "ES.13491208655302741918"


def send(account: ChannelAccount, text: str = "Hola", buttons: Any = (), to: str = GUEST) -> str:
    return CHANNELS["whatsapp"].send(account, to, Message(text=text, buttons=[list(button) for button in buttons]))


def options(count: int) -> list[tuple[str, str]]:
    return [(f"choose_room:{n}", f"Habitación {n}") for n in range(1, count + 1)]


@pytest.fixture
def sent(fake_whatsapp: Server) -> Any:
    """What arrived last."""
    return lambda: httpx.get(f"{fake_whatsapp.url}/sent").json()[-1]


def faults(server: Server, *wanted: dict[str, Any]) -> None:
    httpx.post(f"{server.url}/faults", json={"faults": wanted}).raise_for_status()


def test_a_text_arrives_and_its_id_is_metas(whatsapp_account, sent):
    wamid = send(whatsapp_account, "Buenas tardes 🙂")
    message = sent()
    assert (message["to"], message["type"], message["text"]) == (GUEST, "text", "Buenas tardes 🙂")
    assert (message["id"], message["phone_number_id"]) == (wamid, whatsapp_account.external_id)


def test_a_guest_without_phone_is_addressed_as_recipient(whatsapp_account, sent):
    send(whatsapp_account, to=BSUID)
    assert sent()["to"] == BSUID


@pytest.mark.parametrize(("count", "shown"), [(1, 1), (3, 3), (4, 4), (10, 10), (12, 10)])
def test_up_to_three_options_are_buttons_and_more_a_list(whatsapp_account, sent, count, shown):
    send(whatsapp_account, "¿Cuál?", options(count))
    message = sent()
    assert message["type"] == "interactive"
    assert [(b["id"], b["title"]) for b in message["buttons"]] == options(count)[:shown]


def test_titles_are_cut_to_what_whatsapp_takes(whatsapp_account, sent):
    send(whatsapp_account, "¿Cuál?", [("confirm", "Sí, confirmo la reserva ahora mismo")])
    assert sent()["buttons"] == [{"id": "confirm", "title": "Sí, confirmo la res…"}]


def test_a_text_too_long_for_buttons_goes_without(whatsapp_account, sent):
    send(whatsapp_account, "a" * 1025, options(2))
    assert (sent()["type"], sent()["buttons"]) == ("text", [])


def test_a_text_too_long_for_whatsapp_is_cut(whatsapp_account, sent):
    send(whatsapp_account, "a" * 5000)
    assert len(sent()["text"]) == 4096


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500, "body": {"error": {"code": 131000, "message": "Something went wrong"}}},
        {"status": 503, "body": "<html>"},
        {"status": 429, "body": {"error": {"code": 130429}}},
        {"status": 429, "body": ""},
        {"status": 400, "body": {"error": {"code": 131056, "message": "pair rate limit"}}},
        {"status": 200, "body": "<html>"},
        {"status": 200, "body": {}},
        {"status": 200, "body": {"messages": []}},
        {"status": 200, "body": {"messages": [{"id": 7}]}},
        {"status": 302, "body": ""},
        {"status": 404, "body": "<html>"},
    ],
)
def test_what_may_pass_is_worth_another_try(whatsapp_account, fake_whatsapp, fault):
    faults(fake_whatsapp, fault)
    with pytest.raises(SendFailed) as failure:
        send(whatsapp_account)
    assert not failure.value.permanent
    assert send(whatsapp_account).startswith("wamid.")


@pytest.mark.parametrize(("status", "code"), [(400, 131047), (401, 190), (403, 368), (400, 100)])
def test_what_meta_refuses_is_final(whatsapp_account, fake_whatsapp, status, code):
    faults(fake_whatsapp, {"status": status, "body": {"error": {"code": code, "message": "secret words"}}})
    with pytest.raises(SendFailed, match=f"whatsapp {status}, code {code}") as failure:
        send(whatsapp_account)
    assert failure.value.permanent


def test_the_reason_holds_no_words_of_the_guest(whatsapp_account):
    with pytest.raises(SendFailed) as failure:
        send(whatsapp_account, "mi secreto", to="nobody")
    assert failure.value.permanent
    assert "secreto" not in str(failure.value)
    assert "nobody" not in str(failure.value)


def test_without_token_meta_refuses(whatsapp_account):
    whatsapp_account.access_token = ""
    with pytest.raises(SendFailed) as failure:
        send(whatsapp_account)
    # httpx does not even send an empty bearer.
    assert str(failure.value) in ("whatsapp 401, code 190", "whatsapp: LocalProtocolError")


def test_a_slow_answer_is_not_waited_for(whatsapp_account, fake_whatsapp, monkeypatch):
    monkeypatch.setattr(whatsapp, "client", lambda: httpx.Client(timeout=0.2))
    faults(fake_whatsapp, {"delay": 2})
    started = time.monotonic()
    with pytest.raises(SendFailed, match="ReadTimeout") as failure:
        send(whatsapp_account)
    assert not failure.value.permanent
    assert time.monotonic() - started < 1.5


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://[", "ftp://127.0.0.1", "nonsense"])
def test_an_address_where_nobody_listens_may_be_mended(whatsapp_account, address):
    whatsapp_account.base_url = address
    with pytest.raises(SendFailed) as failure:
        send(whatsapp_account)
    assert not failure.value.permanent


def test_connections_are_reused():
    assert whatsapp.client() is whatsapp.client()
    assert not whatsapp.client().follow_redirects


def test_parse_gathers_what_belongs_to_one_account():
    [parsed] = CHANNELS["whatsapp"].parse(recorded("batch"))
    assert parsed.account == "106540352242922"
    assert [message.sender for message in parsed.messages] == [GUEST, GUEST, "5511987654321", "5511987654321"]
    assert {message.sender_name for message in parsed.messages} == {"Sheena Nelson", "João Silva"}


@pytest.mark.parametrize(
    "payload", [None, [], {}, 7, "x", {"entry": {}}, {"entry": [7, {"changes": [7, {"value": [], "field": {}}]}]}]
)
def test_parse_finds_nothing_in_what_is_not_metas(payload):
    assert CHANNELS["whatsapp"].parse(payload) == []
