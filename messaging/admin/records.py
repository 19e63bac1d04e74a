"""What stands behind a conversation: messages and turns, and the accounts and templates a hotel sets up."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from messaging.desk import alarms, show, trace
from messaging.models import (
    Alarm,
    ChannelAccount,
    ConversationEvent,
    Message,
    MessageTemplate,
    Promise,
    TurnRecord,
)
from pms.admin import words
from pms.admin.base import HotelRows, ReadOnlyRows, column
from pms.admin.fields import SecretField, SecretsForm
from pms.admin.theme import BooleanRadioFilter, ChoicesDropdownFilter, RangeNumericFilter

PROMISES = {"open": "warning", "kept": "success", "missed": "danger", "dropped": ""}
TURNS = {"success": "success", "degraded": "warning", "error": "danger"}
DELIVERY = {
    "received": "",
    "queued": "warning",
    "sending": "warning",
    "sent": "info",
    "delivered": "info",
    "read": "success",
    "failed": "danger",
}


class ChannelAccountForm(SecretsForm):
    new_access_token = SecretField(_("Access token"))
    new_app_secret = SecretField(_("App secret"))
    new_verify_token = SecretField(_("Verify token"))
    secrets = {
        "new_access_token": "access_token",
        "new_app_secret": "app_secret",
        "new_verify_token": "verify_token",
    }


@admin.register(ChannelAccount)
class ChannelAccountAdmin(HotelRows):
    form = ChannelAccountForm
    list_display = ("kind", "external_id", "base_url", "active")
    list_filter = (("active", BooleanRadioFilter),)
    search_fields = ("kind", "external_id")
    ordering = ("kind", "external_id")
    operators_only = ("kind", "external_id", "base_url")
    fieldsets = (
        (None, {"fields": ("hotel", ("kind", "external_id"), "base_url", "active")}),
        (_("What it costs"), {"fields": (("message_price", "price_currency"),)}),
        (_("Secrets"), {"fields": tuple(ChannelAccountForm.secrets)}),
    )


@admin.register(MessageTemplate)
class MessageTemplateAdmin(HotelRows):
    list_display = ("name", "language", "account", "text")
    list_filter = (("language", ChoicesDropdownFilter),)
    list_select_related = ("hotel", "account")
    search_fields = ("name", "text")
    ordering = ("name", "language")
    fields = ("hotel", "account", "name", ("language", "code"), "text")


@admin.register(Message)
class MessageAdmin(ReadOnlyRows):
    list_display = ("at", "direction", "text_start", "conversation_link", "delivery")
    list_filter = (("direction", ChoicesDropdownFilter), ("status", ChoicesDropdownFilter))
    list_select_related = ("hotel",)
    search_fields = ("text",)
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-pk")
    fieldsets = (
        (
            None,
            {"fields": (("hotel", "conversation_link"), ("direction", "shown_kind", "at"), "text", "button_titles")},
        ),
        (_("Delivery"), {"fields": (("delivery", "attempts"), "error", "external_id", ("staff", "turn"))}),
    )
    readonly_fields = ("at", "shown_kind", "delivery", "conversation_link", "button_titles")

    @column(_("When"), order="created_at")
    def at(self, message: Message) -> str:
        return words.moment(message.created_at, message.hotel)

    @column(_("Kind"), order="kind")
    def shown_kind(self, message: Message) -> str:
        return gettext("Text") if message.kind == "text" else show.kind_of(message.kind)

    @column(_("Text"))
    def text_start(self, message: Message) -> str:
        return message.text if len(message.text) < 80 else f"{message.text[:80]}…"

    @column(_("Conversation"), order="conversation")
    def conversation_link(self, message: Message) -> Any:
        return words.holder(f"conversation:{message.conversation_id}")

    @column(_("Buttons"))
    def button_titles(self, message: Message) -> str:
        return " · ".join(title for _, title in message.buttons) or "–"

    @column(_("Delivery"), order="status", label=DELIVERY)
    def delivery(self, message: Message) -> words.Label:
        return words.Label(message.status, message.get_status_display())


@admin.register(TurnRecord)
class TurnRecordAdmin(ReadOnlyRows):
    list_display = ("at", "state", "intent", "sure", "words", "conversation_link", "took_ms", "language")
    list_filter = (("status", ChoicesDropdownFilter), ("confidence", RangeNumericFilter))
    list_select_related = ("hotel",)
    search_fields = ("intent", "words")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-pk")
    fields = (("hotel", "conversation_link", "at"), "why")
    readonly_fields = ("conversation_link", "at", "why")

    @column(_("When"), order="created_at")
    def at(self, turn: TurnRecord) -> str:
        return words.moment(turn.created_at, turn.hotel)

    @column(_("Outcome"), order="status", label=TURNS)
    def state(self, turn: TurnRecord) -> words.Label:
        return words.Label(turn.status, turn.get_status_display())

    @column(_("Sure"), order="confidence")
    def sure(self, turn: TurnRecord) -> str:
        return words.percent(turn.confidence * 100)

    @column(_("Conversation"), order="conversation")
    def conversation_link(self, turn: TurnRecord) -> Any:
        return words.holder(f"conversation:{turn.conversation_id}")

    @column(_("Why"))
    def why(self, turn: TurnRecord) -> str:
        return render_to_string("admin/messaging/why.html", {"why": trace.why(turn)})


@admin.register(Promise)
class PromiseAdmin(ReadOnlyRows):
    list_display = ("by", "kind", "state", "conversation_link", "settled")
    list_filter = (("status", ChoicesDropdownFilter), ("kind", ChoicesDropdownFilter))
    date_hierarchy = "due_at"
    ordering = ("-due_at", "-pk")
    fields = (
        ("hotel", "conversation_link", "kind"),
        ("by", "state", "settled"),
        ("reservation", "arrival", "departure", "adults"),
    )
    readonly_fields = ("conversation_link", "by", "state", "settled")

    @column(_("By"), order="due_at")
    def by(self, promise: Promise) -> str:
        return words.moment(promise.due_at, promise.hotel)

    @column(_("Status"), order="status", label=PROMISES)
    def state(self, promise: Promise) -> words.Label:
        return words.Label(promise.status, promise.get_status_display())

    @column(_("Conversation"), order="conversation")
    def conversation_link(self, promise: Promise) -> Any:
        return words.holder(f"conversation:{promise.conversation_id}")

    @column(_("Settled"), order="settled_at")
    def settled(self, promise: Promise) -> str:
        return words.moment(promise.settled_at, promise.hotel) if promise.settled_at else "–"


@admin.register(Alarm)
class AlarmAdmin(ReadOnlyRows):
    list_display = ("opened", "ladder", "what", "conversation_link", "level", "answered", "acknowledged_by")
    list_filter = (("ladder", ChoicesDropdownFilter),)
    list_select_related = ("hotel", "acknowledged_by")
    date_hierarchy = "opened_at"
    ordering = ("-opened_at", "-pk")
    fields = (
        ("hotel", "conversation_link", "ladder"),
        ("opened", "what", "count"),
        ("level", "answered", "acknowledged_by"),
    )
    readonly_fields = ("conversation_link", "opened", "what", "answered")

    @column(_("Opened"), order="opened_at")
    def opened(self, alarm: Alarm) -> str:
        return words.moment(alarm.opened_at, alarm.hotel)

    @column(_("What"), order="kind")
    def what(self, alarm: Alarm) -> str:
        return alarms.kind_of(alarm)

    @column(_("Conversation"), order="conversation")
    def conversation_link(self, alarm: Alarm) -> Any:
        return words.holder(f"conversation:{alarm.conversation_id}")

    @column(_("Answered"), order="acknowledged_at")
    def answered(self, alarm: Alarm) -> str:
        return words.moment(alarm.acknowledged_at, alarm.hotel) if alarm.acknowledged_at else "–"


@admin.register(ConversationEvent)
class ConversationEventAdmin(ReadOnlyRows):
    list_display = ("when", "kind", "conversation_link", "actor", "reason")
    list_filter = (("kind", ChoicesDropdownFilter),)
    search_fields = ("actor", "reason")
    date_hierarchy = "at"
    fields = (("hotel", "conversation_link", "when"), ("kind", "actor"), "reason")
    readonly_fields = ("conversation_link", "when")

    @column(_("When"), order="at")
    def when(self, event: ConversationEvent) -> str:
        return words.moment(event.at, event.hotel)

    @column(_("Conversation"), order="conversation")
    def conversation_link(self, event: ConversationEvent) -> Any:
        return words.holder(f"conversation:{event.conversation_id}")
