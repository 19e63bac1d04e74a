"""What is switched on at a hotel, for how many of its guests, and who changed it when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pms import features
from pms.admin import words
from pms.admin.base import HotelRows, column
from pms.admin.history import History
from pms.admin.theme import SelectWidget
from pms.models import HotelFlag

COLOURS = {"on": "success", "some": "warning", "off": "danger"}


def name_field(**options: Any) -> forms.ChoiceField:
    """Names that mean something; another is refused."""
    choices = [(name, f"{name} — {feature.what}") for name, feature in features.FEATURES.items()]
    return forms.ChoiceField(choices=choices, widget=SelectWidget(choices=choices), label=_("Name"), **options)


@admin.register(HotelFlag)
class HotelFlagAdmin(History, HotelRows):
    list_display = ("name", "shown_state", "what", "note")
    search_fields = ("name", "note")
    fields = ("hotel", "name", "percent", "note")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "name":
            return name_field()
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: HotelFlag, form: forms.BaseForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        _forget(obj)

    def delete_model(self, request: HttpRequest, obj: HotelFlag) -> None:
        super().delete_model(request, obj)
        _forget(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[HotelFlag]) -> None:
        flags = list(queryset)
        super().delete_queryset(request, queryset)
        for flag in flags:
            _forget(flag)

    @column(_("State"), order="percent", label=COLOURS)
    def shown_state(self, flag: HotelFlag) -> words.Label:
        if flag.percent in (0, 100):
            return words.Label("on", gettext("On")) if flag.percent else words.Label("off", gettext("Off"))
        return words.Label("some", gettext("%(percent)s %% of the guests") % {"percent": flag.percent})

    @column(_("What it does"))
    def what(self, flag: HotelFlag) -> str:
        feature = features.FEATURES.get(flag.name)
        return str(feature.what) if feature else "–"


def _forget(flag: HotelFlag) -> None:
    transaction.on_commit(lambda: features.forget(flag.hotel_id))
