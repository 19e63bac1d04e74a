"""The back office without its theme: ADMIN_THEME=plain is Django's own admin, and every page still opens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from pms.models import Hotel
from tests import factories as make
from tests.admin.conftest import fill

pytestmark = pytest.mark.slow


def in_plain(*command: str) -> subprocess.CompletedProcess[str]:
    it = connection.settings_dict
    database = f"postgres://{it['USER']}:{it['PASSWORD']}@{it['HOST'] or 'localhost'}:{it['PORT']}/{it['NAME']}"
    return subprocess.run(
        [sys.executable, *command],
        env={**os.environ, "ADMIN_THEME": "plain", "DATABASE_URL": database, "REDIS_URL": settings.REDIS_URL},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=110,
    )


@pytest.fixture
def walked(transactional_db: None, hotel: Hotel, other_hotel: Hotel) -> dict[str, Any]:
    """Seen from another process, so nothing of it is inside an open transaction."""
    make.UserFactory(username="root", is_superuser=True, is_staff=True)
    fill(hotel, 2)
    fill(other_hotel)
    done = in_plain("-m", "tests.hotel_agent.plain_walk")
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_every_page_opens_without_unfold(walked: dict[str, Any]) -> None:
    assert not [app for app in walked["apps"] if app.startswith("unfold")]
    assert walked["failed"] == {}
    assert walked["walked"] > 80 and walked["login"] == 200
    # The side bar is ours, so what is no table is reached, too; a colour stays with its label.
    assert 'href="/admin/inbox/"' in walked["index"]
    assert '<span class="house-label house-success">Clean</span>' in walked["rooms"]


def test_theme_with_a_typing_error_does_not_start() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        env={**os.environ, "ADMIN_THEME": "plan"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0 and "ADMIN_THEME" in done.stderr
