"""Who writes to a hotel, and the names the channels know them by."""

from __future__ import annotations

from django.db import models

from pms.models.hotel import Hotel
from pms.scoping import HotelManager


class Guest(models.Model):
    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="guests")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, choices=Hotel.Language, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = HotelManager()

    class Meta:
        indexes = [models.Index(fields=["hotel", "name"], name="guest_by_name")]

    def __str__(self) -> str:
        return self.name or self.phone or self.email or f"#{self.pk}"


class GuestIdentity(models.Model):
    """A name a channel knows the guest by: phone, business-scoped id, web id, e-mail. Stored as it came."""

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="+")
    guest = models.ForeignKey(Guest, models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=200)

    objects = HotelManager()

    class Meta:
        verbose_name_plural = "guest identities"
        constraints = [models.UniqueConstraint(fields=["hotel", "kind", "value"], name="identity_once_per_hotel")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"
