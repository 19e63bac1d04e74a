"""Saved replies: a text staff say often, by a code they can type."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from messaging.models import CannedReply
from pms.admin.base import HotelRows, column
from pms.admin.history import History
from pms.admin.theme import ChoicesDropdownFilter

PLACES = _(
    "In the inbox: / and the code. {guest}, {hotel}, {staff}, {arrival}, {departure}, {reference}, {check_in}, "
    "{check_out}, {phone}, {address} and the topic of any fact, as {wifi}, are filled in."
)


@admin.register(CannedReply)
class CannedReplyAdmin(History, HotelRows):
    list_display = ("slash", "language", "text")
    list_filter = (("language", ChoicesDropdownFilter),)
    search_fields = ("code", "text")
    ordering = ("code", "language")
    fieldsets = ((None, {"fields": ("hotel", ("code", "language"), "text"), "description": PLACES}),)

    @column(_("Code"), order="code")
    def slash(self, row: CannedReply) -> str:
        return f"/{row.code}"
