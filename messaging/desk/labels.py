"""Labels that are in use at a hotel, the most used first."""

from __future__ import annotations

from django.db import connection

from pms.admin.base import own_hotels

USED = """
SELECT label FROM (
    SELECT unnest(labels) AS label FROM messaging_conversation WHERE hotel_id = ANY(%s) AND labels <> '{}'
) AS used GROUP BY label ORDER BY count(*) DESC, label LIMIT 30
"""


def in_use() -> list[str]:
    """At the hotels of who is logged in."""
    with connection.cursor() as cursor:
        cursor.execute(USED, [[hotel.pk for hotel in own_hotels()]])
        return [row[0] for row in cursor.fetchall()]
