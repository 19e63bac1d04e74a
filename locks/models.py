"""A room held for a guest while they decide, the append-only trail of it, and short leases."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pms.models import Guest, Hotel
from pms.scoping import HotelManager
from pms.terms import Stay


class RoomHold(models.Model):
    """Written only by locks.holds. A unit is a room's number, or a numbered slot of a room type."""

    class Status(models.TextChoices):
        LIVE = "live", _("Live")
        RELEASED = "released", _("Released")
        EXPIRED = "expired", _("Expired")
        CONVERTED = "converted", _("Converted")

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="holds")
    unit = models.CharField(max_length=40)
    room_type = models.CharField(max_length=50)
    period = DateRangeField()
    guest = models.ForeignKey(Guest, models.CASCADE, related_name="holds")
    holder = models.CharField(max_length=60, help_text="On whose behalf, e.g. conversation:17")
    status = models.CharField(max_length=10, choices=Status, default=Status.LIVE)
    expires_at = models.DateTimeField()
    extensions = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    objects = HotelManager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_live_hold_per_unit_and_night",
                expressions=[
                    ("period", RangeOperators.OVERLAPS),
                    ("unit", RangeOperators.EQUAL),
                    ("hotel", RangeOperators.EQUAL),
                ],
                condition=Q(status="live"),
            ),
            models.CheckConstraint(condition=Q(period__isempty=False), name="hold_has_nights"),
        ]
        indexes = [
            # holds.expire_overdue: the periodic clean-up reads only what is due.
            models.Index(fields=["expires_at"], condition=Q(status="live"), name="live_hold_by_expiry"),
            models.Index(fields=["hotel", "unit", "status"], name="hold_by_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.stay.arrival} – {self.stay.departure}"

    @property
    def stay(self) -> Stay:
        return Stay(self.period.lower, self.period.upper)

    @property
    def is_live(self) -> bool:
        """Right without any clean-up job: an overdue hold is dead whatever its row says."""
        return self.status == self.Status.LIVE and self.expires_at > timezone.now()


class HoldEvent(models.Model):
    """One line of the trail. A trigger refuses updates and deletes."""

    class Kind(models.TextChoices):
        ACQUIRE = "acquire", _("Acquired")
        EXTEND = "extend", _("Extended")
        CONFLICT = "conflict", _("Conflict")
        RELEASE = "release", _("Released")
        EXPIRE = "expire", _("Expired")
        CONVERT = "convert", _("Converted")

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="+")
    hold = models.ForeignKey(
        RoomHold, models.PROTECT, null=True, related_name="events", help_text="Empty for a conflict"
    )
    unit = models.CharField(max_length=40)
    period = DateRangeField()
    kind = models.CharField(max_length=10, choices=Kind)
    actor = models.CharField(max_length=60, help_text="guest:5, staff:ana, job:expire")
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = HotelManager()

    class Meta:
        ordering = ("-at", "-pk")
        # GET /api/locks/audit?resource=…
        indexes = [models.Index(fields=["hotel", "unit", "-at"], name="hold_trail")]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit}"


class Lease(models.Model):
    """Who may work on a thing for some seconds. Written only by locks.leases."""

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    holder = models.UUIDField()
    expires_at = models.DateTimeField()

    objects = HotelManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hotel", "name"], name="lease_name")]

    def __str__(self) -> str:
        return self.name
