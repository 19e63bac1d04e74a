"""A guest's phone: every kind of message, and every way Meta may bring it."""

from __future__ import annotations

import threading

import pytest

from tests.messaging.fakes.conftest import GUEST, HOTEL, eventually

pytestmark = pytest.mark.integration
THREE = [{"text": "uno"}, {"text": "dos"}, {"text": "tres"}]


def words(webhook):
    return [message["text"]["body"] for message in webhook.values("messages")]


@pytest.fixture
def say(fake, meta):
    return lambda **wish: fake.post("/guest", json={"from": GUEST, **wish})


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({"text": "Hola", "context": "wamid.1"}, {"type": "text", "text": {"body": "Hola"}}),
        ({"image": "77", "text": "El baño"}, {"type": "image"}),
        ({"audio": "77"}, {"type": "audio"}),
        ({"sticker": "77"}, {"type": "sticker"}),
        ({"document": "77"}, {"type": "document"}),
        ({"video": "77"}, {"type": "video"}),
        ({"location": {"latitude": 41.4, "longitude": 2.2}}, {"location": {"latitude": 41.4, "longitude": 2.2}}),
        ({"contacts": ["Ana"]}, {"type": "contacts"}),
        ({"reaction": "👍", "context": "wamid.1"}, {"reaction": {"message_id": "wamid.1", "emoji": "👍"}}),
        ({"revoke": "wamid.1"}, {"type": "revoke", "revoke": {"original_message_id": "wamid.1"}}),
        ({"unsupported": "poll"}, {"type": "unsupported", "unsupported": {"type": "poll"}}),
        ({"new_number": "34600999888"}, {"type": "system"}),
        ({"list_id": "r1", "text": "Doble"}, {"type": "interactive"}),
        ({"payload": "confirm"}, {"type": "button", "button": {"payload": "confirm", "text": "confirm"}}),
        ({"message": {"type": "order", "order": {}}}, {"type": "order"}),
    ],
)
def test_every_kind_is_written_as_meta_writes_it(say, webhook, wish, expected):
    assert say(**wish).json()["status"] == 200
    [message] = webhook.values("messages")
    assert {name: message[name] for name in expected} == expected
    assert (message["from"], message["from_user_id"][:3]) == (GUEST, "ES.")


def test_an_edit_carries_the_new_message_and_the_old_ones_id(say, webhook):
    say(edit="wamid.1", text="del 21 al 23")
    [message] = webhook.values("messages")
    assert message["edit"]["original_message_id"] == "wamid.1"
    assert message["edit"]["message"]["text"] == {"body": "del 21 al 23"}
    assert message["id"] != "wamid.1"


def test_an_uploaded_file_is_described_as_it_is(say, fake, webhook):
    media_id = fake.post("/1/media", files={"file": ("a.png", b"png", "image/png")}).json()["id"]
    say(messages=[{"image": media_id}])
    [message] = webhook.values("messages")
    about = fake.get(f"/{media_id}").json()
    assert {name: message["image"][name] for name in ("id", "mime_type", "sha256")} == {
        "id": media_id,
        "mime_type": "image/png",
        "sha256": about["sha256"],
    }


def test_several_messages_are_several_webhooks_a_second_apart(say, webhook):
    answer = say(messages=THREE).json()
    assert words(webhook) == ["uno", "dos", "tres"]
    assert [message["id"] for message in webhook.values("messages")] == answer["ids"]
    times = [int(message["timestamp"]) for message in webhook.values("messages")]
    assert times == [times[2] - 2, times[2] - 1, times[2]]


def test_a_batch_is_one_payload(say, webhook):
    say(messages=[*THREE, {"from": "5511987654321", "text": "oi"}], batch=True)
    assert len(webhook.brought) == 1
    assert words(webhook) == ["uno", "dos", "tres", "oi"]
    assert [contact["user_id"][:2] for contact in webhook.values("contacts")] == ["ES", "BR"]


@pytest.mark.parametrize(
    ("order", "expected"), [("reversed", ["tres", "dos", "uno"]), ([1, 2, 0], ["dos", "tres", "uno"])]
)
def test_messages_may_overtake_each_other(say, webhook, order, expected):
    ids = say(messages=THREE, order=order).json()["ids"]
    assert words(webhook) == expected
    assert [
        one["text"]["body"] for one in sorted(webhook.values("messages"), key=lambda one: ids.index(one["id"]))
    ] == [
        "uno",
        "dos",
        "tres",
    ]


def test_a_duplicate_is_the_very_same_webhook_again(say, webhook):
    assert say(text="Hola", duplicate=2).json()["statuses"] == [200, 200, 200]
    assert webhook.brought[0] == webhook.brought[1] == webhook.brought[2]
    assert len(webhook.brought) == 3


def test_an_album_comes_at_once(say, webhook):
    webhook.together = threading.Barrier(5)
    assert say(messages=[{"image": str(n)} for n in range(5)], parallel=True).json()["statuses"] == [200] * 5
    assert {message["image"]["id"] for message in webhook.values("messages")} == set("01234")


def test_a_webhook_that_refuses_is_said_and_not_asked_again(say, webhook):
    webhook.answers = [200, 500]
    response = say(messages=THREE)
    assert (response.status_code, response.json()["statuses"]) == (500, [200, 500, 200])


def test_with_retry_it_is_brought_until_it_is_taken_in_order(say, fake, webhook):
    webhook.answers = [500, 500, 500]
    response = say(messages=THREE, retry=True, duplicate=1)
    assert (response.status_code, len(response.json()["ids"])) == (202, 3)
    eventually(lambda: fake.post("/webhooks").json()["waiting"] == 0)
    assert words(webhook) == ["uno", "dos", "tres", "uno", "dos", "tres"]


def test_a_number_the_fake_was_once_told_of_is_remembered(say, meta, webhook, send):
    meta.numbers = list
    assert say(text="Hola").status_code == 400
    say(text="Hola", phone_number_id=HOTEL.id, app_secret=HOTEL.app_secret)
    meta.statuses = {"sent": 0.0}
    send()
    eventually(lambda: webhook.values("statuses"))
