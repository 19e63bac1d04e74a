"""What Meta's Graph API refuses, and with which words. Nothing here knows HTTP or our product."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

PHONE = re.compile(r"\+?[\d ()-]{4,25}")
BSUID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")
MEDIA = {"audio", "image", "document", "video", "sticker"}


class Refused(Exception):
    """An answer in Meta's own form."""

    def __init__(self, code: int, message: str, details: str = "", *, status: int = 400) -> None:
        super().__init__(message)
        self.status = status
        self.body = {
            "error": {
                "message": f"(#{code}) {message}",
                "type": "OAuthException",
                "code": code,
                "error_data": {"messaging_product": "whatsapp", "details": details},
                "fbtrace_id": "fake",
            }
        }


def missing(name: str) -> Refused:
    return Refused(100, f"The parameter {name} is required.")


def invalid(details: str) -> Refused:
    return Refused(131009, "Parameter value is not valid", details)


def unknown_path() -> Refused:
    return Refused(100, "Unknown path components", status=404)


def check_bearer(authorization: str) -> None:
    if not re.fullmatch(r"Bearer \S+", authorization):
        raise Refused(190, "Invalid OAuth access token - Cannot parse access token", status=401)


def check(body: Any) -> None:
    """Raises Refused for what Meta would not take as a message or a read mark."""
    if not isinstance(body, dict) or body.get("messaging_product") != "whatsapp":
        raise missing("messaging_product")
    if body.get("status") == "read":
        return _read_mark(body)
    _recipient(body)
    type_ = body.get("type", "text")
    content = body.get(type_) if isinstance(type_, str) else None
    if not isinstance(content, dict):
        raise missing(str(type_))
    if type_ == "text":
        _text("text.body", content.get("body"), 4096)
    elif type_ == "interactive":
        _interactive(content)
    elif type_ == "template":
        _text("template.name", content.get("name"), 512)
        _text("template.language.code", _dig(content, "language", "code"), 10)
    elif type_ in MEDIA and not (content.get("id") or content.get("link")):
        raise missing(f"{type_}.id")
    elif type_ not in MEDIA | {"location", "reaction", "contacts"}:
        raise invalid(f"Unknown type {type_}")
    return None


def _read_mark(body: dict[str, Any]) -> None:
    _text("message_id", body.get("message_id"), 200)
    if "typing_indicator" in body and _dig(body, "typing_indicator", "type") != "text":
        raise invalid("typing_indicator.type must be text")


def _recipient(body: dict[str, Any]) -> None:
    """Stricter than Meta, who takes a business-scoped id in `to` and drops the message without a word."""
    to, recipient = body.get("to"), body.get("recipient")
    if not to and not recipient:
        raise missing("to")
    if to and not (isinstance(to, str) and PHONE.fullmatch(to)):
        raise invalid("to is not a phone number; a business-scoped user id goes into recipient")
    if recipient and not (isinstance(recipient, str) and BSUID.fullmatch(recipient)):
        raise invalid("recipient is not a business-scoped user id")


def _interactive(content: dict[str, Any]) -> None:
    _text("interactive.body.text", _dig(content, "body", "text"), 1024)
    if content.get("type") == "button":
        _options("buttons", [_dig(button, "reply") for button in _list(content, "buttons")], 3, 20, 256)
    elif content.get("type") == "list":
        _text("interactive.action.button", _dig(content, "action", "button"), 20)
        sections = _list(content, "sections")
        rows = [row for section in sections for row in _dig(section, "rows") or []]
        _options("rows", rows, 10, 24, 200)
    else:
        raise invalid("interactive.type must be button or list")


def _options(name: str, options: list[Any], most: int, title: int, id_: int) -> None:
    if not 1 <= len(options) <= most:
        raise invalid(f"{name}: 1 to {most} are allowed, not {len(options)}")
    for option in options:
        _text(f"{name}.title", _dig(option, "title"), title)
        _text(f"{name}.id", _dig(option, "id"), id_)
        if len(str(_dig(option, "description") or "")) > 72:
            raise invalid(f"{name}.description: at most 72 characters")
    _different(f"{name}.id", (option["id"] for option in options))
    _different(f"{name}.title", (option["title"] for option in options))


def _different(name: str, values: Iterable[str]) -> None:
    values = list(values)
    if len(set(values)) < len(values):
        raise invalid(f"{name}: no two may be the same")


def _text(name: str, value: Any, longest: int) -> None:
    if value is None or value == "":
        raise missing(name)
    if not isinstance(value, str) or len(value) > longest or not value.strip():
        raise invalid(f"{name}: text of at most {longest} characters")


def _list(content: dict[str, Any], name: str) -> list[Any]:
    values = _dig(content, "action", name)
    return values if isinstance(values, list) else []


def _dig(value: Any, *path: str) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value
