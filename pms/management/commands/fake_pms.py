"""`manage.py fake_pms`: a QloApps on this machine, to try a hotel without one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.management import BaseCommand, CommandParser

from pms.fakes import keys
from pms.fakes.qloapps import Books, Server
from pms.fakes.stock import House


class Command(BaseCommand):
    help = "Speak QloApps 1.6.1's web service on a local port; /__record, /__desk and /__faults are doors of our own."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8003)
        parser.add_argument("--key", default=keys.KEY, help="32 characters")
        parser.add_argument("--hotel", action="append", help="a hotel's name; again for another hotel")
        parser.add_argument("--rooms", type=int, default=5, help="of each room type")
        parser.add_argument("--currency", default="USD")
        parser.add_argument("--timezone", default="UTC", help="of the PMS's clock")
        parser.add_argument("--create-seconds", type=float, default=0.2, help="how long a booking takes")
        parser.add_argument("--double-booking", type=float, default=0.05, help="how probable where two creates meet")
        parser.add_argument("--strict", action="store_true", help="answer 500 to every booking that is made")
        parser.add_argument("--seed", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        prime = House()
        kinds = tuple(replace(kind, rooms=options["rooms"]) for kind in prime.kinds)
        houses = tuple(House(name, kinds) for name in options["hotel"] or [prime.name])
        wanted = ("currency", "timezone", "create_seconds", "double_booking", "strict", "seed")
        books = Books(houses, **{name: options[name] for name in wanted})
        rights = {options["key"]: keys.AGENT}
        with Server((options["host"], options["port"]), books, rights=rights, seed=options["seed"]) as server:
            self.stdout.write(f"The fake PMS listens at {server.url}/api/ with the key {options['key']}")
            self.stdout.flush()
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                self.stdout.write("")
