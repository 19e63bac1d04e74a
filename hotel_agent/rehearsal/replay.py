"""Stored conversations played again by the present code: which replies and effects are others now.

Guests appear as in a frozen scenario: masked, with somebody invented in their place.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_scopes import scopes_disabled

from messaging.masking import PLACEHOLDER, Mask
from messaging.models import Message, TurnRecord
from messaging.ownership import STAFF_INTENT
from messaging.quality import SILENT
from messaging.scenario import Scenario, ScenarioError, freezing, story
from messaging.scenario.people import PEOPLE, invent
from messaging.scenario.seen import Played, Step
from messaging.scenario.story import Story
from messaging.turns import HANDED_OVER

EXAMPLES = 3
# What is another in every play, whatever the code: figures, and who the guest is.
FIGURES = re.compile(r"HA-[0-9A-Z]{10}|\d+(?:[.,: ]\d+)*")
SPACES = re.compile(r"[^\S\n]+")
EFFECTS = {HANDED_OVER: "handover", "hold": "hold", "released": "released"}
ANYBODY = re.compile("|".join(f"{first} {last}|{first}|{last}" for first, last in PEOPLE))


@dataclass(frozen=True)
class Then:
    """What a turn was when a guest heard it."""

    words: str
    text: str
    effects: str


@dataclass(frozen=True)
class Told:
    conversation: int
    scenario: Scenario
    turns: list[Then]
    """By line; those of staff left out."""


@dataclass(frozen=True)
class Change:
    what: str
    before: str
    after: str
    count: int
    conversations: list[int]
    examples: list[str]
    """What guests said, masked."""


@dataclass(frozen=True)
class Replayed:
    conversations: int
    turns: int
    same: int
    changes: list[Change]
    broken: dict[str, list[int]]
    """Why it could not be played, and of whom."""

    def as_json(self, *, show: bool) -> dict[str, Any]:
        return {
            **asdict(self),
            "changes": [{**asdict(one), "examples": one.examples if show else []} for one in self.changes],
        }


def read(*, days: int, slug: str | None, limit: int) -> list[Told]:
    """The newest first. Of the installation, which is only read."""
    with scopes_disabled():
        return list(_newest(days, slug, limit))


def compare(told: Sequence[Told], played: Sequence[Played]) -> Replayed:
    found: dict[tuple[str, str, str], list[tuple[int, str]]] = defaultdict(list)
    broken: dict[str, list[int]] = defaultdict(list)
    turns = same = 0
    for one, now in zip(told, played, strict=True):
        if now.crash:
            broken[now.crash].append(one.conversation)
            continue
        lines = [(line, step) for line, step in zip(one.scenario.lines, now.steps, strict=True) if not line.staff]
        for then, (line, step) in zip(one.turns, lines, strict=True):
            turns += 1
            changed = list(_changed(then, step))
            same += not changed
            for change in changed:
                found[change].append((one.conversation, " / ".join(line.guest) or line.press or line.attachment))
    return Replayed(len(told), turns, same, _grouped(found), dict(broken))


def _grouped(found: dict[tuple[str, str, str], list[tuple[int, str]]]) -> list[Change]:
    ordered = sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return [
        Change(
            *what,
            count=len(where),
            conversations=list(dict.fromkeys(conversation for conversation, _ in where)),
            examples=[words for words, _ in Counter(words for _, words in where).most_common(EXAMPLES)],
        )
        for what, where in ordered
    ]


def _changed(then: Then, step: Step) -> Iterator[tuple[str, str, str]]:
    """A template that is another has other words: that is said once."""
    turn = step.turns[-1] if step.turns else None
    words = turn.words if turn else ""
    if then.words != words:
        yield "reply", then.words or "nothing", words or "nothing"
    else:
        now = _gist("\n".join(said.text for said in step.said))
        if then.text != now:
            yield "text", f"{words}: {_differing(then.text, now)}", _differing(now, then.text)
    effects = _effects(turn.trace if turn else [])
    if then.effects != effects:
        yield "effects", then.effects or "none", effects or "none"


def _newest(days: int, slug: str | None, limit: int) -> Iterator[Told]:
    since = timezone.now() - timedelta(days=days)
    rows = TurnRecord.objects.filter(created_at__gte=since, messages__direction="in").exclude(intent__in=SILENT)
    rows = rows.filter(hotel__slug=slug) if slug else rows
    known: set[int] = set()
    count = 0
    for turn in rows.order_by("-created_at", "-pk").distinct():
        if turn.pk in known:
            continue
        try:
            one = story.read(turn)
        except ScenarioError:
            continue
        known.update(row.pk for row in one.turns)
        yield _told(one)
        count += 1
        if count == limit:
            return


def _told(one: Story) -> Told:
    mask = story.mask(one)
    scenario = freezing.retold(one, mask)
    turns = [_then(turn, mask) for turn in one.turns if turn.intent != STAFF_INTENT]
    return Told(one.conversation.pk, scenario, turns)


def _then(turn: TurnRecord, mask: Mask) -> Then:
    sent = Message.objects.filter(turn=turn, direction="out").order_by("pk").values_list("text", flat=True)
    return Then(turn.words, _gist("\n".join(invent(mask(text)) for text in sent)), _effects(turn.trace))


def _gist(text: str) -> str:
    text = SPACES.sub(" ", text)
    return FIGURES.sub("#", ANYBODY.sub("N", PLACEHOLDER.sub("N", text)))


def _differing(text: str, other: str) -> str:
    """The first line of it that the other does not have."""
    others = set(other.splitlines())
    return next((line for line in text.splitlines() if line not in others), "")[:100]


def _effects(trace: Sequence[Any]) -> str:
    named = [EFFECTS[what] for what, _ in trace if what in EFFECTS]
    named += [f"reservation {about['status']}" for what, about in trace if what == "reservation"]
    return ", ".join(dict.fromkeys(named))
