"""What Meta's Graph API refuses, and with which words. Nothing here knows HTTP or our product."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

PHONE = re.compile(r"\+?[\d ()-]{4,25}")
BSUID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")
MEDIA = {"audio", "image", "document", "video", "sticker"}
# Meta: status, title and details by code.
ERRORS = {
    100: (400, "Invalid parameter", ""),
    190: (401, "Invalid OAuth access token", ""),
    368: (403, "Temporarily blocked for policies violations", ""),
    130429: (429, "Rate limit hit", "Cloud API message throughput has been reached."),
    131000: (500, "Something went wrong", "Message failed to send due to an unknown error."),
    131016: (503, "Service unavailable", "A service is temporarily unavailable."),
    131026: (400, "Message undeliverable", "Unable to deliver message to the recipient."),
    131047: (
        400,
        "Re-engagement message",
        "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
    ),
    131056: (
        400,
        "(Business Account, Consumer Account) pair rate limit hit",
        "Message failed to send because there were too many messages sent from this phone number to the same phone "
        "number in a short period of time.",
    ),
    132000: (400, "Number of parameters does not match the expected number of params", ""),
    132001: (404, "Template name does not exist in the translation", "No such template is approved in this language."),
}


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


def refusal(code: int) -> Refused:
    status, title, details = ERRORS.get(code, (400, "Unknown error", ""))
    return Refused(code, title, details, status=status)


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
    if body.get("context") is not None:
        _text("context.message_id", _dig(body, "context", "message_id"), 200)
    if body.get("biz_opaque_callback_data") is not None:
        _text("biz_opaque_callback_data", body["biz_opaque_callback_data"], 512)
    type_ = body.get("type", "text")
    content = body.get(type_) if isinstance(type_, str) else None
    if not isinstance(content, list if type_ == "contacts" else dict):
        raise missing(str(type_))
    return _content(type_, content)


def _content(type_: str, content: Any) -> None:
    match type_:
        case "text":
            _text("text.body", content.get("body"), 4096)
        case "interactive":
            _interactive(content)
        case "template":
            _text("template.name", content.get("name"), 512)
            _text("template.language.code", _dig(content, "language", "code"), 10)
        case "location":
            _coordinate("location.latitude", content.get("latitude"), 90)
            _coordinate("location.longitude", content.get("longitude"), 180)
        case "reaction":
            _text("reaction.message_id", content.get("message_id"), 200)
        case "contacts":
            for contact in content or [{}]:
                _text("contacts.name.formatted_name", _dig(contact, "name", "formatted_name"), 200)
        case _:
            _media(type_, content)


def _media(type_: str, content: dict[str, Any]) -> None:
    if type_ not in MEDIA:
        raise invalid(f"Unknown type {type_}")
    if not (content.get("id") or content.get("link")):
        raise missing(f"{type_}.id")
    if "caption" in content:
        if type_ in ("audio", "sticker"):
            raise invalid(f"{type_} has no caption")
        _text(f"{type_}.caption", content["caption"], 1024)


def _coordinate(name: str, value: Any, most: int) -> None:
    if value is None:
        raise missing(name)
    try:
        inside = abs(float(value)) <= most
    except (TypeError, ValueError):
        inside = False
    if not inside:
        raise invalid(f"{name}: {value}")


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
    if "footer" in content:
        _text("interactive.footer.text", _dig(content, "footer", "text"), 60)
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
