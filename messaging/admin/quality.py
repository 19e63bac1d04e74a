"""Quality review: what the agent made of guests' words, judged with a few keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from messaging import quality, scenario, slots
from messaging.admin import titles
from messaging.admin.slot_form import SlotForm
from messaging.desk import people, show, trace
from messaging.intents import INTENTS
from messaging.models import Correction, Message, TurnRecord
from messaging.quality import AlreadyJudged, Filter, Item, NotKnown, Queue, Reason
from messaging.scenario import freezing
from pms.admin import words
from pms.admin.base import own_hotels, person
from pms.models import Hotel

View = Callable[..., HttpResponse]
SEE, JUDGE = "messaging.view_correction", "messaging.add_correction"
BEFORE, AFTER = 10, 6
Verdict = Correction.Verdict


def guarded(permission: str) -> Callable[[View], View]:
    """For who may; every query below is inside their hotels."""

    def decorate(view: View) -> View:
        @wraps(view)
        def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return admin.site.admin_view(inside)

    return decorate


@guarded(SEE)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return _page(request, request.GET)


@guarded(JUDGE)
@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    turn, verdict = _found(pk), request.POST.get("verdict", "")
    back = QueryDict(request.POST.get("back", ""), mutable=True)
    if verdict not in Verdict.values:
        return redirect(f"{reverse('quality:page')}?{back.urlencode()}")
    form = SlotForm(request.POST, turn.hotel, _slots(turn))
    # Without a script the nine are not told to the list of all.
    intent = request.POST.get("intent") or request.POST.get("short", "")
    if verdict == Verdict.WRONG and not (form.is_valid() and intent in INTENTS):
        back["turn"] = str(pk)
        more = {"form": form, "intent": intent, "ideal_reply": request.POST.get("ideal_reply", "")}
        return _page(request, back, status=400, no_intent=intent not in INTENTS, **more)
    said = form.said() if verdict == Verdict.WRONG else None
    try:
        reply = request.POST.get("ideal_reply", "")
        count = quality.judge(turn, person(request), Verdict(verdict), intent=intent, said=said, ideal_reply=reply)
    except AlreadyJudged:
        messages.warning(request, _("A colleague has judged this one meanwhile."))
    except (NotKnown, slots.SlotError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _judged(Verdict(verdict), count))
        if request.POST.get("freeze") and verdict != Verdict.ARCHIVED:
            return _frozen(request, turn)
    back["turn"] = request.POST.get("next", "")
    return redirect(f"{reverse('quality:page')}?{back.urlencode()}")


@guarded(JUDGE)
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """One's own last judgement."""
    back = QueryDict(request.POST.get("back", ""), mutable=True)
    if turn := quality.undo(person(request)):
        messages.success(request, _("Taken back."))
        back["turn"] = str(turn.pk)
    else:
        messages.warning(request, _("There is nothing of the last hour to take back."))
    return redirect(f"{reverse('quality:page')}?{back.urlencode()}")


def _page(request: HttpRequest, asked: QueryDict, *, status: int = 200, **more: Any) -> TemplateResponse:
    wanted = Filter(asked.get("reason", ""), asked.get("language", ""), asked.get("intent", ""))
    at = max(1, number(asked, "page"))
    found = quality.queue(own_hotels(), wanted, page=at)
    chosen = _chosen(number(asked, "turn"), found)
    kept = {"reason": wanted.reason, "language": wanted.language, "intent": wanted.intent, "page": "" if at < 2 else at}
    context = {
        **admin.site.each_context(request),
        "title": _("Quality review"),
        "queue": found,
        "rows": [_row(item) for item in found.items],
        "wanted": wanted,
        "at": at,
        "more": found.total > at * quality.PAGE,
        "kept": urlencode({name: value for name, value in kept.items() if value}),
        "reasons": [(reason.value, reason.label, found.reasons.get(reason.value, 0)) for reason in Reason],
        "languages": [(code, Hotel.Language(code).label) for code in found.languages if code in Hotel.Language.values],
        "intents": sorted(((name, titles.intent(name)) for name in found.intents), key=lambda row: row[1]),
        "several": len(own_hotels()) > 1,
        "opened": number(asked, "turn") > 0,
        "may_judge": request.user.has_perm(JUDGE),
        **(_opened(chosen, found, **more) if chosen else {"turn": None}),
    }
    return TemplateResponse(request, "admin/quality/page.html", context, status=status)


def number(asked: QueryDict, name: str) -> int:
    """0 where there is none, or nonsense."""
    given = str(asked.get(name, ""))
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def _chosen(asked: int, found: Queue) -> TurnRecord | None:
    """What the address names, else the first of the list."""
    if asked:
        return _found(asked)
    return _found(found.items[0].id) if found.items else None


