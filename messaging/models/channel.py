"""Where a hotel is reached, and the texts a channel lets through when the guest has been silent."""

from __future__ import annotations

from django.db import models

from pms.encryption import EncryptedTextField
from pms.models import Hotel
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
    message_price = models.DecimalField(
        max_digits=8, decimal_places=4, null=True, blank=True, help_text="Of one message the channel bills"
    )
    price_currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217")
    active = models.BooleanField(default=True)

    objects = HotelManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "external_id"], name="account_once")]

    def __str__(self) -> str:
        return f"{self.kind} · {self.external_id}"


class MessageTemplate(models.Model):
    """A text approved by the channel: all that may be sent once its window is closed. {{1}} is what we have to say."""

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="+")
    account = models.ForeignKey(ChannelAccount, models.CASCADE, related_name="templates")
    name = models.CharField(max_length=120, help_text="As approved, e.g. hotel_answer")
    automatic = models.BooleanField(default=True, help_text="What the agent falls back on; staff may choose any")
    language = models.CharField(max_length=2, choices=Hotel.Language)
    code = models.CharField(max_length=10, blank=True, help_text="Meta's own, where it is another: es_AR, pt_BR")
    text = models.TextField(help_text="As approved, with {{1}} where our answer goes")

    objects = HotelManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "name", "language"], name="template_once_per_language"),
            models.UniqueConstraint(
                fields=["account", "language"], condition=models.Q(automatic=True), name="one_automatic_template"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"
