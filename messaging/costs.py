"""What the messages a channel bills have cost, and what each reservation made with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import CharField, Count, F, Q, Sum, Value
from django.db.models.functions import Cast, Concat

from messaging.models import Conversation, Message
from pms.models import Hotel
from pms.terms import Money
from reservations.models import Reservation

Status = Reservation.Status
NOT_MADE = (Status.PENDING, Status.REFUSED, Status.NEEDS_STAFF, Status.CANCELLED)


@dataclass(frozen=True)
class Cost:
    currency: str
    messages: int
    amount: Decimal
    reservations: int
    """Made in the conversations of the accounts that bill in this currency, and not cancelled."""

    @property
    def total(self) -> Money:
        return Money(self.amount, self.currency)

    @property
    def per_reservation(self) -> Money | None:
        return Money(self.amount / self.reservations, self.currency) if self.reservations else None


def per_reservation(hotels: Sequence[Hotel], since: datetime) -> list[Cost]:
    """One for each currency the hotels' channels bill in. Of accounts without a price nothing is known."""
    billed = Message.objects.filter(
        hotel__in=hotels, billable=True, created_at__gte=since, account__message_price__isnull=False
    )
    rows = billed.values(currency=F("account__price_currency")).annotate(
        messages=Count("pk"), amount=Sum("account__message_price")
    )
    return [
        Cost(row["currency"], row["messages"], row["amount"], _reservations(hotels, row["currency"], since))
        for row in rows.order_by("currency")
    ]


def _reservations(hotels: Sequence[Hotel], currency: str, since: datetime) -> int:
    priced = Q(account__message_price__isnull=False, account__price_currency=currency)
    holders = Conversation.objects.filter(priced, hotel__in=hotels).annotate(
        holder=Concat(Value("conversation:"), Cast("pk", CharField()))
    )
    made = Reservation.objects.filter(hotel__in=hotels, created_at__gte=since)
    return made.filter(hold__holder__in=holders.values("holder")).exclude(status__in=NOT_MADE).count()
