"""In a hotel's own page: when its desk is open, and who is called when nobody may be waited for."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest

from pms.admin.theme import TabularInline
from pms.models import OpeningSpan, Rung, StaffMember


class OpeningLines(TabularInline):  # type: ignore[misc]
    model = OpeningSpan
    fields = ("weekday", "opens", "closes")
    extra = 0


class RungLines(TabularInline):  # type: ignore[misc]
    model = Rung
    fields = ("ladder", "after_minutes", "role", "user")
    extra = 0

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "user":
            # Nobody reads the names of another hotel's staff.
            kwargs["queryset"] = User.objects.filter(pk__in=StaffMember.objects.values("user"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
