"""Statuses of what a hotel sent: as Meta writes them, signed, until they are answered 200."""

from __future__ import annotations

import pytest

from messaging.fakes import postman
from messaging.management.commands.fake_whatsapp import STATUSES, seconds
from tests.messaging.fakes.conftest import GUEST, HOTEL, eventually

pytestmark = pytest.mark.integration
AT_ONCE = {"sent": 0.0, "delivered": 0.01, "read": 0.02}


def told(webhook):
    return sorted(one["status"] for one in webhook.values("statuses"))


def test_sent_delivered_and_read_follow_with_our_own_words_back(meta, webhook, send):
    meta.statuses = AT_ONCE
    wamid = send(biz_opaque_callback_data="42").json()["messages"][0]["id"]
    eventually(lambda: told(webhook) == ["delivered", "read", "sent"])
    for one in webhook.values("statuses"):
        assert (one["id"], one["recipient_id"], one["biz_opaque_callback_data"]) == (wamid, GUEST, "42")
        assert one["timestamp"].isdecimal()
    sent = next(one for one in webhook.values("statuses") if one["status"] == "sent")
    assert sent["pricing"] == {"billable": True, "pricing_model": "PMP", "category": "service", "type": "regular"}
    assert sent["conversation"]["origin"] == {"type": "service"}


def test_a_template_is_priced_as_utility(meta, webhook, send):
    meta.statuses = {"sent": 0.0}
    template = {"name": "stay_soon", "language": {"code": "es"}}
    send(type="template", template=template, text=None)
    eventually(lambda: told(webhook))
    assert webhook.values("statuses")[0]["pricing"]["category"] == "utility"


def test_a_guest_without_phone_is_told_by_the_business_scoped_id(meta, webhook, send):
    meta.statuses = {"sent": 0.0}
    send(to=None, recipient="ES.13491208655302741918")
    eventually(lambda: told(webhook))
    [status] = webhook.values("statuses")
    assert status["recipient_user_id"] == "ES.13491208655302741918"
    assert "recipient_id" not in status


def test_unasked_there_are_none(meta, webhook, fake, send):
    send()
    assert fake.get("/webhooks").json() == {"waiting": 0, "delivered": 0, "refused": 0}


def test_a_refused_webhook_comes_again_until_it_is_taken(meta, webhook, fake, send):
    meta.statuses = {"sent": 0.0}
    webhook.answers = [500, 302, 403]
    send()
    eventually(lambda: fake.post("/webhooks").json()["delivered"] == 1)
    assert fake.get("/webhooks").json() == {"waiting": 0, "delivered": 1, "refused": 3}
    assert told(webhook) == ["sent"]


def test_the_pauses_double_up_to_a_minute(monkeypatch):
    times = [100.0]
    monkeypatch.setattr(postman.time, "monotonic", lambda: times[0])
    carrier = postman.Postman(lambda: "http://127.0.0.1:9/")
    letter = postman.Letter(0.0, 0, [b"{}"], "secret")
    pauses = []
    for _ in range(8):
        carrier._deliver(letter)
        pauses.append(letter.due - times[0])
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]


def test_what_was_said_while_nobody_listened_is_brought_later(meta, webhook, fake, send):
    meta.statuses, meta.webhook_url = AT_ONCE, "http://127.0.0.1:9/"
    send()
    eventually(lambda: fake.get("/webhooks").json()["refused"] >= 3)
    assert fake.get("/webhooks").json()["waiting"] == 3
    meta.webhook_url = webhook.url
    eventually(lambda: fake.post("/webhooks").json()["waiting"] == 0)
    assert told(webhook) == ["delivered", "read", "sent"]


def test_sent_shows_how_far_a_message_came(meta, fake, send):
    send()
    assert fake.get("/sent").json()[0]["status"] == "accepted"
    meta.statuses = {"sent": 0.0, "delivered": 0.0, "read": 1000.0}
    send("Hola", biz_opaque_callback_data="7")
    second = fake.get("/sent").json()[1]
    assert (second["status"], second["callback"], second["body"]["to"]) == ("sent", "7", GUEST)
    assert fake.get("/sent", params={"after": second["n"]}).json() == []


def test_chance_moves_the_statuses_and_a_seed_repeats_it(meta):
    meta.jitter = 1.0
    times = meta._times(0.0, {"sent": 1.0, "read": 2.0})
    assert times["sent"] != 1.0
    assert 0 <= times["sent"] <= 2
    assert 0 <= times["read"] <= 4


def test_marks_are_kept_with_the_typing(fake):
    mark = {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.1"}
    fake.post(f"/{HOTEL.id}/messages", json={**mark, "typing_indicator": {"type": "text"}})
    [kept] = fake.get("/marks").json()
    assert (kept["message_id"], kept["typing_indicator"]) == ("wamid.1", {"type": "text"})
    assert fake.get("/marks", params={"after": kept["n"]}).json() == []


def test_the_command_tells_statuses_unless_told_not_to():
    assert seconds(STATUSES) == {"sent": 0.2, "delivered": 0.6, "read": 2.0}
    assert seconds("") == {}
