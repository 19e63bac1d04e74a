"""Meta's webhook payloads, read into unified messages and receipts. Nothing a stranger sends raises here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from messaging.channels.base import Edit, Identity, Incoming, Move, Parsed, Receipt
from messaging.channels.whatsapp import codes

PHONE = re.compile(r"\+?\d{4,20}", re.ASCII)
# Business-scoped user id: the country, a dot, the id. All that is known of a guest who hides the number.
BSUID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")
CALLBACK = re.compile(r"message:(\d{1,18})", re.ASCII)
# Who has played a voice message has read it.
STATUSES = {"sent": "sent", "delivered": "delivered", "read": "read", "played": "read", "failed": "failed"}
FILES = {"audio", "image", "video", "sticker", "document"}
KINDS = {"text", "location", "contacts", *FILES}
# A thumb under our answer is nothing to answer; edits and changed numbers are read apart.
NOT_SAID = {"reaction", "system", "edit", "revoke"}


def parse(payload: Any) -> Sequence[Parsed]:
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
            edits=tuple(edit for value in values for edit in _edits(value)),
            moves=tuple(move for value in values for move in _moves(value)),
        )
        for account, values in changes.items()
    ]


def _messages(value: dict[str, Any]) -> Iterator[Incoming]:
    for message in _objects(value, "messages"):
        if _string(message, "type") not in NOT_SAID and (incoming := _incoming(value, message, message)):
            yield incoming


def _edits(value: dict[str, Any]) -> Iterator[Edit]:
    for message in _objects(value, "messages"):
        type_ = _string(message, "type")
        if type_ not in ("edit", "revoke"):
            continue
        change = _object(message, type_)
        original = _string(change, "original_message_id")
        incoming = _incoming(value, message, _object(change, "message") or {"type": type_})
        if original and incoming:
            yield Edit(original, incoming, taken_back=type_ == "revoke")


def _moves(value: dict[str, Any]) -> Iterator[Move]:
    """Somebody has a new number (`wa_id`) or a new business-scoped id (`user_id`)."""
    for message in _objects(value, "messages"):
        system = _object(message, "system")
        new = _names({"from": _string(system, "wa_id"), "from_user_id": _string(system, "user_id")}, {})
        old = _names(message, {})
        if _string(message, "type") == "system" and new and old:
            yield Move(new[0].value, old, new)


def _incoming(value: dict[str, Any], message: dict[str, Any], content: dict[str, Any]) -> Incoming | None:
    """`content` is what is said: the message itself, or what an edit makes of it. None: from nobody."""
    contact = _contact_of(message, _objects(value, "contacts"))
    names, external_id = _names(message, contact), _string(message, "id")
    if not names or not external_id:
        return None
    type_ = _string(content, "type")
    kind, text = _said(content, type_)
    return Incoming(
        external_id=external_id,
        sender=names[0].value,
        identities=names,
        sent_at=_sent_at(message),
        kind=kind,
        text=text,
        sender_name=_string(_object(contact, "profile"), "name"),
        payload=_payload(_object(content, type_), type_),
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


def _payload(content: dict[str, Any], type_: str) -> dict[str, Any]:
    if type_ == "location":
        place = {key: content.get(key) for key in ("latitude", "longitude")}
        words = {key: _string(content, key) for key in ("name", "address")}
        return {**place, **words} if all(isinstance(value, int | float) for value in place.values()) else {}
    if type_ in FILES and _string(content, "id"):
        known = {"media": "id", "mime": "mime_type", "name": "filename"}
        return {ours: text[:200] for ours, theirs in known.items() if (text := _string(content, theirs))}
    return {}


def _sent_at(message: dict[str, Any]) -> datetime:
    """Meta counts whole seconds: taken at their end, else a quick answer stands before what it answers."""
    try:
        return datetime.fromtimestamp(int(_string(message, "timestamp")) + 0.999999, UTC)
    except (ValueError, OverflowError, OSError):
        return timezone.now()


def _receipts(value: dict[str, Any]) -> Iterator[Receipt]:
    for status in _objects(value, "statuses"):
        if not _string(status, "id") or _string(status, "status") not in STATUSES:
            continue
        errors = _objects(status, "errors")
        ours = CALLBACK.fullmatch(_string(status, "biz_opaque_callback_data"))
        billable = _object(status, "pricing").get("billable")
        yield Receipt(
            external_id=_string(status, "id"),
            status=STATUSES[_string(status, "status")],
            error="; ".join(f"{error.get('code')} {_string(error, 'title')}" for error in errors),
            message=int(ours[1]) if ours else None,
            billable=billable if isinstance(billable, bool) else None,
            window_closed=any(error.get("code") == codes.WINDOW_CLOSED for error in errors),
        )


def _object(parent: dict[str, Any], key: str) -> dict[str, Any]:
    value = parent.get(key)
    return value if isinstance(value, dict) else {}


def _objects(parent: Any, key: str) -> list[dict[str, Any]]:
    values = parent.get(key) if isinstance(parent, dict) else None
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def _string(parent: dict[str, Any], key: str) -> str:
    value = parent.get(key)
    return value if isinstance(value, str) else ""
