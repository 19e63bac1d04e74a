"""pywa, who knows Meta's shapes, as oracle: for what the fake says and for what we understand."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from typing import Any

import pytest
import pywa
from pywa import server as pywa_server
from pywa.types import MessageStatus, MessageType
from pywa.types.base_update import RawUpdate
from pywa.types.message_status import MessageStatusType
from pywa.types.system import SystemType

from messaging.channels import CHANNELS
from messaging.fakes import phone, said, statuses
from messaging.fakes.meta import Meta
from tests.messaging.channels import shapes

GUEST = shapes.GUEST
SAY: dict[str, dict[str, Any]] = {
    "text": {"text": "Hola"},
    "message": {"message": {"type": "request_welcome"}},
    "edit": {"edit": "wamid.1", "text": "del 21 al 23"},
    "revoke": {"revoke": "wamid.1"},
    "reaction": {"reaction": "👍", "context": "wamid.1"},
    "button_id": {"button_id": "confirm", "text": "Sí"},
    "list_id": {"list_id": "choose:1", "text": "Doble"},
    "payload": {"payload": "confirm", "text": "Sí"},
    **{kind: {kind: "77", "text": "El baño"} for kind in said.MIME_TYPES},
    "location": {"location": {"latitude": 41.4, "longitude": 2.2, "name": "Sants"}},
    "contacts": {"contacts": ["Ana", "Luis"]},
    "unsupported": {"unsupported": "poll"},
    "new_number": {"new_number": "34600999888"},
}
TYPES = {
    "message": "request_welcome",
    "button_id": "interactive",
    "list_id": "interactive",
    "payload": "button",
    "new_number": "system",
    "edit": "text",
}


@pytest.fixture(scope="module")
def oracle() -> pywa.WhatsApp:
    return pywa.WhatsApp(phone_id=shapes.NUMBER, token="token", server=None, filter_updates=False)


def parsed_by(oracle: pywa.WhatsApp, payload: Any) -> Any:
    raw = RawUpdate(json.dumps(payload).encode(), hmac_header=None, update_hash="")
    handler = oracle._get_handler_type(raw)
    assert handler, "pywa has no type for it"
    return oracle._handlers_to_updates[handler].from_update(client=oracle, update=raw)


@pytest.mark.unit
class TestFake:
    """What the fake brings is what Meta would bring."""

    def test_every_kind_has_a_sample(self):
        assert set(SAY) == {"text", *said.CONTENTS}

    @pytest.mark.parametrize(
        ("kind", "known_as"),
        [(kind, {"from": GUEST}) for kind in SAY]
        + [(kind, {"user_id": shapes.BSUID}) for kind in SAY if kind != "new_number"],
    )
    def test_pywa_reads_what_a_guest_says(self, oracle, kind, known_as):
        [id_], [[payload]] = phone.payloads(shapes.NUMBER, {**known_as, **SAY[kind]})
        update = parsed_by(oracle, payload)
        assert (update.id, update.type) == (id_, TYPES.get(kind, kind))
        assert update.from_user.wa_id == known_as.get("from")

    @pytest.mark.parametrize("status", ["sent", "delivered", "read", "failed"])
    @pytest.mark.parametrize("to", [{"to": GUEST}, {"recipient": shapes.BSUID}], ids=["phone", "hidden"])
    def test_pywa_reads_the_statuses(self, oracle, status, to):
        meta = Meta("http://127.0.0.1:9/")
        body = {"messaging_product": "whatsapp", **to, "text": {"body": "Hola"}, "biz_opaque_callback_data": "42"}
        taken = meta.take(shapes.NUMBER, body)
        update = parsed_by(oracle, statuses.payload({**meta.sent[0], "error": 131047}, status, 1749416390.7))
        assert isinstance(update, MessageStatus)
        assert (update.status, update.id, update.tracker) == (status, taken.body["messages"][0]["id"], "42")
        assert update.pricing is None or (update.pricing.category, update.pricing.billable) == ("service", True)
        assert (update.error is not None) == (status == "failed")


@pytest.mark.unit
class TestShapes:
    """The samples are Meta's, and there is one of everything pywa knows."""

    @pytest.mark.parametrize("name", shapes.ALL)
    def test_pywa_reads_the_sample(self, oracle, name):
        update = parsed_by(oracle, shapes.ALL[name])
        assert getattr(update, "type", None) != MessageType.UNKNOWN or name == "unknown"

    def test_there_is_one_of_every_update(self, oracle):
        assert {type(parsed_by(oracle, one)) for one in shapes.ALL.values()} == set(
            oracle._handlers_to_updates.values()
        )

    def test_there_is_one_of_every_message(self):
        messages = [one["entry"][0]["changes"][0]["value"]["messages"][0] for one in shapes.MESSAGES.values()]
        assert {message["type"] for message in messages} == {str(type_.value) for type_ in MessageType}
        replies = {message["interactive"]["type"] for message in messages if "interactive" in message}
        assert replies == {*pywa_server._INTERACTIVE_TYPES, "nfm_reply"}
        changes = {message["system"]["type"] for message in messages if "system" in message}
        assert changes == {*map(str, pywa_server._SYSTEM_TYPES), *(one.value for one in SystemType)} - {"UNKNOWN"}

    def test_there_is_one_of_every_status(self):
        assert set(shapes.STATUSES) == {status.value for status in MessageStatusType} - {"UNKNOWN"}


