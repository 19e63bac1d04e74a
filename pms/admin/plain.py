"""Django's own admin under the theme's names: columns are text, filters are Django's, actions are links on a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm as AuthenticationForm
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AdminTextareaWidget as TextareaWidget
from django.contrib.admin.widgets import AdminTextInputWidget as TextInputWidget
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from django.core.exceptions import PermissionDenied
from django.forms import CheckboxSelectMultiple as CheckboxesWidget
from django.forms import PasswordInput as PasswordWidget
from django.forms import Select as SelectWidget
from django.forms import TextInput as ColorWidget
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

__all__ = [
    "AdminPasswordChangeForm",
    "AuthenticationForm",
    "BooleanRadioFilter",
    "ChangeList",
    "CheckboxesWidget",
    "ChoicesDropdownFilter",
    "ColorWidget",
    "DropdownFilter",
    "FieldTextFilter",
    "ModelAdmin",
    "PasswordWidget",
    "RangeDateFilter",
    "RangeNumericFilter",
    "RelatedDropdownFilter",
    "SelectWidget",
    "TabularInline",
    "TextInputWidget",
    "TextareaWidget",
    "UserChangeForm",
    "UserCreationForm",
    "action",
    "display",
]

BooleanRadioFilter = admin.BooleanFieldListFilter
ChoicesDropdownFilter = admin.ChoicesFieldListFilter
RangeDateFilter = admin.DateFieldListFilter
RelatedDropdownFilter = admin.RelatedFieldListFilter


class RangeNumericFilter(admin.FieldListFilter):
    """Django has none for ranges, so it is not shown."""

    def expected_parameters(self) -> list[str | None]:
        return []

    def choices(self, changelist: Any) -> Any:
        return iter(())

    def has_output(self) -> bool:
        return False


class FieldTextFilter(RangeNumericFilter):
    """Nor any for words: the search finds them."""


class DropdownFilter(admin.SimpleListFilter):
    all_option: Any = None

    def choices(self, changelist: Any) -> Any:
        for number, choice in enumerate(super().choices(changelist)):
            if number == 0 and self.all_option:
                choice["display"] = self.all_option[1]
            yield choice


class Coloured(SafeString):
    """What our own pages ask a label for, and what Django's lists print."""

    raw: str
    shown: str


def display(
    *, description: Any = None, ordering: Any = None, label: dict[str, str] | None = None, header: bool | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`label`: the method answers (raw, shown); `header`: [name, what stands below it, initials]."""

    def decorate(column: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(column)
        def shown(*args: Any) -> Any:
            value = column(*args)
            if label is not None and isinstance(value, tuple):
                return _coloured(value[0], value[1], label.get(value[0], ""))
            return " · ".join(str(part) for part in value[:2] if part) if header else value

        return admin.display(shown, description=description, ordering=ordering)

    return decorate


def _coloured(raw: str, shown: str, colour: str) -> Coloured:
    text = Coloured(format_html('<span class="house-label house-{}">{}</span>', colour, shown))
    text.raw, text.shown = raw, shown
    return text


def action(
    *, description: Any, url_path: str, permissions: Iterable[str] = (), **look: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def allowed(rows: ModelAdmin, request: HttpRequest, object_id: str) -> Any:
            if not rows.may(shown, request, object_id):
                raise PermissionDenied
            return view(rows, request, object_id)

        shown: Any = allowed
        shown.description, shown.url_path, shown.permissions = description, url_path, tuple(permissions)
        return allowed

    return decorate


class ModelAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    actions_detail: Iterable[str] = ()

    def may(self, act: Any, request: HttpRequest, object_id: str) -> bool:
        return all(getattr(self, f"has_{name}_permission")(request, object_id) for name in act.permissions)

    def get_urls(self) -> Any:
        return [*(self._route(name) for name in self.actions_detail), *super().get_urls()]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        acts = [(name, getattr(self, name)) for name in self.actions_detail] if object_id else []
        links = [
            {"title": act.description, "path": reverse(f"admin:{self._name(name)}", args=[object_id])}
            for name, act in acts
            if self.may(act, request, str(object_id))
        ]
        context = {**(extra_context or {}), "actions_detail": links}
        return super().changeform_view(request, object_id, form_url, context)

    def _route(self, name: str) -> Any:
        act = getattr(self, name)
        return path(f"<path:object_id>/{act.url_path}/", self.admin_site.admin_view(act), name=self._name(name))

    def _name(self, action: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{action}"


class TabularInline(admin.TabularInline):  # type: ignore[type-arg]
    pass
