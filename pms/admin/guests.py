"""Guests, the names channels know them by, and two rows that staff find to be one person."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pms import guests, trails
from pms.admin import words
from pms.admin.base import HotelRows, ReadOnlyLines, ReadOnlyRows, actor, column
from pms.admin.theme import ChoicesDropdownFilter, action
from pms.errors import NotMergeable
from pms.models import Guest, GuestIdentity, GuestMerge
from pms.numbers import candidates

KINDS = {"merge": "info", "undo": "warning"}
SHOWN = 10


class IdentityLines(ReadOnlyLines):
    model = GuestIdentity
    fields = readonly_fields = ("shown_kind", "value")

    @column(_("Kind"), order="kind")
    def shown_kind(self, identity: GuestIdentity) -> str:
        return trails.address(identity.kind)


@admin.register(Guest)
class GuestAdmin(HotelRows):
    list_display = ("person", "email", "language", "since")
    list_filter = (("language", ChoicesDropdownFilter),)
    search_fields = ("name", "email", "phone")
    ordering = ("-created_at", "-pk")
    fieldsets = (
        (None, {"fields": ("hotel", "name", ("email", "phone"), "language", "since")}),
        (_("The same person"), {"fields": ("same", "trail")}),
    )
    readonly_fields = ("since", "same", "trail")
    inlines = (IdentityLines,)
    actions_detail = ("merge", "separate")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_merge_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        return self.has_change_permission(request) and not _merged(object_id)

    def has_separate_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        return self.has_change_permission(request) and _merged(object_id)

    @action(description=_("Merge into another guest…"), url_path="merge", permissions=["merge"], icon="merge")  # type: ignore[untyped-decorator]
    def merge(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Search, see both side by side, and only then."""
        guest = self.found(request, object_id)
        if guest is None:
            return self.not_found(request, object_id)
        into = _chosen(guest, request.POST.get("into") or request.GET.get("into", ""))
        if request.method == "POST" and into:
            return self._merge(request, guest, into)
        asked = request.GET.get("q", "").strip()
        context: dict[str, Any] = {
            "asked": asked,
            "pair": list(_counted(guest.pk, into.pk)) if into else [],
            "others": [] if into else _others(guest, asked),
        }
        return self.page(request, "admin/pms/guest/merge.html", guest, **context)

    def _merge(self, request: HttpRequest, guest: Guest, into: Guest) -> HttpResponse:
        try:
            guests.merge(guest, into, actor=actor(request), reason=request.POST.get("reason", "").strip())
        except NotMergeable:
            self.message_user(
                request, gettext("These two cannot be merged: they are one person already."), messages.ERROR
            )
        else:
            self.log_change(
                request, guest, gettext("Merged into %(guest)s (#%(number)s)") % {"guest": into, "number": into.pk}
            )
            done = gettext("%(guest)s and %(other)s are one person from now on.") % {"guest": guest, "other": into}
            self.message_user(request, done, messages.SUCCESS)
        return redirect(self.back_to(guest))

    @action(description=_("Separate again…"), url_path="separate", permissions=["separate"], icon="call_split")  # type: ignore[untyped-decorator]
    def separate(self, request: HttpRequest, object_id: str) -> HttpResponse:
        guest = self.found(request, object_id)
        if guest is None:
            return self.not_found(request, object_id)
        if request.method != "POST":
            text = gettext("As before they were merged: neither sees the reservations of %(guest)s any more.") % {
                "guest": guest.merged_into
            }
            title = gettext("Separate this guest again")
            return self.confirm(request, guest, title=title, text=text, button=gettext("Separate"), ask_reason=True)
        with suppress(NotMergeable):  # a colleague has, meanwhile
            guests.separate(guest, actor=actor(request), reason=request.POST.get("reason", "").strip())
            self.log_change(request, guest, gettext("Separated"))
        return redirect(self.back_to(guest))

    @column(_("Guest"), order="name", header=True)
    def person(self, guest: Guest) -> list[str]:
        return [str(guest), guest.phone if guest.name else "", words.initials(guest.name)]

    @column(_("Known since"), order="created_at")
    def since(self, guest: Guest) -> str:
        return words.moment(guest.created_at, guest.hotel)

    @column(_("Merged"))
    def same(self, guest: Guest) -> Any:
        """Into whom, and who into them."""
        into = [(gettext("into"), guest.merged_into)] if guest.merged_into else []
        rows = [*into, *((gettext("with"), other) for other in guest.merged.order_by("pk")[:SHOWN])]
        links = ((how, _page(one), one, one.pk) for how, one in rows)
        return format_html_join(", ", '{} <a class="house-link" href="{}">{} (#{})</a>', links) or "–"

    @column(_("History"))
    def trail(self, guest: Guest) -> str:
        moves = GuestMerge.objects.filter(Q(guest=guest) | Q(into=guest)).select_related("guest", "into", "hotel")
        return render_to_string("admin/trail.html", {"events": [_event(move) for move in moves]}) if moves else "–"


