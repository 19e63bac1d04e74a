"""What is of all hotels together: flags over everything, and attempts to log in. For who operates every hotel."""

from __future__ import annotations

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from waffle.models import Flag, Sample, Switch

from hotel_agent.lockout import LoginForm
from pms import features, roles
from pms.admin import words
from pms.admin.base import ReadOnly, column, own_hotels
from pms.admin.flags import name_field
from pms.admin.theme import ModelAdmin

admin.site.login_form = LoginForm
for model in (Flag, Sample, Switch, StaticDevice, TOTPDevice):
    admin.site.unregister(model)


class OfAllHotels(ModelAdmin):  # type: ignore[misc]
    list_per_page = list_max_show_all = 25
    compressed_fields = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        # Every page asks for every row of its side bar.
        if not hasattr(request, "operates_all"):
            request.operates_all = roles.operates_all(request.user, own_hotels())
        return bool(request.operates_all)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)


@admin.register(Flag)
class FlagAdmin(OfAllHotels):
    """Goes before every hotel's own setting: the switch for an emergency."""

    list_display = ("name", "note", "everyone")
    search_fields = ("name", "note")
    fields = ("name", "everyone", "note")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "name":
            return name_field()
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Flag, form: BaseForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        transaction.on_commit(features.forget)

    def delete_model(self, request: HttpRequest, obj: Flag) -> None:
        super().delete_model(request, obj)
        transaction.on_commit(features.forget)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Flag]) -> None:
        super().delete_queryset(request, queryset)
        transaction.on_commit(features.forget)


@admin.register(AccessAttempt)
class AttemptAdmin(ReadOnly, OfAllHotels):
    """Failed log-ins of the last quarter of an hour; who is locked out waits as long, or is let in again here."""

    list_display = ("username", "ip_address", "failures_since_start", "attempt_time", "locked")
    search_fields = ("username", "ip_address")
    fields = (("username", "ip_address"), ("failures_since_start", "attempt_time"), "user_agent")
    actions = ("unlock",)

    def has_unlock_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @column(_("State"), label={"locked": "danger", "open": ""})
    def locked(self, attempt: AccessAttempt) -> words.Label:
        if attempt.failures_since_start >= settings.AXES_FAILURE_LIMIT:
            return words.Label("locked", gettext("Locked out"))
        return words.Label("open", gettext("May try again"))

    @admin.action(description=_("Let in again"), permissions=["unlock"])
    def unlock(self, request: HttpRequest, queryset: QuerySet[AccessAttempt]) -> None:
        pairs = set(queryset.values_list("username", "ip_address"))
        for username, address in pairs:
            AxesProxyHandler.reset_attempts(username=username, ip_address=address)
        words_ = ngettext("%(n)d person may log in again.", "%(n)d people may log in again.", len(pairs))
        self.message_user(request, words_ % {"n": len(pairs)})