def understood(payload: Any) -> Any:
    [parsed] = CHANNELS["whatsapp"].parse(payload)
    assert parsed.account == shapes.NUMBER
    return parsed


def everything_in(parsed: Any) -> set[Any]:
    """All values, whatever they are called: how a change is told may change."""
    if is_dataclass(parsed) and not isinstance(parsed, type):
        parsed = asdict(parsed)
    if isinstance(parsed, dict):
        parsed = list(parsed.values())
    return set().union(*map(everything_in, parsed)) if isinstance(parsed, list | tuple) else {parsed}


def damaged(payload: Any) -> Iterator[Any]:
    """The payload with every part of it in turn replaced by something else."""
    for path in paths(payload):
        for junk in (None, 7, "", [], {}, [None], {"id": {}}):
            broken = copy.deepcopy(payload)
            parent = broken
            for key in path[:-1]:
                parent = parent[key]
            parent[path[-1]] = junk
            yield broken


def paths(part: Any, *above: Any) -> Iterator[tuple[Any, ...]]:
    children = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, child in children:
        yield (*above, key)
        yield from paths(child, *above, key)


@pytest.mark.unit
class TestParse:
    """Whatever Meta may bring is stored, understood, or passed over on purpose."""

    @pytest.mark.parametrize("name", shapes.SAID)
    def test_nothing_a_guest_says_vanishes(self, name):
        [message] = understood(shapes.SAID[name]).messages
        assert (message.external_id, message.sender) == (shapes.ID, GUEST)
        assert shapes.BSUID in [identity.value for identity in message.identities]

    @pytest.mark.parametrize("kind", ["text", "image", "audio", "location"])
    def test_what_we_know_keeps_its_kind(self, kind):
        assert understood(shapes.SAID[kind]).messages[0].kind == kind

    @pytest.mark.parametrize(
        ("name", "said"), [("button", "confirm"), ("button_reply", "confirm"), ("list_reply", "choose:1")]
    )
    def test_what_is_pressed_says_which(self, name, said):
        [message] = understood(shapes.SAID[name]).messages
        assert (message.kind, message.text) == ("button", said)

    @pytest.mark.parametrize("name", ["unknown", "unsupported", "unsupported, of old", "request_welcome", "order"])
    def test_what_we_do_not_know_is_stored_as_such(self, name):
        assert understood(shapes.SAID[name]).messages[0].kind == "unknown"

    @pytest.mark.parametrize("name", ["edit", "edit of a caption"])
    def test_an_edit_says_what_is_new_and_of_which_message(self, name):
        parsed = understood(shapes.CHANGED[name])
        assert {shapes.ORIGINAL, "del 21 al 23"} <= everything_in(parsed)

    def test_a_deletion_says_of_which_message(self):
        parsed = understood(shapes.CHANGED["revoke"])
        assert shapes.ORIGINAL in everything_in(parsed)
        assert parsed.messages == ()

    @pytest.mark.parametrize("name", shapes.NOT_SAID)
    def test_what_asks_for_no_answer_is_no_message(self, name):
        assert understood(shapes.NOT_SAID[name]).messages == ()

    @pytest.mark.parametrize("name", shapes.STATUSES)
    def test_every_status_is_a_receipt_of_our_message(self, name):
        [receipt] = understood(shapes.STATUSES[name]).receipts
        assert (receipt.external_id, receipt.message) == (shapes.ID, 42)
        assert receipt.status == {"played": "read"}.get(name, name)
        assert receipt.window_closed == (name == "failed")
        assert receipt.billable == (True if name in ("sent", "delivered") else None)

    @pytest.mark.parametrize("name", shapes.OTHERS)
    def test_what_is_about_something_else_is_no_message(self, name):
        assert all(parsed.messages == () for parsed in CHANNELS["whatsapp"].parse(shapes.OTHERS[name]))

    @pytest.mark.security
    @pytest.mark.parametrize("name", shapes.ALL)
    def test_nothing_a_stranger_sends_raises(self, name):
        for broken in damaged(shapes.ALL[name]):
            for parsed in CHANNELS["whatsapp"].parse(broken):
                assert all(message.external_id and message.sender for message in parsed.messages)
