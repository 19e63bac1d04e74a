from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from messaging.nlu import corpus
from messaging.nlu.corpus import BadExamples
from messaging.nlu.text import fold, plain
from messaging.nlu.topics import TOPICS
from pms.terms import LANGUAGES

pytestmark = pytest.mark.unit


def test_there_are_enough_frozen_messages_in_each_language() -> None:
    counts = Counter(row.language for row in corpus.frozen())
    assert set(counts) == set(LANGUAGES)
    assert min(counts.values()) >= 200


def test_no_frozen_message_is_trained_on() -> None:
    def bare(text: str) -> str:
        return plain(fold(text))

    assert {bare(row.text) for row in corpus.examples()} & {bare(row.text) for row in corpus.frozen()} == set()


def test_no_example_means_two_things() -> None:
    meant: dict[tuple[str, str], set[str]] = {}
    for row in corpus.examples():
        meant.setdefault((row.language, fold(row.text)), set()).add(row.label)
    assert {text: labels for text, labels in meant.items() if len(labels) > 1} == {}


def test_every_label_has_examples_in_every_language() -> None:
    counts = Counter((row.label, row.language) for row in corpus.examples())
    labels = {row.label for row in corpus.examples()}
    assert [(label, language) for label in labels for language in LANGUAGES if not counts[label, language]] == []


def test_every_frozen_label_can_be_learned() -> None:
    assert {row.label for row in corpus.frozen()} - {row.label for row in corpus.examples()} <= {corpus.UNKNOWN}


def test_topics_are_those_of_the_rules() -> None:
    topics = {corpus.split(row.label)[1] for row in corpus.examples()} - {""}
    assert topics <= set(TOPICS)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("es: hola", "lists of messages"),
        ("- hola", "lists of messages"),
        ("fr:\n  - salut", "not all are languages"),
        ("es:\n  - no", "needs quotes"),
        ("es: [", "es"),
    ],
)
def test_a_broken_file_is_told_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, why: str
) -> None:
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "greeting.yaml").write_text(content)
    monkeypatch.setattr(corpus, "HERE", tmp_path)
    with pytest.raises(BadExamples, match=why):
        corpus.examples()


def test_the_digest_changes_with_the_examples() -> None:
    rows = corpus.examples()
    assert corpus.digest(rows) == corpus.digest(reversed(rows))
    assert corpus.digest(rows) != corpus.digest([*rows[1:], rows[0]._replace(label="thanks")])
