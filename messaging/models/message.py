"""Messages in and out with what became of them, the turns that answered them, and what came with them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from messaging.models.channel import ChannelAccount
from messaging.models.conversation import Conversation
from pms.models import Hotel
from pms.scoping import HotelManager


class TurnRecord(models.Model):
    """One answer and why: what was understood, who handled it, what the PMS and the holds said."""

    class Status(models.TextChoices):
        SUCCESS = "success", _("Success")
        DEGRADED = "degraded", _("Degraded")
        ERROR = "error", _("Error")

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="turns")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="turns")
    status = models.CharField(max_length=8, choices=Status)
    intent = models.CharField(max_length=30)
    confidence = models.FloatField(default=0)
    language = models.CharField(max_length=2)
    understanding = models.JSONField(default=dict)
    words = models.CharField(max_length=60, help_text="The template of the reply")
    trace = models.JSONField(default=list, help_text="[[what, detail], …] in order")
    took_ms = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    objects = HotelManager()

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "-created_at"], name="turns_of_conversation"),
            # messaging.quality and messaging.questions: the turns of a hotel within some weeks.
            models.Index(fields=["hotel", "created_at"], name="turns_of_hotel"),
        ]

    def __str__(self) -> str:
        return f"{self.intent} → {self.words}"


class Message(models.Model):
    class Direction(models.TextChoices):
        IN = "in", _("From the guest")
        OUT = "out", _("To the guest")

    class Status(models.TextChoices):
        RECEIVED = "received", _("Received")
        QUEUED = "queued", _("Queued")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        DELIVERED = "delivered", _("Delivered")
        READ = "read", _("Read")
        FAILED = "failed", _("Failed")

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="messages")
    account = models.ForeignKey(ChannelAccount, models.PROTECT, related_name="+")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=3, choices=Direction)
    external_id = models.CharField(max_length=200, null=True, help_text="The channel's id of it")
    kind = models.CharField(max_length=12, default="text")
    text = models.TextField(blank=True)
    buttons = models.JSONField(default=list, blank=True, help_text="[[id, title], …]")
    payload = models.JSONField(default=dict, blank=True, help_text="Of a location, a template or a file")
    status = models.CharField(max_length=9, choices=Status)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    turn = models.ForeignKey(TurnRecord, models.SET_NULL, null=True, blank=True, related_name="messages")
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    billable = models.BooleanField(null=True, help_text="As the channel told with its receipt")
    not_before = models.DateTimeField(null=True, help_text="The next try to send it")
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True, help_text="By the guest")
    created_at = models.DateTimeField(default=timezone.now)
    status_at = models.DateTimeField(default=timezone.now)

    objects = HotelManager()

    class Meta:
        ordering = ("created_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["account", "direction", "external_id"], name="message_once_per_account")
        ]
        indexes = [
            models.Index(fields=["conversation", "created_at"], name="thread"),
            # The staff's search by words, without accents: a configuration of our own.
            GinIndex(SearchVector("text", config="folded"), name="message_words"),
            # How many went to this guest of late: the channel's limit for one pair.
            models.Index(fields=["conversation", "status_at"], condition=Q(direction="out"), name="sent_to_guest"),
            # The periodic look for files that did not come.
            models.Index(
                fields=["created_at"],
                condition=Q(direction="in", kind__in=["audio", "image", "video", "sticker", "document"]),
                name="messages_with_files",
            ),
            # What is still to be answered, and what is still to be sent: read by every turn and by the sweeper.
            models.Index(
                fields=["conversation", "created_at"],
                condition=Q(direction="in", turn__isnull=True),
                name="unanswered_messages",
            ),
            models.Index(
                fields=["created_at"],
                condition=Q(direction="out", status__in=["queued", "sending"]),
                name="unsent_messages",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.direction} #{self.pk}"


class Media(models.Model):
    """A file that came with a message or goes with it. In the database, so that one backup holds everything."""

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="+")
    message = models.OneToOneField(Message, models.CASCADE, related_name="media")
    external_id = models.CharField(max_length=200, blank=True, help_text="The channel's id of it")
    mime = models.CharField(max_length=100, blank=True)
    content = models.BinaryField(null=True, help_text="Empty until it is fetched")
    error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = HotelManager()

    class Meta:
        verbose_name_plural = "media"

    def __str__(self) -> str:
        return f"{self.mime} of {self.message_id}"