@admin.register(GuestIdentity)
class GuestIdentityAdmin(ReadOnlyRows):
    list_display = ("value", "shown_kind", "guest")
    fields = ("hotel", ("shown_kind", "value"), "guest")
    readonly_fields = ("shown_kind",)
    list_select_related = ("hotel", "guest")
    search_fields = ("value",)

    @column(_("Kind"), order="kind")
    def shown_kind(self, identity: GuestIdentity) -> str:
        return trails.address(identity.kind)


@admin.register(GuestMerge)
class GuestMergeAdmin(ReadOnlyRows):
    list_display = ("when", "what", "guest", "into", "actor", "reason")
    list_filter = (("kind", ChoicesDropdownFilter),)
    list_select_related = ("hotel", "guest", "into")
    search_fields = ("guest__name", "into__name", "actor", "reason")
    date_hierarchy = "at"
    fields = (("hotel", "when", "what"), ("guest", "into"), ("actor", "reason"))
    readonly_fields = ("when", "what")

    @column(_("When"), order="at")
    def when(self, move: GuestMerge) -> str:
        return words.moment(move.at, move.hotel)

    @column(_("What"), order="kind", label=KINDS)
    def what(self, move: GuestMerge) -> words.Label:
        return words.Label(move.kind, move.get_kind_display())


def _merged(object_id: Any) -> bool:
    return Guest.objects.filter(pk=object_id, merged_into__isnull=False).exists()


def _chosen(guest: Guest, pk: str) -> Guest | None:
    rows = Guest.objects.filter(hotel=guest.hotel_id).exclude(pk=guest.pk)
    return rows.filter(pk=pk).first() if pk.isdecimal() else None


def _others(guest: Guest, asked: str) -> list[Guest]:
    """Whom staff look for; before they ask, who looks like the same person."""
    if asked:
        fields = ("name", "email", "phone", "identities__value")
        wanted = Q(pk__in=[])
        for field in fields:
            wanted |= Q(**{f"{field}__icontains": asked})
    else:
        wanted = _looks_like(guest)
    rows = Guest.objects.filter(wanted, hotel=guest.hotel_id).exclude(pk=guest.pk)
    return list(_counted(*rows.order_by("-pk").values_list("pk", flat=True).distinct()[:SHOWN]))


def _looks_like(guest: Guest) -> Q:
    numbers = [*guest.identities.filter(kind="phone").values_list("value", flat=True), guest.phone]
    spelt = [spelling for number in numbers if number for spelling in (number, *candidates(number))]
    alike = Q(phone__in=spelt) | Q(identities__kind="phone", identities__value__in=spelt)
    for field in ("name", "email"):
        if value := getattr(guest, field):
            alike |= Q(**{f"{field}__iexact": value})
    return alike


def _counted(*ids: int) -> QuerySet[Guest]:
    """In the order of the ids' age, with what hangs on each of them."""
    counts = {f"count_of_{name}": Count(name, distinct=True) for name in ("conversations", "reservations")}
    return Guest.objects.filter(pk__in=ids).annotate(**counts).prefetch_related("identities").order_by("pk")


def _event(move: GuestMerge) -> tuple[GuestMerge, dict[str, str], str]:
    label = words.Label(move.kind, f"{move.get_kind_display()}: {move.guest} → {move.into}")
    return move, words.coloured(label, KINDS), words.moment(move.at, move.hotel)


def _page(guest: Guest) -> str:
    return reverse("admin:pms_guest_change", args=[guest.pk])
