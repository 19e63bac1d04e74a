"""`manage.py chaos`: prove under faults that nothing is lost and nothing happens twice."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser

from hotel_agent.chaos import faults, run

FOLDER = "chaos"
NOT_OURS = ("DATABASE_URL", "REDIS_URL", "PORT", "PUBLIC_URL", "LIVE_URL", "FAKE_WHATSAPP_URL", "HOST")


class Command(BaseCommand):
    help = "Start an installation of its own, let guests write while things break, and audit every promise."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--minutes", type=float, default=10.0, help="how long guests come")
        parser.add_argument("--seed", type=int, default=1, help="the same seed plans the same faults and guests")
        parser.add_argument("--rate", type=float, default=12.0, help="messages a second at most")
        parser.add_argument("--guests", type=int, default=140, help="at the same time")
        parser.add_argument("--every", type=float, default=7.0, help="seconds from one fault to the next; 0 for none")
        parser.add_argument(
            "--fault", action="append", default=[], choices=faults.HANDS, help="only this; may be repeated"
        )
        parser.add_argument("--messages", type=int, default=0, help="a run with fewer has failed")
        parser.add_argument("--drain", type=float, default=300.0, help="seconds for everything to settle")
        parser.add_argument("--json", action="store_true", help="all counts instead of a line per promise")

    def handle(self, *args: Any, **options: Any) -> None:
        _move_out()
        names = ("seed", "rate", "every", "messages", "drain")
        wanted = run.Settings(
            seconds=options["minutes"] * 60,
            seats=options["guests"],
            faults=options["fault"],
            **{name: options[name] for name in names},
        )
        report = run.run(wanted)
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), indent=2, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(report.lines()))
        sys.exit(0 if report.passed else 1)


def _move_out() -> None:
    """Into a data folder of its own: nobody's hotels are at stake. Services given by an address cannot be broken."""
    given = [name for name in NOT_OURS if name in os.environ]
    if settings.DATA_DIR.name == FOLDER and not given:
        return
    home = settings.DATA_DIR if settings.DATA_DIR.name == FOLDER else settings.DATA_DIR / FOLDER
    ours = {name: value for name, value in os.environ.items() if name not in given}
    os.execve(sys.executable, [sys.executable, *sys.argv], {**ours, "DATA_DIR": str(home)})
