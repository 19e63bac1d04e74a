"""Booking once over a web service that knows neither locks nor idempotency, and undoing what did not stand.

QloApps does not lock: of ten creates at once for the last room, several answer 200. Some of them are phantoms, an
order that looks alive over a room row that is cancelled; now and then two rows live on one room. So every booking
is read back, and of two rows on one room the lower id wins on every side.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date

from django.db import Error as DatabaseError
from django.db import connection

from pms.adapters.qloapps import reading, writing
from pms.adapters.qloapps.catalogue import Catalogue
from pms.adapters.qloapps.reading import FoundOrder, RoomRow
from pms.adapters.qloapps.web_service import Answer, WebService
from pms.errors import PmsBusy, PmsMisconfigured, PmsRefused, PmsUnavailable, PmsUnknown
from pms.shared import RedisGone, redis

LOOK_SECONDS = 6.0  # how long a booking that may have been made is looked for: twice what the slowest took
LOOK_PAUSE = 0.4
SECOND_LOOK = 0.4  # a rival's row appears a moment after ours though its id is lower
LOCK_SECONDS, LOCK_PAUSE = 5.0, 0.05
STILL_RUNNING = 60  # seconds in which a create nobody heard of again may yet be made: PHP's own limit is 30
NOT_AVAILABLE = "not available"  # "Requested room(s) not available.", of every booking it does not want


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Of all our processes one is inside; raises PmsUnavailable when it takes the others too long.

    A lock of the session, for it spans network calls that no transaction may. Polled: a lock_timeout that strikes
    would break the transaction of whoever called.
    """
    key = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)
    ends = time.monotonic() + LOCK_SECONDS
    while not _lock(key):
        if time.monotonic() > ends:
            raise PmsUnavailable("others are booking this room type")
        time.sleep(LOCK_PAUSE)
    try:
        yield
    finally:
        with suppress(DatabaseError), connection.cursor() as cursor:  # a connection that broke has let go by itself
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@contextmanager
def may_be_made() -> Iterator[None]:
    """From here on a failure does not mean that nothing was booked."""
    try:
        yield
    except (PmsUnavailable, PmsBusy, PmsMisconfigured) as error:
        raise PmsUnknown(f"it may be booked: {error}") from error


def orders_of(api: WebService, source: str, *, sent: bool = False) -> list[FoundOrder]:
    """Ours under this source, lowest id first. State 0 is one that QloApps is still making: it is waited for, and
    so is one that was `sent` and cannot be seen yet. Raises PmsUnknown when that takes too long."""
    ends = time.monotonic() + min(LOOK_SECONDS, api.left())
    while True:
        found = _orders(api, source, patient=sent)
        if all(order.state for order in found) and (found or not sent):
            return found
        if time.monotonic() + LOOK_PAUSE > ends:
            raise PmsUnknown("a booking is still being made, or was never begun")
        time.sleep(LOOK_PAUSE)


def rows_of(api: WebService, orders: Sequence[FoundOrder]) -> dict[int, list[RoomRow]]:
    if not orders:
        return {}
    ids = "|".join(str(order.id) for order in orders)
    found = api.rows("room_bookings", "bookings", **{"filter[id_order]": f"[{ids}]", "display": reading.ROW_FIELDS})
    rows = reading.room_rows(found)
    return {order.id: [row for row in rows if row.order == order.id] for order in orders}


def create(api: WebService, body: bytes) -> None:
    """Returns when the booking may have been made: only reading it back tells.

    Not made is what says so itself: a 400, 401, 405 or 503 with an error body of QloApps. Raises PmsRefused,
    PmsMisconfigured, PmsUnavailable or PmsBusy then.
    """
    try:
        answer = api.change("bookings", body, "application/json")
    except PmsUnknown:
        return
    if answer.status == 400 and answer.errors:
        if any(NOT_AVAILABLE in error for error in answer.errors):
            raise PmsRefused("sold_out")
        raise PmsMisconfigured(f"bookings: {'; '.join(answer.errors)}")


