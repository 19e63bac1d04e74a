"""To review: what the agent leaves to a person, and the buttons to decide it. The guest's message is shown first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from messaging import verdicts
from messaging.admin import cases
from messaging.desk import show
from messaging.turn import Reply
from pms import trails
from pms.admin import words
from pms.admin.base import actor, own_hotels, person
from pms.errors import PmsError
from pms.terms import Money
from reservations import review
from reservations.errors import BeingDecided, Decided, MovedMeanwhile, NotCancellable, NotThere
from reservations.models import Reservation

View = Callable[..., HttpResponse]
SEE, ACT = "reservations.view_reservation", "reservations.change_reservation"
Status = Reservation.Status


def for_whom(permission: str, methods: list[str]) -> Callable[[View], View]:
    """Of staff who may; every query below is inside their hotels."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return admin.site.admin_view(require_http_methods(methods)(guarded))

    return decorate


def found(pk: int) -> Any:
    rows = Reservation.objects.select_related("hotel__pms_account", "offer", "hold", "guest")
    row = review.with_findings(rows).filter(pk=pk).first()
    if row is None:
        raise Http404(_("There is no such reservation."))
    return row


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> TemplateResponse:
    frame = {
        **admin.site.each_context(request),
        "several": len(own_hotels()) > 1,
        "may_act": request.user.has_perm(ACT),
        "given": request.POST,
    }
    return TemplateResponse(request, f"admin/review/{template}.html", {**frame, **context}, status=status)


@for_whom(SEE, ["GET", "HEAD"])
def queue(request: HttpRequest) -> HttpResponse:
    kind, waiting = request.GET.get("kind", ""), cases.queue()
    counts = Counter(reason.code for case in waiting for reason in case.reasons)
    return page(
        request,
        "queue",
        title=_("To review"),
        cases=[case for case in waiting if not kind or kind in {reason.code for reason in case.reasons}],
        kinds=[(cases.reason(code), counts[code]) for code in cases.REASONS if code in counts],
        kind=kind,
        total=len(waiting),
        limit=cases.LIMIT,
    )


@for_whom(SEE, ["GET", "HEAD"])
def reservation(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(pk)
    if row.status not in (Status.NEEDS_STAFF, Status.PENDING):
        return redirect("admin:reservations_reservation_change", pk)
    return _case(request, row)


def _case(request: HttpRequest, row: Any, *, status: int = 200, refused: str = "") -> HttpResponse:
    conversation = verdicts.conversation_of(row)
    theirs = row.total if row.pms_total is None else row.pms_total
    prices = {"pms": theirs, "offered": row.offer.total} if row.offer.total != theirs else {"pms": theirs}
    return page(
        request,
        "reservation",
        status=status,
        title=f"{row.reference} · {row.guest_name}",
        row=row,
        refused=refused,
        reasons=[cases.reason(code) for code in review.reasons(row)],
        pending=row.status == Status.PENDING,
        facts=cases.compared(row),
        difference=cases.difference(row),
        room=cases.room(row),
        plan=cases.plan(row),
        party=words.party(row.offer.adults, row.offer.children),
        since=words.moment(row.since, row.hotel),
        kept_until=words.moment(row.hold.expires_at, row.hotel),
        conversation=cases.conversation_link(conversation),
        prices=[
            (name, words.money(Money(total, row.offer.currency)), told(verdicts.approved(row, total), row))
            for name, total in prices.items()
        ],
        refusal=told(verdicts.refused(row), row),
        events=[(event, words.moment(event.at, row.hotel), trails.who(event.actor)) for event in row.events.all()],
    )


def told(reply: Reply, row: Reservation) -> dict[str, Any]:
    return as_shown(verdicts.telling(reply, verdicts.conversation_of(row), row.hotel))


def as_shown(telling: verdicts.Telling) -> dict[str, Any]:
    shown = show.bold(telling.text)
    return {"text": telling.text, "shown": shown, "possible": telling.possible, "way": cases.way(telling)}


def decision(request: HttpRequest, shown: str | None = "shown") -> verdicts.Decision:
    """Forms send lines with other ends than they were given."""
    text = request.POST.get(shown, "").replace("\r\n", "\n") if shown else None
    reason = " ".join(request.POST.get("reason", "").split())[:200]
    return verdicts.Decision(actor(request), person(request).pk, reason, text, tell="tell" in request.POST)


@for_whom(ACT, ["POST"])
def look(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(pk)

    def act() -> str:
        if verdicts.look(row, decision(request, None)):
            return _("%(reference)s: %(status)s") % {"reference": row.reference, "status": row.get_status_display()}
        pending = row.status == Status.PENDING
        return _("The PMS still does not answer.") if pending else _("The PMS has nothing new.")

    here = reverse("review:reservation", args=[pk])
    return attempt(request, act, done=here, again=here)


@for_whom(ACT, ["POST"])
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    row, offered = found(pk), request.POST.get("price") == "offered"
    chosen = decision(request, "shown_offered" if offered else "shown_pms")
    if offered and not chosen.reason:
        return _case(request, row, status=400, refused=_("Say why: it stands in the trail."))

    def act() -> str:
        theirs = row.total if row.pms_total is None else row.pms_total
        told = verdicts.approve(row, row.offer.total if offered else theirs, chosen)
        return and_told(_("%(reference)s is confirmed.") % {"reference": row.reference}, told)

    return attempt(request, act, done="review:queue", again=reverse("review:reservation", args=[pk]))


@for_whom(ACT, ["POST"])
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    row, chosen = found(pk), decision(request)
    if not chosen.reason:
        return _case(request, row, status=400, refused=_("Say why: it stands in the trail."))

    def act() -> str:
        told = verdicts.refuse(row, chosen)
        return and_told(_("%(reference)s is refused.") % {"reference": row.reference}, told)

    return attempt(request, act, done="review:queue", again=reverse("review:reservation", args=[pk]))


def and_told(sentence: str, told: bool) -> str:
    guest = _("The guest is told.") if told else _("The guest is not told.")
    return f"{sentence} {guest}"


def attempt(request: HttpRequest, act: Callable[[], str], *, done: str, again: str) -> HttpResponse:
    """Say what became of it; whoever came too late, or looked at what is another by now, looks again."""
    try:
        messages.success(request, act())
        return redirect(done)
    except Decided as no:
        who, status = trails.who(no.actor), no.status
        messages.warning(request, _("%(who)s was faster: %(status)s.") % {"who": who, "status": status})
    except BeingDecided:
        messages.warning(request, _("A colleague is deciding this at this very moment."))
    except MovedMeanwhile:
        messages.warning(request, _("It has changed meanwhile. Nothing was decided: look at it again."))
    except NotThere:
        messages.error(request, _("The PMS has no such reservation any more. It cannot be confirmed."))
    except NotCancellable as no:
        messages.error(request, _("This cannot be cancelled: %(reason)s") % {"reason": no.reason})
    except ValidationError as no:
        messages.error(request, " ".join(no.messages))
    except PmsError:
        messages.error(request, _("The PMS does not answer. Nothing was changed."))
    return redirect(again)
