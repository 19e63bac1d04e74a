"""Conversations and who owns them, what the agent remembers for a while, and what it has promised."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from messaging.models.channel import ChannelAccount
from pms.models import Guest, Hotel
from pms.scoping import HotelManager
from reservations.models import Reservation


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def snoozed(self) -> ConversationQuerySet:
        return self.filter(asleep())

    def awake(self) -> ConversationQuerySet:
        return self.exclude(asleep())


class Conversation(models.Model):
    """Everything between one guest and the hotel on one account. Exactly one owner at any time."""

    class Owner(models.TextChoices):
        AGENT = "agent", _("Agent")
        WAITING = "waiting", _("Waiting for staff")
        STAFF = "staff", _("With staff")
        CLOSED = "closed", _("Closed")

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="conversations")
    account = models.ForeignKey(ChannelAccount, models.PROTECT, related_name="conversations")
    guest = models.ForeignKey(Guest, models.PROTECT, related_name="conversations")
    sender = models.CharField(max_length=200, help_text="The guest's address on this account")
    owner = models.CharField(max_length=8, choices=Owner, default=Owner.AGENT)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    staff_active_at = models.DateTimeField(null=True, editable=False, help_text="The clock of a take-over")
    warned_at = models.DateTimeField(null=True, editable=False, help_text="That the take-over is about to end")
    handover_reason = models.CharField(max_length=120, blank=True)
    snoozed_at = models.DateTimeField(null=True, editable=False, help_text="Out of the staff's sight from then on")
    snoozed_until = models.DateTimeField(null=True, editable=False, help_text="Empty: until the guest writes")
    opted_out_at = models.DateTimeField(null=True, editable=False, help_text="The guest wants no message that we start")
    labels = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    language = models.CharField(max_length=2, choices=Hotel.Language, blank=True)
    last_message_at = models.DateTimeField(default=timezone.now, help_text="From the guest: the window's clock")
    created_at = models.DateTimeField(default=timezone.now)

    objects = HotelManager.from_queryset(ConversationQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "sender"], name="one_conversation_per_sender"),
            models.CheckConstraint(
                condition=Q(owner="staff", staff__isnull=False) | ~Q(owner="staff"),
                name="staff_owner_has_a_name",
            ),
        ]
        # The admin's list: who waits longest.
        indexes = [
            models.Index(fields=["hotel", "owner", "-last_message_at"], name="conversation_inbox"),
            # The periodic look for take-overs that nobody works on any more.
            models.Index(fields=["staff_active_at"], condition=Q(owner="staff"), name="take_overs"),
            # The staff's search by a piece of a phone number or address.
            GinIndex(OpClass(Upper("sender"), name="gin_trgm_ops"), name="conversation_sender_part"),
        ]

    def __str__(self) -> str:
        return f"{self.guest} · {self.account.kind}"

    @property
    def key(self) -> str:
        """How holds, offers and leases name this conversation."""
        return f"conversation:{self.pk}"

    @property
    def is_snoozed(self) -> bool:
        """Right without any job: it ends at its time, and as soon as the guest writes."""
        if self.snoozed_at is None or self.last_message_at > self.snoozed_at:
            return False
        return self.snoozed_until is None or self.snoozed_until > timezone.now()


def asleep() -> Q:
    """What `is_snoozed` says, for the database."""
    not_over = Q(snoozed_until__isnull=True) | Q(snoozed_until__gt=timezone.now())
    return not_over & Q(snoozed_at__isnull=False, last_message_at__lte=F("snoozed_at"))


class ConversationEvent(models.Model):
    """Who moved a conversation, when and why. A trigger refuses updates and deletes."""

    class Kind(models.TextChoices):
        HANDED_OVER = "handed_over", _("Handed over to staff")
        TAKEN_OVER = "taken_over", _("Taken over")
        GIVEN_BACK = "given_back", _("Given back to the agent")
        WARNED = "warned", _("Take-over about to end")
        EXPIRED = "expired", _("Take-over ended by itself")
        ASSIGNED = "assigned", _("Assigned")
        SNOOZED = "snoozed", _("Snoozed")
        WOKEN = "woken", _("Taken out of snooze")
        LABELLED = "labelled", _("Labels changed")
        CLOSED = "closed", _("Closed")
        NOT_DELIVERED = "not_delivered", _("A message could not be delivered")
        PROMISED = "promised", _("The guest was promised an answer")
        KEPT = "kept", _("A promise was kept")
        MISSED = "missed", _("A promise was missed")
        OPENED = "opened", _("Opened again")
        ALARMED = "alarmed", _("Alarm")
        ANSWERED = "answered", _("Alarm answered")
        OPTED_OUT = "opted_out", _("The guest wants no messages that we start")
        OPTED_IN = "opted_in", _("The guest wants our messages again")
        FORGOTTEN = "forgotten", _("What the agent remembered was forgotten")

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=15, choices=Kind)
    actor = models.CharField(max_length=60, help_text="agent, staff:5, job:promises")
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = HotelManager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["conversation", "-at"], name="conversation_history")]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.kind}"


class Promise(models.Model):
    """An answer the guest was told to expect by a certain time. Written only by messaging.promises."""

    class Kind(models.TextChoices):
        AVAILABILITY = "availability", _("Rooms and prices")
        RESERVATION = "reservation", _("What became of a reservation")

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        KEPT = "kept", _("Kept")
        MISSED = "missed", _("Missed")
        DROPPED = "dropped", _("Not wanted any more")

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="promises")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="promises")
    kind = models.CharField(max_length=12, choices=Kind)
    reservation = models.ForeignKey(Reservation, models.CASCADE, null=True, blank=True, related_name="+")
    arrival = models.DateField(null=True, blank=True)
    departure = models.DateField(null=True, blank=True)
    adults = models.PositiveSmallIntegerField(null=True, blank=True)
    children = models.JSONField(default=list, blank=True)
    due_at = models.DateTimeField()
    status = models.CharField(max_length=7, choices=Status, default=Status.OPEN)
    created_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = HotelManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "kind", "reservation"],
                condition=Q(status="open"),
                nulls_distinct=False,
                name="one_open_promise_of_a_kind",
            )
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(status="open"), name="open_promises")]

    def __str__(self) -> str:
        return f"{self.kind} by {self.due_at:%H:%M}"


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
