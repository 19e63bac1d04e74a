"""Conversations: who waits for staff, the thread, and the buttons that move it between agent and staff."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import path
from unfold.contrib.filters.admin import ChoicesDropdownFilter, DropdownFilter

from messaging import outbox, ownership
from messaging.admin import thread
from messaging.models import Conversation, Message
from pms import guests
from pms.admin import words
from pms.admin.base import OwnRows, PageRows, column, person
from pms.models import GuestIdentity
from reservations import booking
from reservations.models import Reservation

Owner = Conversation.Owner
OWNERS = {"agent": "info", "waiting": "danger", "staff": "success", "closed": ""}
SNIPPET = 70


class WhoseFilter(DropdownFilter):  # type: ignore[misc]
    title, parameter_name = "whose", "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "Waiting for staff"), ("mine", "Mine"), ("agent", "The agent's")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Conversation]) -> QuerySet[Conversation]:
        wanted = {
            "waiting": Q(owner=Owner.WAITING),
            "mine": Q(owner=Owner.STAFF, staff=request.user),
            "agent": Q(owner=Owner.AGENT),
        }
        return queryset.filter(wanted[self.value()]) if self.value() in wanted else queryset


@admin.register(Conversation)
class ConversationAdmin(PageRows):
    template = "admin/messaging/conversation/page.html"
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

    def get_urls(self) -> Any:
        moves = {"take-over": self.take_over, "give-back": self.give_back, "reply": self.reply}
        return [
            *(path(f"<int:object_id>/{name}/", self._move(move), name=_url(name)) for name, move in moves.items()),
            *super().get_urls(),
        ]

    def has_answer_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("messaging.change_conversation")

    def page_context(self, request: HttpRequest, conversation: Conversation) -> dict[str, Any]:
        before = request.GET.get("before", "")
        rows, earlier = thread.bubbles(conversation, before=int(before) if before.isdecimal() else None)
        window, window_words = thread.window(conversation)
        return {
            "bubbles": rows,
            "earlier": earlier,
            "state": words.coloured(self.state(conversation), OWNERS),
            "seen": _seen(conversation),
            "mine": ownership.owns(conversation, person(request)),
            "may_answer": self.has_answer_permission(request),
            "window": window,
            "window_words": window_words,
            "longest": thread.longest(conversation),
            "channel": self.channel(conversation),
            "known": thread.known(conversation),
            "ends_in": thread.ends_in(conversation),
            "promises": thread.promised(conversation),
            "history": thread.history(conversation),
            **self._guest_context(conversation),
        }

    def _guest_context(self, conversation: Conversation) -> dict[str, Any]:
        guest = conversation.guest
        family = guests.family(guest)
        reservations = Reservation.objects.filter(guest__in=family).select_related("offer").order_by("-created_at")[:5]
        hold = booking.held(conversation.hotel, conversation.key)
        return {
            "guest": guest,
            "initials": words.initials(guest.name),
            "identities": GuestIdentity.objects.filter(guest__in=family),
            "reservations": [(row, words.nights(row.stay), words.money(row.price)) for row in reservations],
            "hold": hold,
            "hold_words": (words.nights(hold.stay), words.minutes_left(hold.expires_at)) if hold else None,
        }

    def _move(self, move: Callable[[HttpRequest, Conversation], HttpResponse]) -> Any:
        """A button of the thread: a POST by somebody who may answer, on a conversation of theirs."""

        def view(request: HttpRequest, object_id: int) -> HttpResponse:
            conversation = self.found(request, str(object_id))
            if conversation is None or not self.has_answer_permission(request):
                return self.not_found(request, str(object_id))
            if request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            return move(request, conversation)

        return self.admin_site.admin_view(view)

    def take_over(self, request: HttpRequest, conversation: Conversation) -> HttpResponse:
        # Whoever looks at an old page must not take it from the colleague who came first.
        as_seen = request.POST.get("seen", "") == _seen(conversation)
        if as_seen and ownership.take_over(conversation, person(request)):
            self.log_change(request, conversation, "Took over")
        elif not ownership.touch(conversation, person(request)):
            self.message_user(request, "Somebody else has moved this conversation meanwhile.", messages.WARNING)
        return redirect(self.back_to(conversation))

    def give_back(self, request: HttpRequest, conversation: Conversation) -> HttpResponse:
        if ownership.give_back(conversation, person(request)):
            self.log_change(request, conversation, "Gave back to the agent")
            self.message_user(request, "The agent answers from now on.", messages.SUCCESS)
        return redirect(self.back_to(conversation))

    def reply(self, request: HttpRequest, conversation: Conversation) -> HttpResponse:
        """Only who owns the conversation writes in it: else 409 with the words kept and the offer to take over."""
        text = request.POST.get("text", "").strip()
        longest = thread.longest(conversation)
        with transaction.atomic():
            if not ownership.touch(conversation, person(request)):
                refused = "You do not answer this conversation. Take it over to write to the guest."
                return self._thread(request, conversation, refused=refused, draft=text, status=409)
            if not text or len(text) > longest:
                refused = "Write something first." if not text else f"At most {longest} characters."
                return self._thread(request, conversation, refused=refused, draft=text, status=400)
            outbox.queue(conversation, text, staff=request.user.pk)
        return redirect(self.back_to(conversation))

    def _thread(self, request: HttpRequest, conversation: Conversation, *, status: int, **words: str) -> HttpResponse:
        context = {**self.page_context(request, conversation), **words}
        return self.page(request, self.template, conversation, status=status, **context)

    @column("Guest", order="guest__name", header=True)
    def person(self, conversation: Conversation) -> list[str]:
        guest = conversation.guest
        return [str(guest), conversation.handover_reason.capitalize(), words.initials(guest.name)]

    @column("Answered by", order="owner", label=OWNERS)
    def state(self, conversation: Conversation) -> words.Label:
        if conversation.owner == Owner.STAFF and conversation.staff:
            return words.Label(conversation.owner, thread.name_of(conversation.staff))
        return words.Label(conversation.owner, conversation.get_owner_display())

    @column("Last message")
    def last_words(self, conversation: Any) -> str:
        text = " ".join((conversation.newest or "–").split())
        return f"{text[:SNIPPET]}…" if len(text) > SNIPPET else text

    @column("Guest wrote", order="last_message_at")
    def last_at(self, conversation: Conversation) -> str:
        return words.moment(conversation.last_message_at, conversation.hotel)

    @column("Channel", order="account__kind")
    def channel(self, conversation: Conversation) -> str:
        kind = conversation.account.kind
        return {"web": "Web chat", "whatsapp": "WhatsApp", "api": "API"}.get(kind, kind.capitalize())


def _url(move: str) -> str:
    return f"messaging_conversation_{move.replace('-', '_')}"


def _seen(conversation: Conversation) -> str:
    """What the page showed of the owner, for the button to say again."""
    return f"{conversation.owner}:{conversation.staff_id or ''}"
