"""From a Reply to a guest's language, and the check that nothing in it was made up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template import engines

from messaging.grounding import Token, missing, ungrounded
from messaging.turn import Button, Reply, Turn
from pms.models import Hotel

# The last lines of a template may be buttons: [id] Title
BUTTON = re.compile(r"^\[([\w:-]+)\] (.+)$")


class Ungrounded(Exception):
    """The words claim something no stored row says."""

    def __init__(self, words: str, tokens: list[Token]) -> None:
        super().__init__(f"{words}: {missing(tokens)}")
        self.words = words
        self.tokens = tokens


@dataclass(frozen=True)
class Worded:
    text: str
    buttons: tuple[Button, ...]


def put(reply: Reply, hotel: Hotel, language: str, *, turn: Turn | None = None, check: bool = True) -> Worded:
    """The reply in the guest's words; `turn` proves what was done in it. Raises Ungrounded.

    Unchecked only for a reply without any value.
    """
    parts = reply.parts
    lines = [line for part in parts for line in [*_render(part, hotel, language), ""]]
    pressed = [Button(*match.groups()) for line in lines if (match := BUTTON.match(line))]
    buttons = tuple({button.id: button for button in pressed}.values())
    text = "\n".join(line for line in lines if not BUTTON.match(line))
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    titles = " ".join(button.title for button in buttons)
    sources: list[Any] = [hotel, turn, *(value for part in parts for value in part.values.values())]
    if check and (tokens := ungrounded(f"{text}\n{titles}", sources)):
        raise Ungrounded(reply.words, tokens)
    return Worded(text, buttons)


def _render(reply: Reply, hotel: Hotel, language: str) -> list[str]:
    today: date = hotel.now().date()
    context = {**reply.values, "hotel": hotel, "language": language, "today": today}
    text: str = engines["replies"].get_template(f"{language}/{reply.words}.txt").render(context)
    return [line.rstrip() for line in text.splitlines()]
