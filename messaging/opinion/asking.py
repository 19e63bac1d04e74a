"""One question to a language model: the form of its answer is checked, and whatever goes wrong is an outcome."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from messaging.models import LanguageModel, ModelCall

if TYPE_CHECKING:
    from pydantic_ai.models import Model

    from messaging.opinion.proposal import Proposal

# Loaded when a hotel first asks: the libraries take three seconds that everybody else is spared.
KINDS = {
    "openai": "messaging.opinion.kinds.openai",
    "anthropic": "messaging.opinion.kinds.anthropic",
}
SECONDS = 8.0
MOST_TOKENS = 400
FIXED_TOKENS = 2500
"""More than the instructions and the form take; the guest's text comes on top, at most a token a byte."""
PROMPT = "1"
"""Goes up with every change of the instructions or the form."""
Outcome = ModelCall.Outcome


@dataclass(frozen=True)
class Question:
    """`text` is the guest's with nobody's name, address or number in it. `awaiting`: what the dialogue asked for."""

    text: str
    language: str
    awaiting: str = ""

    def written(self) -> str:
        return json.dumps(
            {"message": self.text, "language": self.language, "was_asked_for": self.awaiting}, ensure_ascii=False
        )


@dataclass(frozen=True)
class Answer:
    outcome: ModelCall.Outcome
    took: float
    proposal: Proposal | None = None
    input_tokens: int = 0
    output_tokens: int = 0
    error: str = ""


class Kind(Protocol):
    def reach(self, account: LanguageModel, seconds: float) -> AbstractAsyncContextManager[Model]: ...


def ask(account: LanguageModel, question: Question) -> Answer:
    """Within SECONDS. Never raises what the model, its server or the network does."""
    started = time.perf_counter()
    if account.kind not in KINDS:
        return Answer(Outcome.FAILED, 0.0, error=f"no kind {account.kind}")
    kind = cast("Kind", import_module(KINDS[account.kind]))
    speaking = import_module("messaging.opinion.speaking")
    heard: Answer = asyncio.run(speaking.speak(kind.reach(account, SECONDS), question, started))
    return heard
