"""WhatsApp over Meta's Cloud API: signed webhooks in, Graph API calls out."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any

import httpx
from django.utils import timezone

from messaging.channels.base import Capabilities, Channel, Identity, Incoming, Parsed, Receipt
from messaging.errors import BadSignature, SendFailed
from messaging.models import ChannelAccount, Message

GRAPH = "https://graph.facebook.com/v23.0"
SIGNATURE = "X-Hub-Signature-256"
TIMEOUT = httpx.Timeout(10, connect=3)
# Meta answers these with a 4xx too, and means "later": throughput, pair rate, service away.
LATER = {1, 2, 4, 80007, 130429, 131000, 131016, 131056, 133004}

BODY_LENGTH = 1024  # of a message with buttons
MAX_BUTTONS, BUTTON_TITLE = 3, 20
MAX_ROWS, ROW_TITLE = 10, 24
LIST_LABEL = "▼"  # what opens the list of options, in any language

PHONE = re.compile(r"\+?\d{4,20}", re.ASCII)
# Business-scoped user id: the country, a dot, the id. All that is known of a guest who hides the number.
BSUID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")
STATUSES = {"sent", "delivered", "read", "failed"}
KINDS = {"text", "audio", "image", "location"}
# A thumb under our answer or a changed number is nothing to answer.
NOT_SAID = {"reaction", "system", "revoke"}


class WhatsApp(Channel):
    kind = "whatsapp"
    capabilities = Capabilities(buttons=MAX_BUTTONS, button_title=BUTTON_TITLE, text_length=4096, window_hours=24)

    def verify(self, account: ChannelAccount, body: bytes, headers: Mapping[str, str]) -> None:
        given = headers.get(SIGNATURE, "").encode()
        wanted = f"sha256={hmac.new(account.app_secret.encode(), body, sha256).hexdigest()}".encode()
        # Without a secret anybody could compute the right signature.
        if not account.app_secret or not hmac.compare_digest(given, wanted):
            raise BadSignature(account.kind)

    def parse(self, payload: Any) -> Sequence[Parsed]:
        """One Parsed for each phone number id, however many entries and changes speak of it."""
        changes: dict[str, list[dict[str, Any]]] = {}
        for entry in _objects(payload, "entry"):
            for change in _objects(entry, "changes"):
                value = _object(change, "value")
                if account := _string(_object(value, "metadata"), "phone_number_id"):
                    changes.setdefault(account, []).append(value)
        return [
            Parsed(
                account,
                messages=tuple(message for value in values for message in _messages(value)),
                receipts=tuple(receipt for value in values for receipt in _receipts(value)),
            )
            for account, values in changes.items()
        ]

    def send(self, account: ChannelAccount, recipient: str, message: Message) -> str:
        url = f"{account.base_url.rstrip('/') or GRAPH}/{account.external_id}/messages"
        body = {"messaging_product": "whatsapp", **_address(recipient), **_content(message)}
        try:
            answer = client().post(url, json=body, headers={"Authorization": f"Bearer {account.access_token}"})
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SendFailed(f"whatsapp: {type(error).__name__}", permanent=False) from error
        return _message_id(answer)


@cache
def client() -> httpx.Client:
    """One for the process: its connections stay open."""
    return httpx.Client(timeout=TIMEOUT, follow_redirects=False)


def _messages(value: dict[str, Any]) -> Iterator[Incoming]:
    contacts = _objects(value, "contacts")
    for message in _objects(value, "messages"):
        contact = _contact_of(message, contacts)
        names = _names(message, contact)
        external_id, type_ = _string(message, "id"), _string(message, "type")
        if not names or not external_id or type_ in NOT_SAID:
            continue
        kind, text = _said(message, type_)
        yield Incoming(
            external_id=external_id,
            sender=names[0].value,
            identities=names,
            sent_at=_sent_at(message),
            kind=kind,
            text=text,
            sender_name=_string(_object(contact, "profile"), "name"),
        )


def _contact_of(message: dict[str, Any], contacts: list[dict[str, Any]]) -> dict[str, Any]:
    senders = {_string(message, "from"), _string(message, "from_user_id")} - {""}
    for contact in contacts:
        if senders & {_string(contact, "wa_id"), _string(contact, "user_id")}:
            return contact
    # The wa_id of some countries is not the number: Argentina's 9, Brazil's ninth digit, Mexico's 1.
    return contacts[0] if len(contacts) == 1 else {}


def _names(message: dict[str, Any], contact: dict[str, Any]) -> tuple[Identity, ...]:
    """Phone first: as long as Meta gives the number the answer goes there, and the number keeps coming."""
    values = [
        *(_string(message, "from"), _string(contact, "wa_id")),
        *(_string(message, "from_user_id"), _string(contact, "user_id")),
    ]
    phones = [Identity("phone", value) for value in values if PHONE.fullmatch(value)]
    bsuids = [Identity("bsuid", value) for value in values if BSUID.fullmatch(value)]
    return tuple(dict.fromkeys([*phones, *bsuids]))


def _said(message: dict[str, Any], type_: str) -> tuple[str, str]:
    """Kind and text; of a pressed button the id, which is ours, or its words where there is none."""
    content = _object(message, type_)
    match type_:
        case "text":
            return "text", _string(content, "body")
        case "button":
            return "button", _string(content, "payload") or _string(content, "text")
        case "interactive":
            pressed = _object(content, _string(content, "type"))
            return ("button", _string(pressed, "id")) if _string(pressed, "id") else ("unknown", "")
        case "location":
            return "location", ", ".join(filter(None, (_string(content, "name"), _string(content, "address"))))
    return type_ if type_ in KINDS else "unknown", _string(content, "caption")


def _sent_at(message: dict[str, Any]) -> datetime:
    """Meta counts whole seconds: taken at their end, else a quick answer stands before what it answers."""
    try:
        return datetime.fromtimestamp(int(_string(message, "timestamp")) + 0.999999, UTC)
    except (ValueError, OverflowError, OSError):
        return timezone.now()


def _receipts(value: dict[str, Any]) -> Iterator[Receipt]:
    for status in _objects(value, "statuses"):
        if _string(status, "id") and _string(status, "status") in STATUSES:
            errors = [f"{error.get('code')} {_string(error, 'title')}" for error in _objects(status, "errors")]
            yield Receipt(_string(status, "id"), _string(status, "status"), error="; ".join(errors))


def _object(parent: dict[str, Any], key: str) -> dict[str, Any]:
    value = parent.get(key)
    return value if isinstance(value, dict) else {}


def _objects(parent: Any, key: str) -> list[dict[str, Any]]:
    values = parent.get(key) if isinstance(parent, dict) else None
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def _string(parent: dict[str, Any], key: str) -> str:
    value = parent.get(key)
    return value if isinstance(value, str) else ""


def _address(recipient: str) -> dict[str, str]:
    # A business-scoped id in `to` is accepted by Meta and silently dropped.
    return {"recipient_type": "individual", "recipient" if BSUID.fullmatch(recipient) else "to": recipient}


def _content(message: Message) -> dict[str, Any]:
    if message.buttons and len(message.text) <= BODY_LENGTH:
        few = len(message.buttons) <= MAX_BUTTONS
        interactive = _buttons(message.buttons) if few else _list(message.buttons)
        return {"type": "interactive", "interactive": {**interactive, "body": {"text": message.text}}}
    text = _cut(message.text, WhatsApp.capabilities.text_length)
    return {"type": "text", "text": {"body": text, "preview_url": False}}


def _buttons(buttons: Sequence[Sequence[str]]) -> dict[str, Any]:
    replies = [{"id": id_, "title": _cut(title, BUTTON_TITLE)} for id_, title in buttons]
    return {"type": "button", "action": {"buttons": [{"type": "reply", "reply": reply} for reply in replies]}}


def _list(buttons: Sequence[Sequence[str]]) -> dict[str, Any]:
    rows = [{"id": id_, "title": _cut(title, ROW_TITLE)} for id_, title in buttons[:MAX_ROWS]]
    return {"type": "list", "action": {"button": LIST_LABEL, "sections": [{"rows": rows}]}}


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _message_id(answer: httpx.Response) -> str:
    """Meta's id of what it took. Raises SendFailed; the reason holds codes only, never a guest's words."""
    match _json(answer):
        case {"messages": [{"id": str(wamid)}, *_]} if answer.is_success:
            return wamid
        case {"error": {"code": int(code)}}:
            final = answer.is_client_error and answer.status_code != 429 and code not in LATER
            raise SendFailed(f"whatsapp {answer.status_code}, code {code}", permanent=final)
    raise SendFailed(f"whatsapp {answer.status_code}, unreadable", permanent=False)


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except (ValueError, RecursionError):
        return None
