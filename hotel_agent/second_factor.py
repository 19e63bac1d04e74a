"""The pages of the second factor: show a code, set up a phone, keep backup codes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import segno
from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_otp import login

from hotel_agent.access import to_login
from pms import entrance, second_factor
from pms.admin.base import person
from pms.entrance import Missing

View = Callable[[HttpRequest], HttpResponse]
KEY = "second_factor_key"  # in the session: only who is shown it can confirm it


def of_staff(view: View) -> View:
    """For who has given a password, and perhaps nothing more yet."""

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        return view(request) if admin.site.has_permission(request) else to_login(request)

    return never_cache(require_http_methods(["GET", "POST"])(checked))


@of_staff
def ask(request: HttpRequest) -> HttpResponse:
    missing = entrance.missing(request.user, request.session)
    if missing == Missing.DEVICE:
        return redirect(f"{reverse('second-factor-setup')}?{urlencode({'next': _next(request)})}")
    if not missing:
        return redirect(_next(request))
    if request.method == "GET":
        return _page(request, "code")
    device, error, status = _tried(request)
    if device is None:
        return _page(request, "code", status=status, error=error)
    _let_in(request, device)
    return redirect(_next(request))


@of_staff
def setup(request: HttpRequest) -> HttpResponse:
    user = person(request)
    if entrance.missing(user, request.session) == Missing.CODE:
        return redirect(f"{reverse('second-factor')}?{urlencode({'next': reverse('second-factor-setup')})}")
    if entrance.has_device(user) and KEY not in request.session:
        return _settings(request, user) if request.method == "GET" else _changed(request, user)
    if request.method == "GET":
        return _offer(request, user)
    codes = second_factor.set_up(user, _key(request), request.POST.get("code", ""))
    if codes is None:
        return _offer(
            request, user, status=400, error=_("This is not the code your phone shows now. Try the next one.")
        )
    del request.session[KEY]
    device = second_factor.device_of(user)
    if device is not None:
        _let_in(request, device)
    return _page(request, "codes", codes=codes)


def _offer(request: HttpRequest, user: User, *, status: int = 200, error: str = "") -> HttpResponse:
    key = _key(request)
    code = segno.make(second_factor.address(user, key), error="m")
    picture = code.svg_inline(border=2, omitsize=True)  # the style sheet says how large
    context = {"picture": mark_safe(picture), "key": second_factor.readable(key), "error": error}
    return _page(request, "setup", status=status, needed=entrance.needs_device(user), **context)


def _settings(request: HttpRequest, user: User, *, status: int = 200, error: str = "") -> HttpResponse:
    left = second_factor.codes_left(user)
    return _page(request, "on", status=status, error=error, left=left, needed=entrance.needs_device(user))


def _changed(request: HttpRequest, user: User) -> HttpResponse:
    """Each change asks for a code once more: the desk may stand open."""
    device, error, status = _tried(request)
    if device is None:
        return _settings(request, user, status=status, error=error)
    match request.POST.get("action"):
        case "codes":
            return _page(request, "codes", codes=second_factor.new_codes(user))
        case "replace":
            request.session[KEY] = second_factor.new_key()
        case "off" if not entrance.needs_device(user):
            second_factor.remove(user)
            return redirect("admin:index")
    return redirect("second-factor-setup")


def _tried(request: HttpRequest) -> tuple[Any, str, int]:
    """(the device that knows the code, else what to say, and the status of saying it)."""
    try:
        device = second_factor.verify(person(request), request.POST.get("code", ""))
    except second_factor.Throttled as throttled:
        return None, _("Too many wrong codes. Wait %(time)s.") % {"time": _wait(throttled.seconds)}, 429
    return device, _("This code is not right, or it was used before."), 400


def _wait(seconds: int) -> str:
    if seconds < 100:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    minutes = -(-seconds // 60)
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


def _let_in(request: HttpRequest, device: Any) -> None:
    """More may be done from now on, so the session gets another name."""
    login(request, device)
    request.session.cycle_key()


def _key(request: HttpRequest) -> str:
    if KEY not in request.session:
        request.session[KEY] = second_factor.new_key()
    return str(request.session[KEY])


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else reverse("admin:index")


def _page(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    frame = {**admin.site.each_context(request), "title": _("Second factor"), "next": _next(request)}
    return TemplateResponse(request, f"admin/second_factor/{name}.html", {**frame, **context}, status=status)
