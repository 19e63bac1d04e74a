"""Holds with their trail, for staff: to see who keeps which room, and to let one go."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from unfold.contrib.filters.admin import ChoicesDropdownFilter, DropdownFilter

from locks import holds
from locks.models import HoldEvent, Lease, RoomHold
from pms.admin import words
from pms.admin.base import PageRows, ReadOnlyRows, actor, column

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


class LiveFilter(DropdownFilter):  # type: ignore[misc]
    """An overdue hold is dead whatever its row says, so the status alone does not tell."""

    title, parameter_name = "state", "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("live", "Live now"), ("ended", "Ended")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[RoomHold]) -> QuerySet[RoomHold]:
        live = Q(status=RoomHold.Status.LIVE, expires_at__gt=timezone.now())
        return {"live": queryset.filter(live), "ended": queryset.exclude(live)}.get(self.value(), queryset)


@admin.register(RoomHold)
class RoomHoldAdmin(PageRows):
    template = "admin/locks/roomhold/page.html"
    list_display = ("room", "nights", "guest_name", "conversation", "state", "left", "placed")
    list_filter = (LiveFilter, ("status", ChoicesDropdownFilter))
    list_select_related = ("hotel", "guest")
    search_fields = ("=unit", "guest__name", "guest__phone", "holder")
    ordering = ("-created_at", "-pk")
    actions = ("release_selected",)

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
        if request.method != "POST":
            text = "The room can be sold to others at once. The guest is not told."
            return self.confirm(request, hold, title="Release this hold", text=text, button="Release", ask_reason=True)
        self._release(request, [hold], request.POST.get("reason", "").strip()[:200])
        return redirect(self.back_to(hold))

    @admin.action(description="Release", permissions=["release"])
    def release_selected(self, request: HttpRequest, queryset: QuerySet[RoomHold]) -> None:
        self._release(request, list(queryset), "")

    def _release(self, request: HttpRequest, rows: list[RoomHold], reason: str) -> None:
        released = [holds.release(row, actor=actor(request), reason=reason or NO_REASON) for row in rows]
        if count := sum(released):
            self.message_user(request, f"Released: {count}", messages.SUCCESS)
        if count < len(rows):
            self.message_user(request, f"Not live any more: {len(rows) - count}", messages.WARNING)

    @column("Room", order="unit")
    def room(self, hold: RoomHold) -> str:
        return f"{hold.unit} · {hold.room_type}"

    @column("Stay", order="period")
    def nights(self, hold: RoomHold) -> str:
        return words.nights(hold.stay)

    @column("Guest", order="guest__name")
    def guest_name(self, hold: RoomHold) -> str:
        return str(hold.guest)

    @column("Conversation", order="holder")
    def conversation(self, hold: RoomHold) -> Any:
        return words.holder(hold.holder)

    @column("State", order="status", label=STATES)
    def state(self, hold: RoomHold) -> words.Label:
        overdue = hold.status == RoomHold.Status.LIVE and not hold.is_live
        status = RoomHold.Status.EXPIRED if overdue else RoomHold.Status(hold.status)
        return words.Label(status.value, str(status.label))

    @column("Left", order="expires_at")
    def left(self, hold: RoomHold) -> str:
        return f"{words.minutes_left(hold.expires_at)} min" if hold.is_live else "–"

    @column("Placed", order="created_at")
    def placed(self, hold: RoomHold) -> str:
        return words.moment(hold.created_at, hold.hotel)


@admin.register(HoldEvent)
class HoldEventAdmin(ReadOnlyRows):
    list_display = ("when", "what", "unit", "nights", "actor", "reason")
    list_filter = (("kind", ChoicesDropdownFilter),)
    search_fields = ("=unit", "actor", "reason")
    date_hierarchy = "at"
    fields = (("hotel", "when"), ("what", "unit", "nights"), ("actor", "reason"), "hold")
    readonly_fields = ("when", "what", "nights")

    @column("When", order="at")
    def when(self, event: HoldEvent) -> str:
        return words.moment(event.at, event.hotel)

    @column("What", order="kind", label=KINDS)
    def what(self, event: HoldEvent) -> words.Label:
        return words.Label(event.kind, event.get_kind_display())

    @column("Stay", order="period")
    def nights(self, event: HoldEvent) -> str:
        return f"{words.day(event.period.lower)} – {words.day(event.period.upper)}"


@admin.register(Lease)
class LeaseAdmin(ReadOnlyRows):
    list_display = ("name", "holder", "expires_at")
    search_fields = ("name",)
