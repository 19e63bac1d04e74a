"""At what price and under which rules the local PMS sells it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from pms.models.hotel import Hotel
from pms.models.rooms import RoomType, validate_names
from pms.scoping import HotelHistory, HotelManager


class RatePlan(models.Model):
    """Under which terms a room is sold. `free_until_days` None: never refundable."""

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="rate_plans")
    code = models.SlugField()
    names = models.JSONField()
    breakfast = models.BooleanField(default=False)
    free_until_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Cancellation is free until so many days before arrival"
    )
    late_fee_percent = models.PositiveSmallIntegerField(
        default=100, help_text="Of the first night; of the whole stay when never refundable"
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects = HotelManager()
    history = HistoricalRecords(bases=[HotelHistory])

    class Meta:
        ordering = ("hotel", "position")
        constraints = [models.UniqueConstraint(fields=["hotel", "code"], name="rate_plan_code")]

    def __str__(self) -> str:
        return str(self.names.get(self.hotel.language, self.code))

    def clean(self) -> None:
        validate_names(self.names)


class NightlyRate(models.Model):
    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="+")
    rate_plan = models.ForeignKey(RatePlan, models.CASCADE, related_name="rates")
    room_type = models.ForeignKey(RoomType, models.CASCADE, related_name="rates")
    date = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    objects = HotelManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hotel", "date", "room_type", "rate_plan"], name="one_rate_per_night"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="rate_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.amount}"


class Tax(models.Model):
    """Named in every quote. A percentage of the room price, or an amount per person and night."""

    class Kind(models.TextChoices):
        PERCENT = "percent", _("Percent of the room price")
        PERSON_NIGHT = "person_night", _("Per adult and night")

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="taxes")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERCENT)
    value = models.DecimalField(max_digits=8, decimal_places=2)
    included = models.BooleanField(default=True, help_text="Already inside the nightly prices")

    objects = HotelManager()
    history = HistoricalRecords(bases=[HotelHistory])

    class Meta:
        verbose_name_plural = "taxes"
        constraints = [models.UniqueConstraint(fields=["hotel", "name"], name="tax_once_per_hotel")]

    def __str__(self) -> str:
        return self.name


class Restriction(models.Model):
    """A selling rule for a span of dates (both ends in), of one room type or of all."""

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="restrictions")
    room_type = models.ForeignKey(RoomType, models.CASCADE, null=True, blank=True, related_name="restrictions")
    first = models.DateField()
    last = models.DateField()
    min_nights = models.PositiveSmallIntegerField(
        default=1, help_text="Asked of a stay that arrives within these dates"
    )
    closed = models.BooleanField(default=False, help_text="Not sold at all")
    closed_to_arrival = models.BooleanField(default=False)
    closed_to_departure = models.BooleanField(default=False)

    objects = HotelManager()
    history = HistoricalRecords(bases=[HotelHistory])

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="restriction_span")]
        indexes = [models.Index(fields=["hotel", "last"], name="restriction_by_date")]

    def __str__(self) -> str:
        return f"{self.first} – {self.last}"
