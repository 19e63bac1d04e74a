"""The other road: the same webhook by FastAPI and SQLAlchemy, asynchronous, as one writes it there. For uvicorn."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, Request, Response
from pydantic import BaseModel, Field
from redis.asyncio import Redis
from sqlalchemy import ForeignKey, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP, insert
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bench import wake

ACCOUNT_SECONDS = 5.0


class Base(DeclarativeBase):
    type_annotation_map = {datetime: TIMESTAMP(timezone=True), dict[str, Any]: JSONB, list[Any]: JSONB}


class Account(Base):
    __tablename__ = "messaging_channelaccount"
    id: Mapped[int] = mapped_column(primary_key=True)
    hotel_id: Mapped[int]
    kind: Mapped[str]
    external_id: Mapped[str]
    active: Mapped[bool]


class Identity(Base):
    __tablename__ = "pms_guestidentity"
    id: Mapped[int] = mapped_column(primary_key=True)
    guest_id: Mapped[int]
    value: Mapped[str]


class Conversation(Base):
    __tablename__ = "messaging_conversation"
    id: Mapped[int] = mapped_column(primary_key=True)
    hotel_id: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    guest_id: Mapped[int]
    sender: Mapped[str]
    owner: Mapped[str]
    language: Mapped[str]
    last_message_at: Mapped[datetime]


class Message(Base):
    __tablename__ = "messaging_message"
    id: Mapped[int] = mapped_column(primary_key=True)
    hotel_id: Mapped[int]
    account_id: Mapped[int]
    conversation_id: Mapped[int] = mapped_column(ForeignKey(Conversation.id))
    direction: Mapped[str]
    external_id: Mapped[str]
    kind: Mapped[str]
    text: Mapped[str]
    buttons: Mapped[list[Any]]
    payload: Mapped[dict[str, Any]]
    status: Mapped[str]
    attempts: Mapped[int]
    error: Mapped[str]
    created_at: Mapped[datetime]
    status_at: Mapped[datetime]


# Built once: building a statement costs as much as running it.
NAMES = select(Identity.value).where(Identity.guest_id == Conversation.guest_id).scalar_subquery()
KNOWN = select(Conversation, func.array(NAMES)).where(
    Conversation.account_id == bindparam("account"), Conversation.sender == bindparam("sender")
)
messages, conversations = Base.metadata.tables["messaging_message"], Base.metadata.tables["messaging_conversation"]
STORE = insert(messages).on_conflict_do_nothing().returning(messages.c.id)
MOVE = (
    update(conversations)
    .where(conversations.c.id == bindparam("conversation"))
    .values(last_message_at=func.greatest(conversations.c.last_message_at, bindparam("sent_at")))
)


class Text(BaseModel):
    body: str


class Said(BaseModel):
    sender: str = Field(alias="from")
    id: str
    timestamp: int
    type: str
    text: Text


class Metadata(BaseModel):
    phone_number_id: str


class Value(BaseModel):
    metadata: Metadata
    messages: list[Said]


class Change(BaseModel):
    value: Value


class Entry(BaseModel):
    changes: list[Change]


class Payload(BaseModel):
    entry: list[Entry]


secrets: dict[str, str] = json.loads(os.environ["APP_SECRETS"])
engine = create_async_engine(
    os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+asyncpg:"), pool_size=4, max_overflow=0
)
sessions = async_sessionmaker(engine, expire_on_commit=False)
queue = Redis.from_url(os.environ["REDIS_URL"])
accounts: dict[str, tuple[float, Account]] = {}
app = FastAPI()


async def session() -> AsyncIterator[AsyncSession]:
    async with sessions() as opened:
        yield opened


@app.post("/api/webhooks/whatsapp")
async def whatsapp(
    request: Request,
    database: Annotated[AsyncSession, Depends(session)],
    x_hub_signature_256: Annotated[str, Header()] = "",
) -> Response:
    body = await request.body()
    value = Payload.model_validate_json(body).entry[0].changes[0].value
    secret = secrets[value.metadata.phone_number_id]
    wanted = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(x_hub_signature_256, f"sha256={wanted}"):
        return Response(status_code=403)
    account = await account_of(database, value.metadata.phone_number_id)
    woken = [await store(database, account, said) for said in value.messages]
    await database.commit()
    if new := [wake.message(account.hotel_id, conversation) for conversation in woken if conversation]:
        await queue.lpush(wake.QUEUE, *new)
    return Response()


async def account_of(database: AsyncSession, external_id: str) -> Account:
    until, account = accounts.get(external_id, (0.0, None))
    if account is None or until < time.monotonic():
        ours = select(Account).where(Account.kind == "whatsapp", Account.active, Account.external_id == external_id)
        account = (await database.scalars(ours)).one()
        accounts[external_id] = time.monotonic() + ACCOUNT_SECONDS, account
    return account


async def store(database: AsyncSession, account: Account, said: Said) -> int | None:
    """The conversation, when the message is new."""
    found = await database.execute(KNOWN, {"account": account.id, "sender": said.sender})
    conversation, _names = found.one()
    now = datetime.now(UTC)
    sent_at = min(datetime.fromtimestamp(said.timestamp + 0.999999, UTC), now)
    row = {
        "hotel_id": account.hotel_id,
        "account_id": account.id,
        "conversation_id": conversation.id,
        "direction": "in",
        "external_id": said.id,
        "kind": said.type,
        "text": said.text.body,
        "buttons": [],
        "payload": {},
        "status": "received",
        "attempts": 0,
        "error": "",
        "created_at": sent_at,
        "status_at": now,
    }
    if (await database.execute(STORE, row)).scalar() is None:
        return None
    await database.execute(MOVE, {"conversation": conversation.id, "sent_at": sent_at})
    return int(conversation.id)
