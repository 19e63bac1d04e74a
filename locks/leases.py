"""One worker at a time on a thing, for some seconds. PostgreSQL keeps it, so a killed worker frees it by time."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from locks.errors import LeaseTaken
from pms.models import Hotel

# Takes a free or an overdue lease in one statement; a live one of another holder returns no row.
TAKE = """
INSERT INTO locks_lease (hotel_id, name, holder, expires_at) VALUES (%s, %s, %s, %s)
ON CONFLICT (hotel_id, name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
WHERE locks_lease.expires_at < %s RETURNING id
"""
RELEASE = "DELETE FROM locks_lease WHERE hotel_id = %s AND name = %s AND holder = %s"


@contextmanager
def hold(hotel: Hotel, name: str, *, seconds: float = 60) -> Iterator[uuid.UUID]:
    """Raises LeaseTaken at once when somebody has it. `seconds` bounds a worker that dies on it."""
    holder, now = uuid.uuid4(), timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [hotel.pk, name, holder, now + timedelta(seconds=seconds), now])
        if cursor.fetchone() is None:
            raise LeaseTaken(name)
    try:
        yield holder
    finally:
        with connection.cursor() as cursor:
            cursor.execute(RELEASE, [hotel.pk, name, holder])
