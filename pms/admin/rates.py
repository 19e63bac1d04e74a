"""What a room costs and when it is sold: rate plans, nightly rates, taxes, restrictions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from pms.admin import words
from pms.admin.base import HotelRows, OwnRows, at_each, column
from pms.admin.history import History
from pms.admin.rooms import NamedRows
from pms.admin.theme import BooleanRadioFilter, ChoicesDropdownFilter, DropdownFilter, RangeDateFilter
from pms.models import NightlyRate, RatePlan, Restriction, Tax
from pms.terms import Money


class FromToday(DropdownFilter):  # type: ignore[misc]
    """What is past is only shown to who asks for it."""

    title, parameter_name = _("when"), "when"
    all_option = ("", _("From today"))
    date = "date"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("past", gettext("Past"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        compare = "lt" if self.value() == "past" else "gte"
        return queryset.filter(at_each(lambda hotel: Q(**{f"{self.date}__{compare}": hotel.now().date()})))


class EndsFromToday(FromToday):
    date = "last"


@admin.register(RatePlan)
class RatePlanAdmin(History, NamedRows):
    list_display = ("name", "code", "breakfast", "cancellation", "position")
    list_filter = (("breakfast", BooleanRadioFilter),)
    search_fields = ("code", "names")
    fieldsets = (
        (None, {"fields": (("hotel", "code"), ("breakfast", "position"))}),
        (_("Cancellation"), {"fields": (("free_until_days", "late_fee_percent"),)}),
        (_("What guests read"), {"fields": ("names",)}),
    )

    @column(_("Name"), order="code")
    def name(self, plan: RatePlan) -> str:
        return str(plan)

    @column(_("Free cancellation"), order="free_until_days")
    def cancellation(self, plan: RatePlan) -> str:
        if plan.free_until_days is None:
            return gettext("Never")
        if not (days := plan.free_until_days):
            return gettext("Until the day of arrival")
        return ngettext("Until %(count)s day before", "Until %(count)s days before", days) % {"count": days}


@admin.register(NightlyRate)
class NightlyRateAdmin(HotelRows):
    list_display = ("night", "type_name", "plan_name", "price")
    list_filter = (FromToday, ("date", RangeDateFilter), ("room_type", OwnRows), ("rate_plan", OwnRows))
    list_select_related = ("hotel", "room_type__hotel", "rate_plan__hotel")
    ordering = ("date", "room_type", "rate_plan")
    fields = ("hotel", ("room_type", "rate_plan"), ("date", "amount"))

    @column(_("Night"), order="date")
    def night(self, rate: NightlyRate) -> str:
        return words.day(rate.date)

    @column(_("Room type"), order="room_type__position")
    def type_name(self, rate: NightlyRate) -> str:
        return str(rate.room_type)

    @column(_("Rate plan"), order="rate_plan__position")
    def plan_name(self, rate: NightlyRate) -> str:
        return str(rate.rate_plan)

    @column(_("Price"), order="amount")
    def price(self, rate: NightlyRate) -> str:
        return words.money(Money(rate.amount, rate.hotel.currency))


@admin.register(Tax)
class TaxAdmin(History, HotelRows):
    list_display = ("name", "kind", "shown_value", "included")
    list_filter = (("kind", ChoicesDropdownFilter), ("included", BooleanRadioFilter))
    search_fields = ("name",)
    fields = ("hotel", "name", ("kind", "value"), "included")

    @column(_("Value"), order="value")
    def shown_value(self, tax: Tax) -> str:
        if tax.kind == Tax.Kind.PERCENT:
            return words.percent(tax.value)
        return words.money(Money(tax.value, tax.hotel.currency))


@admin.register(Restriction)
class RestrictionAdmin(History, HotelRows):
    list_display = ("span", "type_name", "rule")
    list_filter = (EndsFromToday, ("first", RangeDateFilter), ("room_type", OwnRows), ("closed", BooleanRadioFilter))
    list_select_related = ("hotel", "room_type__hotel")
    ordering = ("first", "pk")
    fields = (
        ("hotel", "room_type"),
        ("first", "last"),
        "min_nights",
        ("closed", "closed_to_arrival", "closed_to_departure"),
    )

    @column(_("Dates"), order="first")
    def span(self, row: Restriction) -> str:
        if row.first == row.last:
            return words.day(row.first)
        return f"{words.day(row.first)} – {words.day(row.last)}"

    @column(_("Room type"), order="room_type__position")
    def type_name(self, row: Restriction) -> str:
        return str(row.room_type) if row.room_type else gettext("All")

    @column(_("Rule"), label={"closed": "danger", "limited": "warning", "none": ""})
    def rule(self, row: Restriction) -> words.Label:
        if row.closed:
            return words.Label("closed", gettext("Closed"))
        parts = (
            [gettext("At least %(nights)s") % {"nights": words.count_nights(row.min_nights)}]
            if row.min_nights > 1
            else []
        )
        parts += [gettext("No arrival")] if row.closed_to_arrival else []
        parts += [gettext("No departure")] if row.closed_to_departure else []
        return words.Label("limited", " · ".join(parts)) if parts else words.Label("none", gettext("None"))
