"""The staff's inbox: the page of three panes and the pieces of it that an open page asks for again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from messaging.desk import about, alarms, approved, canned, labels, lists, search, suggestion, thread, trace
from messaging.models import Conversation, TurnRecord
from pms.admin.base import own_hotels, person

View = Callable[..., HttpResponse]
SEE, ACT = "messaging.view_conversation", "messaging.change_conversation"


def staff_only(view: View) -> View:
    """For who may see conversations; every query below is inside their hotels."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(SEE):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return admin.site.admin_view(guarded)


def found(pk: int) -> Conversation:
    """Of another hotel is as good as not there."""
    row = Conversation.objects.select_related("hotel", "guest", "account", "staff").filter(pk=pk).first()
    if row is None:
        raise Http404(_("There is no such conversation."))
    return row


@staff_only
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    chosen = request.GET.get("c", "")
    conversation = found(int(chosen)) if chosen.isdecimal() else None
    return whole(request, conversation)


def whole(
    request: HttpRequest, conversation: Conversation | None, *, status: int = 200, **more: Any
) -> TemplateResponse:
    """The three panes; `more` of a refused POST: refused, draft, note_draft."""
    context = {
        **admin.site.each_context(request),
        "title": _("Inbox"),
        "live_port": urlsplit(settings.LIVE_URL).port or "",
        **listed(request, conversation.pk if conversation else None),
        **(panes(request, conversation, **more) if conversation else {}),
    }
    return TemplateResponse(request, "admin/inbox/page.html", context, status=status)


@staff_only
@require_safe
def list_(request: HttpRequest) -> HttpResponse:
    chosen = request.GET.get("c", "")
    context = listed(request, int(chosen) if chosen.isdecimal() else None)
    return TemplateResponse(request, "admin/inbox/list.html", context)


@staff_only
@require_safe
def fragment(request: HttpRequest, pk: int) -> HttpResponse:
    conversation = found(pk)
    if request.headers.get("X-Requested-With") != "fetch":
        return redirect(address(pk))
    context = {**panes(request, conversation), "labels_in_use": labels.in_use()}
    return TemplateResponse(request, "admin/inbox/panes.html", context)


@staff_only
@require_safe
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """What came after, or with `before` the earlier messages."""
    conversation, now = found(pk), timezone.now()
    if before := number(request, "before"):
        part = thread.part(conversation, before=before)
    else:
        after = {name: number(request, name) for name in ("message", "note", "event")}
        part = thread.news(conversation, **after, since=moment(request.GET.get("since", "")))
    context = {
        **about.head(conversation, person(request)),
        **{"conversation": conversation, "part": part, "now": now, "may_act": request.user.has_perm(ACT)},
    }
    return TemplateResponse(request, "admin/inbox/new.html", context)


@staff_only
@require_safe
def why(request: HttpRequest, pk: int, turn: int) -> HttpResponse:
    row = TurnRecord.objects.filter(pk=turn, conversation=found(pk)).first()
    if row is None:
        raise Http404
    return TemplateResponse(request, "admin/messaging/why.html", {"why": trace.why(row)})


@staff_only
@require_safe
def saved(request: HttpRequest, pk: int) -> HttpResponse:
    rows = canned.of(found(pk), person(request), start=request.GET.get("q", ""))
    return JsonResponse([asdict(row) for row in rows], safe=False)


def listed(request: HttpRequest, chosen: int | None) -> dict[str, Any]:
    """The left pane: the folder, or what was searched for over all of them."""
    asked = came_from(request)
    name = asked.get("folder", "")
    name = name if name in lists.FOLDERS else "waiting"
    query, label = said(asked, "q"), said(asked, "label")
    at = max(1, number(request, "page"))
    user = person(request)
    rows, more = searched(query, label, at) if query else in_folder(name, user, label, at)
    kept = {"folder": name, "q": query, "label": label}
    return {
        **{"folder": name, "q": query, "label": label, "rows": rows, "chosen": chosen},
        "alarms": alarms.ringing(),
        "folders": lists.tabs(user),
        "labels_in_use": labels.in_use(),
        "several": len(own_hotels()) > 1,
        "kept": urlencode({key: value for key, value in kept.items() if value}),
        "at": at,
        "more": more,
    }


def in_folder(name: str, user: Any, label: str, at: int) -> tuple[list[lists.Row], bool]:
    rows = lists.folder(name, user, label=label)
    found = lists.rows(rows[(at - 1) * lists.PAGE : at * lists.PAGE + 1])
    return found[: lists.PAGE], len(found) > lists.PAGE


def searched(query: str, label: str, at: int) -> tuple[list[lists.Row], bool]:
    hits, count = search.find(query, label=label, offset=(at - 1) * lists.PAGE, limit=lists.PAGE)
    return lists.found(hits, search.read(query)), count > at * lists.PAGE


def panes(request: HttpRequest, conversation: Conversation, **more: Any) -> dict[str, Any]:
    """The thread and who the guest is."""
    user, may_act = person(request), request.user.has_perm(ACT)
    head, guest = about.head(conversation, user), about.of(conversation)
    moves = about.moves(conversation, guest["family"]) if may_act else {"colleagues": ()}
    return {
        **head,
        **guest,
        **moves,
        "conversation": conversation,
        "part": thread.part(conversation, before=number(request, "before"), known=moves["colleagues"]),
        "templates": approved.choices(conversation) if may_act and not head["window_open"] else (),
        "suggestion": suggestion.of(conversation, user) if may_act else None,
        "may_act": may_act,
        "now": timezone.now(),
        **more,
    }


def address(pk: int, request: HttpRequest | None = None) -> str:
    """Of the page with this conversation open, in the list it was opened from."""
    asked = came_from(request).dict() if request else {}
    kept = {name: asked[name] for name in ("folder", "q", "label", "page") if asked.get(name)}
    return f"{reverse('inbox:page')}?{urlencode({**kept, 'c': pk})}"


def came_from(request: HttpRequest) -> QueryDict:
    """Which list is beside the thread; a button's form says it again."""
    return QueryDict(request.POST.get("back", "")) if request.method == "POST" else request.GET


def said(form: QueryDict, name: str) -> str:
    """Without what PostgreSQL refuses."""
    return form.get(name, "").replace("\x00", "").strip()


def number(request: HttpRequest, name: str) -> int:
    """0 where there is none, or nonsense."""
    given = request.GET.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 19 else 0


def moment(given: str) -> datetime | None:
    try:
        # A plus in an address is a space.
        at = parse_datetime(given.replace(" ", "+"))
    except ValueError:
        return None
    return at if at and at.tzinfo else None
