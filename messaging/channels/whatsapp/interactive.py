"""Messages a guest answers by a tap. What Meta would refuse cannot be made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

BODY, FOOTER = 1024, 60


class NotAllowed(ValueError):
    """Meta would refuse it; the argument says what and why."""


@dataclass(frozen=True)
class Option:
    """`id` is what comes back when it is tapped."""

    id: str
    title: str
    description: str = ""


@dataclass(frozen=True)
class Interactive:
    body: str
    options: tuple[Option, ...]
    footer: str = ""

    most: ClassVar[int]
    title_length: ClassVar[int]
    id_length: ClassVar[int]
    description_length: ClassVar[int]

    def __post_init__(self) -> None:
        _check_length("body", self.body, 1, BODY)
        _check_length("footer", self.footer, 0, FOOTER)
        if not 1 <= len(self.options) <= self.most:
            raise NotAllowed(f"{len(self.options)} options, 1 to {self.most} are allowed")
        for option in self.options:
            _check_length("id", option.id, 1, self.id_length)
            _check_length("title", option.title, 1, self.title_length)
            _check_length("description", option.description, 0, self.description_length)
        _check_different("id", [option.id for option in self.options])
        _check_different("title", [option.title for option in self.options])

    def as_json(self) -> dict[str, Any]:
        footer = {"footer": {"text": self.footer}} if self.footer else {}
        return {"type": "interactive", "interactive": {**self._json(), "body": {"text": self.body}, **footer}}

    def _json(self) -> dict[str, Any]:
        raise NotImplementedError


@dataclass(frozen=True)
class Buttons(Interactive):
    """Meta: at most 3, titles of 20 characters, ids of 256, no descriptions."""

    most = 3
    title_length = 20
    id_length = 256
    description_length = 0

    def _json(self) -> dict[str, Any]:
        replies = [{"id": option.id, "title": option.title} for option in self.options]
        return {"type": "button", "action": {"buttons": [{"type": "reply", "reply": reply} for reply in replies]}}


@dataclass(frozen=True)
class Options(Interactive):
    """A list. Meta: at most 10 rows, titles of 24 characters, descriptions of 72, ids of 200, a label of 20."""

    label: str = ""
    """What opens the list."""

    most = 10
    title_length = 24
    id_length = 200
    description_length = 72

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_length("label", self.label, 1, 20)

    def _json(self) -> dict[str, Any]:
        rows = [
            {"id": option.id, "title": option.title}
            | ({"description": option.description} if option.description else {})
            for option in self.options
        ]
        return {"type": "list", "action": {"button": self.label, "sections": [{"rows": rows}]}}


def _check_length(name: str, text: str, least: int, most: int) -> None:
    if not least <= len(text) <= most or (least and not text.strip()):
        raise NotAllowed(f"{name}: {len(text)} characters, {least} to {most} are allowed")


def _check_different(name: str, values: list[str]) -> None:
    if len(set(values)) < len(values):
        raise NotAllowed(f"two options have one {name}")
