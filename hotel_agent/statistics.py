"""What PostgreSQL's own statistics say of us: slow statements, indexes nobody uses, tables read from end to end."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

SLOW_MS = 50  # of one call, on average

# Our own tables only; statements of the catalogue and of other databases are not our business.
SLOW = """
SELECT calls, round(mean_exec_time::numeric, 2)::float AS mean_ms, round(max_exec_time::numeric, 2)::float AS max_ms,
    round((mean_exec_time + 1.645 * stddev_exec_time)::numeric, 2)::float AS about_p95_ms,
    round(total_exec_time::numeric)::float AS total_ms, rows::float / calls AS rows_per_call,
    regexp_replace(left(query, 300), '\\s+', ' ', 'g') AS statement
FROM pg_stat_statements JOIN pg_database AS d ON d.oid = dbid
WHERE d.datname = current_database() AND calls > 0 AND query ~ '(pms|locks|reservations|messaging)_'
ORDER BY mean_exec_time + 1.645 * stddev_exec_time DESC LIMIT %s
"""
UNUSED = """
SELECT s.relname AS table, s.indexrelname AS index, pg_relation_size(s.indexrelid) AS bytes
FROM pg_stat_user_indexes AS s JOIN pg_index AS i ON i.indexrelid = s.indexrelid
WHERE s.idx_scan = 0 AND NOT i.indisunique AND NOT i.indisprimary AND NOT i.indisexclusion
ORDER BY bytes DESC, s.indexrelname
"""
SCANNED = """
SELECT relname AS table, seq_scan AS scans, seq_tup_read AS rows_read, n_live_tup AS rows
FROM pg_stat_user_tables WHERE seq_scan > 100 AND n_live_tup > 10000 ORDER BY seq_tup_read DESC LIMIT 10
"""


def report(*, statements: int = 10) -> dict[str, list[dict[str, Any]]]:
    """Since the statistics were last reset. A P95 is not among them: `about_p95_ms` is mean + 1.645 deviations.

    Raises DatabaseError where pg_stat_statements is not loaded.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
    return {
        "statements": _rows(SLOW, statements),
        "unused_indexes": _rows(UNUSED),
        "tables_read_from_end_to_end": _rows(SCANNED),
    }


def reset() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_statements_reset(), pg_stat_reset()")


def _rows(query: str, *parameters: Any) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters or None)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
