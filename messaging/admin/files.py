"""Files that guests and staff sent: a link in the thread, and a download that no browser shows by itself."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any, NamedTuple

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.http import content_disposition_header

from messaging.models import Media, Message
from pms.admin import words
from pms.admin.base import ReadOnlyRows, column

NAMES = {
    "audio": "Voice message",
    "image": "Photo",
    "video": "Video",
    "sticker": "Sticker",
    "document": "Document",
}
# Meta: what guests can send. Anything else (HTML, SVG) is bytes to us. Python's own list is another on each machine.
OFFICE = "application/vnd.openxmlformats-officedocument"
ENDINGS = {
    **{"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "video/mp4": ".mp4", "video/3gpp": ".3gp"},
    **{"audio/ogg": ".ogg", "audio/mpeg": ".mp3", "audio/mp4": ".m4a", "audio/aac": ".aac", "audio/amr": ".amr"},
    **{"application/pdf": ".pdf", "text/plain": ".txt"},
    **{"application/msword": ".doc", f"{OFFICE}.wordprocessingml.document": ".docx"},
    **{"application/vnd.ms-excel": ".xls", f"{OFFICE}.spreadsheetml.sheet": ".xlsx"},
    **{"application/vnd.ms-powerpoint": ".ppt", f"{OFFICE}.presentationml.presentation": ".pptx"},
}
PROTECTED = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}


class Link(NamedTuple):
    text: str
    address: str
    """Empty: there is nothing to open."""


def measured() -> QuerySet[Media]:
    """Without the content itself: it may be 16 MB."""
    return Media.objects.defer("content").annotate(size=Length("content"))


def with_files(messages: QuerySet[Message]) -> QuerySet[Message]:
    """For `link`: one query for the files of all of them."""
    return messages.prefetch_related(Prefetch("media", measured()))


def link(message: Message) -> Link | None:
    """None: this message has no file."""
    name = NAMES.get(message.kind)
    if name is None:
        return None
    media: Any = getattr(message, "media", None)
    if media is None:
        return Link(f"{name} · not here yet" if message.payload.get("media") else name, "")
    if media.size is None:
        return Link(f"{name} · did not come: {media.error}", "")
    return Link(f"{name} · {_size(media.size)}", reverse("admin:messaging_media_file", args=[media.pk]))


@admin.register(Media)
class MediaAdmin(ReadOnlyRows):
    list_display = ("at", "what", "mime", "size", "error", "conversation_link")
    list_select_related = ("hotel", "message")
    search_fields = ("mime", "error")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-pk")
    fields = (("hotel", "conversation_link", "at"), ("what", "mime", "size"), ("error", "external_id"))
    readonly_fields = ("conversation_link", "at", "what", "size")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Media]:
        return measured().select_related(*self.list_select_related)

    def get_urls(self) -> Any:
        view = self.admin_site.admin_view(self.file_view)
        return [path("<int:object_id>/file/", view, name="messaging_media_file"), *super().get_urls()]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may read a thread may open its files."""
        return request.user.has_perm("messaging.view_conversation")

    def file_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        media = self.found(request, str(object_id))
        if media is None or media.size is None:
            return self.not_found(request, str(object_id))
        mime = _mime(media)
        disposition = content_disposition_header(as_attachment=True, filename=file_name(media)) or "attachment"
        return HttpResponse(
            bytes(media.content),
            content_type=mime if mime in ENDINGS else "application/octet-stream",
            headers={**PROTECTED, "Content-Disposition": disposition},
        )

    @column("When", order="created_at")
    def at(self, media: Media) -> str:
        return words.moment(media.created_at, media.hotel)

    @column("What", order="message__kind")
    def what(self, media: Media) -> str:
        return NAMES.get(media.message.kind, media.message.kind)

    @column("Size")
    def size(self, media: Any) -> str:
        return "–" if media.size is None else _size(media.size)

    @column("Conversation", order="message__conversation")
    def conversation_link(self, media: Media) -> Any:
        return words.holder(f"conversation:{media.message.conversation_id}")


def file_name(media: Media) -> str:
    """The guest's own name for it, without tricks, and the ending of what the channel says it is."""
    given = PurePath(str(media.message.payload.get("name") or "")).stem
    stem = re.sub(r"[^\w-]+", "_", given).strip("_")[:60] or f"{media.message.kind}-{media.message_id}"
    return f"{stem}{ENDINGS.get(_mime(media), '')}"


def _mime(media: Media) -> str:
    return media.mime.partition(";")[0].strip().lower()


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} kB"
