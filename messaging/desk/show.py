"""Times, kinds of message, channels and bold words as staff read them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pms.models import Hotel

BOLD = re.compile(r"(?<!\w)\*(?=\S)([^*\n]+)(?<=\S)\*(?!\w)")
KINDS: dict[str, Any] = {
    "audio": gettext_lazy("Voice message"),
    "image": gettext_lazy("Photo"),
    "video": gettext_lazy("Video"),
    "sticker": gettext_lazy("Sticker"),
    "document": gettext_lazy("Document"),
    "location": gettext_lazy("Location"),
    "template": gettext_lazy("Template"),
    "button": gettext_lazy("Button"),
    "contacts": gettext_lazy("Contact"),
    "unknown": gettext_lazy("Of a kind we cannot read"),
}
# name, icon
CHANNELS: dict[str, tuple[Any, str]] = {
    "web": (gettext_lazy("Web chat"), "language"),
    "whatsapp": ("WhatsApp", "chat"),
    "email": (gettext_lazy("E-mail"), "mail"),
    "api": ("API", "api"),
    "terminal": (gettext_lazy("Terminal"), "terminal"),
}


def kind_of(kind: str) -> str:
    return str(KINDS.get(kind, "–"))


def channel(kind: str) -> tuple[str, str]:
    """Its name and its icon."""
    name, icon = CHANNELS.get(kind, (kind.capitalize(), "forum"))
    return str(name), icon


def when(at: datetime, hotel: Hotel) -> str:
    """15:04 today, a weekday within the week, else the day: as short as a row has room for."""
    local, today = at.astimezone(hotel.zone), hotel.now().date()
    if local.date() == today:
        return time_format(local, "H:i")
    if local.date() == today + timedelta(days=1):
        return _("tomorrow %(time)s") % {"time": time_format(local, "H:i")}
    if 0 < (today - local.date()).days < 7:
        return date_format(local, "D H:i")
    return date_format(local, "j M" if local.year == today.year else "j M Y")


def duration(lasting: timedelta) -> str:
    """12 min, 3 h, 2 d: as short as a row has room for."""
    minutes = max(0, int(lasting.total_seconds() // 60))
    if minutes < 60:
        return _("%(count)s min") % {"count": minutes}
    hours, days = minutes // 60, minutes // (24 * 60)
    return _("%(count)s h") % {"count": hours} if hours < 48 else _("%(count)s d") % {"count": days}


def day(value: date, hotel: Hotel) -> str:
    """Between the bubbles of two days."""
    ago = (hotel.now().date() - value).days
    named = date_format(value, "l j F" if value.year == hotel.now().year else "l j F Y")
    return {0: _("Today"), 1: _("Yesterday")}.get(ago, named)


def bold(text: str) -> SafeString:
    """*So* write our templates and WhatsApp; whatever a guest wrote is escaped first."""
    return mark_safe(BOLD.sub(r"<strong>\1</strong>", escape(text)))
