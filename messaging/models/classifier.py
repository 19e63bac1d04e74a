"""What a hotel's own corrections have taught the classifier. Other hotels never see it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from pms.models import Hotel
from pms.scoping import HotelManager


class Classifier(models.Model):
    """Written only by messaging.learning.hotels. The promoted one is asked; without one, the product's own."""

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="classifiers")
    digest = models.CharField(max_length=64, help_text="Of everything it was trained on")
    figures = models.JSONField(default=dict, help_text="How many examples, and how it did on the frozen sets")
    weights = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)
    promoted_at = models.DateTimeField(null=True, help_text="Since when it is asked")
    promoted_by = models.CharField(max_length=40, blank=True)

    objects = HotelManager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["hotel"], condition=Q(promoted_at__isnull=False), name="one_promoted_classifier_per_hotel"
            )
        ]

    def __str__(self) -> str:
        return f"classifier #{self.pk}"
