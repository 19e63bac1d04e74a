"""Which scenarios are played: those in files, or those that staff have frozen in this installation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from django.conf import settings
from django_scopes import scopes_disabled

from messaging import scenario
from messaging.models import Correction
from messaging.scenario import Scenario, ScenarioError

FOLDER = settings.BASE_DIR / "scenarios"
THRESHOLDS = Path(__file__).with_name("thresholds.yaml")


class NoScript(Exception):
    """A file is not there, or cannot be read."""


def files(paths: Sequence[Path]) -> list[Scenario]:
    if missing := [str(path) for path in paths if not path.exists()]:
        raise NoScript(f"{', '.join(missing)}: not there")
    found = [file for path in paths for file in (sorted(path.rglob("*.yaml")) if path.is_dir() else [path])]
    return _loaded({str(file): file.read_text(encoding="utf-8") for file in found})


def frozen() -> list[Scenario]:
    with scopes_disabled():
        rows = Correction.objects.exclude(scenario="").order_by("pk").values_list("pk", "scenario")
        return _loaded({f"correction {pk}": text for pk, text in rows})


def fitting(scenarios: Iterable[Scenario], *, language: str | None, match: str) -> list[Scenario]:
    """`match` stands in the name or in what the guest says."""
    return [one for one in scenarios if language in (None, one.language) and match.casefold() in _words(one).casefold()]


def _words(one: Scenario) -> str:
    said = [words for line in one.lines for texts in (line.guest, *line.variants) for words in texts]
    return "\n".join([one.name, *said])


def _loaded(texts: Mapping[str, str]) -> list[Scenario]:
    """By where each stands; whatever is wrong in any of them is told at once."""
    found, errors = [], []
    for where, text in texts.items():
        try:
            found.append(scenario.load(text))
        except ScenarioError as error:
            errors.append(f"{where}: {error}")
    if errors:
        raise NoScript("\n".join(errors))
    return found
