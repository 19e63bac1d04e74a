from __future__ import annotations

import subprocess
import sys

import pytest
from django.conf import settings

PROGRAM = """
import django, structlog
django.setup()
assert structlog.is_configured()
def serve(words):
    try:
        1 / 0
    except ZeroDivisionError:
        structlog.get_logger("x").exception("failed", conversation=7)
serve("a guest's words")
"""


@pytest.mark.security
def test_logs_are_one_json_line_without_the_values_of_variables() -> None:
    """In a process of its own, as the servers start: what is not configured prints every local variable."""
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=settings.BASE_DIR,
        env={"LOG_JSON": "1", "DJANGO_SETTINGS_MODULE": "hotel_agent.settings", "DATABASE_URL": "postgres://x/x",
             "REDIS_URL": "redis://x", "DATA_DIR": str(settings.DATA_DIR)},
        capture_output=True,
        text=True,
        check=True,
    )  # fmt: skip
    [line] = run.stderr.strip().splitlines()
    assert '"conversation": 7' in line
    assert "words" not in line.replace("serve(words)", "")
