"""Every address of the product."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from hotel_agent import health
from locks.api import Audit
from reservations.api import Reservation, Room

urlpatterns = [
    path("", RedirectView.as_view(url="/admin/")),
    path("", include("messaging.urls")),
    path("api/pms/rooms/<str:room_id>", Room.as_view()),
    path("api/pms/reservations/<str:reservation_id>", Reservation.as_view()),
    path("api/locks/audit", Audit.as_view()),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerView.as_view(url_name="schema"), name="docs"),
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("metrics", health.metrics),
    path("admin/", admin.site.urls),
]
