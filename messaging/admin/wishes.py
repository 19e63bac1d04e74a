"""A guest's wish that a person settles: the receipt with its pictures, the group with its dates."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from messaging import verdicts
from messaging.admin import cases
from messaging.admin.review import ACT, SEE, and_told, as_shown, attempt, decision, for_whom, page
from messaging.desk import wishes
from pms import trails
from pms.admin import words
from reservations.models import Request


def found_request(pk: int) -> Request:
    rows = Request.objects.select_related("hotel", "guest", "reservation__offer", "reservation__hotel")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404(_("There is no such request."))
    return row


@for_whom(SEE, ["GET", "HEAD"])
def wish(request: HttpRequest, pk: int) -> HttpResponse:
    return _wish(request, found_request(pk))


def _wish(request: HttpRequest, row: Request, *, status: int = 200, refused: str = "") -> HttpResponse:
    conversation = verdicts.conversation_named(row.asked_by)
    stay = verdicts.stay_of(row)
    made = row.reservation
    tellings = {}
    for verb in ("done", "refused"):
        telling = verdicts.telling(verdicts.settled(row, done=verb == "done"), conversation, row.hotel)
        tellings[verb] = as_shown(telling)
    return page(
        request,
        "request",
        status=status,
        title=f"{cases.reason(row.kind).title} · {row.guest}",
        row=row,
        refused=refused,
        reason=cases.reason(row.kind),
        open=row.status == Request.Status.OPEN,
        since=words.moment(row.created_at, row.hotel),
        due=words.moment(row.due_at, row.hotel) if row.due_at else "",
        settled=words.moment(row.settled_at, row.hotel) if row.settled_at else "",
        by=trails.who(row.settled_by),
        papers=cases.papers(row),
        department=wishes.department(row.kind),
        facts=wishes.facts(row),
        said=wishes.said(row),
        unit=made.unit if made and made.status == made.Status.CHECKED_IN else "",
        party=cases.party(row) if "adults" in row.details else "",
        nights=words.nights(stay) if stay else "",
        made=made,
        made_words=(words.nights(made.stay), words.money(made.price), made.get_status_display()) if made else None,
        conversation=cases.conversation_link(conversation),
        tellings=tellings,
    )


@for_whom(ACT, ["POST"])
def settle(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    row, done, chosen = found_request(pk), verb == "done", decision(request)
    if not done and not chosen.reason:
        return _wish(request, row, status=400, refused=_("Say why: it stands in the trail."))

    def act() -> str:
        told = verdicts.settle(row, chosen, done=done)
        return and_told(_("It is done.") if done else _("It is refused."), told)

    return attempt(request, act, done="review:queue", again=reverse("review:request", args=[pk]))
