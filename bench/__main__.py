"""`python -m bench`: exit code 0 when it measured, 1 when a request failed, 2 when something did not start."""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import signal
import sys
from dataclasses import replace
from datetime import date
from typing import Any

from bench import report
from bench.installation import ROOT, CannotStart, installed
from bench.measure import FULL, QUICK, Failed, Plan, Round, measure

DOCUMENT = ROOT / "docs" / "benchmarks.md"
FIGURES = re.compile(r"(<!-- figures -->\n).*(<!-- /figures -->)", re.S)


def main() -> int:
    asked = arguments()
    plan = replace(QUICK if asked.quick else FULL, poisson=not asked.fixed)
    rounds: list[Round] = []
    failure = ""

    def done(one: Round) -> None:
        rounds.append(one)
        sys.stderr.write(f"{one}\n")

    try:
        with installed() as installation:
            about = describe(plan, installation.versions)
            try:
                measure(installation, plan, done)
            except Failed as failed:
                failure = str(failed)
    except CannotStart as error:
        sys.stderr.write(f"{error}\n")
        return 2
    tell(asked, rounds, about, failure)
    return 1 if failure else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description="The speed of the doors, beside two references.")
    parser.add_argument("--json", action="store_true", help="for machines; else Markdown tables")
    parser.add_argument("--quick", action="store_true", help="about a minute, one rate each")
    parser.add_argument("--fixed", action="store_true", help="requests at even distances, not as a Poisson process")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {DOCUMENT.relative_to(ROOT)} too")
    return parser.parse_args()


def describe(plan: Plan, versions: dict[str, str]) -> dict[str, Any]:
    arrivals = "Poisson" if plan.poisson else "fixed distances"
    rounds = f"{plan.rounds} of {plan.seconds:g} s each, services in turn"
    return {
        "date": date.today().isoformat(),
        "cores": os.cpu_count(),
        **versions,
        "arrivals": arrivals,
        "rounds": rounds,
        "figures": "milliseconds; CPU per request",
    }


def tell(asked: argparse.Namespace, rounds: list[Round], about: dict[str, Any], failure: str) -> None:
    markdown = report.as_markdown(rounds, about, failure)
    if asked.json:
        json.dump(report.as_json(rounds, about, failure), sys.stdout, indent=2)
        sys.stdout.write("\n")
    else:
        sys.stdout.write(markdown)
    if asked.write and not failure:
        flags = " ".join(flag for flag in ("--quick", "--fixed") if flag in sys.argv)
        command = f'make bench BENCH_FLAGS="{flags}"' if flags else "make bench"
        text = FIGURES.sub(lambda found: f"{found[1]}`{command}`\n\n{markdown}{found[2]}", DOCUMENT.read_text())
        DOCUMENT.write_text(text)


def prepare() -> None:
    """Stopped politely we still take everything along; and a queue of open requests is a queue of open sockets."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


if __name__ == "__main__":
    prepare()
    sys.exit(main())
