"""What is true about a hotel, in a guest's language."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from pms.models import Hotel
from pms.scoping import HotelManager


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
    valid_until = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = HotelManager.from_queryset(FactQuerySet)()

    class Meta:
        ordering = ("hotel", "topic", "language")
        constraints = [models.UniqueConstraint(fields=["hotel", "topic", "language"], name="fact_once_per_language")]

    def __str__(self) -> str:
        return f"{self.topic} ({self.language})"
