"""What the local PMS has sold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from pms.models.hotel import Hotel
from pms.models.rates import RatePlan
from pms.models.rooms import Room
from pms.scoping import HotelHistory, HotelManager
from pms.terms import Money, Party, Stay


class LocalBooking(models.Model):
    """A reservation in the local PMS. The constraint below is what makes a double booking impossible."""

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        CHECKED_IN = "checked_in", _("In house")
        CHECKED_OUT = "checked_out", _("Checked out")
        CANCELLED = "cancelled", _("Cancelled")
        NO_SHOW = "no_show", _("No show")

    LIVE = (Status.CONFIRMED, Status.CHECKED_IN, Status.CHECKED_OUT)

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="local_bookings")
    room = models.ForeignKey(Room, models.PROTECT, related_name="bookings")
    rate_plan = models.ForeignKey(RatePlan, models.PROTECT, related_name="+")
    period = DateRangeField(help_text="The nights in this room")
    earlier_rooms = models.JSONField(
        default=list, blank=True, editable=False, help_text="Rooms the guest has left: [[number, first, until], …]"
    )
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
    history = HistoricalRecords(bases=[HotelHistory])

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
        """From the arrival on, also where the guest has changed rooms since."""
        return Stay(min([self.period.lower, *(stay.arrival for _, stay in self.left())]), self.period.upper)

    def left(self) -> Iterator[tuple[str, Stay]]:
        """The rooms slept in before this one, by their numbers."""
        for number, first, until in self.earlier_rooms:
            yield number, Stay(date.fromisoformat(first), date.fromisoformat(until))

    @property
    def party(self) -> Party:
        return Party(self.adults, tuple(self.children))

    @property
    def price(self) -> Money:
        return Money(self.total, self.hotel.currency)
