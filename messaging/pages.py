"""The web chat's page, and the polling doors it falls back to when no socket opens."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import split_domain_port
from django.shortcuts import render
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from messaging import theme, webchat
from messaging.channels.web import BadFrame
from messaging.errors import UnknownAccount
from messaging.models import ChannelAccount
from pms.models import Hotel
from pms.terms import LANGUAGES

YEAR = 365 * 24 * 3600
PICTURES = ("image/png", "image/jpeg", "image/webp")
"""Those that carry no script."""


@require_safe
@never_cache
@ensure_csrf_cookie
def chat(request: HttpRequest, slug: str) -> HttpResponse:
    account = account_or_404(slug)
    hotel, language = account.hotel, language_of(request, account.hotel)
    live_port = urlsplit(settings.LIVE_URL).port or ""
    context = {"hotel": hotel, "language": language, "initials": initials(hotel), "live_port": live_port}
    response = render(request, f"chat/{language}.html", context)
    visit = webchat.welcome(account, request.COOKIES)
    response.set_cookie(
        webchat.cookie_name(slug),
        webchat.cookie_value(visit),
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    response["Content-Security-Policy"] = policy(request, str(live_port))
    response["Content-Language"] = language
    return response


@require_http_methods(["GET", "POST"])
@never_cache
def messages(request: HttpRequest, slug: str) -> HttpResponse:
    """What is new after an id, and one message of the visitor, which a repeat stores once."""
    try:
        visit = webchat.recognise(slug, request.COOKIES)
    except UnknownAccount:
        raise Http404(slug) from None
    except webchat.UnknownVisitor:
        return JsonResponse({"reason": "unknown_visitor"}, status=403)
    frame: dict[str, Any] = {}
    try:
        if request.method == "GET":
            return JsonResponse({"messages": webchat.read(visit, webchat.last_seen(request.GET.get("after", "0")))})
        frame = webchat.parsed(request.body)
        written = webchat.write(visit, frame)
    except BadFrame as error:
        status = 429 if str(error) == "too_fast" else 400
        return JsonResponse({"id": frame.get("id"), "reason": str(error)}, status=status)
    return JsonResponse({"id": frame["id"], "message": written.message, "answering": written.answering})


@require_GET
@cache_control(private=True, max_age=YEAR)
def picture(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What the hotel has sent to this visitor, and to nobody else."""
    try:
        found = webchat.picture(webchat.recognise(slug, request.COOKIES), number)
    except (UnknownAccount, webchat.UnknownVisitor):
        found = None
    if found is None or found[0] not in PICTURES:
        raise Http404(slug)
    return HttpResponse(found[1], content_type=found[0], headers={"X-Content-Type-Options": "nosniff"})


@require_GET
@cache_control(max_age=300)
def stylesheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The hotel's colour in a file of its own, as the page's policy allows no inline style."""
    return HttpResponse(theme.css(account_or_404(slug).hotel.color), content_type="text/css")


@require_GET
@cache_control(max_age=300)
def icon(request: HttpRequest, slug: str) -> HttpResponse:
    hotel = account_or_404(slug).hotel
    context = {
        "initials": initials(hotel),
        "ground": theme.valid(hotel.color),
        "ink": theme.on(theme.valid(hotel.color)),
    }
    return render(request, "chat/icon.svg", context, content_type="image/svg+xml")


def account_or_404(slug: str) -> ChannelAccount:
    try:
        return webchat.account_of(slug)
    except UnknownAccount:
        raise Http404(slug) from None


def language_of(request: HttpRequest, hotel: Hotel) -> str:
    """As the address asks, else the browser, else the hotel's own."""
    asked = request.GET.get("lang", "")
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    wanted = [asked, *(code.partition("-")[0] for code, _ in accepted)]
    return next((code for code in wanted if code in LANGUAGES), hotel.language)


def initials(hotel: Hotel) -> str:
    """Of the first and the last word that name it: HP is no monogram of Hotel Puerta del Mar, PM is."""
    words = [word for word in hotel.name.split() if word[0].isalnum()]
    words = [word for word in words if word.lower() != "hotel"] or words or [hotel.slug]
    return "".join(word[0] for word in (words if len(words) < 2 else [words[0], words[-1]])).upper()


def policy(request: HttpRequest, live_port: str) -> str:
    host, port = split_domain_port(request.get_host())
    address = f"{host}:{live_port or port}".rstrip(":")
    scheme = "wss" if request.is_secure() else "ws"
    return (
        "default-src 'self'; script-src 'self'; style-src 'self'; "
        f"connect-src 'self' {scheme}://{address}; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
