"""Our messages in Meta's form, within Meta's limits, and what Meta's answer to them means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import httpx

from messaging.channels.whatsapp import codes
from messaging.channels.whatsapp.interactive import Buttons, Interactive, NotAllowed, Option, Options
from messaging.channels.whatsapp.reading import BSUID
from messaging.errors import SendFailed, SendUnknown, TooFast
from messaging.models import Message

TEXT_LENGTH = 4096
CAPTION_LENGTH = 1024
FILES = ("audio", "image", "document")
LABELS = {"es": "Ver opciones", "pt": "Ver opções", "en": "See options"}  # what opens a list


def address(recipient: str) -> dict[str, str]:
    # A business-scoped id in `to` is accepted by Meta and silently dropped.
    return {"recipient_type": "individual", "recipient" if BSUID.fullmatch(recipient) else "to": recipient}


def callback(message: Message) -> str:
    """Meta gives it back with every status: the message is known by it although an answer was lost."""
    return f"message:{message.pk}"


def content(message: Message, *, media_id: str = "") -> dict[str, Any]:
    """`media_id` is Meta's, of the file that was uploaded for it."""
    match message.kind:
        case "template":
            return _template(message.payload)
        case "location":
            return {"type": "location", "location": {k: v for k, v in message.payload.items() if v != ""}}
        case "audio" | "image" | "document":
            return {"type": message.kind, message.kind: {"id": media_id, **_about_file(message)}}
    if not message.buttons:
        return _text(message.text)
    try:
        return _interactive(message).as_json()
    except NotAllowed:
        return _text(message.text, [title for _, title in message.buttons])


def _template(payload: dict[str, Any]) -> dict[str, Any]:
    parameters = [{"type": "text", "text": text} for text in payload["params"]]
    return {
        "type": "template",
        "template": {
            "name": payload["name"],
            "language": {"code": payload["language"]},
            "components": [{"type": "body", "parameters": parameters}],
        },
    }


def _about_file(message: Message) -> dict[str, Any]:
    if message.kind == "audio":
        return {"voice": True} if is_voice(message.media.mime) else {}
    caption = {"caption": _cut(message.text, CAPTION_LENGTH)} if message.text else {}
    named = message.kind == "document" and message.payload.get("name")
    return {**caption, **({"filename": named} if named else {})}


def is_voice(mime: str) -> bool:
    """Meta: only OGG with Opus is shown as a voice message."""
    return mime.partition(";")[0].strip() == "audio/ogg"


def _interactive(message: Message) -> Interactive:
    """Raises NotAllowed for what cannot be fitted: then everything goes as a text, and nothing is left out."""
    if len(message.buttons) <= Buttons.most:
        return Buttons(message.text, _options(message.buttons, Buttons.title_length))
    language = message.conversation.language
    rows = _options(message.buttons, Options.title_length, described=True)
    return Options(message.text, rows, label=LABELS.get(language, LABELS["en"]))


def _options(buttons: Sequence[Sequence[str]], length: int, *, described: bool = False) -> tuple[Option, ...]:
    """Titles too long are cut, and in a list said in full below; two that became the same are numbered."""
    titles = [_cut(title, length) for _, title in buttons]
    if len(set(titles)) < len(titles):
        titles = [_cut(f"{number}. {title}", length) for number, (_, title) in enumerate(buttons, start=1)]
    in_full = [_cut(title, Options.description_length) if described else "" for _, title in buttons]
    return tuple(
        Option(id_, title, description if title.endswith("…") else "")
        for (id_, _), title, description in zip(buttons, titles, in_full, strict=True)
    )


def _text(text: str, options: Sequence[str] = ()) -> dict[str, Any]:
    """Options that cannot be tapped stand below, to be answered in words: the guest pays attention, we one message."""
    below = "".join(f"\n• {title}" for title in options)
    return {"type": "text", "text": {"body": _cut(text, TEXT_LENGTH - len(below)) + below, "preview_url": False}}


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def message_id(answer: httpx.Response) -> str:
    """Meta's id of what it took. Raises SendFailed."""
    match _json(answer):
        case {"messages": [{"id": str(wamid)}, *_]} if answer.is_success:
            return wamid
    raise _failure(answer)


def media_id(answer: httpx.Response) -> str:
    """Meta's id of an uploaded file. Raises SendFailed."""
    match _json(answer):
        case {"id": str(uploaded)} if answer.is_success:
            return uploaded
    raise _failure(answer)


def _failure(answer: httpx.Response) -> SendFailed:
    match _json(answer):
        case {"error": {"code": int(code)}}:
            return codes.refusal(answer.status_code, code)
    reason = f"whatsapp {answer.status_code}, unreadable"
    if answer.is_success or answer.is_server_error:
        return SendUnknown(reason)
    return TooFast(reason) if answer.status_code == 429 else SendFailed(reason)


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except (ValueError, RecursionError):
        return None
