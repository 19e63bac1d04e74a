"""Hotels, their API keys and the PMS behind them."""

from __future__ import annotations

import secrets
from typing import Any
from zoneinfo import available_timezones

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pms import roles, staff
from pms.admin import words
from pms.admin.base import HotelRows, column, own_hotels, own_rows, person
from pms.admin.duty import OpeningLines, RungLines
from pms.admin.fields import SecretField, SecretsForm
from pms.admin.history import History
from pms.admin.theme import ColorWidget, ModelAdmin, SelectWidget, action
from pms.models import Hotel, PmsAccount

EXTRAS = (("late_check_out_until", "late_check_out_price"), ("early_check_in_from", "early_check_in_price"))


def new_api_key(hotel: Hotel) -> str:
    """256 random bits, told once: only a digest is stored. The old key stops working at once."""
    key = secrets.token_urlsafe(32)
    hotel.api_key_hash = Hotel.hash_api_key(key)
    hotel.save(update_fields=["api_key_hash"])
    return key


@admin.register(Hotel)
class HotelAdmin(History, HotelRows):
    form = ModelAdmin.form
    list_select_related = ()
    list_display = ("name", "city", "country", "language", "currency", "timezone", "hold_minutes", "api_key")
    search_fields = ("name", "city", "slug")
    prepopulated_fields = {"slug": ("name",)}
    actions_detail = ("rotate_api_key",)
    inlines = (OpeningLines, RungLines)
    fieldsets = (
        (None, {"fields": (("name", "slug"), ("language", "currency"), ("country", "region", "timezone"))}),
        (_("Contact"), {"fields": (("address", "city"), ("phone", "email"))}),
        (_("Stay"), {"fields": (("check_in_from", "check_out_until"), *EXTRAS, ("hold_minutes", "color"))}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        # A hotel has no hotel, so no manager limits it.
        return own_rows(Hotel)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and roles.operates_all(request.user, own_hotels())

    def save_model(self, request: HttpRequest, obj: Hotel, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change and not request.user.is_superuser:
            staff.appoint(obj, person(request), roles.Role.OPERATOR)  # else they would not see it any more

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_rotate_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self.has_change_permission(request))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "timezone":
            zones = [("", gettext("Select value")), *((name, name) for name in sorted(available_timezones()))]
            kwargs["widget"] = SelectWidget(choices=zones)
        if db_field.name == "color":
            kwargs["widget"] = ColorWidget({"type": "color"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @column(_("API key"), label={"set": "success", "none": "warning"})
    def api_key(self, hotel: Hotel) -> words.Label:
        return words.Label("set", gettext("Set")) if hotel.api_key_hash else words.Label("none", gettext("None"))

    @action(description=_("New API key…"), url_path="api-key", permissions=["rotate"], icon="key")  # type: ignore[untyped-decorator]
    def rotate_api_key(self, request: HttpRequest, object_id: str) -> HttpResponse:
        hotel = self.found(request, object_id)
        if hotel is None:
            return self.not_found(request, object_id)
        if request.method != "POST":
            text = gettext("Programs that use the old key are refused from then on. The new key is shown once.")
            return self.confirm(
                request, hotel, title=gettext("New API key"), text=text, button=gettext("Make a new key")
            )
        answer = self.page(request, "admin/pms/hotel/api_key.html", hotel, key=new_api_key(hotel))
        self.log_change(request, hotel, gettext("New API key"))
        answer["Cache-Control"] = "no-store"
        return answer


class PmsAccountForm(SecretsForm):
    new_credentials = SecretField(_("Credentials"))
    secrets = {"new_credentials": "credentials"}


@admin.register(PmsAccount)
class PmsAccountAdmin(HotelRows):
    form = PmsAccountForm
    list_display = ("__str__", "kind", "address", "has_credentials")
    fields = ("hotel", ("kind", "address"), "options", "new_credentials")
    operators_only = ("kind", "address", "options")

    @column(_("Credentials"), label={"set": "success", "none": ""})
    def has_credentials(self, account: PmsAccount) -> words.Label:
        return words.Label("set", gettext("Set")) if account.credentials else words.Label("none", gettext("None"))
