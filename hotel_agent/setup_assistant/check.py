"""One thing a hotel needs, whether it is there, and where to settle it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import ngettext

from hotel_agent.setup_assistant.papers import Papers

DONE, MISSING, ADVICE = "done", "missing", "advice"
NAMED = 6  # things told one by one

Page = tuple[str, str]
"""An address, and the permission it takes."""


@dataclass(frozen=True)
class Check:
    key: str
    title: str
    why: str
    state: str
    detail: str
    link: str
    may: str

    def as_json(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if name != "may"}


def check(
    key: str, title: str, why: str, lacking: list[str], page: Page, *, optional: bool = False, done: str = ""
) -> Check:
    """Done when nothing lacks; what lacks is told in the reader's words."""
    state = DONE if not lacking else ADVICE if optional else MISSING
    return Check(key, title, why, state, _listed(lacking) if lacking else done, *page)


def form(row: Model) -> Page:
    app, name = row._meta.app_label, row._meta.model_name
    return reverse(f"admin:{app}_{name}_change", args=[row.pk]), f"{app}.change_{name}"


def changelist(table: str) -> Page:
    app, name = table.split("_")
    return reverse(f"admin:{table}_changelist"), f"{app}.view_{name}"


def new(table: str, papers: Papers) -> Page:
    """The empty form, with the hotel chosen."""
    app, name = table.split("_")
    return f"{reverse(f'admin:{table}_add')}?{urlencode({'hotel': papers.hotel.pk})}", f"{app}.add_{name}"


def _listed(words: list[str]) -> str:
    shown = ", ".join(words[:NAMED])
    if not (more := len(words) - NAMED) > 0:
        return shown
    return ngettext("%(shown)s and %(more)s more", "%(shown)s and %(more)s more", more) % {"shown": shown, "more": more}
