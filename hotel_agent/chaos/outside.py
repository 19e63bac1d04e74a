"""What belongs to others: WhatsApp and a PMS, as fakes that speak HTTP and keep a record of their own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from hotel_agent.chaos.evidence import Row
from messaging.fakes import phone
from messaging.fakes.whatsapp import Meta, Server
from messaging.management.commands.fake_whatsapp import demo_numbers
from pms.fakes import desk, qloapps
from pms.fakes.stock import House
from pms.models import Hotel, PmsAccount

STATUSES = {"sent": 0.3, "delivered": 0.8}
KEPT = 1_000_000


class WhatsApp:
    def __init__(self, meta: Meta) -> None:
        self.meta = meta
        self._read = 0

    def record(self) -> list[dict[str, Any]]:
        return list(self.meta.sent)

    def news(self) -> list[dict[str, Any]]:
        """What was sent since the last time."""
        news = list(islice(self.meta.sent, self._read, None))
        self._read += len(news)
        return news

    def hear(self, phone_number_id: str, number: str) -> None:
        """Opens Meta's window for this guest."""
        names = {number, phone.bsuid(phone_number_id, number)}
        self.meta.limits.hear(phone_number_id, names, time.time())

    def fail(self, **fault: Any) -> None:
        """Until `recover`: what each message sent may meet."""
        self.meta.faults.add([{"times": None, **fault}])

    def recover(self) -> None:
        self.meta.faults.clear()


@contextmanager
def whatsapp(port: int, seed: int) -> Iterator[WhatsApp]:
    """Where the installation expects it: two ports after its own. Receipts come out of order, limits are kept."""
    webhook = f"http://127.0.0.1:{port}/api/webhooks/whatsapp"
    meta = Meta(webhook, demo_numbers, statuses=STATUSES, jitter=0.9, enforce=True, kept=KEPT, seed=seed)
    with Server(("127.0.0.1", port + 2), meta) as server:
        server.in_background()
        yield WhatsApp(meta)
        server.shutdown()


class Pms:
    """A QloApps that sells the rooms of one of the hotels."""

    def __init__(self, server: qloapps.Server, hotel: Hotel) -> None:
        self.server = server
        self.hotel = hotel

    def fail(self, kind: str, **how: Any) -> None:
        """Until `recover`: what each call may meet."""
        self.server.trouble.add([{"kind": kind, "times": 1_000_000, **how}])

    def recover(self) -> None:
        self.server.trouble.clear()

    def rows(self) -> list[Row]:
        """Who holds which room, by its own books."""
        return [self._row(order, row) for order in desk.record(self.server.books) for row in order["rows"]]

    def _row(self, order: dict[str, Any], row: dict[str, Any]) -> Row:
        """Of ours, which are of one room each."""
        reference = order["source"].rpartition(":")[2]
        stay = date.fromisoformat(row["date_from"]), date.fromisoformat(row["date_to"])
        return Row(self.hotel.slug, reference, str(row["room"]), *stay, Decimal(order["total"]), live=row["live"])


@contextmanager
def pms(slug: str, seed: int, *, strict: bool) -> Iterator[Pms]:
    """It takes over the hotel: rooms, prices and all. Two creates that meet sell a room twice now and then; a strict
    one answers 500 to every booking it has made."""
    hotel = Hotel.objects.get(slug=slug)
    books = qloapps.Books(
        (House(hotel.name),),
        currency=hotel.currency,
        timezone=hotel.timezone,
        seed=seed,
        create_seconds=0.2,
        double_booking=0.2,
        strict=strict,
    )
    with qloapps.Server(("127.0.0.1", 0), books, seed=seed) as server:
        server.in_background()
        about = {"kind": "qloapps", "address": server.url, "credentials": qloapps.KEY, "options": {"hotel_id": 1}}
        PmsAccount._base_manager.update_or_create(hotel=hotel, defaults=about)
        yield Pms(server, hotel)
        server.shutdown()
