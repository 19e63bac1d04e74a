"""`manage.py costs --hotel <slug>`: what messages have cost, and each reservation made with them."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_scopes import scope

from messaging import costs
from pms.models import Hotel


class Command(BaseCommand):
    help = "Show what the messages a channel bills have cost, and what each reservation made with them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--hotel", metavar="SLUG", required=True)
        parser.add_argument("--days", type=int, default=30)
        parser.add_argument("--json", action="store_true", help="a line of JSON for each currency")

    def handle(self, *args: Any, **options: Any) -> None:
        hotel = Hotel.objects.filter(slug=options["hotel"]).first()
        if hotel is None:
            raise CommandError("No such hotel")
        with scope(hotel=hotel):
            found = costs.per_reservation([hotel], timezone.now() - timedelta(days=options["days"]))
        for cost in found:
            self.stdout.write(as_json(cost) if options["json"] else as_words(cost))


def as_json(cost: costs.Cost) -> str:
    each = cost.per_reservation
    row = {
        "currency": cost.currency,
        "messages": cost.messages,
        "amount": str(cost.amount),
        "reservations": cost.reservations,
        "per_reservation": str(each.amount) if each else None,
    }
    return json.dumps(row)


def as_words(cost: costs.Cost) -> str:
    each = f", {cost.per_reservation.amount:.4f} each" if cost.per_reservation else ""
    return f"{cost.messages} messages, {cost.amount} {cost.currency}, for {cost.reservations} reservations{each}"
