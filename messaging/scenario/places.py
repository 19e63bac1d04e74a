"""A place in a scenario's file, which knows its name when what stands there cannot be."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.template import TemplateDoesNotExist, engines

from messaging.scenario.terms import ScenarioError
from messaging.slots import SlotError
from messaging.slots import read as read_slots
from messaging.turn import Slots

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST = 100


class At:
    """What stands at a place. Empty and absent are the same."""

    def __init__(self, value: Any, where: str = "") -> None:
        self.value = value
        self.where = where

    def error(self, why: str) -> ScenarioError:
        return ScenarioError(self.where or "the file", why)

    def within(self, key: str) -> At:
        return At(self.value.get(key) if isinstance(self.value, dict) else None, f"{self.where} › {key}".strip(" ›"))

    def has(self, key: str) -> bool:
        return isinstance(self.value, dict) and self.value.get(key) not in (None, "")

    def keys(self, *known: str) -> At:
        """Refuses any other."""
        if self.value in (None, ""):
            self.value = {}
        if not isinstance(self.value, dict):
            raise self.error("here stand names with values")
        for key in self.value:
            if key not in known:
                raise self.error(f"“{key}” is not known{_meant(str(key), known)}")
        return self

    def text(self, key: str, *, required: bool = True) -> str:
        at = self.within(key)
        if at.value in (None, "") and not required:
            return ""
        if not isinstance(at.value, str) or not at.value.strip():
            raise at.error("a text is missing" if at.value in (None, "") else "here stands a text")
        return at.value.strip()

    def name(self, key: str) -> str:
        text = self.text(key)
        if not NAME.fullmatch(text) or len(text) > LONGEST:
            raise self.within(key).error("small letters, figures and hyphens: la-doble-en-efectivo")
        return text

    def one_of(self, key: str, known: Iterable[str], *, default: str | None = None) -> str:
        if default is not None and not self.text(key, required=False):
            return default
        text = self.text(key)
        if text not in known:
            raise self.within(key).error(f"“{text}” is not known{_meant(text, known)}")
        return text

    def number(self, key: str, *, default: int = 0, most: int = 100_000) -> int:
        text = self.text(key, required=False)
        if not text:
            return default
        if not text.isdecimal() or int(text) > most:
            raise self.within(key).error(f"a whole number up to {most}")
        return int(text)

    def instant(self, key: str) -> datetime:
        """With its offset: without one it would be another moment on another server."""
        try:
            moment = datetime.fromisoformat(self.text(key))
        except ValueError as error:
            raise self.within(key).error("a moment is written as 2026-12-20T10:15-03:00") from error
        if moment.tzinfo is None:
            raise self.within(key).error("the offset of the hotel's clock is missing: 2026-12-20T10:15-03:00")
        return moment

    def texts(self, key: str) -> tuple[str, ...]:
        return self.within(key).as_texts() if self.has(key) else ()

    def as_texts(self) -> tuple[str, ...]:
        """One text, or a list of them."""
        values = self.value if isinstance(self.value, list) else [self.value]
        for value in values:
            if not isinstance(value, str):
                raise self.error("here stands a text, or a list of texts")
        return tuple(value for value in values if value.strip())

    def rows(self, key: str) -> list[At]:
        at = self.within(key)
        if at.value in (None, ""):
            return []
        if not isinstance(at.value, list):
            raise at.error("here stands a list: each row begins with a hyphen")
        return [At(row, f"{at.where} {number}") for number, row in enumerate(at.value, start=1)]

    def slots(self) -> Slots:
        try:
            return read_slots(self.value or {})
        except SlotError as error:
            raise At(None, f"{self.where} › {error.slot}").error(str(error)) from error

    def template(self, key: str, language: str) -> str:
        """The name of a reply that is there in this language."""
        name = self.text(key, required=False)
        if name:
            try:
                engines["replies"].get_template(f"{language}/{name}.txt")
            except TemplateDoesNotExist as error:
                raise self.within(key).error(f"there is no reply “{name}”") from error
        return name


def _meant(text: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(text, list(known), n=1)
    return f"; is it “{near[0]}”?" if near else f": {', '.join(known)}"
