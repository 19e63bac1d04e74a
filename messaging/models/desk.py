"""What staff write beside the conversation: notes, saved replies, and what the agent should have understood."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from messaging.models.conversation import Conversation
from messaging.models.message import TurnRecord
from pms.models import Hotel
from pms.scoping import HotelHistory, HotelManager


class Note(models.Model):
    """Among colleagues, about a conversation. A table of its own: nothing that reaches guests reads it."""

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="notes")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)

    objects = HotelManager()

    class Meta:
        ordering = ("created_at", "pk")
        indexes = [models.Index(fields=["conversation", "created_at"], name="notes_of_conversation")]

    def __str__(self) -> str:
        return f"note #{self.pk}"


class CannedReply(models.Model):
    """A text staff say often, written once: /wifi. {guest}, {hotel} and the like stand for what is known."""

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="canned_replies")
    code = models.SlugField(max_length=30)
    language = models.CharField(max_length=2, choices=Hotel.Language)
    text = models.TextField()

    objects = HotelManager()
    history = HistoricalRecords(bases=[HotelHistory])

    class Meta:
        verbose_name_plural = "canned replies"
        ordering = ("hotel", "code", "language")
        constraints = [models.UniqueConstraint(fields=["hotel", "code", "language"], name="canned_once_per_language")]

    def __str__(self) -> str:
        return f"/{self.code} ({self.language})"


class Correction(models.Model):
    """What staff say of a turn. Written only by messaging.quality."""

    class Verdict(models.TextChoices):
        RIGHT = "right", _("Right")
        WRONG = "wrong", _("Wrong")
        ARCHIVED = "archived", _("Not worth a judgement")

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="corrections")
    turn = models.OneToOneField(TurnRecord, models.CASCADE, related_name="correction")
    verdict = models.CharField(max_length=8, choices=Verdict)
    intent = models.CharField(max_length=30, blank=True, help_text="The right one")
    slots = models.JSONField(default=dict, blank=True, help_text="The right ones")
    ideal_reply = models.TextField(blank=True)
    scenario = models.TextField(blank=True, help_text="YAML: what is replayed before every release")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = HotelManager()

    class Meta:
        indexes = [
            models.Index(fields=["hotel", "-created_at"], name="corrections_by_time"),
            # messaging.knowledge.find: what staff have said that guests ask for.
            models.Index(
                fields=["hotel", "-created_at"],
                condition=models.Q(verdict="wrong", intent="hotel_question"),
                name="taught_questions",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.turn_id} {self.verdict}"
