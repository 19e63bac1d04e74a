"""Which language model a hotel may ask, and what each question came to and cost."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from messaging.models import LanguageModel, ModelCall
from pms.admin import words
from pms.admin.base import HotelRows, ReadOnlyRows, column
from pms.admin.fields import SecretField, SecretsForm
from pms.admin.theme import ChoicesDropdownFilter

OUTCOMES = {
    "used": "success",
    "unused": "",
    "asked": "warning",
    "refused": "warning",
    "invalid": "danger",
    "failed": "danger",
}


class LanguageModelForm(SecretsForm):
    new_api_key = SecretField(_("API key"))
    secrets = {"new_api_key": "api_key"}


@admin.register(LanguageModel)
class LanguageModelAdmin(HotelRows):
    form = LanguageModelForm
    list_display = ("name", "kind", "base_url", "daily_budget", "price_currency")
    ordering = ("name",)
    operators_only = ("kind", "base_url")
    fieldsets = (
        (None, {"fields": ("hotel", ("kind", "name"), "base_url", "new_api_key")}),
        (_("What it costs"), {"fields": (("input_price", "output_price"), ("daily_budget", "price_currency"))}),
    )


@admin.register(ModelCall)
class ModelCallAdmin(ReadOnlyRows):
    list_display = ("at", "model", "state", "intent", "price", "took_ms", "conversation_link")
    list_filter = (("outcome", ChoicesDropdownFilter),)
    list_select_related = ("hotel",)
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-pk")
    fields = (
        ("hotel", "conversation_link", "at"),
        ("model", "prompt", "state", "error"),
        ("intent", "took_ms"),
        ("input_tokens", "output_tokens", "price"),
    )
    readonly_fields = ("conversation_link", "at", "state", "price")

    @column(_("When"), order="created_at")
    def at(self, call: ModelCall) -> str:
        return words.moment(call.created_at, call.hotel)

    @column(_("Outcome"), order="outcome", label=OUTCOMES)
    def state(self, call: ModelCall) -> words.Label:
        return words.Label(call.outcome, call.get_outcome_display())

    @column(_("Cost"), order="cost")
    def price(self, call: ModelCall) -> str:
        return f"{call.cost.normalize():f} {call.currency}"

    @column(_("Conversation"), order="conversation")
    def conversation_link(self, call: ModelCall) -> Any:
        return words.holder(f"conversation:{call.conversation_id}")
