"""A scenario played against the real stack, in a transaction of its own that is rolled back."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import time_machine
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from messaging import inbox, orchestrator, ownership
from messaging.channels.base import Identity, Incoming
from messaging.models import ChannelAccount, Conversation
from messaging.scenario import observing, scene
from messaging.scenario.clockwork import pass_time
from messaging.scenario.observing import Mark
from messaging.scenario.people import invent
from messaging.scenario.reading import TAKES_OVER
from messaging.scenario.seen import Played, Step
from messaging.scenario.terms import Line, Scenario, ScenarioError
from pms import staging
from pms.models import Hotel

# By which name a channel knows its guests, and the one who writes in every scenario.
SENDERS = {"whatsapp": ("phone", "34600000001")}
SENDER = "rehearsal"
PLACE = {"latitude": 36.5297, "longitude": -6.2927}


@dataclass
class Stage:
    """One play under way."""

    scenario: Scenario
    account: ChannelAccount
    staff: User
    who: Identity
    clock: time_machine.Traveller
    conversation: Conversation | None = None
    mark: Mark = field(default_factory=Mark)
    count: int = 0
    steps: list[Step] = field(default_factory=list)


def play(scenario: Scenario) -> Played:
    """Raises ScenarioError when it cannot be set. Nothing of it stays."""
    began = time.perf_counter()
    staging.forget_failures()
    inbox.recent_accounts.clear()
    with _rolled_back(), time_machine.travel(scenario.clock, tick=False) as clock:
        stage = _set(scenario, clock)
        with scope(hotel=stage.account.hotel):
            for number, line in enumerate(scenario.lines, start=1):
                with staging.ailing(_fault(scenario, number)):
                    stage.steps.append(_step(stage, number, line))
            seen = observing.end(stage.mark, stage.conversation, stage.account.hotel)
    return Played(scenario, tuple(stage.steps), **seen, took=time.perf_counter() - began)


@contextmanager
def _rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _set(scenario: Scenario, clock: time_machine.Traveller) -> Stage:
    hotel = Hotel.objects.select_related("pms_account").filter(slug=scenario.hotel).first()
    if hotel is None:
        raise ScenarioError("hotel", f"there is no hotel “{scenario.hotel}” here")
    kind, value = SENDERS.get(scenario.channel, (scenario.channel, SENDER))
    with scope(hotel=hotel):
        account = ChannelAccount.objects.filter(hotel=hotel, kind=scenario.channel, active=True).first()
        if account is None:
            raise ScenarioError("channel", f"the hotel has no account of the kind {scenario.channel}")
        account.hotel = hotel
        staff = User.objects.create(username="rehearsal", first_name="Alma", last_name="Rey")
        stage = Stage(scenario, account, staff, Identity(kind, value), clock)
        scene.build(scenario, hotel, stage.who, staff=staff)
        stage.mark = observing.given(hotel)
    return stage


def _fault(scenario: Scenario, number: int) -> str:
    """What ails the PMS while this line is said."""
    ailing = [f.pms for f in scenario.faults if f.after < number and (f.until is None or number <= f.until)]
    return ailing[-1] if ailing else ""


def _step(stage: Stage, number: int, line: Line) -> Step:
    if number > 1:
        pass_time(stage.clock, line.wait or line.after)
    meanwhile = observing.since(stage.mark, stage.conversation)
    if line.wait:
        return Step(number, turns=meanwhile.turns, said=meanwhile.said, booked=meanwhile.booked)
    heard, offered = _happen(stage, line)
    seen = observing.since(stage.mark, stage.conversation)
    booked = (*meanwhile.booked, *seen.booked)
    return Step(number, meanwhile.said, heard, seen.turns, seen.said, booked, offered)


def _happen(stage: Stage, line: Line) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
    """What the guest has written, and what was offered when the button was not."""
    if line.staff:
        _move(stage, line.staff)
        return (), None
    if line.press:
        buttons = observing.buttons(stage.conversation)
        pressed = next((id_ for id_, _ in buttons if id_.startswith(line.press)), "")
        if not pressed:
            return (), tuple(id_ for id_, _ in buttons)
        return _write(stage, [pressed], kind="button"), None
    if line.attachment:
        return _write(stage, [""], kind=line.attachment), None
    references = observing.references(stage.conversation, stage.who)
    return _write(stage, [invent(text, references) for text in line.guest]), None


def _write(stage: Stage, texts: Sequence[str], *, kind: str = "text") -> tuple[str, ...]:
    inbox.receive(stage.account, [_incoming(stage, text, kind) for text in texts])
    related = Conversation.objects.select_related("hotel__pms_account", "guest", "account")
    stage.conversation = related.get(account=stage.account, sender=stage.who.value)
    while (outcome := orchestrator.answer(stage.conversation)) and outcome.more:
        pass
    return tuple(texts)


def _incoming(stage: Stage, text: str, kind: str) -> Incoming:
    stage.count += 1
    payload: dict[str, Any] = {}
    if kind == "location":
        payload = dict(PLACE)
    elif kind not in ("text", "button", "contacts", "unknown"):
        payload = {"media": f"{SENDER}-{stage.count}", "mime": "", "name": ""}
    now: datetime = timezone.now()
    external_id = f"{SENDER}-{stage.count}"
    return Incoming(external_id, stage.who.value, (stage.who,), now, kind, text, payload=payload)


def _move(stage: Stage, what: str) -> None:
    """Raises ScenarioError when they cannot."""
    if stage.conversation is None:
        raise ScenarioError("lines", "staff cannot take over before the guest has written")
    stage.conversation.refresh_from_db()
    move = ownership.take_over if what == TAKES_OVER else ownership.give_back
    if not move(stage.conversation, stage.staff):
        raise ScenarioError("lines", f"staff cannot do that now: {what}")
