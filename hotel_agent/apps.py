"""App configuration."""

from django.apps import AppConfig
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from hotel_agent import labels


class HotelAgentConfig(AppConfig):
    name = "hotel_agent"
    verbose_name = _("Hotel agent")

    def ready(self) -> None:
        labels.translate()
        # Unfold has its own; see hotel_agent/unfold.py.
        admin.site.site_header = admin.site.site_title = "Hotel agent"
        admin.site.site_url = None
