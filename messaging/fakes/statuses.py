"""What Meta tells a hotel about a message it sent: sent, delivered, read, failed."""

from __future__ import annotations

import hashlib
from typing import Any

from messaging.fakes import graph
from messaging.fakes.phone import bsuid, plain, wrapped

PRICED = {"sent", "delivered"}  # Meta: with sent, and with one of delivered or read
HELP = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"


def payload(record: dict[str, Any], status: str, at: float) -> dict[str, Any]:
    """Of a message as /sent shows it."""
    guest = plain(record["to"])
    known = {"user_id": guest} if "." in guest else {"wa_id": guest, "user_id": bsuid(record["phone_number_id"], guest)}
    told = {
        "id": record["id"],
        "status": status,
        "timestamp": str(int(at)),
        **({"recipient_id": guest} if "wa_id" in known else {}),
        "recipient_user_id": known["user_id"],
        **({"biz_opaque_callback_data": record["callback"]} if record["callback"] else {}),
        **(_price(record, status, at) if status in PRICED else {}),
        **({"errors": [error(record["error"])]} if status == "failed" else {}),
    }
    return wrapped(record["phone_number_id"], contacts=[{"profile": {"name": "Guest"}, **known}], statuses=[told])


def error(code: int) -> dict[str, Any]:
    _, title, details = graph.ERRORS.get(code, (400, "Unknown error", ""))
    return {"code": code, "title": title, "message": title, "error_data": {"details": details}, "href": HELP}


def _price(record: dict[str, Any], status: str, at: float) -> dict[str, Any]:
    """Meta: per message since July 2025, and what answers a guest within the window too since October 2026."""
    category = record["category"]
    spoken = f"{record['phone_number_id']}:{record['to']}:{category}".encode()
    conversation = {"id": hashlib.sha256(spoken).hexdigest()[:32], "origin": {"type": category}}
    if status == "sent":
        conversation["expiration_timestamp"] = str(int(at) + 24 * 3600)
    return {
        "conversation": conversation,
        "pricing": {"billable": True, "pricing_model": "PMP", "category": category, "type": "regular"},
    }
