"""A minute of it: real processes, scripted guests, faults of every sort, and an audit without a broken promise."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.e2e.test_installation import leftovers

pytestmark = [
    *(pytest.mark.chaos, pytest.mark.slow, pytest.mark.critical, pytest.mark.timeout(600)),
    pytest.mark.xdist_group("whole machine"),
]

SECONDS, MESSAGES = 90, 100
# Who died with a conversation in hand blocks it for a minute: those first, so that the run ends soon.
FAULTS = """crash_postgres kill_worker restart_postgres kill_web flush_redis restart_redis pms_cut_after pause_worker
whatsapp_silent replay_webhooks pms_error_after whatsapp_busy"""


@pytest.fixture
def home() -> Iterator[Path]:
    """Open to the user PostgreSQL runs as under root; `chaos` takes a folder of that name for its own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    (folder / "chaos").mkdir()
    yield folder / "chaos"
    shutil.rmtree(folder)


def test_a_minute_of_chaos_breaks_no_promise(home: Path) -> None:
    ours = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
    env = {name: value for name, value in os.environ.items() if name not in ours}
    options = ["--json", f"--minutes={SECONDS / 60}", "--rate=6", "--guests=45", "--every=6", "--drain=300"]
    options += [f"--fault={kind}" for kind in FAULTS.split()]
    done = subprocess.run(
        [sys.executable, "manage.py", "chaos", *options],
        cwd=settings.BASE_DIR,
        env={**env, "DATA_DIR": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr[-3000:]
    report = json.loads(done.stdout)
    assert (report["broken"], report["shortfalls"]) == ({}, []), done.stderr[-3000:]
    assert report["counts"]["messages_accepted"] >= MESSAGES
    assert report["counts"]["reservations_made"] > 0
    assert len({fault["kind"] for fault in report["faults"]}) >= 8
    assert done.returncode == 0
    assert leftovers(home) == []
