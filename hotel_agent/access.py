"""The door of the back office: who has been away too long or lacks the second factor comes no further."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from pms import entrance
from pms.entrance import Missing

OFFICE, SECOND_FACTOR = "/admin/", "/admin/second-factor/"
BEFORE_THE_DOOR = {"/admin/login/", "/admin/logout/"}
AT_THE_DOOR = {SECOND_FACTOR, f"{SECOND_FACTOR}setup/"}
BACKGROUND = "X-Background"


class Entrance:
    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(OFFICE):
            passed: HttpResponse = self.get_response(request)
            return passed
        refused = _refusal(request)
        if refused is not None:
            return refused
        response: HttpResponse = self.get_response(request)
        if request.user.is_authenticated and BACKGROUND not in request.headers:
            entrance.note_work(request.session)
        return response


def is_page(request: HttpRequest) -> bool:
    """Somebody opens it, in contrast to what a script of ours fetches."""
    scripted = {BACKGROUND, "X-Requested-With"} & set(request.headers)
    return not scripted and "text/html" in request.headers.get("Accept", "text/html")


def to_login(request: HttpRequest) -> HttpResponse:
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "", reverse("admin:login"))


def _refusal(request: HttpRequest) -> HttpResponse | None:
    before = request.path_info in BEFORE_THE_DOOR
    if request.user.is_authenticated and entrance.is_over(request.session):
        logout(request)
        if not before and is_page(request):
            messages.info(request, _("You were logged out because nobody worked here for a while."))
            return to_login(request)
    if before:
        return None
    if not request.user.is_authenticated:
        return None if is_page(request) else _answer(request, "logged_out", reverse("admin:login"))
    if request.path_info in AT_THE_DOOR:
        return None
    missing = entrance.missing(request.user, request.session)
    return _to_second_factor(request, missing) if missing else None


def _to_second_factor(request: HttpRequest, missing: Missing) -> HttpResponse:
    address = reverse("second-factor" if missing == Missing.CODE else "second-factor-setup")
    if not is_page(request):
        return _answer(request, "second_factor", address)
    back = {"next": request.get_full_path()} if request.method == "GET" else {}
    return redirect(f"{address}?{urlencode(back)}" if back else address)


def _answer(request: HttpRequest, reason: str, address: str) -> JsonResponse:
    """For a script: what is the matter, and where a person sets it right."""
    return JsonResponse({"reason": reason, "login": address}, status=401, headers={"Cache-Control": "no-store"})
