"""Every page of the back office that a superuser can open: for tests that walk through all of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse
from django_scopes import scopes_disabled

from hotel_agent.dashboard import NAVIGATION

# What hangs on a row and asks before it acts, or shows it in another way.
ASKING = ("locks_roomhold_release", "pms_hotel_rotate_api_key", "pms_guest_merge")
PERSONAL = ("admin:password_change", "second-factor-setup")


def every(user: User) -> list[str]:
    request = RequestFactory().get("/admin/")
    request.user = user
    own = [reverse(row.address) for _, rows in NAVIGATION for row in rows]
    with scopes_disabled():
        tables = [url for model, rows in admin.site._registry.items() for url in _of_table(model, rows, request)]
        details = list(_details())
    return list(dict.fromkeys([reverse("admin:index"), *own, *tables, *details, *map(reverse, PERSONAL)]))


def _of_table(model: type[Model], rows: admin.ModelAdmin, request: object) -> Iterator[str]:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    yield reverse(f"{name}_changelist")
    if rows.has_add_permission(request):
        yield reverse(f"{name}_add")
    if first := model._base_manager.order_by("pk").first():
        yield reverse(f"{name}_change", args=[first.pk])
        if rows.has_change_permission(request, first):
            yield reverse(f"{name}_history", args=[first.pk])
        if rows.has_delete_permission(request, first):
            yield reverse(f"{name}_delete", args=[first.pk])


def _details() -> Iterator[str]:
    for name in ASKING:
        for model in admin.site._registry:
            first = model._base_manager.order_by("pk").first()
            if first and name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
                try:
                    yield reverse(f"admin:{name}", args=[first.pk])
                except NoReverseMatch:
                    continue
