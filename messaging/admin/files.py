"""The download of what guests and staff sent, which no browser shows by itself, and the list of it."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from messaging.desk import files, show
from messaging.models import Media
from pms.admin import words
from pms.admin.base import ReadOnlyRows, column

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
        return files.measured().select_related(*self.list_select_related)

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
        mime = files.mime(media)
        disposition = content_disposition_header(as_attachment=True, filename=file_name(media)) or "attachment"
        return HttpResponse(
            bytes(media.content),
            content_type=mime if mime in ENDINGS else "application/octet-stream",
            headers={**PROTECTED, "Content-Disposition": disposition},
        )

    @column(_("When"), order="created_at")
    def at(self, media: Media) -> str:
        return words.moment(media.created_at, media.hotel)

    @column(_("What"), order="message__kind")
    def what(self, media: Media) -> str:
        return show.kind_of(media.message.kind)

    @column(_("Size"))
    def size(self, media: Any) -> str:
        return "–" if media.size is None else files.sized(media.size)

    @column(_("Conversation"), order="message__conversation")
    def conversation_link(self, media: Media) -> Any:
        return words.holder(f"conversation:{media.message.conversation_id}")


def file_name(media: Media) -> str:
    """The guest's own name for it, without tricks, and the ending of what the channel says it is."""
    given = PurePath(str(media.message.payload.get("name") or "")).stem
    stem = re.sub(r"[^\w-]+", "_", given).strip("_")[:60] or f"{media.message.kind}-{media.message_id}"
    return f"{stem}{ENDINGS.get(files.mime(media), '')}"
