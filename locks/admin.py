"""Holds with their trail, for staff: to see who keeps which room, and to let one go."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.forms import DateField
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from locks import holds
from locks.models import HoldEvent, Lease, RoomHold
from pms.admin import words
from pms.admin.base import PageRows, ReadOnlyRows, actor, at_each, column
from pms.admin.export import ROWS_AT_ONCE, csv_file
from pms.admin.theme import ChoicesDropdownFilter, DropdownFilter, FieldTextFilter, RangeDateFilter
from pms.models import Hotel

STATES = {"live": "success", "released": "", "expired": "warning", "converted": "info"}
KINDS = {
    "acquire": "success",
    "extend": "success",
    "conflict": "danger",
    "release": "",
    "expire": "warning",
    "convert": "info",
}
NO_REASON = "released by staff"
FIRST, LAST = date(1970, 1, 1), date(9000, 1, 1)  # of other years not every clock knows


class LiveFilter(DropdownFilter):  # type: ignore[misc]
    """An overdue hold is dead whatever its row says, so the status alone does not tell."""

    title, parameter_name = _("state"), "state"

    all_option = ("", _("Live now"))

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("ended", gettext("Ended")), ("all", gettext("All"))]

    def value(self) -> Any:
        # The page of today links to ?state=live.
        return None if super().value() == "live" else super().value()

    def queryset(self, request: HttpRequest, queryset: QuerySet[RoomHold]) -> QuerySet[RoomHold]:
        live = Q(status=RoomHold.Status.LIVE, expires_at__gt=timezone.now())
        kept = {"ended": queryset.exclude(live), "all": queryset}
        return kept.get(self.value(), queryset.filter(live))


class DaysFilter(RangeDateFilter):  # type: ignore[misc]
    """Whole days by each hotel's own clock; the theme's would leave out the last one."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[HoldEvent]) -> QuerySet[HoldEvent]:
        first, last = self._day("from"), self._day("to")
        if not (first or last):
            rows: QuerySet[HoldEvent] = super().queryset(request, queryset)
            return rows
        since, until = first or FIRST, min(last or LAST, LAST) + timedelta(days=1)
        return queryset.filter(at_each(lambda hotel: Q(at__gte=_begins(since, hotel), at__lt=_begins(until, hotel))))

    def _day(self, end: str) -> date | None:
        value = self.used_parameters.get(f"{self.field_path}_{end}")
        with suppress(ValidationError):
            day: date | None = DateField(required=False).clean(value[0] if isinstance(value, list) else value)
            return day
        return None


def _begins(day: date, hotel: Hotel) -> datetime:
    return datetime.combine(max(day, FIRST), time(), hotel.zone)


