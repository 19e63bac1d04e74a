"""What every list and form of the back office shares: own hotels only, 25 rows, few queries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Any, TypeVar, cast

from django import forms
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django_scopes import get_scope

from pms.admin.theme import ChangeList, ModelAdmin, RelatedDropdownFilter, TabularInline, display
from pms.models import Hotel

F = TypeVar("F", bound=Callable[..., Any])


def column(
    title: str | Promise, *, order: str = "", label: dict[str, str] | None = None, header: bool = False
) -> Callable[[F], F]:
    """A column of a list. `label` gives colours by raw value: the method returns a words.Label."""
    decorate = display(description=title, ordering=order or None, label=label, header=header or None)
    return cast("Callable[[F], F]", decorate)


def own_hotels() -> list[Hotel]:
    """The hotels of who is logged in; the middleware has put the request into their scope."""
    hotels = get_scope().get("hotel", [])
    return hotels if isinstance(hotels, list) else [hotels]


def chosen_hotel(request: HttpRequest) -> Hotel | None:
    """The own hotel a page is asked about, else the first: another's slug is as good as none."""
    asked, hotels = request.GET.get("hotel", ""), own_hotels()
    return next((hotel for hotel in hotels if hotel.slug == asked), hotels[0] if hotels else None)


def at_each(condition: Callable[[Hotel], Q]) -> Q:
    """Each own hotel by its own clock, in one condition."""
    return reduce(or_, (Q(hotel=hotel) & condition(hotel) for hotel in own_hotels()), Q(pk__in=[]))


def person(request: HttpRequest) -> User:
    """Who is logged in; the admin lets nobody else in."""
    return cast("User", request.user)


def actor(request: HttpRequest) -> str:
    """Who did it, for the trails."""
    return f"staff:{request.user.get_username()}"[:60]


def own_rows(model: type[models.Model]) -> QuerySet[Any]:
    """The rows staff may choose from, with the hotel that names them."""
    if model is Hotel:
        return Hotel.objects.filter(pk__in=[hotel.pk for hotel in own_hotels()])
    rows = model._default_manager.all()
    return rows.select_related("hotel") if _has_hotel(model) else rows


def named(row: Any) -> str:
    """Room types and rooms of two hotels may have one name."""
    return f"{row} · {row.hotel}" if len(own_hotels()) > 1 and _has_hotel(type(row)) else str(row)


def _has_hotel(model: type[models.Model]) -> bool:
    try:
        return bool(model._meta.get_field("hotel").is_relation)
    except FieldDoesNotExist:
        return False


class OwnRows(RelatedDropdownFilter):  # type: ignore[misc]
    """Filter by a relation; Django's own would list the hotels of others and ask for each row's hotel."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[int, str]]:
        return [(row.pk, named(row)) for row in own_rows(field.remote_field.model)]


class Rows(ChangeList):  # type: ignore[misc]
    full_result_count: int | None

    def get_results(self, request: HttpRequest) -> None:
        """Without filter and search both counts are one: no second query for it."""
        super().get_results(request)
        if self.full_result_count is None and not self.query and not self.has_active_filters:
            self.full_result_count = self.result_count


class HotelForm(forms.ModelForm):  # type: ignore[type-arg]
    def clean(self) -> dict[str, Any] | None:
        """A row and all it points to belong to one hotel."""
        cleaned = super().clean() or self.cleaned_data
        hotel = cleaned.get("hotel")
        hotel_id = hotel.pk if hotel else getattr(self.instance, "hotel_id", None)
        for name, value in list(cleaned.items()):
            if isinstance(value, models.Model) and getattr(value, "hotel_id", hotel_id) != hotel_id:
                self.add_error(name, gettext("This belongs to another hotel."))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # The hotel of a saved row is read-only, so no field of the form; its unique constraints still name it.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"hotel"} if getattr(self.instance, "hotel_id", None) else excluded


class HotelRows(ModelAdmin):  # type: ignore[misc]
    """Rows of a hotel. The hotel is a column and a filter only for who works at several."""

    form = HotelForm
    list_per_page = 25
    list_max_show_all = 25
    show_full_result_count = False
    list_select_related: Sequence[str] = ("hotel",)
    list_filter_submit = True
    compressed_fields = True
    warn_unsaved_form = True
    operators_only: Sequence[str] = ()
    """Fields no hotel sets for itself: our server calls the addresses that stand in them."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[Rows]:
        return Rows

    def get_list_display(self, request: HttpRequest) -> Any:
        columns = super().get_list_display(request)
        return (*columns, "hotel") if self._of_several_hotels() else columns

    def get_list_filter(self, request: HttpRequest) -> Any:
        filters = super().get_list_filter(request)
        return (*filters, ("hotel", OwnRows)) if self._of_several_hotels() else filters

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = [*super().get_readonly_fields(request, obj)]
        if not request.user.has_perm("pms.operate_hotel"):
            fields += self.operators_only
        return [*fields, "hotel"] if obj and _has_hotel(self.model) else fields

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs.setdefault("queryset", own_rows(db_field.remote_field.model))
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.label_from_instance = named
        if db_field.name == "hotel" and len(own_hotels()) == 1:
            field.initial, field.empty_label = own_hotels()[0].pk, None
        return field

    def confirm(self, request: HttpRequest, obj: Any, **words: Any) -> HttpResponse:
        """Ask before something that cannot be undone: `title`, `text`, `button`, `ask_reason`."""
        return self.page(request, "admin/confirm.html", obj, **words)

    def page(
        self, request: HttpRequest, template: str, obj: Any, *, status: int = 200, **context: Any
    ) -> TemplateResponse:
        """A page of our own inside the frame of the admin."""
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "original": obj, "title": str(obj)}
        return TemplateResponse(request, template, {**frame, **context}, status=status)

    def found(self, request: HttpRequest, object_id: str) -> Any:
        """The row, or None: of another hotel is as good as not there. Raises PermissionDenied."""
        obj = self.get_object(request, unquote(str(object_id)))
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        return obj

    def not_found(self, request: HttpRequest, object_id: str) -> HttpResponse:
        answer: HttpResponse = self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return answer

    def back_to(self, obj: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])

    def _of_several_hotels(self) -> bool:
        return len(own_hotels()) > 1 and _has_hotel(self.model)


class ReadOnly:
    """Written by a domain module, so no form of ours may write it."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyRows(ReadOnly, HotelRows):
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        context = {**(extra_context or {}), "show_history": False}
        answer: HttpResponse = super().change_view(request, object_id, form_url, context)
        return answer


class PageRows(ReadOnlyRows):
    """Rows whose detail is a page of its own instead of a form."""

    template = ""

    def page_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {}

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        obj = self.found(request, object_id)
        if obj is None:
            return self.not_found(request, object_id)
        return self.page(request, self.template, obj, **self.page_context(request, obj))


class ReadOnlyLines(ReadOnly, TabularInline):  # type: ignore[misc]
    extra = 0
    can_delete = False
    show_change_link = False
