"""The WhatsApp webhook: who may call it, what it stores, and that nothing makes it fall over."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prometheus_client import REGISTRY
from redis import Redis

from messaging import inbox, queues, tasks
from messaging.fakes import phone
from messaging.models import ChannelAccount, Conversation, Message
from pms import shared
from pms.models import Guest, GuestIdentity
from tests import factories as make
from tests.messaging.conftest import RECORDED_NUMBER, WEBHOOK, post, recorded

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("whatsapp_account")]
BSUID = "ES.13491208655302741918"


REAL_WAKE = queues.wake


@pytest.fixture(autouse=True)
def woken(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, float]]:
    """Conversations a worker was called for, and after how many seconds."""
    calls: list[tuple[int, float]] = []
    monkeypatch.setattr(
        queues,
        "wake",
        lambda task, hotel, *conversation, queue, countdown=0: calls.extend((one, countdown) for one in conversation),
    )
    return calls


def stored() -> list[tuple[str, str]]:
    return list(Message._base_manager.order_by("pk").values_list("kind", "text"))


def text_from(sender: str, text: str = "Hola", **wish: Any) -> Any:
    return phone.envelope(RECORDED_NUMBER, {"from": sender, "text": text, **wish})


class TestHandshake:
    def ask(self, client: Client, **asked: str) -> Any:
        return client.get(WEBHOOK, {f"hub.{name}": value for name, value in asked.items()})

    def test_answers_the_challenge_as_it_came(self, client):
        response = self.ask(client, mode="subscribe", verify_token="test-verify-token", challenge="1158201444")
        assert response.status_code == 200
        assert response.content == b"1158201444"
        assert response["Content-Type"].startswith("text/plain")

    @pytest.mark.parametrize(
        "asked",
        [
            {},
            {"mode": "subscribe", "challenge": "1"},
            {"mode": "subscribe", "challenge": "1", "verify_token": ""},
            {"mode": "subscribe", "challenge": "1", "verify_token": "wrong"},
            {"mode": "subscribe", "challenge": "1", "verify_token": "ñandú\ud800".encode("utf-8", "replace").decode()},
            {"mode": "unsubscribe", "challenge": "1", "verify_token": "test-verify-token"},
        ],
    )
    def test_refuses_whoever_does_not_know_the_token(self, client, asked):
        response = self.ask(client, **asked)
        assert (response.status_code, response.content) == (403, b"")

    def test_an_account_without_a_token_or_not_active_opens_nothing(self, client):
        ChannelAccount._base_manager.update(verify_token="")
        assert self.ask(client, mode="subscribe", verify_token="", challenge="1").status_code == 403
        ChannelAccount._base_manager.update(verify_token="old", active=False)
        assert self.ask(client, mode="subscribe", verify_token="old", challenge="1").status_code == 403

    def test_other_methods_are_refused(self, client):
        assert client.put(WEBHOOK).status_code == 405


@pytest.mark.security
class TestSignature:
    @pytest.mark.parametrize(
        "given",
        [
            "",
            "sha256=",
            "sha256=" + "0" * 64,
            "sha256=" + "z" * 64,
            "sha1=" + "0" * 40,
            "0" * 64,
            "sha256=ñ",
            "x" * 9999,
        ],
    )
    def test_a_wrong_one_stores_nothing(self, client, woken, given):
        response = post(client, recorded("text"), **{"X-Hub-Signature-256": given})
        assert response.status_code == 403
        assert (stored(), woken, Guest.objects.count()) == ([], [], 0)

    def test_a_missing_one_stores_nothing(self, client, woken):
        response = client.post(WEBHOOK, recorded("text"), content_type="application/json")
        assert (response.status_code, stored(), woken) == (403, [], [])

    def test_anothers_secret_stores_nothing(self, client):
        assert post(client, recorded("text"), secret="test-app-secret").status_code == 403
        assert stored() == []

    def test_it_covers_every_byte(self, client):
        raw = json.dumps(recorded("text")).encode()
        signed = f"sha256={phone.signature('app-secret', raw)}"
        assert post(client, raw + b" ", **{"X-Hub-Signature-256": signed}).status_code == 403

    def test_an_account_without_secret_takes_nothing(self, client, whatsapp_account):
        ChannelAccount.objects.filter(pk=whatsapp_account.pk).update(app_secret="")
        assert post(client, recorded("text"), secret="").status_code == 403
        assert stored() == []

    def test_an_unknown_account_is_refused_counted_and_stores_nothing(self, client, woken):
        before = REGISTRY.get_sample_value("tenant_resolution_seconds_count", {"result": "unknown"}) or 0
        response = post(client, phone.envelope("999", {"from": "34600111222", "text": "Hola"}))
        after = REGISTRY.get_sample_value("tenant_resolution_seconds_count", {"result": "unknown"})
        assert (response.status_code, stored(), woken) == (403, [], [])
        assert after == before + 1

    def test_an_inactive_account_is_unknown(self, client, whatsapp_account):
        ChannelAccount.objects.filter(pk=whatsapp_account.pk).update(active=False)
        assert post(client, recorded("text")).status_code == 403

    def test_an_account_is_read_anew_after_seconds(self, client, whatsapp_account, monkeypatch):
        post(client, recorded("text"))
        ChannelAccount.objects.filter(pk=whatsapp_account.pk).update(active=False)
        monkeypatch.setattr(
            inbox, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + 6, perf_counter=time.time)
        )
        assert post(client, recorded("button_reply")).status_code == 403

    def test_a_payload_for_two_accounts_must_be_signed_for_both(self, client, other_hotel):
        make.WhatsappAccountFactory(hotel=other_hotel, external_id="777", app_secret="other-secret")
        payload = text_from("34600111222")
        payload["entry"] += phone.envelope("777", {"from": "34600111222", "text": "Oi"})["entry"]
        assert post(client, payload).status_code == 403
        assert stored() == []

    def test_a_payload_for_two_accounts_of_one_app_is_stored_at_each_hotel(self, client, hotel, other_hotel):
        make.WhatsappAccountFactory(hotel=other_hotel, external_id="777", app_secret="app-secret")
        payload = text_from("34600111222", "Hola")
        payload["entry"] += phone.envelope("777", {"from": "34600111222", "text": "Oi"})["entry"]
        assert post(client, payload).status_code == 200
        assert dict(Message._base_manager.values_list("hotel__slug", "text")) == {
            "casa-azul": "Hola",
            "casa-verde": "Oi",
        }
        assert Guest._base_manager.count() == 2

    def test_news_about_no_number_must_be_signed_too(self, client):
        assert post(client, recorded("account_update")).status_code == 200
        assert post(client, recorded("account_update"), secret="guessed").status_code == 403

    def test_what_is_not_json_is_refused(self, client):
        assert post(client, b"{").status_code == 400
        assert post(client, b"{", secret="guessed").status_code == 403
        assert post(client, b"[" * 100_000).status_code == 400
        assert post(client, b"\xff\xfe").status_code == 400

    def test_a_huge_body_is_refused_unread(self, client):
        assert post(client, b" " * 1_000_001).status_code == 413


class TestMessages:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("text", ("text", "¿Tienen habitación del 20 al 22 de diciembre? 🙂")),
            ("button_reply", ("button", "choose_room:2")),
            ("list_reply", ("button", "choose_room:5")),
            ("template_button", ("button", "confirm")),
            ("audio", ("audio", "")),
            ("image", ("image", "Mi comprobante")),
            ("location", ("location", "Estación de Cádiz, Av. del Puerto 1, Cádiz")),
            ("unsupported", ("unknown", "")),
            ("no_phone", ("text", "Hola")),
        ],
    )
    def test_every_kind_is_stored(self, client, name, expected):
        assert post(client, recorded(name)).status_code == 200
        assert stored() == [expected]

    @pytest.mark.parametrize("name", ["reaction", "changed_number"])
    def test_what_nobody_said_is_not_answered(self, client, woken, name):
        assert post(client, recorded(name)).status_code == 200
        assert (stored(), woken) == ([], [])

    def test_the_guest_is_known_by_phone_and_business_scoped_id(self, client):
        post(client, recorded("text"))
        guest = Guest.objects.get()
        assert (guest.name, guest.phone) == ("Sheena Nelson", "+34600111222")
        assert set(guest.identities.values_list("kind", "value")) == {("phone", "34600111222"), ("bsuid", BSUID)}
        assert Conversation.objects.get().sender == "34600111222"

    def test_a_guest_without_phone_is_answered_by_business_scoped_id(self, client):
        post(client, recorded("no_phone"))
        assert Conversation.objects.get().sender == BSUID
        assert (Guest.objects.get().phone, Guest.objects.get().name) == ("", "Sheena Nelson")

    def test_who_hides_the_number_later_stays_in_the_same_conversation(self, client):
        post(client, recorded("text"))
        post(client, recorded("no_phone"))
        assert Conversation.objects.get().messages.count() == 2
        assert Guest.objects.count() == 1

    def test_the_other_name_of_a_known_guest_is_learned(self, client):
        post(client, text_from("34600111222"))
        post(client, text_from("34600111222", user_id=BSUID))
        post(client, recorded("no_phone"))
        assert Conversation.objects.get().messages.count() == 3

    def test_the_number_as_written_and_the_whatsapp_id_are_one_guest(self, client):
        post(client, recorded("ninth_digit"))
        post(client, text_from("551187654321"))
        # Answered where they wrote from last.
        assert Conversation.objects.get().sender == "551187654321"
        assert GuestIdentity.objects.count() == 2

    def test_a_batch_is_stored_wholly_and_in_order(self, client, woken):
        assert post(client, recorded("batch")).status_code == 200
        texts = {
            conversation.sender: list(conversation.messages.values_list("text", flat=True))
            for conversation in Conversation.objects.all()
        }
        assert texts == {
            "34600111222": ["Hola", "quiero una habitación"],
            "5511987654321": ["Olá", "tem vaga?"],
        }
        assert len(woken) == 2

    def test_duplicates_are_stored_and_answered_once(self, client, woken):
        for _ in range(3):
            assert post(client, recorded("text")).status_code == 200
        payload = recorded("text")
        change = payload["entry"][0]["changes"][0]
        payload["entry"][0]["changes"] = [change, change]
        assert post(client, payload).status_code == 200
        assert (len(stored()), len(woken)) == (1, 1)

    def test_the_same_id_at_another_hotel_is_another_message(self, client, other_hotel):
        make.WhatsappAccountFactory(hotel=other_hotel, external_id="777", app_secret="app-secret")
        post(client, text_from("34600111222", id="wamid.1"))
        post(client, phone.envelope("777", {"from": "34600111222", "text": "Oi", "id": "wamid.1"}))
        assert Message._base_manager.count() == 2

    def test_a_button_is_answered_at_once_and_words_after_the_quiet_time(self, client, monkeypatch, settings):
        woken = []
        monkeypatch.setattr(queues, "wake", lambda task, *ids, queue, countdown=0: woken.append((task, countdown)))
        monkeypatch.setattr("messaging.outbox.seen", lambda conversation: woken.append("seen"))
        post(client, recorded("button_reply"))
        post(client, recorded("text"))
        conversation = Conversation._base_manager.get()
        tasks.hear(conversation.hotel_id, conversation.pk)
        answer, hear = "messaging.tasks.answer", "messaging.tasks.hear"
        assert woken == [(answer, 0), (hear, 0), (answer, settings.BURST_QUIET_TIME), "seen"]

    def test_without_redis_the_message_is_stored_and_acknowledged(self, client, monkeypatch):
        monkeypatch.setattr(queues, "wake", REAL_WAKE)
        monkeypatch.setattr(shared, "client", lambda: Redis.from_url("redis://127.0.0.1:1", socket_timeout=0.1))
        assert post(client, recorded("text")).status_code == 200
        assert len(stored()) == 1

    def test_the_time_is_the_guests_and_never_in_the_future(self, client):
        post(client, recorded("text"))
        assert Message.objects.get().created_at == datetime.fromtimestamp(1749416383.999999, UTC)
        post(client, text_from("34600111222", message={**TEXT, "timestamp": str(int(time.time()) + 9999)}))
        assert Message.objects.latest("pk").created_at <= datetime.now(UTC)

    @pytest.mark.parametrize("timestamp", ["", "soon", "9" * 40, "-" + "9" * 30, 1749416383, None])
    def test_a_strange_time_is_now(self, client, timestamp):
        post(client, text_from("34600111222", message={**TEXT, "timestamp": timestamp}))
        assert (datetime.now(UTC) - Message.objects.get().created_at).total_seconds() < 60

    def test_characters_the_database_refuses_are_left_out(self, client):
        raw = json.dumps(text_from("34600111222", "a\x00b\ud800c", id="wamid.\x00\ud800", name="\ud800")).encode()
        assert post(client, raw).status_code == 200
        assert stored() == [("text", "ab?c")]

    def test_the_window_runs_from_the_guests_last_message(self, client):
        post(client, text_from("34600111222"))
        Conversation.objects.update(last_message_at=datetime(2020, 1, 1, tzinfo=UTC))
        post(client, text_from("34600111222"))
        latest = Message.objects.latest("pk")
        assert Conversation.objects.get().last_message_at == latest.created_at


TEXT = {"type": "text", "text": {"body": "Hola"}}


class TestReceipts:
    @pytest.fixture
    def sent(self, whatsapp_account: ChannelAccount) -> Message:
        conversation = make.ConversationFactory(hotel=whatsapp_account.hotel, account=whatsapp_account)
        message: Message = make.MessageFactory(
            conversation=conversation, direction="out", status="sent", external_id="wamid.SENT"
        )
        return message

    def test_they_move_a_message_on_and_never_back(self, client, sent):
        for name, status in [("read", "read"), ("delivered", "read"), ("sent", "read"), ("failed", "read")]:
            assert post(client, recorded(f"status_{name}")).status_code == 200
            sent.refresh_from_db()
            assert sent.status == status
        assert sent.error == ""

    def test_two_in_one_payload_leave_the_furthest(self, client, sent):
        payload = recorded("status_read")
        payload["entry"] += recorded("status_delivered")["entry"]
        post(client, payload)
        sent.refresh_from_db()
        assert sent.status == "read"

    def test_of_another_hotels_message_are_ignored(self, client, sent, other_hotel):
        make.WhatsappAccountFactory(hotel=other_hotel, external_id="777", app_secret="app-secret")
        payload = recorded("status_read")
        payload["entry"][0]["changes"][0]["value"]["metadata"]["phone_number_id"] = "777"
        assert post(client, payload).status_code == 200
        sent.refresh_from_db()
        assert sent.status == "sent"

    def test_they_do_not_wake_the_agent(self, client, sent, woken):
        post(client, recorded("status_delivered"))
        assert woken == []


@pytest.mark.performance
class TestQueries:
    def count(self, client: Client, payload: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert post(client, payload).status_code == 200
        return len([query for query in queries if "SAVEPOINT" not in query["sql"]])

    def test_a_known_guest_costs_three_and_two_within_seconds(self, client):
        post(client, text_from("34600111222", user_id=BSUID))
        inbox.recent_accounts.clear()
        assert self.count(client, text_from("34600111222", user_id=BSUID)) <= 3
        assert self.count(client, text_from("34600111222")) <= 2

    def test_a_batch_of_known_guests_costs_as_much(self, client):
        post(client, recorded("batch"))
        payload = recorded("batch")
        for change in payload["entry"][0]["changes"]:
            for message in change["value"]["messages"]:
                message["id"] += "again"
        inbox.recent_accounts.clear()
        assert self.count(client, payload) <= 3
        assert len(stored()) == 8

    def test_a_receipt_costs_two(self, client):
        assert self.count(client, recorded("status_read")) <= 2

    def test_a_new_guest_costs_ten(self, client):
        assert self.count(client, recorded("text")) <= 10


@pytest.mark.django_db(transaction=True)
def test_first_messages_that_race_make_one_guest(whatsapp_account):
    def write(n: int) -> int:
        try:
            status: int = post(Client(), text_from("34600111222", f"{n}", user_id=BSUID)).status_code
            return status
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as guests:
        assert set(guests.map(write, range(16))) == {200}
    [conversation] = whatsapp_account.conversations.all()
    assert conversation.messages.count() == 16
    assert Guest.objects.count() == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, child in children for place in places(child, (*path, key)))]


@st.composite
def damaged(draw: st.DrawFn) -> Any:
    """A recorded payload with anything at all in one to three of its places."""
    names = ["text", "button_reply", "audio", "location", "batch", "no_phone", "status_failed", "unsupported"]
    payload = recorded(draw(st.sampled_from(names)))
    for _ in range(draw(st.integers(1, 3))):
        *path, last = draw(st.sampled_from(places(payload)[1:]))
        parent = payload
        for key in path:
            parent = parent[key]
        parent[last] = draw(JSON)
    return payload


@pytest.mark.security
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payload=JSON | damaged())
def test_whatever_is_signed_never_breaks_it(client, woken, payload):
    raw = json.dumps(payload).encode()
    assert post(client, raw).status_code in (200, 403)
