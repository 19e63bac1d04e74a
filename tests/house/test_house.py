"""Guards the house style: what a reader relies on and a reviewer would forget."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Model
from django_scopes import scopes_disabled
from django_scopes.exceptions import ScopeError

from pms.models import Hotel

pytestmark = pytest.mark.unit

ROOT = Path(settings.BASE_DIR)
STOREYS = ("hotel_agent", "messaging", "reservations", "locks", "pms")
EXCLUDED = {"LocalBooking", "RoomHold"}  # tables with an exclusion constraint
APPEND_ONLY = {
    "HoldEvent": "locks/holds.py",
    "ReservationEvent": "reservations/booking.py",
    "ConversationEvent": "messaging/ownership.py",
    "GuestMerge": "pms/guests.py",
}
WRITERS = {
    "RoomHold": {"locks/holds.py"},
    "Lease": {"locks/leases.py"},
    "Offer": {"reservations/availability.py"},
    "Reservation": {"reservations/booking.py"},
    "Session": {"messaging/session.py"},
    "TurnRecord": {"messaging/turns.py", "messaging/ownership.py"},
    "Promise": {"messaging/promises.py"},
    "Alarm": {"messaging/alarms.py"},
    "Note": {"messaging/filing.py"},
    "Correction": {"messaging/quality.py"},
    "Classifier": {"messaging/learning/hotels.py"},
    "Request": {"reservations/requests.py"},
    "ModelCall": {"messaging/opinion/ledger.py"},
    "Waiting": {"reservations/waitlist.py"},
    "ChangeQuote": {"reservations/guest_changes.py"},
    "PmsHour": {"reservations/pulse.py"},
    "PmsExamination": {"reservations/connection.py"},
    "Media": {"messaging/media.py", "messaging/outbox.py"},
    "Guest": {"pms/guests.py"},
    "GuestIdentity": {"pms/guests.py"},
    **{name: {path} for name, path in APPEND_ONLY.items()},
}
WRITES = ("create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "delete")
MAX_MODULE, MAX_FUNCTION, MAX_ARGUMENTS = 300, 40, 5


def sources() -> Iterator[tuple[str, str]]:
    for storey in STOREYS:
        for path in sorted((ROOT / storey).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path.read_text()


def our_models() -> list[type[Model]]:
    models = [model for storey in STOREYS for model in apps.get_app_config(storey).get_models()]
    return [model for model in models if model.__name__ != "HistoricalHotel"]  # it is the hotel, as it was


def test_every_table_has_a_hotel() -> None:
    homeless = [
        m.__name__ for m in our_models() if m is not Hotel and not any(f.name == "hotel" for f in m._meta.fields)
    ]
    assert homeless == []


@pytest.mark.security
@pytest.mark.parametrize("model", [m for m in our_models() if m is not Hotel], ids=lambda m: m.__name__)
def test_queries_fail_closed_outside_a_hotel(db: None, model: type[Model]) -> None:
    with pytest.raises(ScopeError):
        list(model._default_manager.all())
    with scopes_disabled():
        list(model._default_manager.all())


def test_every_module_opens_with_one_line_that_says_what_it_is() -> None:
    silent = [path for path, code in sources() if code.strip() and not ast.get_docstring(ast.parse(code))]
    assert silent == []


def test_modules_and_functions_stay_small() -> None:
    long = [f"{path}: {lines} lines" for path, code in sources() if (lines := code.count("\n")) > MAX_MODULE]
    for path, code in sources():
        for node in ast.walk(ast.parse(code)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            lines = (node.end_lineno or 0) - node.lineno + 1
            if lines > MAX_FUNCTION:
                long.append(f"{path}:{node.lineno} {node.name}: {lines} lines")
            positional = [a for a in node.args.args if a.arg not in ("self", "cls")]
            if len(positional) > MAX_ARGUMENTS + 2:
                long.append(f"{path}:{node.lineno} {node.name}: {len(positional)} arguments")
    assert long == []


def test_no_drawers() -> None:
    drawers = {"utils", "helpers", "services", "manager", "managers", "common", "misc"}
    assert [path for path, _ in sources() if Path(path).stem in drawers or "enhanced_" in path] == []


def test_imports_stand_at_the_top() -> None:
    hidden = []
    for path, code in sources():
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                inner = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
                hidden += [f"{path}:{n.lineno}" for n in inner]
    assert hidden == []


def test_tables_with_an_exclusion_constraint_are_written_by_on_conflict_only() -> None:
    """A plain insert that catches IntegrityError deadlocks under contention."""
    plain = re.compile(rf"\b(?:{'|'.join(EXCLUDED)})\.(?:objects|_base_manager)\.(?:create|get_or_create)\b")
    raw = re.compile(r"INSERT INTO (?:locks_roomhold|pms_localbooking)[^\"]*", re.S)
    for path, code in sources():
        assert not plain.search(code), path
        assert all("ON CONFLICT DO NOTHING" in insert for insert in raw.findall(code)), path


def test_each_table_has_one_writer() -> None:
    strangers = []
    for path, code in sources():
        for model, writers in WRITERS.items():
            if path in writers or path.startswith("hotel_agent/demo/"):
                continue
            if re.search(rf"\b{model}\.objects(?:\.\w+\([^)]*\))*\.(?:{'|'.join(WRITES)}|update)\(", code):
                strangers.append(f"{path} writes {model}")
    assert strangers == []


@pytest.mark.security
@pytest.mark.integration
def test_the_database_itself_keeps_every_trail(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'append_only'")
        guarded = {row[0] for row in cursor.fetchall()}
    assert guarded == {model._meta.db_table for model in our_models() if model.__name__ in APPEND_ONLY}


def test_a_broad_except_stands_around_a_turn_a_delivery_and_a_rehearsed_play_only() -> None:
    broad = [path for path, code in sources() if re.search(r"except (?:Base)?Exception\b|except:", code)]
    assert set(broad) <= {"messaging/orchestrator.py", "messaging/outbox.py", "hotel_agent/rehearsal/crew.py"}


def test_no_signals_of_our_own() -> None:
    assert [path for path, code in sources() if re.search(r"@receiver|\.connect\(|Signal\(", code)] == []


def test_migrations_have_a_name_and_import_no_code_of_ours() -> None:
    for path in ROOT.glob("*/migrations/0*.py"):
        assert not re.search(r"_auto_\d", path.name)
        assert not re.search(rf"^\s*(?:from|import) (?:{'|'.join(STOREYS)})\b", path.read_text(), re.M), path
