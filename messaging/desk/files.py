"""Files that guests and staff sent, as a thread shows them."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext as _

from messaging.desk import show
from messaging.models import Media, Message
from pms.admin import words

KINDS = ("audio", "image", "video", "sticker", "document")
# What browsers show by themselves and that can carry no script.
INLINE = {
    **{"image/jpeg": "image", "image/png": "image", "image/webp": "image"},
    **{"video/mp4": "video", "audio/ogg": "audio", "audio/mpeg": "audio", "audio/mp4": "audio", "audio/aac": "audio"},
}


class Shown(NamedTuple):
    words: str
    address: str
    """Empty: there is nothing to open."""
    inline: str
    """image, audio or video, when the page may show it; else empty."""
    unheard: bool = False
    """A voice message of which we have no words."""


def measured() -> QuerySet[Media]:
    """Without the content itself: it may be 16 MB."""
    return Media.objects.defer("content").annotate(size=Length("content"))


def with_files(messages: QuerySet[Message]) -> QuerySet[Message]:
    """For `shown`: what their files are, and how large."""
    found = messages.select_related("media").defer("media__content")
    return found.annotate(file_size=Length("media__content"))


def shown(message: Any) -> Shown | None:
    """Of a message of `with_files`. None: it has no file."""
    if message.kind not in KINDS:
        return None
    name = show.kind_of(message.kind)
    unheard = message.kind == "audio" and not message.text
    media: Any = getattr(message, "media", None)
    if media is None:
        coming = message.payload.get("media")
        said = _("%(what)s · not here yet") % {"what": name} if coming else name
        return Shown(said, "", "", unheard)
    if message.file_size is None:
        return Shown(_("%(what)s · did not come: %(why)s") % {"what": name, "why": media.error}, "", "", unheard)
    address = reverse("admin:messaging_media_file", args=[media.pk])
    return Shown(f"{name} · {sized(message.file_size)}", address, INLINE.get(mime(media), ""), unheard)


def mime(media: Media) -> str:
    return media.mime.partition(";")[0].strip().lower()


def sized(count: int) -> str:
    return f"{words.number(count / 1_000_000, 1)} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} kB"
