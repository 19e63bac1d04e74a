"""All conversations as a plain list; each opens in the inbox."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from messaging.admin import inbox
from messaging.desk import lists, reasons, show
from messaging.models import Conversation, Message
from pms.admin import words
from pms.admin.base import OwnRows, ReadOnlyRows, column
from pms.admin.theme import ChoicesDropdownFilter, DropdownFilter

Owner = Conversation.Owner
OWNERS = {"agent": "info", "waiting": "danger", "staff": "success", "snoozed": "warning", "closed": ""}
SNIPPET = 70


class WhoseFilter(DropdownFilter):  # type: ignore[misc]
    title, parameter_name = _("whose"), "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("waiting", _("Waiting for staff")), ("mine", _("Mine")), ("agent", _("The agent's"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Conversation]) -> QuerySet[Conversation]:
        wanted = {
            "waiting": Q(owner=Owner.WAITING),
            "mine": Q(owner=Owner.STAFF, staff=request.user),
            "agent": Q(owner=Owner.AGENT),
        }
        return queryset.filter(wanted[self.value()]) if self.value() in wanted else queryset


@admin.register(Conversation)
class ConversationAdmin(ReadOnlyRows):
    list_display = ("person", "state", "last_words", "last_at", "channel", "language")
    list_filter = (
        WhoseFilter,
        ("owner", ChoicesDropdownFilter),
        ("account", OwnRows),
        ("language", ChoicesDropdownFilter),
    )
    list_select_related = ("hotel", "guest", "account", "staff")
    search_fields = ("guest__name", "guest__phone", "guest__email", "sender")
    ordering = (
        Case(
            When(owner="waiting", then=0),
            When(owner="staff", then=1),
            default=Value(2),
            output_field=IntegerField(),
        ),
        "-last_message_at",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Conversation]:
        newest = Message.objects.filter(conversation=OuterRef("pk")).order_by("-created_at", "-pk")
        rows: QuerySet[Conversation] = super().get_queryset(request).select_related(*self.list_select_related)
        return rows.annotate(newest=Subquery(newest.values(start=Left("text", SNIPPET + 1))[:1]))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        conversation = self.found(request, object_id)
        if conversation is None:
            return self.not_found(request, object_id)
        return redirect(inbox.address(conversation.pk))

    @column(_("Guest"), order="guest__name", header=True)
    def person(self, conversation: Conversation) -> list[str]:
        guest = conversation.guest
        return [str(guest), reasons.read(conversation.handover_reason).words, words.initials(guest.name)]

    @column(_("Answered by"), order="owner", label=OWNERS)
    def state(self, conversation: Conversation) -> words.Label:
        return words.Label(*lists.state_of(conversation))

    @column(_("Last message"))
    def last_words(self, conversation: Any) -> str:
        text = " ".join((conversation.newest or "–").split())
        return f"{text[:SNIPPET]}…" if len(text) > SNIPPET else text

    @column(_("Guest wrote"), order="last_message_at")
    def last_at(self, conversation: Conversation) -> str:
        return words.moment(conversation.last_message_at, conversation.hotel)

    @column(_("Channel"), order="account__kind")
    def channel(self, conversation: Conversation) -> str:
        return show.channel(conversation.account.kind)[0]
