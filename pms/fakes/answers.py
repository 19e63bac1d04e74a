"""How QloApps words an answer: JSON and XML of the same thing, and every way it says no."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

JSON = "application/json"
XML = "text/xml;charset=utf-8"
HTML = "text/html; charset=utf-8"
OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n<qloapps xmlns:xlink="http://www.w3.org/1999/xlink">\n'
SERVER_ERROR = '<!DOCTYPE html>\n<html lang="en"><body><h2><span>500</span> Server Error</h2></body></html>\n'


@dataclass(frozen=True)
class Answer:
    status: int
    body: str
    mime: str


class Refused(Exception):
    """The web service says no in its own words, as JSON or XML."""

    def __init__(self, status: int, *errors: tuple[int, str]) -> None:
        super().__init__(status, *errors)
        self.status = status
        self.errors = errors


class Bare(Exception):
    """PHP ended before the web service could speak: an empty page, or one of its own."""

    def __init__(self, status: int, body: str = "", mime: str = HTML) -> None:
        super().__init__(status, body)
        self.answer = Answer(status, body, mime)


def refuse(message: str) -> Refused:
    """A booking's validation says 404 inside a 400."""
    return Refused(400, (404, message))


def not_available() -> Refused:
    return refuse("Requested room(s) not available.")


def number(amount: Decimal) -> int | float:
    """PHP writes a whole float without its point, another as short as it can."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def as_json(value: Any) -> str:
    """PHP's json_encode escapes the slash, and everything beyond ASCII."""
    return json.dumps(value, separators=(",", ":")).replace("/", "\\/")


def page(inside: str) -> str:
    return f"{OPENING}{inside}</qloapps>\n"


def cdata(value: Any) -> str:
    """Null and nothing are an empty element, with no CDATA."""
    if value is None or value is False or value == "":
        return ""
    return f"<![CDATA[{str(value).replace(']]>', ']]]]><![CDATA[>')}]]>"


def element(name: str, value: Any, attributes: str = "") -> str:
    return f"<{name}{attributes}>{cdata(value)}</{name}>\n"


def nested(name: str, value: Any) -> str:
    """As `bookings` writes XML: a list's elements carry its name without the s, and an empty list is a 0."""
    if isinstance(value, dict):
        return f"<{name}>{''.join(nested(key, inner) for key, inner in value.items())}</{name}>\n"
    if isinstance(value, list) and value:
        one = {"facilities": "facility"}.get(name, name.removesuffix("s"))
        return f"<{name}>{''.join(nested(one, inner) for inner in value)}</{name}>\n"
    return element(name, "0" if value == [] else value)


def errors(refused: Refused, json_wanted: bool) -> Answer:
    if json_wanted:
        said = [{"code": code, "message": message} for code, message in refused.errors]
        return Answer(refused.status, as_json({"errors": said}), JSON)
    lines = [f"<error>\n{element('code', code)}{element('message', text)}</error>\n" for code, text in refused.errors]
    return Answer(refused.status, page(f"<errors>\n{''.join(lines)}</errors>\n"), XML)


def read_xml(body: bytes) -> ElementTree.Element:
    """ElementTree.ParseError when it is none. A document type is refused unread: entities can grow without end."""
    if b"<!DOCTYPE" in body:
        raise ElementTree.ParseError("document type")
    try:
        return ElementTree.fromstring(body)
    except (ValueError, LookupError) as error:  # an encoding that nobody knows
        raise ElementTree.ParseError(str(error)) from error
