"""`manage.py database_report`: slow statements and indexes, as PostgreSQL has counted them."""

from __future__ import annotations

import json
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from hotel_agent import statistics


class Command(BaseCommand):
    help = "Slow statements, indexes nobody uses, tables read from end to end. Needs pg_stat_statements."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--statements", type=int, default=10, help="how many, the slowest first")
        parser.add_argument("--reset", action="store_true", help="count anew after this report")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = statistics.report(statements=options["statements"])
            if options["reset"]:
                statistics.reset()
        except DatabaseError as error:
            raise CommandError(f"PostgreSQL keeps no statistics of statements: {error}") from error
        self.stdout.write(json.dumps(found, indent=2) if options["json"] else _as_text(found))


def _as_text(found: dict[str, list[dict[str, Any]]]) -> str:
    lines = []
    for title, rows in found.items():
        lines.append(title.replace("_", " ").capitalize())
        lines += ["  " + "  ".join(f"{name} {value}" for name, value in row.items()) for row in rows] or ["  none"]
    return "\n".join(lines)
