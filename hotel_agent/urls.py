"""Every address of the product."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from hotel_agent import connection, health, second_factor, today
from hotel_agent.setup_assistant import page as setup_page
from locks.api import Audit
from reservations.api import Reservation, Room

urlpatterns = [
    path("", RedirectView.as_view(url="/admin/")),
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}admin_house/icon.svg")),
    path("", include("messaging.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/pms/rooms/<str:room_id>", Room.as_view()),
    path("api/pms/reservations/<str:reservation_id>", Reservation.as_view()),
    path("api/locks/audit", Audit.as_view()),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("metrics", health.metrics),
    path("admin/second-factor/", second_factor.ask, name="second-factor"),
    path("admin/second-factor/setup/", second_factor.setup, name="second-factor-setup"),
    path("admin/inbox/", include("messaging.admin.addresses")),
    path("admin/quality/", include("messaging.admin.quality_addresses")),
    path("admin/review/", include("messaging.admin.review_addresses")),
    path("admin/day/", include("reservations.admin.day")),
    path("admin/tape/", include("reservations.admin.tape.addresses")),
    path("admin/setup/", admin.site.admin_view(setup_page.page), name="setup"),
    path("admin/connection/", admin.site.admin_view(connection.page), name="connection"),
    path("admin/", admin.site.admin_view(today.page)),
    path("admin/", admin.site.urls),
]
