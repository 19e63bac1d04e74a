"""`manage.py scenarios --to DIRECTORY` writes frozen conversations as files; `--check` names the mistakes in files."""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_scopes import scopes_disabled

from messaging import scenario
from messaging.models import Correction
from messaging.scenario import ScenarioError
from pms.models import Hotel


class Command(BaseCommand):
    help = "Write the conversations that staff have frozen as DIRECTORY/<language>/<name>.yaml, or check such files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--to", metavar="DIRECTORY", type=Path, help="where they are written; other files stay")
        what.add_argument("--check", metavar="PATH", type=Path, help="a file, or a folder with files in it")
        parser.add_argument("--hotel", metavar="SLUG", help="only what was frozen at this hotel")
        parser.add_argument("--json", action="store_true", help="a line of JSON for each file")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["hotel"] and not Hotel.objects.filter(slug=options["hotel"]).exists():
            raise CommandError("No such hotel")
        rows = check(options["check"]) if options["check"] else written(options["to"], options["hotel"])
        wrong = 0
        for row in rows:
            wrong += "error" in row
            line = f"{row['state']:<10} {row['path']}" + (f": {row['error']}" if "error" in row else "")
            self.stdout.write(json.dumps(row, ensure_ascii=False) if options["json"] else line)
        if wrong:
            raise CommandError(f"{wrong} of them cannot be read")


def written(folder: Path, slug: str | None) -> Iterator[dict[str, str]]:
    """Each file with what became of it: written, unchanged, or refused with its error."""
    with scopes_disabled():
        rows = Correction.objects.exclude(scenario="").order_by("pk").select_related("hotel")
        texts = [row.scenario for row in (rows.filter(hotel__slug=slug) if slug else rows)]
    for text in texts:
        try:
            found = scenario.load(text)
        except ScenarioError as error:
            # Frozen by an earlier version: the rest is written all the same.
            named = re.search(r"^name: (.+)$", text, re.MULTILINE)
            yield {"path": named[1] if named else "?", "state": "refused", "error": str(error)}
            continue
        path = folder / found.language / f"{found.name}.yaml"
        same = path.is_file() and path.read_text(encoding="utf-8") == text
        if not same:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        yield {"path": str(path), "state": "unchanged" if same else "written"}


def check(place: Path) -> Iterator[dict[str, str]]:
    if not place.exists():
        raise CommandError(f"{place} is not there")
    for path in sorted(place.rglob("*.yaml")) if place.is_dir() else [place]:
        try:
            scenario.load(path.read_text(encoding="utf-8"))
        except (ScenarioError, UnicodeDecodeError) as error:
            yield {"path": str(path), "state": "refused", "error": str(error)}
        else:
            yield {"path": str(path), "state": "right"}
