"""`manage.py fake_language_model`: a language model on this machine that says what it is told to."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandParser

from messaging.fakes.language_model import Server


class Command(BaseCommand):
    help = "Speak OpenAI's and Anthropic's API on a local port; /__answers tells it what to answer next."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8004)

    def handle(self, *args: Any, **options: Any) -> None:
        with Server((options["host"], options["port"])) as server:
            self.stdout.write(f"Base URL for the kind openai: {server.url}/v1, for anthropic: {server.url}")
            self.stdout.flush()
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                self.stdout.write("")
