"""`manage.py fake_whatsapp`: a WhatsApp on this machine, to try a hotel without an account at Meta."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser

from messaging.fakes.phone import Number
from messaging.fakes.whatsapp import Meta, Server

STATUSES = "sent=0.2,delivered=0.6,read=2"


class Command(BaseCommand):
    help = "Speak Meta's Graph API on a local port: /sent lists what hotels sent, / is a guest's phone."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8002)
        parser.add_argument("--webhook-url", default=f"{settings.PUBLIC_URL}/api/webhooks/whatsapp")
        parser.add_argument("--statuses", type=seconds, default=STATUSES, help="With their seconds; '' for none")
        parser.add_argument("--jitter", type=float, default=0.0, help="Part of those seconds that is chance")
        parser.add_argument("--enforce", action="store_true", help="Keep Meta's window, rates and templates")
        parser.add_argument("--media-seconds", type=float, default=300.0, help="How long a file's address is good")
        parser.add_argument("--seed", type=int, help="Of all chance")

    def handle(self, *args: Any, **options: Any) -> None:
        told = {name: options[name] for name in ("statuses", "jitter", "enforce", "media_seconds", "seed")}
        meta = Meta(options["webhook_url"], demo_numbers, **told)
        with Server((options["host"], options["port"]), meta) as server:
            self.stdout.write(f"The fake WhatsApp listens at {server.url} and calls {meta.webhook_url}")
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                self.stdout.write("")


def seconds(text: str) -> dict[str, float]:
    """sent=0.2,read=2"""
    return {name: float(wait) for name, wait in (part.split("=") for part in text.split(",") if part)}


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
