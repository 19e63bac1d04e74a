"""`manage.py flags --hotel casa-azul`: what is switched on there, and who says so."""

from __future__ import annotations

import json
from typing import Any, TextIO, cast

from django.core.management import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.table import Table

from pms import features
from pms.models import Hotel


class Command(BaseCommand):
    help = "The feature flags of a hotel. They are set in the back office, under Flags."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--hotel", required=True, help="its slug")
        parser.add_argument("--json", action="store_true", help="for a program")

    def handle(self, *args: Any, **options: Any) -> None:
        hotel = Hotel.objects.filter(slug=options["hotel"]).first()
        if hotel is None:
            known = ", ".join(Hotel.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no hotel {options['hotel']}. There are: {known}")
        rows = {name: features.state(hotel, name) for name in features.FEATURES}
        if options["json"]:
            told = {name: {"percent": row.percent, "source": row.source} for name, row in rows.items()}
            self.stdout.write(json.dumps(told, indent=2))
            return
        table = Table("Flag", "Guests", "Set by", "What it does", title=hotel.name)
        for name, row in rows.items():
            table.add_row(name, f"{row.percent} %", row.source, str(features.FEATURES[name].what))
        Console(file=cast("TextIO", self.stdout)).print(table)
