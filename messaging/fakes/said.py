"""What a guest may send, in the words of Meta's webhooks. Nothing here knows HTTP or our product."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from typing import Any

BUSINESS_NUMBER = "15550783881"
MIME_TYPES = {
    "audio": "audio/ogg; codecs=opus",
    "document": "application/pdf",
    "image": "image/jpeg",
    "sticker": "image/webp",
    "video": "video/mp4",
}
# What only some media have besides the id, the type and the hash.
EXTRAS: dict[str, dict[str, Any]] = {
    "audio": {"voice": True},
    "document": {"filename": "document.pdf"},
    "sticker": {"animated": False},
}
UNSUPPORTED = {
    "code": 131051,
    "title": "Message type unknown",
    "message": "Message type unknown",
    "error_data": {"details": "Message type is currently not supported."},
}
Wish = dict[str, Any]


def content(wish: Wish) -> dict[str, Any]:
    """The first thing wished of CONTENTS, else its text. `context`: the message it answers.

    text · button_id, list_id, payload (of a template), each with the title as text · audio, document, image, sticker,
    video: a media id, the text is the caption · location {latitude, longitude, name, address} · contacts [names] ·
    reaction (an emoji) to `context` · edit (id of the earlier message) to the new text · revoke (id) ·
    unsupported (of which type) · new_number · message: as Meta writes it.
    """
    write = next((write for name, write in CONTENTS.items() if wish.get(name)), _text)
    return write(wish)


def _raw(wish: Wish) -> dict[str, Any]:
    return dict(wish["message"])


def _text(wish: Wish) -> dict[str, Any]:
    return {"type": "text", "text": {"body": _words(wish)}, **_context(wish)}


def _button(wish: Wish) -> dict[str, Any]:
    reply = {"id": str(wish["button_id"]), "title": _words(wish) or str(wish["button_id"])}
    return _pressed(wish, {"type": "button_reply", "button_reply": reply})


def _list(wish: Wish) -> dict[str, Any]:
    reply = {"id": str(wish["list_id"]), "title": _words(wish) or str(wish["list_id"])}
    return _pressed(wish, {"type": "list_reply", "list_reply": reply})


def _template_button(wish: Wish) -> dict[str, Any]:
    button = {"payload": str(wish["payload"]), "text": _words(wish) or str(wish["payload"])}
    return {"type": "button", "button": button, **_context(wish, always=True)}


def _media(kind: str) -> Callable[[Wish], dict[str, Any]]:
    def write(wish: Wish) -> dict[str, Any]:
        media_id = str(wish[kind])
        about = {
            "id": media_id,
            "mime_type": wish.get("mime_type") or MIME_TYPES[kind],
            "sha256": wish.get("sha256") or hashlib.sha256(media_id.encode()).hexdigest(),
            **EXTRAS.get(kind, {}),
        }
        if _words(wish) and kind in ("document", "image", "video"):
            about["caption"] = _words(wish)
        return {"type": kind, kind: about, **_context(wish)}

    return write


def _location(wish: Wish) -> dict[str, Any]:
    return {"type": "location", "location": dict(wish["location"])}


def _contacts(wish: Wish) -> dict[str, Any]:
    cards = [
        {"name": {"formatted_name": str(name), "first_name": str(name)}, "phones": [{"phone": "+34 600 999 888"}]}
        for name in wish["contacts"]
    ]
    return {"type": "contacts", "contacts": cards}


def _reaction(wish: Wish) -> dict[str, Any]:
    return {"type": "reaction", "reaction": {"message_id": _answered(wish), "emoji": str(wish["reaction"])}}


def _edit(wish: Wish) -> dict[str, Any]:
    original = str(wish["edit"])
    message = {"context": {"id": original}, **content({**wish, "edit": None, "context": None})}
    return {"type": "edit", "edit": {"original_message_id": original, "message": message}}


def _revoke(wish: Wish) -> dict[str, Any]:
    return {"type": "revoke", "revoke": {"original_message_id": str(wish["revoke"])}}


def _unsupported(wish: Wish) -> dict[str, Any]:
    return {"type": "unsupported", "errors": [UNSUPPORTED], "unsupported": {"type": str(wish["unsupported"])}}


def _new_number(wish: Wish) -> dict[str, Any]:
    old, new = str(wish.get("from") or ""), str(wish["new_number"])
    system = {"type": "user_changed_number", "wa_id": new, "body": f"User A changed from {old} to {new}"}
    return {"type": "system", "system": system}


def _pressed(wish: Wish, interactive: dict[str, Any]) -> dict[str, Any]:
    return {"type": "interactive", "interactive": interactive, **_context(wish, always=True)}


def _context(wish: Wish, *, always: bool = False) -> dict[str, Any]:
    if not wish.get("context") and not always:
        return {}
    return {"context": {"from": BUSINESS_NUMBER, "id": _answered(wish)}}


def _answered(wish: Wish) -> str:
    return str(wish.get("context") or f"wamid.{uuid.uuid4().hex}")


def _words(wish: Wish) -> str:
    return str(wish.get("text") or "")


CONTENTS: dict[str, Callable[[Wish], dict[str, Any]]] = {
    "message": _raw,
    "edit": _edit,
    "revoke": _revoke,
    "reaction": _reaction,
    "button_id": _button,
    "list_id": _list,
    "payload": _template_button,
    **{kind: _media(kind) for kind in MIME_TYPES},
    "location": _location,
    "contacts": _contacts,
    "unsupported": _unsupported,
    "new_number": _new_number,
}
