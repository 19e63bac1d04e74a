"""One question: the answers, the refusals and the troubles of a model's server, each an outcome."""

from __future__ import annotations

from typing import Any

import pytest

from messaging.fakes.language_model import Server
from messaging.models import LanguageModel
from messaging.opinion import asking, speaking

pytestmark = pytest.mark.unit

QUESTION = asking.Question("hola, <name_1> por aquí", "es", "dates")
KINDS = {"openai": "/v1", "anthropic": ""}


def account(server: Server, kind: str) -> LanguageModel:
    return LanguageModel(kind=kind, base_url=server.url + KINDS[kind], name="small", api_key="sk-secret")


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_comes_back_filled_in(fake_model: Server, kind: str) -> None:
    fake_model.answers.append({"proposal": {"intent": "hotel_question", "topic": "pets", "sure": True}})
    answer = asking.ask(account(fake_model, kind), QUESTION)
    assert answer.proposal and (answer.proposal.intent, answer.proposal.topic) == ("hotel_question", "pets")
    assert (answer.input_tokens, answer.output_tokens) == (900, 40)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        ({"text": "Of course, booked!"}, "invalid"),
        ({"arguments": "{broken"}, "invalid"),
        ({"proposal": {"intent": 5, "sure": "perhaps"}}, "invalid"),
        ({"proposal": {"intent": "x" * 500, "sure": True}}, "invalid"),
        ({"refusal": "I cannot help with that"}, "refused"),
        ({"status": 500}, "failed"),
        ({"status": 429}, "failed"),
        ({"status": 401}, "failed"),
        ({"cut": True}, "failed"),
    ],
    ids=str,
)
def test_whatever_goes_wrong_is_an_outcome(fake_model: Server, kind: str, told: Any, outcome: str) -> None:
    fake_model.answers.append(told)
    answer = asking.ask(account(fake_model, kind), QUESTION)
    assert (answer.outcome, answer.proposal) == (outcome, None)
    assert len(fake_model.record) == 1  # never asked twice


def test_who_does_not_answer_in_time_has_failed(fake_model: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaking, "SECONDS", 0.2)
    fake_model.answers.append({"seconds": 3})
    answer = asking.ask(account(fake_model, "openai"), QUESTION)
    assert (answer.outcome, answer.error) == ("failed", "RunTimedOut")
    assert answer.took < 3


def test_nobody_listens_there() -> None:
    nowhere = LanguageModel(kind="openai", base_url="http://127.0.0.1:9/v1", name="small")
    assert asking.ask(nowhere, QUESTION).outcome == "failed"


def test_an_unknown_kind_is_named() -> None:
    answer = asking.ask(LanguageModel(kind="oracle", name="small"), QUESTION)
    assert (answer.outcome, answer.error) == ("failed", "no kind oracle")


def test_the_question_takes_no_more_than_was_set_aside(fake_model: Server) -> None:
    """A token is at least a byte or two; the form and the instructions stay below FIXED_TOKENS of them."""
    asking.ask(account(fake_model, "openai"), asking.Question("", "es"))
    body = fake_model.record[0]["body"]
    assert len(str(body["messages"]).encode()) + len(str(body["tools"]).encode()) < 2 * asking.FIXED_TOKENS
    assert body["max_completion_tokens"] == asking.MOST_TOKENS
