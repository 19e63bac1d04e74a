"""`manage.py understand`: one message, or a batch of JSON lines, without a database."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command


def run(*args: Any) -> str:
    out = StringIO()
    call_command("understand", *args, stdout=out)
    return out.getvalue()


def test_json_has_the_stay_always() -> None:
    found = json.loads(run("Disponibilidad para 2026-12-20 a 2026-12-22", "--json", "--today", "2026-11-22"))
    assert found["intent"] == "check_availability"
    assert found["ask"] == []
    assert found["slots"] == {"arrival": "2026-12-20", "departure": "2026-12-22", "nights": 2, "party": None}


def test_party_is_adults_and_ages() -> None:
    found = json.loads(run("2 adultos y un niño de 5", "--json"))
    assert found["slots"]["party"] == {"adults": 2, "children": [5]}
    assert found["slots"]["arrival"] is None


def test_readable_rendering_names_what_must_be_asked() -> None:
    shown = run("para el 20 de diciembre", "--today", "2026-11-22")
    assert "2026-12-20" in shown
    assert "departure" in shown


def test_batch_answers_line_by_line_and_survives_a_broken_one(tmp_path: Path) -> None:
    rows = [
        '{"text": "del 20 al 22 de diciembre", "language": "es", "country": "ES", "today": "2026-11-22"}',
        "this is no JSON",
        '{"text": "04/05", "language": "en", "country": null, "today": "2026-11-22"}',
        '{"text": "04/05", "language": "en", "country": "US", "today": "2026-11-22"}',
        '{"text": null}',
        '{"text": "hola", "today": "mañana"}',
        "[1]",
        "",
        '{"text": ""}',
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")
    lines = [json.loads(line) for line in run("--batch", str(tmp_path / "rows.jsonl")).splitlines()]
    assert len(lines) == len(rows)
    assert lines[0]["slots"]["departure"] == "2026-12-22"
    assert lines[2]["ask"] == ["order_ambiguous"]
    assert lines[3]["slots"]["arrival"] == "2027-04-05"
    assert [n for n, line in enumerate(lines) if "error" in line] == [1, 4, 5, 6, 7]
    assert lines[8]["intent"] == "unknown"


def test_a_wrong_day_is_refused() -> None:
    with pytest.raises(CommandError):
        run("hola", "--today", "ayer")
