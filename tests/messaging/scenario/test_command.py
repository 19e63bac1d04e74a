"""`manage.py scenarios`."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from pms.models import Hotel
from tests import factories as make
from tests.messaging.scenario.test_format import SHORT

pytestmark = pytest.mark.integration


def run(*args: str, **options: Any) -> list[dict[str, str]]:
    out = StringIO()
    call_command("scenarios", *args, "--json", stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_files_are_written_once(hotel: Hotel, other_hotel: Hotel, tmp_path: Path) -> None:
    mine, theirs = SHORT, SHORT.replace("name: hola", "name: oi").replace("language: es", "language: pt")
    make.CorrectionFactory(hotel=hotel, scenario=mine)
    make.CorrectionFactory(hotel=other_hotel, scenario=theirs)
    make.CorrectionFactory(hotel=hotel)
    first = run("--to", str(tmp_path))
    assert [row["state"] for row in first] == ["written", "written"]
    assert (tmp_path / "es" / "hola.yaml").read_text() == mine
    assert (tmp_path / "pt" / "oi.yaml").read_text() == theirs
    written = (tmp_path / "es" / "hola.yaml").stat().st_mtime_ns
    assert [row["state"] for row in run("--to", str(tmp_path))] == ["unchanged", "unchanged"]
    assert (tmp_path / "es" / "hola.yaml").stat().st_mtime_ns == written
    assert [row["state"] for row in run("--check", str(tmp_path))] == ["right", "right"]


def test_of_one_hotel(hotel: Hotel, other_hotel: Hotel, tmp_path: Path) -> None:
    make.CorrectionFactory(hotel=hotel, scenario=SHORT)
    make.CorrectionFactory(hotel=other_hotel, scenario=SHORT.replace("name: hola", "name: oi"))
    assert [Path(row["path"]).name for row in run("--to", str(tmp_path), hotel=hotel.slug)] == ["hola.yaml"]
    with pytest.raises(CommandError, match="No such hotel"):
        run("--to", str(tmp_path), hotel="nowhere")


def test_what_cannot_be_read_is_named_and_the_rest_is_written(hotel: Hotel, tmp_path: Path) -> None:
    make.CorrectionFactory(hotel=hotel, scenario=SHORT.replace("scenario: 1", "scenario: 0"))
    make.CorrectionFactory(hotel=hotel, scenario=SHORT)
    with pytest.raises(CommandError, match="1 of them cannot be read"):
        run("--to", str(tmp_path))
    assert (tmp_path / "es" / "hola.yaml").exists()
    (tmp_path / "es" / "broken.yaml").write_text("lines: [")
    with pytest.raises(CommandError, match="1 of them"):
        run("--check", str(tmp_path))
    with pytest.raises(CommandError, match="is not there"):
        run("--check", str(tmp_path / "nowhere"))
