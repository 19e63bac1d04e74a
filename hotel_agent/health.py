"""Is it up (live), can it work (ready), and how it fares (metrics)."""

from __future__ import annotations

from collections.abc import Callable

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django_prometheus.exports import ExportToDjangoView
from redis.exceptions import RedisError

from hotel_agent.metrics import look_at_database


def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    """503 when a guest could not be answered. Without Redis they are: later, by the sweeper."""
    found = {name: probe() for name, probe in PROBES.items()}
    able = found["database"] == found["migrations"] == "ok"
    return JsonResponse({"status": "ok" if able else "unready", "checks": found}, status=200 if able else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus, over all processes of this machine."""
    look_at_database()
    return ExportToDjangoView(request)  # type: ignore[no-any-return]


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return type(error).__name__
    return "ok"


def _migrations() -> str:
    try:
        executor = MigrationExecutor(connection)
        return "pending" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"
    except DatabaseError as error:
        return type(error).__name__


def _redis() -> str:
    try:
        cache.get("ready")
    except (RedisError, OSError) as error:
        return type(error).__name__
    return "ok"


PROBES: dict[str, Callable[[], str]] = {"database": _database, "migrations": _migrations, "redis": _redis}
