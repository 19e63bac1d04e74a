"""Anthropic's messages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anthropic import AsyncAnthropic
from pydantic_ai.models import Model
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.providers.anthropic import AnthropicProvider

from messaging.models import LanguageModel


@asynccontextmanager
async def reach(account: LanguageModel, seconds: float) -> AsyncIterator[Model]:
    key, address = account.api_key or "none", account.base_url or None
    async with AsyncAnthropic(api_key=key, base_url=address, max_retries=0, timeout=seconds) as client:
        yield AnthropicModel(account.name, provider=AnthropicProvider(anthropic_client=client))
