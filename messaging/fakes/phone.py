"""A guest's phone: what it says reaches the product as Meta would bring it, signed."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx


@dataclass(frozen=True)
class Number:
    """A hotel's phone number: what Meta would know of it."""

    id: str
    app_secret: str
    hotel: str = ""


def say(webhook_url: str, numbers: Iterable[Number], wish: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """The status and the answer of the webhook. Wish: phone_number_id, from, name, and what `content` takes."""
    secrets = {number.id: number.app_secret for number in numbers}
    asked = str(wish.get("phone_number_id") or next(iter(secrets), ""))
    secret = str(wish.get("app_secret") or secrets.get(asked, ""))
    if not secret:
        return 400, {"error": "To whom? Give phone_number_id and app_secret."}
    payload = envelope(asked, wish)
    raw = json.dumps(payload, ensure_ascii=False).encode()
    headers = {"X-Hub-Signature-256": f"sha256={signature(secret, raw)}", "Content-Type": "application/json"}
    try:
        answer = client().post(webhook_url, content=raw, headers=headers)
    except httpx.HTTPError as error:
        return 502, {"error": f"{webhook_url}: {type(error).__name__}"}
    message = payload["entry"][0]["changes"][0]["value"]["messages"][0]
    return answer.status_code, {"status": answer.status_code, "body": answer.text, "id": message["id"]}


@cache
def client() -> httpx.Client:
    return httpx.Client(timeout=10, trust_env=False)


def signature(secret: str, raw: bytes) -> str:
    return hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()


def envelope(phone_number_id: str, wish: dict[str, Any]) -> dict[str, Any]:
    """A guest without `from` but with `user_id` is one who hides the phone number."""
    sender, user_id = str(wish.get("from") or ""), str(wish.get("user_id") or "")
    message = {
        **({"from": sender} if sender else {}),
        **({"from_user_id": user_id} if user_id else {}),
        "id": str(wish.get("id") or f"wamid.{uuid.uuid4().hex}"),
        "timestamp": str(int(time.time())),
        **content(wish),
    }
    contact = {
        "profile": {"name": str(wish.get("name") or "Guest")},
        **({"wa_id": sender.lstrip("+")} if sender else {}),
        **({"user_id": user_id} if user_id else {}),
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550783881", "phone_number_id": phone_number_id},
        "contacts": [contact],
        "messages": [message],
    }
    change = {"field": "messages", "value": value}
    return {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [change]}]}


def content(wish: dict[str, Any]) -> dict[str, Any]:
    """`text`, `button_id` (with the title as text), `audio` (a media id), or `message` as Meta writes it."""
    if isinstance(wish.get("message"), dict):
        return dict(wish["message"])
    if button := wish.get("button_id"):
        reply = {"id": str(button), "title": str(wish.get("text") or button)}
        return {"type": "interactive", "interactive": {"type": "button_reply", "button_reply": reply}}
    if audio := wish.get("audio"):
        return {"type": "audio", "audio": {"id": str(audio), "mime_type": "audio/ogg; codecs=opus", "voice": True}}
    return {"type": "text", "text": {"body": str(wish.get("text") or "")}}
