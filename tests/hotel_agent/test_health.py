from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client
from redis.exceptions import ConnectionError as RedisConnectionError

from hotel_agent import health
from reservations import tasks

pytestmark = pytest.mark.integration


def test_live_asks_nobody(client: Client, django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        assert client.get("/health/live").json() == {"status": "ok"}


def test_ready_when_all_is_there(client: Client, db: None) -> None:
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["checks"]) == (
        200,
        {"database": "ok", "migrations": "ok", "redis": "ok"},
    )


def test_not_ready_without_the_database(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise OperationalError

    with monkeypatch.context() as patched:
        patched.setattr(health.connection, "cursor", gone)
        answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["checks"]["database"]) == (503, "OperationalError")


def test_ready_without_redis_but_it_says_so(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: str) -> None:
        raise RedisConnectionError

    monkeypatch.setattr(cache, "get", gone)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["checks"]["redis"]) == (200, "ConnectionError")


def test_metrics_tell_the_databases_own_figures(client: Client, db: None) -> None:
    text = client.get("/metrics").content.decode()
    figures = dict(line.rsplit(" ", 1) for line in text.splitlines() if line.startswith("db_connections"))
    assert 0 < float(figures["db_connections_active"]) <= float(figures["db_connections_max"])


def test_the_periodic_jobs_of_reservations_run_on_nothing(db: None) -> None:
    assert (tasks.expire_holds(), tasks.settle_pending()) == (0, 0)
