"""Conversations, their messages and turns, the session that is forgotten, and the hotel's facts."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from pms.encryption import EncryptedTextField
from pms.models import Guest, Hotel
from pms.scoping import HotelManager


class ChannelAccount(models.Model):
    """Where a hotel is reached: the receiving account alone says which hotel a message is for."""

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="channel_accounts")
    kind = models.CharField(max_length=20, help_text="A file in messaging/channels")
    external_id = models.CharField(max_length=120, help_text="Phone number id, mailbox or site key")
    base_url = models.URLField(blank=True, help_text="Of the channel's API")
    access_token = EncryptedTextField(blank=True, editable=False)
    app_secret = EncryptedTextField(blank=True, editable=False)
    verify_token = EncryptedTextField(blank=True, editable=False)
    active = models.BooleanField(default=True)

    objects = HotelManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "external_id"], name="account_once")]

    def __str__(self) -> str:
        return f"{self.kind} · {self.external_id}"


class Conversation(models.Model):
    """Everything between one guest and the hotel on one account. Exactly one owner at any time."""

    class Owner(models.TextChoices):
        AGENT = "agent", "Agent"
        WAITING = "waiting", "Waiting for staff"
        STAFF = "staff", "With staff"
        CLOSED = "closed", "Closed"

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="conversations")
    account = models.ForeignKey(ChannelAccount, models.PROTECT, related_name="conversations")
    guest = models.ForeignKey(Guest, models.PROTECT, related_name="conversations")
    sender = models.CharField(max_length=200, help_text="The guest's address on this account")
    owner = models.CharField(max_length=8, choices=Owner, default=Owner.AGENT)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    handover_reason = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, choices=Hotel.Language, blank=True)
    last_message_at = models.DateTimeField(default=timezone.now, help_text="From the guest: the window's clock")
    created_at = models.DateTimeField(default=timezone.now)

    objects = HotelManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "sender"], name="one_conversation_per_sender"),
            models.CheckConstraint(
                condition=Q(owner="staff", staff__isnull=False) | ~Q(owner="staff"),
                name="staff_owner_has_a_name",
            ),
        ]
        # The admin's list: who waits longest.
        indexes = [models.Index(fields=["hotel", "owner", "-last_message_at"], name="conversation_inbox")]

    def __str__(self) -> str:
        return f"{self.guest} · {self.account.kind}"

    @property
    def key(self) -> str:
        """How holds, offers and leases name this conversation."""
        return f"conversation:{self.pk}"


class SessionQuerySet(models.QuerySet["Session"]):
    def alive(self) -> SessionQuerySet:
        return self.filter(expires_at__gt=timezone.now())


class Session(models.Model):
    """What the agent remembers of a conversation, until it expires. Written only by messaging.session."""

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="sessions")
    conversation = models.OneToOneField(Conversation, models.CASCADE, related_name="session")
    state = models.JSONField(default=dict)
    last_activity = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    objects = HotelManager.from_queryset(SessionQuerySet)()

    class Meta:
        indexes = [
            # GET /api/sessions/active and the periodic clean-up.
            models.Index(fields=["hotel", "expires_at"], name="session_by_expiry"),
            models.Index(fields=["conversation", "-last_activity"], name="session_by_sender"),
        ]

    def __str__(self) -> str:
        return f"session of {self.conversation_id}"


class TurnRecord(models.Model):
    """One answer and why: what was understood, who handled it, what the PMS and the holds said."""

    class Status(models.TextChoices):
        SUCCESS = "success", "Success"
        DEGRADED = "degraded", "Degraded"
        ERROR = "error", "Error"

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
        indexes = [models.Index(fields=["conversation", "-created_at"], name="turns_of_conversation")]

    def __str__(self) -> str:
        return f"{self.intent} → {self.words}"


class Message(models.Model):
    class Direction(models.TextChoices):
        IN = "in", "From the guest"
        OUT = "out", "To the guest"

    class Status(models.TextChoices):
        RECEIVED = "received", "Received"
        QUEUED = "queued", "Queued"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        DELIVERED = "delivered", "Delivered"
        READ = "read", "Read"
        FAILED = "failed", "Failed"

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="messages")
    account = models.ForeignKey(ChannelAccount, models.PROTECT, related_name="+")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=3, choices=Direction)
    external_id = models.CharField(max_length=200, null=True, help_text="The channel's id of it")
    kind = models.CharField(max_length=12, default="text")
    text = models.TextField(blank=True)
    buttons = models.JSONField(default=list, blank=True, help_text="[[id, title], …]")
    status = models.CharField(max_length=9, choices=Status)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    turn = models.ForeignKey(TurnRecord, models.SET_NULL, null=True, blank=True, related_name="messages")
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
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


class FactQuerySet(models.QuerySet["Fact"]):
    def valid(self, today: date) -> FactQuerySet:
        """`today` is the hotel's."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today))


class Fact(models.Model):
    """Something true about the hotel, in a guest's language, with who says so and for how long."""

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="facts")
    topic = models.SlugField(max_length=40)
    language = models.CharField(max_length=2, choices=Hotel.Language)
    text = models.TextField()
    source = models.CharField(max_length=120, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = HotelManager.from_queryset(FactQuerySet)()

    class Meta:
        ordering = ("hotel", "topic", "language")
        constraints = [models.UniqueConstraint(fields=["hotel", "topic", "language"], name="fact_once_per_language")]

    def __str__(self) -> str:
        return f"{self.topic} ({self.language})"
