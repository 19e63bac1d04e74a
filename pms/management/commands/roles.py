"""`manage.py roles`: the groups of staff as pms/roles.py has them."""

from __future__ import annotations

import json
from typing import Any

from django.core.management import BaseCommand, CommandParser

from pms import roles


class Command(BaseCommand):
    help = "Make the groups Front desk, Manager, Owner and Operator what the matrix says. May run at any time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="what was added and taken away, for a program")

    def handle(self, *args: Any, **options: Any) -> None:
        changes = roles.apply()
        if options["json"]:
            told = {name: {"added": added, "removed": removed} for name, (added, removed) in changes.items()}
            self.stdout.write(json.dumps(told, indent=2))
            return
        for name, (added, removed) in changes.items():
            if options["verbosity"]:
                self.stdout.write(f"{name}: {len(added)} added, {len(removed)} taken away")
