"""OpenAI, and every server that speaks as it does: Ollama, vLLM, llama.cpp, most gateways."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from openai import AsyncOpenAI
from pydantic_ai.models import Model
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

from messaging.models import LanguageModel


@asynccontextmanager
async def reach(account: LanguageModel, seconds: float) -> AsyncIterator[Model]:
    # A server of one's own may want no key; the library wants one.
    key, address = account.api_key or "none", account.base_url or None
    async with AsyncOpenAI(api_key=key, base_url=address, max_retries=0, timeout=seconds) as client:
        yield OpenAIChatModel(account.name, provider=OpenAIProvider(openai_client=client))
