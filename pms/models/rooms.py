"""What a hotel has to sell: room types and their rooms."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from pms.models.hotel import Hotel
from pms.scoping import HotelHistory, HotelManager
from pms.terms import LANGUAGES, Party


def validate_names(names: Any) -> None:
    """{"es": …, "pt": …, "en": …}: a guest reads every name in their language."""
    if not isinstance(names, dict) or not all(isinstance(names.get(code), str) for code in LANGUAGES):
        raise ValidationError("One name for each language is needed: " + ", ".join(LANGUAGES))


class RoomType(models.Model):
    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="room_types")
    code = models.SlugField()
    names = models.JSONField()
    descriptions = models.JSONField()
    max_adults = models.PositiveSmallIntegerField(default=2)
    max_guests = models.PositiveSmallIntegerField(default=2, help_text="Adults and children together")
    position = models.PositiveSmallIntegerField(default=0)

    objects = HotelManager()
    history = HistoricalRecords(bases=[HotelHistory])

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
        CLEAN = "clean", _("Clean")
        DIRTY = "dirty", _("Dirty")
        INSPECT = "inspect", _("To inspect")

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="rooms")
    room_type = models.ForeignKey(RoomType, models.PROTECT, related_name="rooms")
    number = models.CharField(max_length=40)
    floor = models.SmallIntegerField(default=1)
    housekeeping = models.CharField(max_length=8, choices=Housekeeping, default=Housekeeping.CLEAN)
    out_of_order = models.BooleanField(default=False)

    objects = HotelManager()
    history = HistoricalRecords(bases=[HotelHistory])

    class Meta:
        ordering = ("hotel", "number")
        constraints = [models.UniqueConstraint(fields=["hotel", "number"], name="room_number")]

    def __str__(self) -> str:
        return self.number
