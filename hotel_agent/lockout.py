"""Who guesses passwords is locked out: what django-axes needs to know of this house."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.middleware import AxesMiddleware
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from hotel_agent.middleware import PagesOnly
from pms.admin.theme import AuthenticationForm

TOO_MANY = _("Too many attempts. Wait 15 minutes, or ask a manager to help you.")


class Backend(AxesStandaloneBackend):  # type: ignore[misc]
    """Asked first. Without a request nobody is at the door: a shell, or a test."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        if request is not None:
            super().authenticate(request, **credentials)


class LockOut(PagesOnly, AxesMiddleware):  # type: ignore[misc]
    pass


class LoginForm(AuthenticationForm):  # type: ignore[misc]
    def get_invalid_login_error(self) -> ValidationError:
        """The same words for names that exist and names that do not."""
        if getattr(self.request, "axes_locked_out", False):
            return ValidationError(TOO_MANY, code="locked_out")
        error: ValidationError = super().get_invalid_login_error()
        return error


def answer(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """The log-in page as it is, which says so."""
    response.status_code = 429
    response.headers["Retry-After"] = str(round(settings.AXES_COOLOFF_TIME.total_seconds()))
    return response


def client_ip(request: HttpRequest) -> str | None:
    """Behind our proxy the address it saw is the last one: what stands before, the client may have made up."""
    seen = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or seen
    try:
        return str(ip_address(seen.strip("[]")))
    except ValueError:
        return None