@admin.register(RoomHold)
class RoomHoldAdmin(PageRows):
    template = "admin/locks/roomhold/page.html"
    list_display = ("room", "nights", "guest_name", "conversation", "state", "left", "placed")
    list_filter = (LiveFilter, ("status", ChoicesDropdownFilter))
    list_select_related = ("hotel", "guest")
    search_fields = ("=unit", "guest__name", "guest__phone", "holder")
    ordering = ("-created_at", "-pk")
    actions = ("release_selected",)

    class Media:
        js = ("admin_house/countdown.js",)

    def get_urls(self) -> Any:
        view = self.admin_site.admin_view(self.release_view)
        return [path("<int:object_id>/release/", view, name="locks_roomhold_release"), *super().get_urls()]

    def has_release_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("locks.change_roomhold")

    def page_context(self, request: HttpRequest, hold: RoomHold) -> dict[str, Any]:
        return {
            "state": words.coloured(self.state(hold), STATES),
            "left": self.left(hold),
            "nights": words.nights(hold.stay),
            "conversation": words.holder(hold.holder),
            "events": [
                (
                    event,
                    words.coloured(words.Label(event.kind, event.get_kind_display()), KINDS),
                    words.moment(event.at, hold.hotel),
                )
                for event in hold.events.all()
            ],
            "reservations": list(hold.reservations.all()),
            "may_release": hold.is_live and self.has_release_permission(request),
        }

    def release_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        hold = self.found(request, str(object_id))
        if hold is None or not self.has_release_permission(request):
            return self.not_found(request, str(object_id))
        back = request.POST.get("next") or request.GET.get("next", "")
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
            back = ""
        if request.method != "POST":
            text = gettext("The room can be sold to others at once. The guest is not told.")
            words = {"title": gettext("Release this hold"), "text": text, "button": gettext("Release")}
            return self.confirm(request, hold, **words, ask_reason=True, next=back)
        self._release(request, [hold], _reason(request))
        return redirect(back or self.back_to(hold))

    @admin.action(description=_("Release…"), permissions=["release"])
    def release_selected(self, request: HttpRequest, queryset: QuerySet[RoomHold]) -> HttpResponse | None:
        """The first time it asks for the reason, as the page of one hold does."""
        rows = list(queryset)
        if "reason" in request.POST:
            self._release(request, rows, _reason(request))
            return None
        return self.page(request, "admin/locks/roomhold/release.html", None, title=gettext("Release holds"), rows=rows)

    def _release(self, request: HttpRequest, rows: list[RoomHold], reason: str) -> None:
        """What waits for the PMS is kept: it may have been sold this very room."""
        kept = [row for row in rows if row.reservations.filter(status="pending").exists()]
        free = [row for row in rows if row not in kept]
        released = [holds.release(row, actor=actor(request), reason=reason or NO_REASON) for row in free]
        if count := sum(released):
            self.message_user(request, gettext("Released: %(count)s") % {"count": count}, messages.SUCCESS)
        if count < len(free):
            over = gettext("Not live any more: %(count)s") % {"count": len(free) - count}
            self.message_user(request, over, messages.WARNING)
        if kept:
            why = gettext("Kept, for the PMS has not answered yet: %(count)s") % {"count": len(kept)}
            self.message_user(request, why, messages.ERROR)

    @column(_("Room"), order="unit")
    def room(self, hold: RoomHold) -> str:
        return f"{hold.unit} · {hold.room_type}"

    @column(_("Stay"), order="period")
    def nights(self, hold: RoomHold) -> str:
        return words.nights(hold.stay)

    @column(_("Guest"), order="guest__name")
    def guest_name(self, hold: RoomHold) -> str:
        return str(hold.guest)

    @column(_("Conversation"), order="holder")
    def conversation(self, hold: RoomHold) -> Any:
        return words.holder(hold.holder)

    @column(_("State"), order="status", label=STATES)
    def state(self, hold: RoomHold) -> words.Label:
        overdue = hold.status == RoomHold.Status.LIVE and not hold.is_live
        status = RoomHold.Status.EXPIRED if overdue else RoomHold.Status(hold.status)
        return words.Label(status.value, str(status.label))

    @column(_("Left"), order="expires_at")
    def left(self, hold: RoomHold) -> str:
        if not hold.is_live:
            return "–"
        if hold.expires_at - timezone.now() > timedelta(days=1):  # a reservation of it waits for the PMS
            return words.moment(hold.expires_at, hold.hotel)
        return format_html(
            '<time datetime="{0}" data-countdown="{0}" data-over="{1}">{2}</time>',
            hold.expires_at.isoformat(timespec="seconds"),
            gettext("Over"),
            words.minutes(words.minutes_left(hold.expires_at)),
        )

    @column(_("Placed"), order="created_at")
    def placed(self, hold: RoomHold) -> str:
        return words.moment(hold.created_at, hold.hotel)


@admin.register(HoldEvent)
class HoldEventAdmin(ReadOnlyRows):
    list_display = ("when", "what", "unit", "nights", "actor", "reason")
    list_filter = (
        ("kind", ChoicesDropdownFilter),
        ("unit", FieldTextFilter),
        ("actor", FieldTextFilter),
        ("at", DaysFilter),
    )
    search_fields = ("=unit", "actor", "reason")
    date_hierarchy = "at"
    list_before_template = "admin/locks/holdevent/export.html"
    fields = (("hotel", "when"), ("what", "unit", "nights"), ("actor", "reason"), "hold")
    readonly_fields = ("when", "what", "nights")

    def get_urls(self) -> Any:
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/", view, name="locks_holdevent_export"), *super().get_urls()]

    def export_view(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        """What the list shows by the same filters, however long it is."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            rows = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return redirect("admin:locks_holdevent_changelist")
        head = [
            *(gettext("Hotel"), gettext("When"), gettext("What"), gettext("Room"), gettext("Arrival")),
            *(gettext("Departure"), gettext("Who"), gettext("Reason")),
        ]
        return csv_file("hold-trail", head, map(_line, rows.select_related("hotel").iterator(chunk_size=ROWS_AT_ONCE)))

    @column(_("When"), order="at")
    def when(self, event: HoldEvent) -> str:
        return words.moment(event.at, event.hotel)

    @column(_("What"), order="kind", label=KINDS)
    def what(self, event: HoldEvent) -> words.Label:
        return words.Label(event.kind, event.get_kind_display())

    @column(_("Stay"), order="period")
    def nights(self, event: HoldEvent) -> str:
        return f"{words.day(event.period.lower)} – {words.day(event.period.upper)}"


def _reason(request: HttpRequest) -> str:
    return " ".join(request.POST.get("reason", "").split())[:200]


def _line(event: HoldEvent) -> list[Any]:
    at = event.at.astimezone(event.hotel.zone)
    stay = (event.period.lower, event.period.upper)
    kind = event.get_kind_display()
    return [event.hotel.name, f"{at:%Y-%m-%d %H:%M:%S%z}", kind, event.unit, *stay, event.actor, event.reason]


@admin.register(Lease)
class LeaseAdmin(ReadOnlyRows):
    list_display = ("name", "holder", "expires_at")
    search_fields = ("name",)
