"""What the web processes count, and the database's own figures."""

from __future__ import annotations

from django.db import DatabaseError, connection
from prometheus_client import Counter, Gauge

HTTP_REQUESTS = Counter("http_requests_total", "Requests answered", ["method", "route", "status"])
DB_ACTIVE = Gauge("db_connections_active", "Connections to PostgreSQL in use", multiprocess_mode="mostrecent")
DB_MAX = Gauge("db_connections_max", "Connections PostgreSQL allows", multiprocess_mode="mostrecent")


def look_at_database() -> None:
    """Read when somebody scrapes: the figures are PostgreSQL's, not a guess of this process."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*), current_setting('max_connections')::int FROM pg_stat_activity "
                "WHERE backend_type = 'client backend'"
            )
            active, allowed = cursor.fetchone()
    except DatabaseError:
        return
    DB_ACTIVE.set(active)
    DB_MAX.set(allowed)
