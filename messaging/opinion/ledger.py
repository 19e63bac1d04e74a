"""What language models cost, and whether one may be asked now. The only writer of ModelCall."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from messaging.metrics import MODEL_CALLS
from messaging.models import Conversation, LanguageModel, ModelCall
from messaging.opinion.asking import FIXED_TOKENS, MOST_TOKENS, PROMPT, Answer
from pms.models import Hotel

MILLION = Decimal(1_000_000)
FAILURES = 3
"""So many calls in a row without an answer, and nobody asks for REST."""
REST = timedelta(seconds=60)
Outcome = ModelCall.Outcome


def begin(conversation: Conversation, text: str) -> tuple[LanguageModel, ModelCall] | None:
    """None: the hotel has no model, has spent its budget of today, or its model has not answered of late.

    The most a call may cost is set aside before it is made, one at a time in a hotel: no two spend the same money.
    """
    hotel = conversation.hotel
    with transaction.atomic():
        model = LanguageModel.objects.select_for_update().filter(hotel=hotel).first()
        if model is None:
            return None
        calls = ModelCall.objects.filter(hotel=hotel)
        most = _cost(model, FIXED_TOKENS + len(text.encode()), MOST_TOKENS)
        if _spent(hotel) + most > model.daily_budget:
            MODEL_CALLS.labels("over_budget").inc()
            return None
        newest = list(calls.exclude(outcome=Outcome.ASKED).values_list("outcome", "created_at")[:FAILURES])
        if _rests(newest):
            MODEL_CALLS.labels("resting").inc()
            return None
        call = ModelCall.objects.create(
            hotel=hotel,
            conversation=conversation,
            model=model.name,
            prompt=PROMPT,
            cost=most,
            currency=model.price_currency,
        )
    return model, call


def settle(model: LanguageModel, call: ModelCall, answer: Answer, *, used: bool) -> None:
    """What became of it, and what it really cost. Of an answer that never came the most is taken for spent."""
    call.outcome = Outcome.USED if used else answer.outcome
    call.intent = answer.proposal.intent[:30] if answer.proposal else ""
    call.error = answer.error[:60]
    call.took_ms = round(answer.took * 1000)
    if answer.input_tokens or answer.output_tokens:
        call.input_tokens, call.output_tokens = answer.input_tokens, answer.output_tokens
        call.cost = _cost(model, answer.input_tokens, answer.output_tokens)
    call.save()
    MODEL_CALLS.labels(call.outcome).inc()


def _spent(hotel: Hotel) -> Decimal:
    """Since the hotel's midnight."""
    midnight = hotel.now().replace(hour=0, minute=0, second=0, microsecond=0)
    today = ModelCall.objects.filter(hotel=hotel, created_at__gte=midnight)
    return today.order_by().aggregate(spent=Sum("cost"))["spent"] or Decimal(0)


def _rests(newest: list[tuple[str, datetime]]) -> bool:
    failed = [at for outcome, at in newest if outcome == Outcome.FAILED]
    return len(failed) == FAILURES and timezone.now() - failed[0] < REST


def _cost(model: LanguageModel, input_tokens: int, output_tokens: int) -> Decimal:
    return (input_tokens * model.input_price + output_tokens * model.output_price) / MILLION
