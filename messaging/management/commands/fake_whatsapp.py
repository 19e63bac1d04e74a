"""`manage.py fake_whatsapp`: a WhatsApp on this machine, to try a hotel without an account at Meta."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser

from messaging.fakes.phone import Number
from messaging.fakes.whatsapp import Meta, Server


class Command(BaseCommand):
    help = "Speak Meta's Graph API on a local port: /sent lists what hotels sent, / is a guest's phone."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8002)
        parser.add_argument("--webhook-url", default=f"{settings.PUBLIC_URL}/api/webhooks/whatsapp")

    def handle(self, *args: Any, **options: Any) -> None:
        meta = Meta(options["webhook_url"], demo_numbers)
        with Server((options["host"], options["port"]), meta) as server:
            self.stdout.write(f"The fake WhatsApp listens at {server.url} and calls {meta.webhook_url}")
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                self.stdout.write("")


def demo_numbers() -> list[Number]:
    """Read each time: the demo hotels may be made anew while we run."""
    try:
        demo = json.loads((settings.DATA_DIR / "demo.json").read_text())
        return [
            Number(hotel["whatsapp"]["phone_number_id"], hotel["whatsapp"]["app_secret"], hotel["slug"])
            for hotel in demo["hotels"]
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return []
