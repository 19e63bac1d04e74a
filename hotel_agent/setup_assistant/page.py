"""/admin/setup/: what is missing before a hotel can go live."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from hotel_agent import setup_assistant
from hotel_agent.setup_assistant.check import Check
from pms.admin.base import chosen_hotel, own_hotels

AT_ONCE = 6  # hotels whose progress stands side by side


def page(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("pms.change_hotel"):
        raise PermissionDenied
    hotels, chosen = own_hotels(), chosen_hotel(request)
    looked_at = hotels if len(hotels) <= AT_ONCE else [chosen] if chosen else []
    reports = setup_assistant.reports(looked_at)
    report = next((one for one in reports if one.hotel == chosen), None)
    context = {
        **admin.site.each_context(request),
        "title": _("Setup assistant"),
        "reports": reports if len(reports) > 1 else [],
        "others": [] if len(hotels) <= AT_ONCE else hotels,
        "report": report,
        "groups": [(title, [(one, _open(request, one)) for one in checks]) for title, checks in report.groups]
        if report
        else [],
    }
    return TemplateResponse(request, "admin/setup/page.html", context)


def _open(request: HttpRequest, check: Check) -> bool:
    return not check.may or request.user.has_perm(check.may)
