"""What the local PMS has sold."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from pms.models.hotel import Hotel
from pms.models.rates import RatePlan
from pms.models.rooms import Room
from pms.scoping import HotelManager
from pms.terms import Money, Party, Stay


class LocalBooking(models.Model):
    """A reservation in the local PMS. The constraint below is what makes a double booking impossible."""

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", "Confirmed"
        CHECKED_IN = "checked_in", "In house"
        CHECKED_OUT = "checked_out", "Checked out"
        CANCELLED = "cancelled", "Cancelled"
        NO_SHOW = "no_show", "No show"

    LIVE = (Status.CONFIRMED, Status.CHECKED_IN, Status.CHECKED_OUT)

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="local_bookings")
    room = models.ForeignKey(Room, models.PROTECT, related_name="bookings")
    rate_plan = models.ForeignKey(RatePlan, models.PROTECT, related_name="+")
    period = DateRangeField()
    status = models.CharField(max_length=12, choices=Status, default=Status.CONFIRMED)
    reference = models.CharField(max_length=40)
    guest_name = models.CharField(max_length=120)
    guest_email = models.EmailField(blank=True)
    guest_phone = models.CharField(max_length=40, blank=True)
    adults = models.PositiveSmallIntegerField(default=2)
    children = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    total = models.DecimalField(max_digits=12, decimal_places=2)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True, db_default=Now())

    objects = HotelManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hotel", "reference"], name="booking_reference"),
            ExclusionConstraint(
                name="one_booking_per_room_and_night",
                expressions=[("period", RangeOperators.OVERLAPS), ("room", RangeOperators.EQUAL)],
                condition=Q(status__in=["confirmed", "checked_in", "checked_out"]),
            ),
            models.CheckConstraint(condition=Q(period__isempty=False), name="booking_has_nights"),
        ]
        # Arrivals and departures of a day at the desk; the constraint's own index serves availability.
        indexes = [
            models.Index(fields=["hotel", "status"], name="booking_by_status"),
            models.Index(fields=["hotel", "updated_at"], name="booking_by_change"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The confirmation number the PMS gives."""
        return f"L{self.pk}"

    @property
    def stay(self) -> Stay:
        return Stay(self.period.lower, self.period.upper)

    @property
    def party(self) -> Party:
        return Party(self.adults, tuple(self.children))

    @property
    def price(self) -> Money:
        return Money(self.total, self.hotel.currency)
