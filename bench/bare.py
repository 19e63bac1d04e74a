"""The floor: the webhook without a framework, by the product's own SQL written out by hand. For granian, WSGI."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import psycopg
import redis
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool

from bench import wake

ACCOUNT_SECONDS = 5.0
ACCOUNT = """
SELECT a.id, a.hotel_id FROM messaging_channelaccount AS a JOIN pms_hotel AS h ON h.id = a.hotel_id
WHERE a.kind = 'whatsapp' AND a.active AND a.external_id = %s
"""
KNOWN = """
SELECT c.*, ARRAY(SELECT i.value FROM pms_guestidentity AS i WHERE i.guest_id = c.guest_id) AS names
FROM messaging_conversation AS c WHERE c.account_id = %s AND c.sender = %s
"""
INSERT = """
WITH stored AS (
    INSERT INTO messaging_message (hotel_id, account_id, conversation_id, direction, external_id, kind, text, buttons,
        payload, status, attempts, error, created_at, status_at)
    VALUES (%s, %s, %s, 'in', %s, %s, %s, '[]', '{}', 'received', 0, '', %s, %s)
    ON CONFLICT DO NOTHING RETURNING conversation_id, created_at
), moved AS (
    UPDATE messaging_conversation AS c SET last_message_at = GREATEST(c.last_message_at, stored.created_at)
    FROM stored WHERE c.id = stored.conversation_id
)
SELECT conversation_id FROM stored
"""

secrets: dict[str, str] = json.loads(os.environ["APP_SECRETS"])
connections: ConnectionPool[psycopg.Connection[TupleRow]] = ConnectionPool(
    os.environ["DATABASE_URL"], min_size=1, max_size=4, timeout=5, kwargs={"autocommit": True}, open=True
)
queue = redis.Redis.from_url(os.environ["REDIS_URL"])
accounts: dict[str, tuple[float, TupleRow]] = {}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    start_response(receive(body, environ.get("HTTP_X_HUB_SIGNATURE_256", "")), [("Content-Length", "0")])
    return [b""]


def receive(body: bytes, signature: str) -> str:
    value = json.loads(body)["entry"][0]["changes"][0]["value"]
    account = value["metadata"]["phone_number_id"]
    wanted = hmac.new(secrets[account].encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signature, f"sha256={wanted}"):
        return "403 Forbidden"
    with connections.connection() as connection:
        for message in value["messages"]:
            store(connection, account, message)
    return "200 OK"


def store(connection: psycopg.Connection[TupleRow], external_id: str, message: dict[str, Any]) -> None:
    account, hotel = account_of(connection, external_id)
    known = connection.execute(KNOWN, [account, message["from"]]).fetchone()
    if known is None:
        raise LookupError("the references answer known guests only")
    now = datetime.now(UTC)
    sent_at = min(datetime.fromtimestamp(int(message["timestamp"]) + 0.999999, UTC), now)
    text = message["text"]["body"]
    row = [hotel, account, known[0], message["id"], message["type"], text, sent_at, now]
    if connection.execute(INSERT, row).fetchone():
        queue.lpush(wake.QUEUE, wake.message(hotel, known[0]))


def account_of(connection: psycopg.Connection[TupleRow], external_id: str) -> TupleRow:
    until, account = accounts.get(external_id, (0.0, None))
    if account is None or until < time.monotonic():
        account = connection.execute(ACCOUNT, [external_id]).fetchone()
        assert account
        accounts[external_id] = time.monotonic() + ACCOUNT_SECONDS, account
    return account
