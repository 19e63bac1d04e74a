"""Layers around a request: cookies and users only where pages are, staff inside their hotels, a count."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone
from django_scopes import scope

from hotel_agent.access import SECOND_FACTOR
from hotel_agent.metrics import HTTP_REQUESTS
from pms.entrance import hotels_of
from pms.models import Hotel

MACHINE_DOORS = ("/api/", "/health/", "/metrics")
MAX_CHAT_BODY = 1_000_000  # bytes; the door itself says what is too long for a message
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class PagesOnly:
    """Skips a layer where machines talk: each costs 0.1–0.4 ms and none of them is used there."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> Any:
        if request.path.startswith(MACHINE_DOORS):
            return self.get_response(request)
        return super().__call__(request)  # type: ignore[misc]


class Sessions(PagesOnly, SessionMiddleware):
    pass


class Locale(PagesOnly, LocaleMiddleware):
    pass


class Csrf(PagesOnly, CsrfViewMiddleware):
    def __call__(self, request: HttpRequest) -> Any:
        # The check parses a form before it refuses it: strangers would upload whatever they like.
        if request.method == "POST" and request.path.startswith("/chat/") and not _is_small_json(request):
            return HttpResponse(status=415)
        return super().__call__(request)


class Authentication(PagesOnly, AuthenticationMiddleware):
    pass


class Messages(PagesOnly, MessageMiddleware):
    pass


class StaffScope:
    """Under /admin/ every query sees the hotels of who is logged in, and no other."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        if not request.path.startswith("/admin/"):
            return self.get_response(request)
        # Who is still to show the second factor sees none.
        hotels = [] if request.path_info.startswith(SECOND_FACTOR) else hotels_of(request.user)
        with scope(hotel=hotels), timezone.override(clock_of(hotels)):
            return self.get_response(request)


def clock_of(hotels: list[Hotel]) -> tzinfo:
    """By which lists filter and forms read: the hotel's, or the server's where hotels live by several."""
    zones = {hotel.timezone for hotel in hotels}
    return hotels[0].zone if len(zones) == 1 else timezone.get_default_timezone()


def _is_small_json(request: HttpRequest) -> bool:
    size = request.META.get("CONTENT_LENGTH") or "0"
    return size == "0" or (
        request.content_type == "application/json" and size.isdecimal() and int(size) < MAX_CHAT_BODY
    )


class CountRequests:
    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)
        match, method = request.resolver_match, request.method if request.method in METHODS else "other"
        route = match.route if match else "none"
        HTTP_REQUESTS.labels(method=method, route=route, status=response.status_code).inc()
        return response
