"""`manage.py setup_report --hotel <slug>`: what is missing before a hotel can go live."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_scopes import scope

from hotel_agent import setup_assistant
from hotel_agent.setup_assistant import Report
from pms.models import Hotel

MARKS = {"done": "✓", "missing": "✗", "advice": "·"}


class Command(BaseCommand):
    help = "Show what is missing before a hotel can go live. Exit code 1 when something is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--hotel", metavar="SLUG", required=True)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        hotel = Hotel.objects.filter(slug=options["hotel"]).first()
        if hotel is None:
            raise CommandError("No such hotel")
        with scope(hotel=hotel):
            [report] = setup_assistant.reports([hotel])
        self.stdout.write(as_json(report) if options["json"] else as_words(report))
        sys.exit(0 if report.ready else 1)


def as_json(report: Report) -> str:
    counts = {state: report.count(state) for state in MARKS}
    checks = [check.as_json() for check in report.all]
    return json.dumps({"hotel": report.hotel.slug, "ready": report.ready, **counts, "checks": checks}, indent=2)


def as_words(report: Report) -> str:
    lines = [f"{report.hotel}: {report.done} of {len(report.all)} done, {report.missing} missing"]
    for title, checks in report.groups:
        lines += ["", title, *(f"  {MARKS[check.state]} {check.title}: {check.detail or 'done'}" for check in checks)]
    return "\n".join(lines)
