"""A hotel's connection to its PMS: how the door stands, what was called last, what is not settled, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone, translation
from django_scopes import scopes_disabled

from pms import breaker, calls, doctor, gateway
from pms.calls import Call
from pms.errors import PmsMisconfigured
from pms.models import Hotel, PmsAccount, PmsExamination
from pms.terms import Finding
from reservations import sync
from reservations.models import Reservation, ReservationEvent

PATIENCE = timedelta(minutes=2)  # an examination that has said nothing by then died with its worker
AGE = timedelta(days=1)
LATELY = timedelta(days=7)
MOST = 20


@dataclass(frozen=True)
class Door:
    """`state` as pybreaker names it: closed lets calls through, open none, half-open one that finds out."""

    state: str
    failures: int
    until: datetime | None
    """When the next call is let through, while it is open."""


@dataclass(frozen=True)
class Connection:
    account: PmsAccount | None
    trouble: str = ""
    """Why the PMS cannot be called at all; then nothing but what is not settled is known."""
    door: Door | None = None
    """None also for the local PMS: it is our own database."""
    calls: list[Call] = field(default_factory=list)
    examination: PmsExamination | None = None
    pending: list[Reservation] = field(default_factory=list)
    settled: list[ReservationEvent] = field(default_factory=list)

    @property
    def findings(self) -> list[Finding]:
        return [Finding(*row) for row in self.examination.findings] if self.examination else []

    @property
    def is_examined(self) -> bool:
        """At this moment."""
        return bool(self.examination and _is_under_way(self.examination))


def look(hotel: Hotel) -> Connection:
    """Asks nobody outside."""
    account = PmsAccount.objects.filter(hotel=hotel).first()
    known: dict[str, Any] = {
        "examination": PmsExamination.objects.filter(hotel=hotel).first(),
        "pending": list(_pending(hotel)[:MOST]),
        "settled": list(_settled(hotel)[:MOST]),
    }
    try:
        pms = gateway.open_for(hotel)
    except PmsMisconfigured as error:
        return Connection(account, str(error), **known)
    if not pms.capabilities.remote:
        return Connection(account, **known)
    circuit = pms.breaker.store.read()
    until = circuit.opened_at + breaker.OPEN_TIME if circuit.turns_away() and circuit.opened_at else None
    door = Door(circuit.state, circuit.counter, until)
    return Connection(account, door=door, calls=calls.last(hotel.pk, pms.adapter.kind), **known)


def ask_examination(hotel: Hotel, *, language: str) -> bool:
    """Note that one is wanted; False while one is under way."""
    known = PmsExamination.objects.filter(hotel=hotel).first()
    if known and _is_under_way(known):
        return False
    asked = {"asked_at": timezone.now(), "language": language}
    PmsExamination.objects.update_or_create(hotel=hotel, defaults=asked)
    return True


def examine(hotel: Hotel) -> None:
    """What was asked for. Changes nothing in the PMS."""
    examination = PmsExamination.objects.get(hotel=hotel)
    with translation.override(translation.get_supported_language_variant(examination.language)):
        findings = doctor.examine(hotel)
    examination.findings = [[finding.name, finding.level, finding.text] for finding in findings]
    examination.examined_at = timezone.now()
    examination.save(update_fields=["findings", "examined_at"])


def stale() -> list[Hotel]:
    """Those with a PMS of others that nobody has wanted to be examined of late, over all hotels."""
    with scopes_disabled():
        fresh = PmsExamination.objects.filter(asked_at__gt=timezone.now() - AGE)
        accounts = PmsAccount.objects.exclude(kind="local").exclude(hotel__in=fresh.values("hotel"))
        return [account.hotel for account in accounts.select_related("hotel")]


def _is_under_way(examination: PmsExamination) -> bool:
    done = examination.examined_at
    asked = examination.asked_at
    return (done is None or done < asked) and timezone.now() - asked < PATIENCE


def _pending(hotel: Hotel) -> QuerySet[Reservation]:
    return Reservation.objects.filter(hotel=hotel, status=Reservation.Status.PENDING).order_by("created_at")


def _settled(hotel: Hotel) -> QuerySet[ReservationEvent]:
    """What was found out by asking again."""
    events = ReservationEvent.objects.filter(hotel=hotel, actor=sync.ACTOR, at__gt=timezone.now() - LATELY)
    return events.select_related("reservation")
