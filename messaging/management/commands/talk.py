"""`manage.py talk`: be a guest in the terminal, and see why the agent says what it says."""

from __future__ import annotations

import re
import sys
import uuid
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_scopes import scope
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from messaging import inbox, orchestrator
from messaging.channels.base import Identity, Incoming
from messaging.models import ChannelAccount, Message, TurnRecord
from pms.models import Hotel
from pms.terms import LANGUAGES

KIND = "terminal"
HELP = "/trace shows or hides why · /new begins as another guest · /quit"
BOLD = re.compile(r"\*([^*\n]+)\*")


class Command(BaseCommand):
    help = "Chat with the agent in the terminal; lines from a pipe are messages, one each."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--hotel", metavar="SLUG", help="default: the first one")
        parser.add_argument("--language", choices=LANGUAGES, default="", help="the guest's, until they write another")
        parser.add_argument("--trace", action="store_true", help="show what was understood, and why this answer")

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(file=options.get("stdout") or sys.stdout, highlight=False, soft_wrap=True)
        hotel = chosen_hotel(options["hotel"])
        with scope(hotel=hotel):
            account = ChannelAccount.objects.select_related("hotel").filter(kind=KIND, active=True).first()
            if account is None:
                raise CommandError(f"{hotel} has no active account of the kind {KIND}.")
            if console.is_terminal:
                console.print(f"[bold]{hotel.name}[/]\n[dim]{HELP}[/]\n")
            Talk(console, account, options["language"], trace=options["trace"]).run(lines(console))


def chosen_hotel(slug: str | None) -> Hotel:
    found = Hotel.objects.filter(slug=slug) if slug else Hotel.objects.order_by("pk")
    if hotel := found.first():
        return hotel
    known = ", ".join(Hotel.objects.values_list("slug", flat=True))
    raise CommandError(f"No such hotel; there are: {known}" if known else "No hotel yet: run manage.py demo")


def lines(console: Console) -> Iterator[str]:
    """What the guest types, or what a pipe brings, until either ends."""
    if not sys.stdin.isatty():
        yield from sys.stdin
        return
    while True:
        try:
            yield console.input("[bold cyan]›[/] ")
        except (EOFError, KeyboardInterrupt):
            return


class Talk:
    """A guest at the terminal, until /new makes them another."""

    def __init__(self, console: Console, account: ChannelAccount, language: str, *, trace: bool) -> None:
        self.console, self.account, self.language, self.trace = console, account, language, trace
        self.begin()

    def begin(self) -> None:
        self.sender = f"terminal-{uuid.uuid4().hex}"
        self.buttons: list[tuple[str, str]] = []

    def run(self, typed: Iterator[str]) -> None:
        for line in typed:
            match line.strip():
                case "":
                    continue
                case "/quit":
                    return
                case "/new":
                    self.begin()
                    self.note("You are somebody else now.")
                case "/trace":
                    self.trace = not self.trace
                    self.note(f"The trace is {'shown' if self.trace else 'hidden'}.")
                case text:
                    self.say(text)

    def say(self, text: str) -> None:
        [conversation] = inbox.receive(self.account, [self.message(text)])
        outcome = orchestrator.answer(conversation)
        self.buttons = []
        if outcome is None:
            self.note("Staff have this conversation: the agent does not answer.")
            return
        for message in outcome.messages:
            self.show(message)
        if self.trace:
            self.explain(outcome.record)

    def message(self, text: str) -> Incoming:
        """A number presses the button of that number, while there are some."""
        pressed = text.isdecimal() and 1 <= int(text) <= len(self.buttons)
        return Incoming(
            external_id=uuid.uuid4().hex,
            sender=self.sender,
            identities=(Identity(KIND, self.sender),),
            sent_at=timezone.now(),
            kind="button" if pressed else "text",
            text=self.buttons[int(text) - 1][0] if pressed else text,
            language=self.language,
        )

    def show(self, message: Message) -> None:
        self.buttons = [(button, title) for button, title in message.buttons]
        titles = [f"[{number}] {title}" for number, (_, title) in enumerate(self.buttons, start=1)]
        if not self.console.is_terminal:
            self.console.print(Text("\n".join([message.text, *titles])))
            return
        self.console.print(Padding(bold(message.text), (0, 0, 0, 2)))
        self.console.print(Padding(Text("   ".join(titles), style="cyan"), (0, 0, 1, 2)))

    def explain(self, turn: TurnRecord) -> None:
        self.note(f"{turn.intent} {turn.confidence:.2f} {turn.language} → {turn.words} ({turn.took_ms} ms)")
        for key, value in turn.understanding.get("slots", {}).items():
            self.note(f"  {key} = {value}")
        for what, detail in turn.trace:
            self.note(f"  {what}: {detail}")

    def note(self, text: str) -> None:
        self.console.print(Text(text, style="dim"))


def bold(text: str) -> Text:
    """*So* is bold in WhatsApp, and here."""
    shown, end = Text(), 0
    for match in BOLD.finditer(text):
        shown.append(text[end : match.start()]).append(match[1], style="bold")
        end = match.end()
    return shown.append(text[end:])
