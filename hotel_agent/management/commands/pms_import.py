"""`manage.py pms_import`: room types, rooms, services, refund rules and the hotel's own data from its PMS into ours."""

from __future__ import annotations

import json
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django_scopes import scope

from messaging import pms_facts
from pms import importing
from pms.errors import PmsError
from pms.importing import Difference
from pms.models import Hotel


class Command(BaseCommand):
    help = "Bring a hotel over from its PMS. Again: only what has changed since. Translations and words of ours stay."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--hotel", required=True, help="its slug")
        parser.add_argument("--dry-run", action="store_true", help="tell what would be done, and do nothing")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        hotel = Hotel.objects.select_related("pms_account").filter(slug=options["hotel"]).first()
        if hotel is None:
            raise CommandError(f"There is no hotel {options['hotel']}")
        try:
            with scope(hotel=hotel):
                there = importing.read(hotel)
                found = importing.bring_over(hotel, there, dry_run=options["dry_run"])
                found += pms_facts.bring_over(hotel, there, dry_run=options["dry_run"])
        except PmsError as error:
            raise CommandError(f"{type(error).__name__}: {error}. Nothing was changed.") from error
        self.stdout.write(_as_json(found) if options["json"] else _as_text(found))


def _as_json(found: list[Difference]) -> str:
    rows = [
        {
            "kind": row.kind,
            "what": row.what,
            "fields": {name: [str(old), str(new)] for name, (old, new) in row.fields.items()},
        }
        for row in found
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False)


def _as_text(found: list[Difference]) -> str:
    lines = []
    for row in found:
        lines.append(f"{row.kind:<8} {row.what}")
        lines += [f"           {name}: {old} → {new}" for name, (old, new) in row.fields.items()]
    return "\n".join(lines) or "Nothing has changed."
