"""Our messages in Meta's form, within Meta's limits, and what Meta's answer to them means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import httpx

from messaging.channels.whatsapp.reading import BSUID
from messaging.errors import SendFailed
from messaging.models import Message

# Meta answers these with a 4xx too, and means "later": throughput, pair rate, service away.
LATER = {1, 2, 4, 80007, 130429, 131000, 131016, 131056, 133004}

TEXT_LENGTH = 4096
BODY_LENGTH = 1024  # of a message with buttons
MAX_BUTTONS, BUTTON_TITLE = 3, 20
MAX_ROWS, ROW_TITLE = 10, 24
LIST_LABEL = "▼"  # what opens the list of options, in any language


def address(recipient: str) -> dict[str, str]:
    # A business-scoped id in `to` is accepted by Meta and silently dropped.
    return {"recipient_type": "individual", "recipient" if BSUID.fullmatch(recipient) else "to": recipient}


def content(message: Message) -> dict[str, Any]:
    if message.buttons and len(message.text) <= BODY_LENGTH:
        few = len(message.buttons) <= MAX_BUTTONS
        interactive = _buttons(message.buttons) if few else _list(message.buttons)
        return {"type": "interactive", "interactive": {**interactive, "body": {"text": message.text}}}
    text = _cut(message.text, TEXT_LENGTH)
    return {"type": "text", "text": {"body": text, "preview_url": False}}


def _buttons(buttons: Sequence[Sequence[str]]) -> dict[str, Any]:
    replies = [{"id": id_, "title": _cut(title, BUTTON_TITLE)} for id_, title in buttons]
    return {"type": "button", "action": {"buttons": [{"type": "reply", "reply": reply} for reply in replies]}}


def _list(buttons: Sequence[Sequence[str]]) -> dict[str, Any]:
    rows = [{"id": id_, "title": _cut(title, ROW_TITLE)} for id_, title in buttons[:MAX_ROWS]]
    return {"type": "list", "action": {"button": LIST_LABEL, "sections": [{"rows": rows}]}}


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def message_id(answer: httpx.Response) -> str:
    """Meta's id of what it took. Raises SendFailed; the reason holds codes only, never a guest's words."""
    match _json(answer):
        case {"messages": [{"id": str(wamid)}, *_]} if answer.is_success:
            return wamid
        case {"error": {"code": int(code)}}:
            final = answer.is_client_error and answer.status_code != 429 and code not in LATER
            raise SendFailed(f"whatsapp {answer.status_code}, code {code}", permanent=final)
    raise SendFailed(f"whatsapp {answer.status_code}, unreadable", permanent=False)


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except (ValueError, RecursionError):
        return None
