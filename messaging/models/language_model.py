"""Which language model may be asked at a hotel, and each time it was."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from messaging.models.conversation import Conversation
from pms.encryption import EncryptedTextField
from pms.models import Hotel
from pms.scoping import HotelManager


class LanguageModel(models.Model):
    """Asked what a message may mean where the rules are unsure and the flag `language_model` is on; never more."""

    hotel = models.OneToOneField(Hotel, models.CASCADE, related_name="language_model")
    kind = models.CharField(max_length=20, help_text="A file in messaging/opinion/kinds: openai, anthropic")
    base_url = models.URLField(blank=True, help_text="Empty: the maker's own. Else any server that speaks the same")
    name = models.CharField(max_length=80, help_text="Of the model, as its server calls it")
    api_key = EncryptedTextField(blank=True, editable=False)
    input_price = models.DecimalField(
        max_digits=10, decimal_places=4, default=0, validators=[MinValueValidator(0)], help_text="Of a million tokens"
    )
    output_price = models.DecimalField(
        max_digits=10, decimal_places=4, default=0, validators=[MinValueValidator(0)], help_text="Of a million tokens"
    )
    price_currency = models.CharField(max_length=3, default="USD", help_text="ISO 4217")
    daily_budget = models.DecimalField(
        max_digits=8,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(0)],
        help_text="Of one day of the hotel. Once it is spent the rules go on alone",
    )

    objects = HotelManager()

    def __str__(self) -> str:
        return f"{self.name} · {self.hotel}"


class ModelCall(models.Model):
    """One question to a language model. Written only by messaging.opinion.ledger."""

    class Outcome(models.TextChoices):
        ASKED = "asked", _("Asked, no answer yet")
        USED = "used", _("Used")
        UNUSED = "unused", _("Answered, nothing to be used")
        REFUSED = "refused", _("The model refused")
        INVALID = "invalid", _("Not the form it was asked for")
        FAILED = "failed", _("No answer")

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="model_calls")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="model_calls")
    model = models.CharField(max_length=80)
    prompt = models.CharField(max_length=12, help_text="The version of the question")
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.ASKED)
    intent = models.CharField(max_length=30, blank=True, help_text="What the model took the message for")
    input_tokens = models.PositiveIntegerField(default=0)
    output_tokens = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=12, decimal_places=6, help_text="Until it is answered: at most")
    currency = models.CharField(max_length=3)
    took_ms = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=60, blank=True, help_text="The kind of failure")
    created_at = models.DateTimeField(default=timezone.now)

    objects = HotelManager()

    class Meta:
        ordering = ("-created_at", "-pk")
        # messaging.opinion.ledger: what was spent today, and how the last calls ended.
        indexes = [models.Index(fields=["hotel", "-created_at"], name="model_calls_of_hotel")]

    def __str__(self) -> str:
        return f"{self.model} #{self.pk}"