def _found(pk: int) -> TurnRecord:
    """Of another hotel is as good as not there."""
    rows = TurnRecord.objects.select_related("hotel", "conversation__guest", "conversation__account")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404(_("There is no such turn."))
    return row


def _row(item: Item) -> dict[str, Any]:
    hotel = next(hotel for hotel in own_hotels() if hotel.pk == item.hotel_id)
    return {
        "item": item,
        "text": " ".join(item.text.split()) or show.kind_of(item.kind),
        "intent": titles.intent(item.intent),
        "percent": words.percent(round(item.confidence * 100)),
        "at": words.moment(item.at, hotel),
        "hotel": hotel,
        "reasons": [(Reason(name).label, titles.REASON_ICONS[name]) for name in item.reasons],
    }


def _opened(turn: TurnRecord, found: Queue, **more: Any) -> dict[str, Any]:
    """The thread around it, what was understood, and the form."""
    correction = Correction.objects.filter(turn=turn).select_related("staff").first()
    ids = [item.id for item in found.items]
    place = ids.index(turn.pk) if turn.pk in ids else -1
    item = found.items[place] if place >= 0 else None
    known = [*titles.KEYS, *sorted(set(INTENTS) - set(titles.KEYS), key=titles.intent)]
    return {
        "turn": turn,
        "guest": turn.conversation.guest,
        "channel": show.channel(turn.conversation.account.kind)[0],
        "bubbles": _bubbles(turn),
        "understood": titles.intent(turn.intent),
        "percent": words.percent(round(turn.confidence * 100)),
        "sureness": "low" if turn.confidence < quality.UNSURE else "high",
        "why": trace.why(turn),
        "at_words": words.moment(turn.created_at, turn.hotel),
        "count": item.count if item else 1,
        "reasons_of": [(Reason(name).label, titles.REASON_ICONS[name]) for name in (item.reasons if item else ())],
        "previous": ids[place - 1] if place > 0 else None,
        "next": ids[place + 1] if 0 <= place < len(ids) - 1 else None,
        "correction": correction,
        "judged_by": people.name_of(correction.staff) if correction and correction.staff else "",
        "judged_intent": titles.intent(correction.intent) if correction and correction.intent else "",
        "form": SlotForm(None, turn.hotel, _slots(turn)),
        "keyed": [(str(key), name, titles.intent(name)) for key, name in enumerate(titles.KEYS, start=1)],
        "known": [(name, titles.intent(name)) for name in known],
        "longest_reply": quality.LONGEST_REPLY,
        **more,
    }


def _bubbles(turn: TurnRecord) -> list[dict[str, Any]]:
    thread = Message.objects.filter(conversation=turn.conversation_id).select_related("staff")
    pivot = thread.filter(turn=turn).order_by("-created_at", "-pk").values_list("created_at", flat=True).first()
    pivot = pivot or turn.created_at
    rows = list(thread.filter(created_at__lte=pivot).order_by("-created_at", "-pk")[:BEFORE])[::-1]
    rows += thread.filter(created_at__gt=pivot).order_by("created_at", "pk")[:AFTER]
    return [
        {
            "message": row,
            "whose": "guest" if row.direction == "in" else "staff" if row.staff_id else "agent",
            "who": people.name_of(row.staff) if row.staff else "",
            "text": show.bold(row.text) if row.kind in ("text", "template") or row.direction == "out" else row.text,
            "kind": "" if row.kind in ("text", "template") else show.kind_of(row.kind),
            "at": words.moment(row.created_at, turn.hotel),
            "this": row.turn_id == turn.pk,
        }
        for row in rows
    ]


def _slots(turn: TurnRecord) -> dict[str, Any]:
    return turn.understanding.get("slots") or {}


def _frozen(request: HttpRequest, turn: TurnRecord) -> HttpResponse:
    """On to its page: somebody reads a scenario before it is kept for good."""
    correction = Correction.objects.select_related("turn").get(turn=turn)
    try:
        quality.freeze(correction, scenario.dump(freezing.of(correction)))
    except scenario.ScenarioError as error:
        messages.error(request, _("This cannot be frozen: %(why)s.") % {"why": error.why})
    return redirect(reverse("admin:messaging_correction_change", args=[correction.pk]))


def _judged(verdict: Correction.Verdict, count: int) -> str:
    said = {Verdict.RIGHT: _("Right."), Verdict.WRONG: _("Corrected."), Verdict.ARCHIVED: _("Archived.")}[verdict]
    if count < 2:
        return said
    alike = ngettext("%(count)d turn that was the same.", "%(count)d turns that were the same.", count)
    return f"{said} {alike % {'count': count}}"
