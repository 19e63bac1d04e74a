"""`manage.py rehearse`: play scenarios against the real stack, and say what became of them."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentTypeError
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import track

from hotel_agent.rehearsal import crew, replay, report, scoreboard, scripts, stored, tables, thresholds
from hotel_agent.rehearsal.scoreboard import Result, Scoreboard
from hotel_agent.rehearsal.scripts import FOLDER, THRESHOLDS, NoScript
from hotel_agent.rehearsal.stage import NoStage
from messaging.scenario import Scenario
from messaging.scenario.grading import grade
from messaging.scenario.seen import Played
from pms.terms import LANGUAGES


def positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise ArgumentTypeError("a number from 1 on")
    return int(text)


class Command(BaseCommand):
    help = "Play scenarios against the real stack, in a database of their own; 1 when one of them fails."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="*", type=Path, help=f"files or folders; if left out, {FOLDER.name}/")
        parser.add_argument("--frozen", action="store_true", help="those that staff have frozen in this installation")
        parser.add_argument("--language", choices=LANGUAGES, help="only scenarios in it")
        parser.add_argument("--match", default="", help="only those with this in their name or in a guest's words")
        parser.add_argument("--processes", type=positive, default=os.cpu_count() or 1)
        parser.add_argument("--json", action="store_true", help="scoreboard and failures as JSON")
        parser.add_argument("--html", type=Path, metavar="FILE", help="a page with what failed")
        parser.add_argument("--raise", action="store_true", dest="raises", help=f"write {THRESHOLDS.name} anew")
        again = parser.add_argument_group("stored conversations")
        again.add_argument("--replay", action="store_true", help="play them again, and show what is another now")
        again.add_argument("--days", type=positive, default=7, help="how far back (7)")
        again.add_argument("--hotel", metavar="SLUG", help="of one hotel")
        again.add_argument("--limit", type=positive, default=500, help="the newest so many (500)")
        again.add_argument("--show", action="store_true", help="with the words of guests, masked; else their ids")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            wrong = self._replay(options) if options["replay"] else self._rehearse(options)
        except (NoStage, NoScript) as error:
            raise CommandError(str(error)) from error
        if wrong:
            sys.exit(1)

    def _rehearse(self, options: dict[str, Any]) -> bool:
        written = scripts.frozen() if options["frozen"] else scripts.files(options["path"] or [FOLDER])
        chosen = scripts.fitting(written, language=options["language"], match=options["match"])
        if not chosen:
            raise CommandError("No scenario fits")
        hotels = {one.hotel for one in chosen}
        results = _play(chosen, options, hotels if options["frozen"] else stored.missing(hotels))
        board = scoreboard.count(results)
        everything = not (options["frozen"] or options["path"] or options["language"] or options["match"])
        below = thresholds.below(thresholds.read(THRESHOLDS), board) if everything else []
        if options["html"]:
            options["html"].write_text(report.page(board, results), encoding="utf-8")
        self._tell(board, results, below, options)
        if options["raises"]:
            _raise(board, below, everything=everything)
        return bool(below or scoreboard.failed(results))

    def _tell(self, board: Scoreboard, results: Sequence[Result], below: list[str], options: dict[str, Any]) -> None:
        if options["json"]:
            found = {**board.as_json(), "failed": tables.failures(results), "below": below}
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
            return
        for result in scoreboard.failed(results):
            for line in tables.failed(result, transcript=options["verbosity"] > 1):
                self.stdout.write(line)
        self.stdout.write(tables.scores("Intent", board.intents))
        self.stdout.write(tables.scores("Language", {**board.languages, "all": board.all}))
        for line in below:
            self.stdout.write(f"✗ {line}")

    def _replay(self, options: dict[str, Any]) -> bool:
        """Nothing of it is wrong: people judge."""
        told = replay.read(days=options["days"], slug=options["hotel"], limit=options["limit"])
        if not told:
            raise CommandError("No conversation fits")
        slugs = {one.scenario.hotel for one in told}
        running = crew.run(
            [one.scenario for one in told],
            processes=options["processes"],
            hotels=[*stored.read(slugs), *stored.taken(slugs)],
        )
        played = _gathered(running, len(told), options)
        found = replay.compare(told, played)
        if options["html"]:
            options["html"].write_text(report.replayed(found, show=options["show"]), encoding="utf-8")
        if options["json"]:
            self.stdout.write(json.dumps(found.as_json(show=options["show"]), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(tables.changes(found, show=options["show"])))
        return False


def _play(chosen: Sequence[Scenario], options: dict[str, Any], hotels: set[str]) -> list[Result]:
    takes = [take for one in chosen for take in one.takes()]
    running = crew.run(takes, processes=options["processes"], hotels=stored.read(hotels))
    return [Result(played, tuple(grade(played))) for played in _gathered(running, len(takes), options)]


def _gathered(running: Any, count: int, options: dict[str, Any]) -> list[Played]:
    console = Console(file=sys.stderr)
    quiet = options["verbosity"] == 0
    played = dict(track(running, "Rehearsing", count, console=console, disable=quiet, transient=True))
    return [played[place] for place in range(count)]


def _raise(board: Scoreboard, below: list[str], *, everything: bool) -> None:
    if not everything:
        raise CommandError("Only a rehearsal of everything is written down")
    if below:
        raise CommandError("It is worse than it was: nothing is written")
    thresholds.write(THRESHOLDS, board)
