"""When a hotel's desk is open, and who is called when nobody may be waited for."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from pms.models.hotel import Hotel, StaffMember
from pms.scoping import HotelHistory, HotelManager


class OpeningSpan(models.Model):
    """The desk is open; a day may have several spans, and one that ends before it begins ends the day after."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="opening_spans")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    opens = models.TimeField()
    closes = models.TimeField()

    objects = HotelManager()
    history = HistoricalRecords(bases=[HotelHistory])

    class Meta:
        ordering = ("weekday", "opens")
        constraints = [models.UniqueConstraint(fields=["hotel", "weekday", "opens"], name="opening_span_once")]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M} – {self.closes:%H:%M}"


class Rung(models.Model):
    """One step of a hotel's ladder: who is told, so many minutes after the alarm, while nobody has answered it."""

    class Ladder(models.TextChoices):
        EMERGENCY = "emergency", _("Emergency")
        URGENT = "urgent", _("Urgent, outside opening hours")

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="rungs")
    ladder = models.CharField(max_length=9, choices=Ladder, default=Ladder.EMERGENCY)
    after_minutes = models.PositiveSmallIntegerField(default=0, help_text="After the alarm")
    role = models.CharField(max_length=12, choices=StaffMember.Role, blank=True, help_text="Everybody who has it")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Or one person. Neither: everybody",
    )

    objects = HotelManager()
    history = HistoricalRecords(bases=[HotelHistory])

    class Meta:
        ordering = ("ladder", "after_minutes", "pk")
        constraints = [models.CheckConstraint(condition=Q(role="") | Q(user=None), name="rung_role_or_person")]

    def __str__(self) -> str:
        return f"{self.get_ladder_display()} +{self.after_minutes}"

    def clean(self) -> None:
        if not (self.user_id and self.hotel_id):
            return
        if not StaffMember._base_manager.filter(hotel=self.hotel_id, user=self.user_id).exists():
            raise ValidationError({"user": _("This person does not work at the hotel.")})
