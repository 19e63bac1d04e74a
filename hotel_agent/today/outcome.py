"""What the agent brought: how the PMS answered, what was booked without staff, what messages cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import connection
from django.db.models import Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from hotel_agent.today.charts import MAX_ROWS
from messaging import costs
from pms.admin import words
from pms.models import Hotel, PmsHour

PULSE_HOURS = 48
MONTH = timedelta(days=30)
COST_SECONDS = 600  # a sum over a month of messages changes slowly

# Without staff: nobody of them had to settle it, and nobody had the conversation on the day before.
ALONE = """
SELECT count(*), count(*) FILTER (WHERE NOT (
    EXISTS (SELECT FROM reservations_reservationevent AS e WHERE e.reservation_id = r.id
        AND (e.status = 'needs_staff' OR e.status = 'confirmed' AND e.actor LIKE 'staff:%%'))
    OR EXISTS (SELECT FROM messaging_conversationevent AS c WHERE c.kind = 'taken_over'
        AND 'conversation:' || c.conversation_id = h.holder
        AND c.conversation_id = CASE WHEN h.holder ~ '^conversation:[0-9]{1,18}$'
            THEN split_part(h.holder, ':', 2)::bigint END
        AND c.at BETWEEN r.created_at - interval '1 day' AND r.created_at)))
FROM reservations_reservation AS r JOIN locks_roomhold AS h ON h.id = r.hold_id
WHERE r.hotel_id = ANY(%s) AND r.created_at >= %s AND r.status NOT IN ('pending', 'refused')
"""


@dataclass(frozen=True)
class Cell:
    state: str
    said: str


@dataclass(frozen=True)
class Connection:
    hotel: str
    said: str
    cells: list[Cell]


@dataclass(frozen=True)
class Alone:
    made: int
    without_staff: int

    @property
    def percent(self) -> int:
        return round(100 * self.without_staff / self.made) if self.made else 0

    @property
    def shown(self) -> str:
        return words.percent(self.percent)


def connections(hotels: Sequence[Hotel]) -> list[Connection]:
    """The last 48 hours of each hotel; of many hotels those that failed most."""
    until = timezone.now().replace(minute=0, second=0, microsecond=0)
    since = until - timedelta(hours=PULSE_HOURS - 1)
    hours = PmsHour.objects.filter(hour__gte=since)
    if len(hotels) > MAX_ROWS:
        worst = hours.values("hotel").annotate(failures=Sum("failed")).order_by("-failures", "hotel")
        chosen = [row["hotel"] for row in worst[:MAX_ROWS]]
        hotels = [hotel for hotel in hotels if hotel.pk in chosen]
    looks = {
        (hotel, hour): (answered, failed)
        for hotel, hour, answered, failed in hours.filter(hotel__in=hotels).values_list(
            "hotel", "hour", "answered", "failed"
        )
    }
    marks = [since + timedelta(hours=n) for n in range(PULSE_HOURS)]
    return [_connection(hotel, [(hour, looks.get((hotel.pk, hour))) for hour in marks]) for hotel in hotels]


def alone(hotels: Sequence[Hotel]) -> Alone:
    with connection.cursor() as cursor:
        cursor.execute(ALONE, [[hotel.pk for hotel in hotels], timezone.now() - MONTH])
        return Alone(*cursor.fetchone())


def costs_of(hotels: Sequence[Hotel]) -> list[str]:
    """What messages cost for each reservation of the last month, a line for each currency that bills."""
    key = "today:costs:" + ",".join(str(hotel.pk) for hotel in hotels)
    try:
        found = cache.get_or_set(key, lambda: _costs(hotels), COST_SECONDS)
    except RedisError:
        found = _costs(hotels)
    return [_cost(cost) for cost in found or []]


def _costs(hotels: Sequence[Hotel]) -> list[costs.Cost]:
    return costs.per_reservation(hotels, timezone.now() - MONTH)


def _cost(cost: costs.Cost) -> str:
    if each := cost.per_reservation:
        return _("%(money)s of messages for each reservation") % {"money": words.money(each)}
    return _("%(money)s of messages, and no reservation from them") % {"money": words.money(cost.total)}


Look = tuple[datetime, tuple[int, int] | None]


def _connection(hotel: Hotel, looks: list[Look]) -> Connection:
    answered = sum(look[0] for _hour, look in looks if look)
    failed = sum(look[1] for _hour, look in looks if look)
    if not answered + failed:
        said = _("Not looked at yet")
    elif not failed:
        said = _("Answered at every look")
    else:
        worst = max(((look[1], hour) for hour, look in looks if look), key=lambda pair: pair[0])
        said = _("Answered %(percent)s of the time; worst at %(when)s") % {
            "percent": words.percent(min(99.9, round(100 * answered / (answered + failed), 1))),
            "when": words.moment(worst[1], hotel),
        }
    return Connection(hotel.name, said, [_cell(hotel, hour, look) for hour, look in looks])


def _cell(hotel: Hotel, hour: datetime, look: tuple[int, int] | None) -> Cell:
    when = date_format(hour.astimezone(hotel.zone), "D H:i")
    if not look:
        return Cell("unknown", f"{when} –")
    answered, failed = look
    state = "up" if not failed else "down" if not answered else "partly"
    return Cell(state, f"{when} {answered}/{answered + failed}")
