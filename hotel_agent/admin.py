"""Feature flags in the back office. They are of all hotels, so only superusers see them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from waffle.models import Flag, Sample, Switch


class SwitchRows(ModelAdmin):  # type: ignore[misc]
    list_per_page = list_max_show_all = 25
    search_fields = ("name", "note")
    compressed_fields = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)


for model in (Flag, Sample, Switch):
    admin.site.unregister(model)


@admin.register(Flag)
class FlagAdmin(SwitchRows):
    list_display = ("name", "note", "everyone", "percent")
    fields = ("name", "note", ("everyone", "percent"), ("superusers", "staff", "authenticated"), "groups")


@admin.register(Switch)
class SwitchAdmin(SwitchRows):
    list_display = ("name", "note", "active")
    fields = ("name", "note", "active")


@admin.register(Sample)
class SampleAdmin(SwitchRows):
    list_display = ("name", "note", "percent")
    fields = ("name", "note", "percent")
