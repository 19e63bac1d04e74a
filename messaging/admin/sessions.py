"""What the agent remembers of conversations right now, and the button that makes it forget."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from locks.errors import LeaseTaken
from messaging import ownership, session
from messaging.desk import trace
from messaging.models import ConversationEvent, Session
from pms.admin import words
from pms.admin.base import PageRows, column
from pms.admin.theme import DropdownFilter

SOON = timedelta(minutes=10)
STATES = {"active": "success", "expiring": "warning", "expired": ""}
TITLES = {"active": _("Active"), "expiring": _("Ends soon"), "expired": _("Forgotten")}


class StateFilter(DropdownFilter):  # type: ignore[misc]
    title, parameter_name = _("state"), "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("active", _("Active")), ("expiring", _("Ends within 10 minutes")), ("expired", _("Forgotten"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Session]) -> QuerySet[Session]:
        now = timezone.now()
        wanted = {
            "active": queryset.filter(expires_at__gt=now),
            "expiring": queryset.filter(expires_at__gt=now, expires_at__lte=now + SOON),
            "expired": queryset.filter(expires_at__lte=now),
        }
        return wanted.get(self.value() or "", queryset)


@admin.register(Session)
class SessionAdmin(PageRows):
    template = "admin/messaging/session.html"
    list_display = ("person", "standing", "left", "remembered", "active_at", "conversation_link")
    list_filter = (StateFilter,)
    list_select_related = ("hotel", "conversation__guest")
    search_fields = ("conversation__guest__name", "conversation__guest__phone")
    ordering = ("-last_activity", "-pk")
    actions = ("forget_selected",)

    def get_urls(self) -> Any:
        view = self.admin_site.admin_view(self.forget_view)
        return [path("<int:object_id>/forget/", view, name="messaging_session_forget"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Session]:
        rows: QuerySet[Session] = super().get_queryset(request).select_related(*self.list_select_related)
        return rows

    def has_forget_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("messaging.delete_session")

    def page_context(self, request: HttpRequest, row: Session) -> dict[str, Any]:
        return {
            "state": words.coloured(self.standing(row), STATES),
            "left": self.left(row),
            "person": self.person(row),
            "facts": trace.remembered(row),
            "active_at": self.active_at(row),
            "conversation": self.conversation_link(row),
            "may_forget": self.has_forget_permission(request),
        }

    def forget_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        row = self.found(request, str(object_id))
        if row is None or not self.has_forget_permission(request):
            return self.not_found(request, str(object_id))
        if request.method != "POST":
            text = gettext("The next message of the guest begins anew. A room that is held for them stays held.")
            return self.confirm(
                request, row, title=gettext("Forget what was said"), text=text, button=gettext("Forget")
            )
        self._forget(request, [row])
        return redirect(reverse("admin:messaging_session_changelist"))

    @admin.action(description=_("Forget"), permissions=["forget"])
    def forget_selected(self, request: HttpRequest, queryset: QuerySet[Session]) -> None:
        self._forget(request, list(queryset))

    def _forget(self, request: HttpRequest, rows: list[Session]) -> None:
        """A conversation whose answer is being written is left alone: that answer would be remembered again."""
        forgotten, busy = 0, 0
        for row in rows:
            try:
                with transaction.atomic():
                    if session.forget(row.conversation):
                        actor = f"staff:{request.user.pk}"
                        ownership.note(row.conversation, ConversationEvent.Kind.FORGOTTEN, actor=actor)
                        forgotten += 1
            except LeaseTaken:
                busy += 1
        if forgotten:
            text = ngettext("%(count)d session forgotten.", "%(count)d sessions forgotten.", forgotten)
            self.message_user(request, text % {"count": forgotten}, messages.SUCCESS)
        if busy:
            text = gettext("The agent is answering right now: try again in a moment.")
            self.message_user(request, text, messages.WARNING)

    @column(_("Guest"), order="conversation__guest__name")
    def person(self, row: Session) -> str:
        return str(row.conversation.guest)

    @column(_("State"), order="expires_at", label=STATES)
    def standing(self, row: Session) -> words.Label:
        left = row.expires_at - timezone.now()
        name = "expired" if left <= timedelta() else "expiring" if left <= SOON else "active"
        return words.Label(name, str(TITLES[name]))

    @column(_("Left"), order="expires_at")
    def left(self, row: Session) -> str:
        minutes = words.minutes_left(row.expires_at)
        return words.minutes(minutes) if minutes else "–"

    @column(_("Remembered"))
    def remembered(self, row: Session) -> str:
        return " · ".join(f"{title} {value}" for title, value in trace.remembered(row)) or gettext("Nothing yet")

    @column(_("Last activity"), order="last_activity")
    def active_at(self, row: Session) -> str:
        return words.moment(row.last_activity, row.hotel)

    @column(_("Conversation"), order="conversation")
    def conversation_link(self, row: Session) -> Any:
        return words.holder(f"conversation:{row.conversation_id}")
