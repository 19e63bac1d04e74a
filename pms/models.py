"""Hotels, their staff and guests, and the tables of the local PMS: rooms, rates, rules, bookings."""

from __future__ import annotations

import hashlib
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from pms.encryption import EncryptedTextField
from pms.scoping import HotelManager
from pms.terms import LANGUAGES, Money, Party, Stay


def validate_names(names: Any) -> None:
    """{"es": …, "pt": …, "en": …}: a guest reads every name in their language."""
    if not isinstance(names, dict) or not all(isinstance(names.get(code), str) for code in LANGUAGES):
        raise ValidationError("One name for each language is needed: " + ", ".join(LANGUAGES))


def validate_timezone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError) as error:
        raise ValidationError(f"{name} is not a time zone") from error


class Hotel(models.Model):
    class Language(models.TextChoices):
        SPANISH = "es", "Español"
        PORTUGUESE = "pt", "Português"
        ENGLISH = "en", "English"

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, choices=Language, default=Language.SPANISH)
    country = models.CharField(max_length=2, help_text="ISO 3166, e.g. ES")
    timezone = models.CharField(max_length=40)
    currency = models.CharField(max_length=3, help_text="ISO 4217, e.g. EUR")
    city = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    color = models.CharField(max_length=7, default="#9a3412", help_text="Of the web chat, e.g. #9a3412")
    check_in_from = models.TimeField(default=time(15))
    check_out_until = models.TimeField(default=time(11))
    hold_minutes = models.PositiveSmallIntegerField(
        default=20, help_text="How long a room is kept while the guest decides"
    )
    api_key_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        validate_timezone(self.timezone)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def now(self) -> datetime:
        """The hotel's wall clock: its "today" also decides what "tomorrow" means to a guest."""
        return timezone.now().astimezone(self.zone)

    @staticmethod
    def hash_api_key(key: str) -> str:
        # Keys are 256 random bits, so a plain digest is enough; nothing can be guessed from it.
        return hashlib.sha256(key.encode()).hexdigest()


class StaffMember(models.Model):
    """Who works at which hotel; what they may do is their Django groups' business."""

    class Role(models.TextChoices):
        FRONT_DESK = "front_desk", "Front desk"
        MANAGER = "manager", "Manager"
        OWNER = "owner", "Owner"

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="staff")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="staff_of")
    role = models.CharField(max_length=12, choices=Role, default=Role.FRONT_DESK)

    objects = HotelManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hotel", "user"], name="staff_once_per_hotel")]

    def __str__(self) -> str:
        return f"{self.user} · {self.hotel}"


class PmsAccount(models.Model):
    """Which PMS sells this hotel's rooms, and how to reach it."""

    hotel = models.OneToOneField(Hotel, models.CASCADE, related_name="pms_account")
    kind = models.CharField(max_length=20, default="local", help_text="A file in pms/adapters")
    address = models.URLField(blank=True)
    credentials = EncryptedTextField(blank=True, editable=False)

    objects = HotelManager()

    def __str__(self) -> str:
        return f"{self.kind} · {self.hotel}"


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


class RoomType(models.Model):
    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="room_types")
    code = models.SlugField()
    names = models.JSONField()
    descriptions = models.JSONField()
    max_adults = models.PositiveSmallIntegerField(default=2)
    max_guests = models.PositiveSmallIntegerField(default=2, help_text="Adults and children together")
    position = models.PositiveSmallIntegerField(default=0)

    objects = HotelManager()

    class Meta:
        ordering = ("hotel", "position")
        constraints = [models.UniqueConstraint(fields=["hotel", "code"], name="room_type_code")]

    def __str__(self) -> str:
        return str(self.names.get(self.hotel.language, self.code))

    def clean(self) -> None:
        validate_names(self.names)
        validate_names(self.descriptions)

    def sleeps(self, party: Party) -> bool:
        return party.adults <= self.max_adults and party.size <= self.max_guests


class Room(models.Model):
    class Housekeeping(models.TextChoices):
        CLEAN = "clean", "Clean"
        DIRTY = "dirty", "Dirty"
        INSPECT = "inspect", "To inspect"

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="rooms")
    room_type = models.ForeignKey(RoomType, models.PROTECT, related_name="rooms")
    number = models.CharField(max_length=10)
    floor = models.SmallIntegerField(default=1)
    housekeeping = models.CharField(max_length=8, choices=Housekeeping, default=Housekeeping.CLEAN)
    out_of_order = models.BooleanField(default=False)

    objects = HotelManager()

    class Meta:
        ordering = ("hotel", "number")
        constraints = [models.UniqueConstraint(fields=["hotel", "number"], name="room_number")]

    def __str__(self) -> str:
        return self.number


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
        PERCENT = "percent", "Percent of the room price"
        PERSON_NIGHT = "person_night", "Per adult and night"

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="taxes")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERCENT)
    value = models.DecimalField(max_digits=8, decimal_places=2)
    included = models.BooleanField(default=True, help_text="Already inside the nightly prices")

    objects = HotelManager()

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

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="restriction_span")]
        indexes = [models.Index(fields=["hotel", "last"], name="restriction_by_date")]

    def __str__(self) -> str:
        return f"{self.first} – {self.last}"


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
        indexes = [models.Index(fields=["hotel", "status"], name="booking_by_status")]

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
