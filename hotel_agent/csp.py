"""What a browser may load and run on our pages, and what else it is told not to do."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

POLICY = "Content-Security-Policy"
PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
STRICT = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
# Alpine, in unfold, makes functions of attributes; unfold writes its colours and widths into the page.
OFFICE = {"script-src": "'self' 'unsafe-eval'", "style-src": "'self' 'unsafe-inline'"}
API_PAGE = {"style-src": "'self' 'unsafe-inline'"}  # Swagger's own page


class Policies:
    """On every page that has not set a policy of its own."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault(POLICY, policy(request))
            response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


def policy(request: HttpRequest) -> str:
    rules = dict(STRICT)
    if request.path_info.startswith("/admin/"):
        rules |= OFFICE | {"connect-src": f"'self' {_sockets(request)}"}
    elif request.path_info.startswith("/api/docs/"):
        rules |= API_PAGE
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def _sockets(request: HttpRequest) -> str:
    """This host, at the port where sockets live: not every browser takes 'self' to mean them."""
    host, port = split_domain_port(request.get_host())
    address = f"{host}:{urlsplit(settings.LIVE_URL).port or port}".rstrip(":")
    return f"{'wss' if request.is_secure() else 'ws'}://{address}"
