"""Which scenarios are played: those in files, or those that staff have frozen in this installation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django_scopes import scopes_disabled

from messaging import scenario
from messaging.models import Correction
from messaging.scenario import Scenario, ScenarioError

FOLDER = settings.BASE_DIR / "scenarios"
THRESHOLDS = FOLDER / "thresholds.yaml"


class NoScript(Exception):
    """A file is not there, or cannot be read."""


def files(paths: Sequence[Path]) -> Iterator[Scenario]:
    for path in paths:
        if not path.exists():
            raise NoScript(f"{path} is not there")
        for file in sorted(path.rglob("*.yaml")) if path.is_dir() else [path]:
            if file.name != THRESHOLDS.name:
                yield _load(file.read_text(encoding="utf-8"), str(file))


def frozen() -> Iterator[Scenario]:
    with scopes_disabled():
        rows = Correction.objects.exclude(scenario="").order_by("pk").values_list("pk", "scenario")
        for pk, text in list(rows):
            yield _load(text, f"correction {pk}")


def fitting(scenarios: Iterable[Scenario], *, language: str | None, match: str) -> list[Scenario]:
    """`match` stands in the name or in what the guest says."""
    return [one for one in scenarios if language in (None, one.language) and match.casefold() in _words(one).casefold()]


def _words(one: Scenario) -> str:
    said = [words for line in one.lines for texts in (line.guest, *line.variants) for words in texts]
    return "\n".join([one.name, *said])


def _load(text: str, where: str) -> Scenario:
    try:
        return scenario.load(text)
    except ScenarioError as error:
        raise NoScript(f"{where}: {error}") from error
