"""Who writes to a hotel, and the names the channels know them by."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pms.models.hotel import Hotel
from pms.scoping import HotelManager


class Guest(models.Model):
    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="guests")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, choices=Hotel.Language, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = HotelManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(merged_into=models.F("pk")), name="merged_into_another")
        ]
        indexes = [
            models.Index(fields=["hotel", "name"], name="guest_by_name"),
            # The staff's search by a piece of it.
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="guest_name_part"),
            GinIndex(OpClass(Upper("phone"), name="gin_trgm_ops"), name="guest_phone_part"),
        ]

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


class GuestMerge(models.Model):
    """Two rows found to be one person, or found not to be. A trigger refuses updates and deletes."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("Merged")
        UNDO = "undo", _("Separated")

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="+")
    guest = models.ForeignKey(Guest, models.PROTECT, related_name="+")
    into = models.ForeignKey(Guest, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    actor = models.CharField(max_length=60)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = HotelManager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["guest", "-at"], name="merges_of_guest")]

    def __str__(self) -> str:
        return f"{self.guest_id} {self.kind} {self.into_id}"
