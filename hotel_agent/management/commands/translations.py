"""`manage.py translations`: what staff read and nobody has translated."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management import BaseCommand, CommandParser

from hotel_agent import translations


class Command(BaseCommand):
    help = "Count the texts of the back office, or bring the catalogues in locale/ up to date. See docs/translating.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="add new texts to locale/, drop what is gone")
        parser.add_argument("--check", action="store_true", help="exit 1 and name what is missing, obsolete or broken")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        texts = translations.found()
        written = translations.write(texts) if options["write"] else []
        problems = translations.problems(texts)
        if options["json"]:
            report = {"texts": len(texts), "problems": [problem._asdict() for problem in problems]}
            self.stdout.write(json.dumps(report, indent=2, ensure_ascii=False))
        else:
            self.stdout.write("".join(f"Written: {path}\n" for path in written), ending="")
            lines = (f"{language}: {what}: {text!r}\n" for language, what, text in problems)
            self.stdout.write("".join(lines), ending="")
            self.stdout.write(f"{len(texts)} texts, {len(problems)} problems")
        if options["check"] and problems:
            sys.exit(1)