def stands(api: WebService, rows: Sequence[RoomRow]) -> bool:
    """Has nobody else an older claim to the rooms of these live rows? Looked at twice."""
    for look in range(2):
        if look:
            time.sleep(SECOND_LOOK)
        if any(_older_claims(api, row) for row in rows):
            return False
    return True


def undo(api: WebService, orders: Sequence[FoundOrder], known: Catalogue) -> None:
    """Cancel, and see that it is. Raises PmsUnknown when that cannot be told."""
    if not orders:
        return
    for order in orders:
        answer = _cancel(api, order, known.cancelled)
        if answer is not None and answer.status == 200:
            raise PmsMisconfigured(f"order_histories: state {known.cancelled} is not taken")
    with may_be_made():
        rows = rows_of(api, orders)
        ids = "|".join(str(order.id) for order in orders)
        states = reading.orders(api.rows("orders", **{"filter[id]": f"[{ids}]", "display": reading.ORDER_FIELDS}))
    if any(row.live for found in rows.values() for row in found) or any(
        order.state != known.cancelled for order in states
    ):
        raise PmsUnknown("a cancelled booking still stands")


def remember_sent(name: str) -> None:
    with suppress(RedisGone), redis() as client:
        client.set(_key(name), 1, ex=STILL_RUNNING)


def forget_sent(name: str) -> None:
    with suppress(RedisGone), redis() as client:
        client.delete(_key(name))


def may_still_run(name: str) -> bool:
    """Redis only makes it quicker to be sure: a create that comes late finds its room taken, or loses it as the
    higher id."""
    with suppress(RedisGone), redis() as client:
        return bool(client.exists(_key(name)))
    return False


def _key(name: str) -> str:
    return f"pms:qloapps:sent:{name}"


def _lock(key: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        return bool(cursor.fetchone()[0])


def _orders(api: WebService, source: str, *, patient: bool) -> list[FoundOrder]:
    """The filter takes upper for lower case: only the very same source is ours."""
    try:
        found = api.rows("orders", **{"filter[source]": f"[{source}]", "display": reading.ORDER_FIELDS})
    except PmsUnavailable:
        if not patient:
            raise
        return []
    return [order for order in reading.orders(found) if order.source == source]


def _older_claims(api: WebService, row: RoomRow) -> bool:
    overlapping = {
        "filter[id_room]": f"[{row.room}]",
        "filter[date_from]": f"<[{row.stay.departure} 00:00:00]",
        "filter[date_to]": f">[{row.stay.arrival} 00:00:00]",
        "filter[is_cancelled]": "[0]",
        "filter[is_refunded]": "[0]",
        "display": reading.ROW_FIELDS,
    }
    found = reading.room_rows(api.rows("room_bookings", "bookings", **overlapping))
    return any(other.live and other.order != row.order and other.id < row.id for other in found)


def next_arrival(api: WebService, hotel_id: int, unit: str, day: date) -> date | None:
    """QloApps keeps a room's number in the booking's row, whoever has made it."""
    ahead = {
        "filter[id_hotel]": f"[{hotel_id}]",
        "filter[date_to]": f">[{day} 00:00:00]",
        "filter[is_cancelled]": "[0]",
        "filter[is_refunded]": "[0]",
        "display": reading.ROW_FIELDS,
    }
    rows = reading.room_rows(api.rows("room_bookings", "bookings", **ahead))
    arrivals = [row.stay.arrival for row in rows if row.live and row.unit == unit and row.stay.arrival >= day]
    return min(arrivals, default=None)


def _cancel(api: WebService, order: FoundOrder, state: int) -> Answer | None:
    """None: sent, and no answer came. Repeating it is harmless."""
    try:
        return api.change("order_histories", writing.new_state(order.id, state), "text/xml; charset=utf-8")
    except PmsUnknown:
        return None
