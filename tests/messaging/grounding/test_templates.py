"""Every template by its letters alone: no figure is written into it, and it claims the same in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from messaging.grounding import Token, missing, tokens
from pms.terms import LANGUAGES

pytestmark = [pytest.mark.unit, pytest.mark.critical]

REPLIES = Path(settings.BASE_DIR) / "templates" / "replies"
NAMES = sorted(path.stem for path in (REPLIES / "es").glob("*.txt"))
# Told by law or by what the rows beside them say, whatever the language.
WRITTEN = {
    "availability": {("adults", 2)},
}
BRANCH = re.compile(r"{% ?(?:if|elif|else|endif|for|endfor|with|endwith|regroup)\b[^%]*%}|{#.*?#}")
VALUE = re.compile(r"{{[^}]*}}|{%[^%]*%}")


def letters(name: str, language: str) -> str:
    """What is written, a line for each branch; a value stands as a square."""
    text = (REPLIES / language / f"{name}.txt").read_text()
    text = re.sub(r"^\[[\w:-]*(?:{{[^}]*}})?\] ", "", text, flags=re.M)
    return VALUE.sub("□", BRANCH.sub("\n", text))


def claims(name: str, language: str) -> set[Token]:
    return {token for line in letters(name, language).splitlines() for token in tokens(line)}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_figure_is_written_into_a_template(name: str, language: str) -> None:
    figures = {token for token in claims(name, language) if token[0] not in ("did", "policy")}
    written = figures - WRITTEN.get(name, set())
    assert not written, missing(written)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_claims_the_same_in_every_language(name: str) -> None:
    """What only one of them claims is not said by the others, or said in words that grounding does not know."""
    said = {
        language: sorted(str(token) for token in claims(name, language) if token[0] in ("did", "policy"))
        for language in LANGUAGES
    }
    assert said["es"] == said["pt"] == said["en"], said


def test_a_figure_and_a_claim_would_be_found() -> None:
    assert ("amount", (95, "EUR")) in tokens("Total: 95 €")
    assert ("did", "staff") in tokens("Ya he avisado a recepción.")
