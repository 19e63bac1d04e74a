"""`manage.py rehearse`: play scenarios against the real stack, and say what became of them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from rich.box import SIMPLE
from rich.console import Console
from rich.progress import track
from rich.table import Table

from hotel_agent.rehearsal import crew, scoreboard
from hotel_agent.rehearsal.scoreboard import Result, Score, Scoreboard
from hotel_agent.rehearsal.stage import NoStage
from messaging import scenario
from messaging.scenario import Scenario, ScenarioError
from messaging.scenario.grading import grade
from messaging.scenario.seen import Played
from messaging.slots import plain
from pms.terms import LANGUAGES

FOLDER = settings.BASE_DIR / "scenarios"
WIDTH = 150
NOT_SCENARIOS = {"thresholds.yaml"}


class Command(BaseCommand):
    help = "Play scenarios against the real stack, in a database of their own; 1 when one of them fails."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="*", type=Path, help=f"files or folders; if left out, {FOLDER.name}/")
        parser.add_argument("--language", choices=LANGUAGES, help="only scenarios in it")
        parser.add_argument("--match", default="", help="only those with this in their name or lines")
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
        parser.add_argument("--json", action="store_true", help="scoreboard and failures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = list(_chosen(options["path"] or [FOLDER], options["language"], options["match"]))
        if not chosen:
            raise CommandError("No scenario fits")
        takes = [take for one in chosen for take in one.takes()]
        try:
            results = _play(takes, options["processes"], quiet=options["verbosity"] == 0)
        except NoStage as error:
            raise CommandError(str(error)) from error
        board = scoreboard.count(results)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(board, results), ensure_ascii=False, indent=2))
        else:
            self._tell(board, results, transcripts=options["verbosity"] > 1)
        if scoreboard.failed(results):
            sys.exit(1)

    def _tell(self, board: Scoreboard, results: Sequence[Result], *, transcripts: bool) -> None:
        for result in scoreboard.failed(results):
            one = result.played.scenario
            self.stdout.write(f"✗ {one.language}/{one.name}")
            for failure in result.failures:
                self.stdout.write(f"    {failure}")
            for said in transcript(result.played) if transcripts else ():
                self.stdout.write(f"        {said}")
        for what, scores in (("Language", {**board.languages, "all": board.all}), ("Intent", board.intents)):
            self.stdout.write(_table(what, scores))


def _chosen(paths: Sequence[Path], language: str | None, match: str) -> Iterator[Scenario]:
    for path in paths:
        if not path.exists():
            raise CommandError(f"{path} is not there")
        for file in sorted(path.rglob("*.yaml")) if path.is_dir() else [path]:
            text = file.read_text(encoding="utf-8")
            if file.name in NOT_SCENARIOS or match.casefold() not in text.casefold():
                continue
            try:
                found = scenario.load(text)
            except ScenarioError as error:
                raise CommandError(f"{file}: {error}") from error
            if language in (None, found.language):
                yield found


def _play(takes: Sequence[Scenario], processes: int, *, quiet: bool) -> list[Result]:
    console = Console(file=sys.stderr)
    running = crew.run(takes, processes=processes)
    played = dict(track(running, "Rehearsing", len(takes), console=console, disable=quiet, transient=True))
    return [Result(played[place], tuple(grade(played[place]))) for place in range(len(takes))]


def transcript(played: Played) -> Iterator[str]:
    for step in played.steps:
        yield from (f"{'':>3} ‹ {said.whole}" for said in step.meanwhile)
        yield from (f"{step.line:>3} › {text}" for text in step.heard)
        for turn in step.turns:
            slots = " ".join(f"{name}={value}" for name, value in plain(turn.slots).items())
            yield f"{'':>3} · {turn.intent} {turn.confidence:.2f} {slots} → {turn.words}"
        yield from (f"{'':>3} ‹ {said.whole}" for said in step.said)


def _as_json(board: Scoreboard, results: Sequence[Result]) -> dict[str, Any]:
    failures = [
        {
            "language": result.played.scenario.language,
            "scenario": result.played.scenario.name,
            "failures": [failure.__dict__ for failure in result.failures],
        }
        for result in scoreboard.failed(results)
    ]
    return {**board.as_json(), "failed": failures}


def _table(what: str, scores: dict[str, Score]) -> str:
    table = Table(what, *COLUMNS, box=SIMPLE)
    for name, score in scores.items():
        table.add_row(name, *_figures(score))
    console = Console(width=WIDTH)
    with console.capture() as captured:
        console.print(table)
    return captured.get()


COLUMNS = (
    *("Scenarios", "Plays", "Right", "Wrong price", "Wrong date", "Ungrounded", "Needless handover"),
    *("Missing handover", "Errors", "Messages per reservation"),
)


def _figures(score: Score) -> Iterator[str]:
    yield str(score.scenarios)
    yield str(score.plays)
    yield f"{score.success:.1%}"
    for number in (score.price, score.date, score.ungrounded, score.needless_handover, score.missing_handover):
        yield str(number or "·")
    yield str(score.error + score.crash + score.sold_twice or "·")
    yield "·" if score.messages_per_reservation is None else f"{score.messages_per_reservation:.1f}"
