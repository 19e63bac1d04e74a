"""What guests say, as HTTP requests ready to be written to a socket."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import random
import time
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

WEBHOOK = "/api/webhooks/whatsapp"
PROCESS = "/api/orchestrator/process"
GUESTS = 200  # per hotel, who have written before
SENDERS = 200  # per hotel, of the orchestrator
SAY = {
    "es": ("Hola, buenas tardes", "¿A qué hora es el desayuno?", "¿Tienen habitación para dos personas {stay}?"),
    "pt": ("Olá, boa tarde", "A que horas é o café da manhã?", "Vocês têm quarto para duas pessoas {stay}?"),
}
ASK = {"es": "Disponibilidad para {arrival} a {departure}", "pt": "Disponibilidade de {arrival} a {departure}"}


def phone(hotel: int, guest: int) -> str:
    return f"34699{hotel:02d}{guest:04d}"


def sender(guest: int) -> str:
    return f"guest-{guest}"


def webhooks(hotels: list[dict[str, Any]], *, seed: int = 1) -> Iterator[bytes]:
    """Signed messages of known guests, each message a new one, over all hotels in turn."""
    chance = random.Random(seed)
    for number in itertools.count():
        index, hotel = number % len(hotels), hotels[number % len(hotels)]
        arrival, departure = stay(chance)
        text = chance.choice(SAY[hotel["language"]]).format(stay=f"{arrival} - {departure}")
        whatsapp = hotel["whatsapp"]
        guest = phone(index, number // len(hotels) % GUESTS)
        body = json.dumps(_envelope(whatsapp["phone_number_id"], guest, text), ensure_ascii=False).encode()
        signature = hmac.new(whatsapp["app_secret"].encode(), body, hashlib.sha256).hexdigest()
        yield post(WEBHOOK, body, f"X-Hub-Signature-256: sha256={signature}")


def turns(hotels: list[dict[str, Any]], *, seed: int = 1) -> Iterator[bytes]:
    """Questions for availability: other guests and other dates each time, over all hotels in turn."""
    chance = random.Random(seed)
    for number in itertools.count():
        hotel = hotels[number % len(hotels)]
        arrival, departure = stay(chance)
        said = {
            "sender_id": sender(number // len(hotels) % SENDERS),
            "channel": "bench",
            "text": ASK[hotel["language"]].format(arrival=arrival, departure=departure),
        }
        yield post(PROCESS, json.dumps(said).encode(), f"Authorization: Bearer {hotel['api_key']}")


def stay(chance: random.Random) -> tuple[date, date]:
    arrival = date.today() + timedelta(days=chance.randint(60, 300))
    return arrival, arrival + timedelta(days=chance.randint(2, 5))


def post(path: str, body: bytes, header: str) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n{header}\r\n\r\n"
    )
    return head.encode() + body


def _envelope(phone_number_id: str, guest: str, text: str) -> dict[str, Any]:
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550783881", "phone_number_id": phone_number_id},
        "contacts": [{"profile": {"name": "Guest"}, "wa_id": guest}],
        "messages": [
            {
                "from": guest,
                "id": f"wamid.{uuid.uuid4().hex}",
                "timestamp": str(int(time.time())),
                "type": "text",
                "text": {"body": text},
            }
        ],
    }
    change = {"field": "messages", "value": value}
    return {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [change]}]}
