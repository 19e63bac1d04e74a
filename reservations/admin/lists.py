"""Who waits for a room to become free, and what changes of a stay were quoted: to look at, nothing to set."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from pms.admin import words
from pms.admin.base import ReadOnlyRows, column
from pms.admin.theme import ChoicesDropdownFilter
from reservations.models import ChangeQuote, Waiting

STATES = {"waiting": "warning", "told": "info", "passed": "", "left": "", "expired": ""}


@admin.register(Waiting)
class WaitingAdmin(ReadOnlyRows):
    list_display = ("since", "guest", "nights", "people", "state", "conversation_link")
    list_filter = (("status", ChoicesDropdownFilter),)
    list_select_related = ("hotel", "guest")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-pk")
    fields = (
        ("hotel", "guest", "conversation_link"),
        ("nights", "people", "state"),
        ("since", "told_at", "answer_by"),
    )
    readonly_fields = ("since", "nights", "people", "state", "conversation_link")

    @column(_("Since"), order="created_at")
    def since(self, row: Waiting) -> str:
        return words.moment(row.created_at, row.hotel)

    @column(_("Nights"), order="arrival")
    def nights(self, row: Waiting) -> str:
        return words.nights(row.stay)

    @column(_("Party"))
    def people(self, row: Waiting) -> str:
        return words.party(row.adults, row.children)

    @column(_("Status"), order="status", label=STATES)
    def state(self, row: Waiting) -> words.Label:
        return words.Label(row.status, row.get_status_display())

    @column(_("Conversation"), order="asked_by")
    def conversation_link(self, row: Waiting) -> Any:
        return words.holder(row.asked_by)


@admin.register(ChangeQuote)
class ChangeQuoteAdmin(ReadOnlyRows):
    list_display = ("at", "reservation", "nights", "price", "done")
    list_select_related = ("hotel", "reservation__offer")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-pk")
    fields = (
        ("hotel", "reservation", "at"),
        ("nights", "room_type", "unit"),
        ("was_total", "total", "fee"),
        ("valid_until", "done"),
    )
    readonly_fields = ("at", "nights", "price", "done")

    @column(_("When"), order="created_at")
    def at(self, quote: ChangeQuote) -> str:
        return words.moment(quote.created_at, quote.hotel)

    @column(_("Nights"), order="arrival")
    def nights(self, quote: ChangeQuote) -> str:
        return words.nights(quote.stay)

    @column(_("Total"), order="total")
    def price(self, quote: ChangeQuote) -> str:
        return words.money(quote.price)

    @column(_("Agreed to"), order="applied_at")
    def done(self, quote: ChangeQuote) -> str:
        return words.moment(quote.applied_at, quote.hotel) if quote.applied_at else "–"
