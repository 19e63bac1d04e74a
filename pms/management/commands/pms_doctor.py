"""`manage.py pms_doctor`: what a hotel's PMS connection can and cannot do."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.core.management.base import no_translations
from django_scopes import scope

from pms import doctor
from pms.models import Hotel
from pms.terms import Finding

EXITS = {"ok": 0, "error": 1, "warning": 2}
MARKS = {"ok": "ok  ", "warning": "look", "error": "BAD "}


class Command(BaseCommand):
    help = "Rights, settings, prices, clock and speed of a hotel's PMS. Exit 0: all well, 2: warnings, 1: errors."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--hotel", required=True, help="its slug")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--book-and-cancel", action="store_true", help="make a reservation, and cancel it")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        hotel = Hotel.objects.select_related("pms_account").filter(slug=options["hotel"]).first()
        if hotel is None:
            raise CommandError(f"There is no hotel {options['hotel']}")
        with scope(hotel=hotel):
            findings = doctor.examine(hotel, book=options["book_and_cancel"])
        level = doctor.worst(findings)
        self.stdout.write(self._as_json(hotel, level, findings) if options["json"] else _as_text(findings))
        sys.exit(EXITS[level])

    def _as_json(self, hotel: Hotel, level: str, findings: list[Finding]) -> str:
        found = {"hotel": hotel.slug, "level": level, "findings": [asdict(finding) for finding in findings]}
        return json.dumps(found, indent=2, ensure_ascii=False)


def _as_text(findings: list[Finding]) -> str:
    return "\n".join(f"{MARKS[finding.level]}  {finding.name:<22} {finding.text}" for finding in findings)
