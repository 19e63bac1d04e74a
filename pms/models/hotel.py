"""A hotel, who works there, and which PMS sells its rooms."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from pms.encryption import EncryptedTextField
from pms.scoping import HotelHistory, HotelManager
from pms.terms import NIGHT_ENDS


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
    region = models.CharField(
        max_length=3, blank=True, help_text="ISO 3166-2 without the country, e.g. AN: whose holidays guests mean"
    )
    timezone = models.CharField(max_length=40)
    currency = models.CharField(max_length=3, help_text="ISO 4217, e.g. EUR")
    city = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=200, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    color = models.CharField(max_length=7, default="#9a3412", help_text="Of the web chat, e.g. #9a3412")
    check_in_from = models.TimeField(default=time(15))
    check_out_until = models.TimeField(default=time(11))
    late_check_out_until = models.TimeField(null=True, blank=True, help_text="The latest; empty: reception decides")
    late_check_out_price = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    early_check_in_from = models.TimeField(null=True, blank=True, help_text="The earliest; empty: reception decides")
    early_check_in_price = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    hold_minutes = models.PositiveSmallIntegerField(
        default=20, help_text="How long a room is kept while the guest decides"
    )
    api_key_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)

    history = HistoricalRecords(excluded_fields=["api_key_hash"])

    class Meta:
        ordering = ("name",)
        permissions = [("operate_hotel", "Can set what our servers call: addresses, accounts, flags")]

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

    def first_night(self) -> date:
        """The earliest arrival: after midnight still the night that has begun."""
        now = self.now()
        return (now - timedelta(days=1) if now.hour < NIGHT_ENDS else now).date()

    @staticmethod
    def hash_api_key(key: str) -> str:
        # Keys are 256 random bits, so a plain digest is enough; nothing can be guessed from it.
        return hashlib.sha256(key.encode()).hexdigest()


class StaffMember(models.Model):
    """Who works at which hotel; what they may do is their Django groups' business."""

    class Role(models.TextChoices):
        FRONT_DESK = "front_desk", _("Front desk")
        MANAGER = "manager", _("Manager")
        OWNER = "owner", _("Owner")
        OPERATOR = "operator", _("Operator")

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="staff")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="staff_of")
    role = models.CharField(max_length=12, choices=Role, default=Role.FRONT_DESK)

    objects = HotelManager()
    history = HistoricalRecords(bases=[HotelHistory])

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
    options = models.JSONField(default=dict, blank=True, help_text="What the adapter of this kind wants to know")
    synced_at = models.DateTimeField(null=True, editable=False, help_text="Changes up to here have been pulled")

    objects = HotelManager()

    def __str__(self) -> str:
        return f"{self.kind} · {self.hotel}"

    def clean(self) -> None:
        """Everyone who may look at the account sees its address."""
        if "@" in self.address or "?" in self.address:
            raise ValidationError(
                {"address": _("No key, user or password in the address: keys have a field of their own")}
            )


class PmsHour(models.Model):
    """How the PMS answered within an hour, as the clock's probe found it."""

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="pms_hours")
    hour = models.DateTimeField(help_text="Its beginning, UTC")
    answered = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    objects = HotelManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hotel", "hour"], name="one_row_per_hour")]

    def __str__(self) -> str:
        return f"{self.hour:%d %H}h {self.answered}/{self.answered + self.failed}"


class PmsExamination(models.Model):
    """What the last examination of a hotel's PMS connection found. Written only by reservations.connection."""

    hotel = models.OneToOneField(Hotel, models.CASCADE, related_name="pms_examination")
    language = models.CharField(max_length=10, help_text="Of who asked for it")
    asked_at = models.DateTimeField()
    examined_at = models.DateTimeField(null=True, help_text="When the findings were made")
    findings = models.JSONField(default=list, help_text="[[name, level, text], …]")

    objects = HotelManager()

    def __str__(self) -> str:
        return f"{self.hotel} {self.examined_at or '–'}"


class HotelFlag(models.Model):
    """A feature at one hotel, for some share of its guests. A waffle flag of the same name goes before it."""

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="flags")
    name = models.SlugField(max_length=40, help_text="A row of pms/features.py")
    percent = models.PositiveSmallIntegerField(default=100, help_text="Of the guests; 0: off, 100: on")
    note = models.CharField(max_length=200, blank=True)

    objects = HotelManager()
    history = HistoricalRecords(bases=[HotelHistory])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hotel", "name"], name="flag_once_per_hotel"),
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="percent_of_guests"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.percent} %"
