"""Alarms: somebody of the staff must answer now."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from messaging.models.conversation import Conversation
from messaging.models.message import Message
from pms.models import Hotel, Rung
from pms.scoping import HotelManager


class Alarm(models.Model):
    """It climbs the hotel's ladder until a person answers it. Written only by messaging.alarms."""

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="alarms")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="alarms")
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+")
    ladder = models.CharField(max_length=9, choices=Rung.Ladder)
    kind = models.CharField(max_length=10, help_text="Of danger: messaging.dangers")
    count = models.PositiveSmallIntegerField(default=1, help_text="Messages that tell of it")
    level = models.PositiveSmallIntegerField(default=0, help_text="Times it was told")
    told = ArrayField(models.IntegerField(), default=list, help_text="Users")
    opened_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now, help_text="Told again, unless somebody answers before")
    mail_at = models.DateTimeField(null=True, help_text="A mail about it is due")
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = HotelManager()

    class Meta:
        ordering = ("opened_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], condition=Q(acknowledged_at=None), name="one_open_alarm_per_conversation"
            )
        ]
        # The periodic look for alarms that nobody answers, and every staff page.
        indexes = [
            models.Index(fields=["hotel", "next_at"], condition=Q(acknowledged_at=None), name="open_alarms"),
            models.Index(fields=["mail_at"], condition=Q(mail_at__isnull=False), name="alarm_mails"),
        ]

    def __str__(self) -> str:
        return f"{self.ladder} #{self.pk}"
