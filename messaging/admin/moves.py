"""What staff do with a conversation: a POST each, answered with the page again, or in JSON to who asks by script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from messaging import alarms, filing, ownership
from messaging.admin import inbox
from messaging.desk import about, people, suggestion, writing
from messaging.errors import Refused
from messaging.models import Conversation, Message
from pms.admin.base import person

Move = Callable[[HttpRequest, Conversation], dict[str, Any] | None]


@inbox.staff_only
def move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Notes are for everybody who may see; the rest for who may answer."""
    if verb not in MOVES:
        raise Http404
    return _answered(request, pk, MOVES[verb], permission=inbox.SEE if verb == "note" else inbox.ACT)


@inbox.staff_only
def retry(request: HttpRequest, pk: int, message: int) -> HttpResponse:
    def again(request: HttpRequest, conversation: Conversation) -> None:
        row = Message.objects.filter(pk=message, conversation=conversation).select_related("account").first()
        if row is None:
            raise Http404
        writing.send_again(conversation, person(request), row)

    return _answered(request, pk, again, permission=inbox.ACT)


def _answered(request: HttpRequest, pk: int, act: Move, *, permission: str) -> HttpResponse:
    by_script = request.headers.get("X-Requested-With") == "fetch"
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        conversation = inbox.found(pk)
        if not request.user.has_perm(permission):
            raise PermissionDenied
        told = act(request, conversation) or {}
    except Refused as no:
        return _refused(request, conversation, no, by_script=by_script)
    except PermissionDenied:
        if by_script:
            return JsonResponse({"error": _("You may look, but not do this."), "offer": ""}, status=403)
        raise
    except Http404:
        if by_script:
            return JsonResponse({"error": _("There is no such conversation."), "offer": ""}, status=404)
        raise
    if by_script:
        return JsonResponse({"ok": True, **told})
    if draft := told.get("text") or inbox.said(request.POST, "draft"):
        return inbox.whole(request, inbox.found(pk), draft=draft)
    return redirect(inbox.address(pk, request))


def _refused(request: HttpRequest, conversation: Conversation, no: Refused, *, by_script: bool) -> HttpResponse:
    """The words that could not be sent are kept."""
    status = 409 if no.conflict else 400
    if by_script:
        return JsonResponse({"error": no.words, "offer": no.offer}, status=status)
    field = "note_draft" if request.path.endswith("/note/") else "draft"
    kept = {field: inbox.said(request.POST, "text") or inbox.said(request.POST, "draft")}
    return inbox.whole(request, inbox.found(conversation.pk), status=status, refused=no.words, offer=no.offer, **kept)


def _as_seen(request: HttpRequest, conversation: Conversation) -> None:
    """Whoever looks at an old page must not take it from the colleague who came first."""
    if request.POST.get("seen", "") != about.seen(conversation):
        raise Refused(_("Somebody else has moved this conversation meanwhile. Look again."), conflict=True)


def _moved(moved: bool) -> None:
    if not moved:
        raise Refused(_("Somebody else has moved this conversation meanwhile. Look again."), conflict=True)


def _take_over(request: HttpRequest, conversation: Conversation) -> None:
    if ownership.touch(conversation, person(request)):
        return
    _as_seen(request, conversation)
    _moved(ownership.take_over(conversation, person(request)))


def _answer_alarm(request: HttpRequest, conversation: Conversation) -> None:
    """Whoever presses first has it, whoever owned it before: a ringing alarm says that they did not react."""
    if not alarms.rings(conversation):
        raise Refused(_("Somebody is on it already."), conflict=True)
    user = person(request)
    if not ownership.touch(conversation, user):
        _moved(ownership.take_over(conversation, user))


def _give_back(request: HttpRequest, conversation: Conversation) -> None:
    _as_seen(request, conversation)
    _moved(ownership.give_back(conversation, person(request)))


def _close(request: HttpRequest, conversation: Conversation) -> None:
    _as_seen(request, conversation)
    _moved(ownership.close(conversation, person(request)))


def _assign(request: HttpRequest, conversation: Conversation) -> None:
    chosen = request.POST.get("staff", "")
    colleague = next((user for user in people.colleagues(conversation) if str(user.pk) == chosen), None)
    if colleague is None:
        raise Refused(_("Choose somebody who may answer at this hotel."))
    _as_seen(request, conversation)
    if colleague == person(request):
        _moved(ownership.take_over(conversation, colleague))
    else:
        _moved(ownership.assign(conversation, colleague, by=person(request)))


def _send(request: HttpRequest, conversation: Conversation) -> dict[str, Any]:
    return {"message": writing.send(conversation, person(request), inbox.said(request.POST, "text")).pk}


def _accept(request: HttpRequest, conversation: Conversation) -> dict[str, Any]:
    """Into the composer as it is; with `text`, edited, to the guest."""
    if inbox.said(request.POST, "text"):
        return _send(request, conversation)
    found = suggestion.of(conversation, person(request))
    if found is None:
        raise Refused(_("There is nothing to suggest any more."), conflict=True)
    return {"text": found.text}


def _template(request: HttpRequest, conversation: Conversation) -> dict[str, Any]:
    values = {name: inbox.said(request.POST, name) for name in request.POST}
    sent = writing.send_template(conversation, person(request), values.get("template", ""), values)
    return {"message": sent.pk}


def _note(request: HttpRequest, conversation: Conversation) -> dict[str, Any]:
    return {"note": filing.note(conversation, person(request), inbox.said(request.POST, "text")).pk}


MOVES: dict[str, Move] = {
    "send": _send,
    "note": _note,
    "take-over": _take_over,
    "alarm": _answer_alarm,
    "give-back": _give_back,
    "assign": _assign,
    "close": _close,
    "template": _template,
    "accept-suggestion": _accept,
    "snooze": lambda request, row: filing.snooze(row, person(request), inbox.said(request.POST, "until")),
    "wake": lambda request, row: filing.wake(row, person(request)),
    "label": lambda request, row: filing.label(row, person(request), inbox.said(request.POST, "label")),
    "unlabel": lambda request, row: filing.unlabel(row, person(request), inbox.said(request.POST, "label")),
}
