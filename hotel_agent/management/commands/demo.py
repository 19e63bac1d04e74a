"""`manage.py demo`: three hotels to try the agent with."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import track
from rich.table import Table

from hotel_agent.demo import build


class Command(BaseCommand):
    help = "Make the demo hotels, or bring them up to today, and write demo.json into the data folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="empty all tables of the hotels first")
        parser.add_argument("--yes", action="store_true", help="also when there are other hotels than the demo's")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo sets known logins: it is not for production.")
        if options["reset"]:
            if (others := build.strangers()) and not options["yes"]:
                raise CommandError(f"--reset would delete {', '.join(others)} as well. Add --yes if you mean it.")
            build.empty()
        console = Console(file=sys.stderr)
        for _ in track(build.build(), "Demo hotels", build.size(), console=console, disable=not console.is_terminal):
            pass
        if console.is_terminal and options["verbosity"]:
            console.print(people())


def people() -> Table:
    table = Table("Staff", "Password", "Role", title="Who may log in at /admin/")
    for login in build.logins():
        table.add_row(login.username, login.password, login.role)
    return table
