"""`manage.py understand "<text>"`: shows what the agent understands of a message. No database needed."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from messaging import nlu
from messaging.turn import Understanding
from pms.terms import LANGUAGES, Party


class Command(BaseCommand):
    help = "Show what is understood of a guest's message: language, intent, slots, and what must be asked back."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", nargs="?", default="")
        parser.add_argument("--language", choices=LANGUAGES, help="the conversation's language so far")
        parser.add_argument("--country", default="", help="the hotel's, two letters; settles 12/3 and phone numbers")
        parser.add_argument("--today", help="YYYY-MM-DD (default: today)")
        parser.add_argument("--json", action="store_true", help="one line of JSON")
        rows = 'JSON lines {"text", "language", "country", "today"}; - reads them from stdin'
        parser.add_argument("--batch", metavar="FILE", help=rows)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["batch"] == "-":
            self._batch(sys.stdin, options)
        elif options["batch"]:
            with Path(options["batch"]).open(encoding="utf-8") as lines:
                self._batch(lines, options)
        else:
            try:
                found = understood(options)
            except ValueError as error:
                raise CommandError(str(error)) from error
            self.stdout.write(as_line(found, as_json=options["json"]))

    def _batch(self, lines: Iterable[str], options: dict[str, Any]) -> None:
        """A line out for every line in; a broken one is an error line, and the rest goes on."""
        for line in lines:
            try:
                found = understood(options | _said(json.loads(line)))
            except (ValueError, TypeError, KeyError) as error:
                self.stdout.write(json.dumps({"error": f"{type(error).__name__}: {error}"}, ensure_ascii=False))
            else:
                self.stdout.write(as_line(found, as_json=True))
            self.stdout.flush()


def _said(row: Any) -> dict[str, Any]:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError('a line is an object with a "text"')
    said = {key: row[key] for key in ("language", "country", "today") if row.get(key)}
    return {**said, "text": row["text"]}


def understood(options: dict[str, Any]) -> dict[str, Any]:
    today = date.fromisoformat(options["today"]) if options["today"] else date.today()
    if options["language"] not in (None, *LANGUAGES):
        raise ValueError(f"language is one of {', '.join(LANGUAGES)}")
    found = nlu.understand(options["text"], language=options["language"], country=str(options["country"]), today=today)
    return as_dict(found)


def as_dict(found: Understanding) -> dict[str, Any]:
    slots = {"arrival": None, "departure": None, "nights": None, "party": None} | found.slots.said()
    return {
        "language": found.language,
        "intent": found.intent,
        "confidence": round(found.confidence, 2),
        "slots": {name: _plain(value) for name, value in slots.items()},
        "ask": list(found.ask),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Party):
        return {"adults": value.adults, "children": list(value.children)}
    return value.isoformat() if isinstance(value, date) else value


def as_line(found: dict[str, Any], *, as_json: bool) -> str:
    if as_json:
        return json.dumps(found, ensure_ascii=False)
    said = {name: value for name, value in found["slots"].items() if value is not None}
    intent = f"{found['intent']} ({found['confidence']:.2f})"
    rows = [("language", found["language"]), ("intent", intent), *said.items()]
    if found["ask"]:
        rows.append(("ask", ", ".join(found["ask"])))
    return "\n".join(f"{name:<12} {value}" for name, value in rows)
