"""What is true about a hotel, in a guest's language."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from pms.models import Hotel
from pms.scoping import HotelHistory, HotelManager


class FactQuerySet(models.QuerySet["Fact"]):
    def valid(self, today: date) -> FactQuerySet:
        """`today` is the hotel's."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today))


class Fact(models.Model):
    """Something true about the hotel, in a guest's language, with who says so and for how long."""

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="facts")
    topic = models.SlugField(max_length=40)
    language = models.CharField(max_length=2, choices=Hotel.Language)
    text = models.TextField()
    source = models.CharField(max_length=120, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who keeps it true",
    )
    valid_until = models.DateField(null=True, blank=True)
    checked_at = models.DateTimeField(default=timezone.now, help_text="Somebody last said that it is true")
    updated_at = models.DateTimeField(auto_now=True)

    objects = HotelManager.from_queryset(FactQuerySet)()
    history = HistoricalRecords(bases=[HotelHistory])

    class Meta:
        ordering = ("hotel", "topic", "language")
        constraints = [models.UniqueConstraint(fields=["hotel", "topic", "language"], name="fact_once_per_language")]

    def __str__(self) -> str:
        return f"{self.topic} ({self.language})"
