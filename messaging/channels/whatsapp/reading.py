"""Meta's webhook payloads, read into unified messages and receipts. Nothing a stranger sends raises here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from messaging.channels.base import Identity, Incoming, Parsed, Receipt

PHONE = re.compile(r"\+?\d{4,20}", re.ASCII)
# Business-scoped user id: the country, a dot, the id. All that is known of a guest who hides the number.
BSUID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")
STATUSES = {"sent", "delivered", "read", "failed"}
KINDS = {"text", "audio", "image", "location"}
# A thumb under our answer or a changed number is nothing to answer.
NOT_SAID = {"reaction", "system", "revoke"}


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
        )
        for account, values in changes.items()
    ]


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
