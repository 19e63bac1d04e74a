"""A guest's phone: what it says reaches the product as Meta would bring it, signed."""

from __future__ import annotations

import hashlib
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from messaging.fakes import postman
from messaging.fakes.postman import Postman, signature
from messaging.fakes.said import BUSINESS_NUMBER, Wish, content

__all__ = ["Number", "bsuid", "envelope", "payloads", "plain", "say", "signature", "wrapped"]

ACCOUNT = "102290129340398"
COUNTRIES = {
    "34": "ES",
    "351": "PT",
    "33": "FR",
    "44": "GB",
    "49": "DE",
    "52": "MX",
    "54": "AR",
    "55": "BR",
    "57": "CO",
}


@dataclass(frozen=True)
class Number:
    """A hotel's phone number: what Meta would know of it."""

    id: str
    app_secret: str
    hotel: str = ""


def say(url: str, secret: str, brought: list[list[dict[str, Any]]], *, parallel: bool) -> list[tuple[int, str]]:
    """Bring now, and answer what the webhook said to each."""
    bodies = [postman.serialized(payload) for letter in brought for payload in letter]
    if not parallel:
        return [postman.post(url, secret, body) for body in bodies]
    with ThreadPoolExecutor(len(bodies)) as threads:
        return list(threads.map(lambda body: postman.post(url, secret, body), bodies))


def say_until_heard(carrier: Postman, secret: str, brought: list[list[dict[str, Any]]]) -> None:
    for letter in brought:
        carrier.bring(secret, *letter)


def payloads(phone_number_id: str, wish: Wish) -> tuple[list[str], list[list[dict[str, Any]]]]:
    """The messages' ids, and their webhooks: lists of what goes one after the other.

    `messages`: several wishes, each adding to what stands outside · `batch`: all in one payload · `order`: positions
    in which they go, or "reversed" · `parallel`: all at once · `duplicate`: every webhook so many times more.
    """
    said = _messages(phone_number_id, wish)
    order = wish.get("order") or range(len(said))
    said_in_order = said[::-1] if order == "reversed" else [said[position] for position in order]
    if wish.get("batch"):
        webhooks = [_one_payload(phone_number_id, said_in_order)]
    else:
        webhooks = [envelope(phone_number_id, one) for one in said_in_order]
    webhooks *= 1 + int(wish.get("duplicate") or 0)
    return [one["id"] for one in said], [[webhook] for webhook in webhooks] if wish.get("parallel") else [webhooks]


def envelope(phone_number_id: str, wish: Wish) -> dict[str, Any]:
    """A guest without `from` but with `user_id` is one who hides the phone number."""
    return wrapped(phone_number_id, contacts=[_contact(wish)], messages=[message(wish)])


def message(wish: Wish) -> dict[str, Any]:
    sender = str(wish.get("from") or "")
    return {
        **({"from": sender} if sender else {}),
        **({"from_user_id": str(wish["user_id"])} if wish.get("user_id") else {}),
        "id": str(wish.get("id") or f"wamid.{uuid.uuid4().hex}"),
        "timestamp": str(int(wish.get("timestamp") or time.time())),
        **content(wish),
    }


def wrapped(phone_number_id: str, **value: Any) -> dict[str, Any]:
    metadata = {"display_phone_number": BUSINESS_NUMBER, "phone_number_id": phone_number_id}
    value = {"messaging_product": "whatsapp", "metadata": metadata, **value}
    change = {"field": "messages", "value": value}
    return {"object": "whatsapp_business_account", "entry": [{"id": ACCOUNT, "changes": [change]}]}


def bsuid(phone_number_id: str, phone: str) -> str:
    """Meta: every guest has one, for each business another."""
    country = next((COUNTRIES[phone[:n]] for n in (3, 2) if phone[:n] in COUNTRIES), "US")
    digest = hashlib.sha256(f"{phone_number_id}:{phone}".encode()).hexdigest()
    return f"{country}.{int(digest[:15], 16)}"


def plain(address: str) -> str:
    """A phone number by its digits; a business-scoped id as it is."""
    return address if "." in address else "".join(filter(str.isdigit, address))


def _messages(phone_number_id: str, wish: Wish) -> list[Wish]:
    """A second apart, the last one now: who gets them in another order can tell."""
    shared = {name: value for name, value in wish.items() if name != "messages"}
    wishes, now = [{**shared, **one} for one in wish.get("messages") or [{}]], time.time()
    return [
        {
            "timestamp": now - (len(wishes) - 1 - position),
            **({"user_id": bsuid(phone_number_id, plain(str(one["from"])))} if one.get("from") else {}),
            **one,
            "id": str(one.get("id") or f"wamid.{uuid.uuid4().hex}"),
        }
        for position, one in enumerate(wishes)
    ]


def _one_payload(phone_number_id: str, wishes: list[Wish]) -> dict[str, Any]:
    contacts = {(wish.get("from"), wish.get("user_id")): _contact(wish) for wish in wishes}
    return wrapped(phone_number_id, contacts=list(contacts.values()), messages=[message(wish) for wish in wishes])


def _contact(wish: Wish) -> dict[str, Any]:
    sender = plain(str(wish.get("from") or ""))
    profile = {
        "name": str(wish.get("name") or "Guest"),
        **({"username": wish["username"]} if "username" in wish else {}),
    }
    return {
        "profile": profile,
        **({"wa_id": sender} if sender else {}),
        **({"user_id": str(wish["user_id"])} if wish.get("user_id") else {}),
    }
