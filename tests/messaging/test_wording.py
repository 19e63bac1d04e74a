from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.conf import settings

from messaging import wording
from messaging.intents import INTENTS
from messaging.intents.wish import Wish
from messaging.turn import Button, Reply
from pms.models import Hotel, NightlyRate
from pms.terms import LANGUAGES, Party, Stay
from reservations import availability
from tests.conftest import add_rates

REPLIES = Path(settings.BASE_DIR) / "templates" / "replies"


@pytest.mark.unit
def test_every_reply_exists_in_every_language() -> None:
    names = {language: {path.stem for path in (REPLIES / language).glob("*.txt")} for language in LANGUAGES}
    assert names["es"] == names["pt"] == names["en"]


@pytest.mark.unit
def test_every_reply_the_code_names_has_words() -> None:
    code = "\n".join(path.read_text() for path in (Path(settings.BASE_DIR) / "messaging").rglob("*.py"))
    named = set(re.findall(r'Reply\(\s*"(\w+)"', code)) | set(re.findall(r'listed\(.*"(\w+)"\)', code))
    named |= set(re.findall(r'Reply\(\s*"\w+" if .* else "(\w+)"', code))
    # A wish answers with the words of its own name; what depends on a verdict is named in one of two.
    named |= {name for name, intent in INTENTS.items() if isinstance(intent, Wish)}
    named |= {name for pair in re.findall(r'"(\w+)" if done else "(\w+)"', code) for name in pair}
    written = {path.stem for path in (REPLIES / "es").glob("*.txt")}
    assert named <= written, named - written
    assert written - named <= {"availability"}, "words that nobody says"


@pytest.mark.unit
def test_the_same_buttons_in_every_language() -> None:
    """And none longer than WhatsApp shows."""
    for path in (REPLIES / "es").glob("*.txt"):
        ids = [re.findall(r"\[([\w:]+)\]", (REPLIES / language / path.name).read_text()) for language in LANGUAGES]
        assert ids[0] == ids[1] == ids[2], path.name
        for language in LANGUAGES:
            titles = re.findall(r"\[[\w:]+\] ([^\n{]+)", (REPLIES / language / path.name).read_text())
            assert all(len(title) <= 20 for title in titles), (language, titles)


@pytest.mark.parametrize(
    ("language", "total", "day"),
    [("es", "200,00 €", "de marzo"), ("pt", "€ 200,00", "de março"), ("en", "€200.00", "March")],
)
def test_money_and_dates_by_language(hotel: Hotel, language: str, total: str, day: str) -> None:
    with time_machine.travel("2026-12-28T10:00:00Z", tick=False):
        NightlyRate.objects.all().delete()
        add_rates(hotel, list(hotel.room_types.all()), list(hotel.rate_plans.all()))
        stay = Stay(date(2027, 3, 30), date(2027, 4, 1))
        offers = availability.search(hotel, stay, Party(2), asked_by="x")
        reply = Reply(
            "availability",
            options=[{"number": 1, "offer": offer} for offer in offers],
            stay=stay,
            party=Party(2),
            assumed=True,
        )
        text = wording.put(reply, hotel, language).text.replace("\xa0", " ")
    assert total in text
    assert day in text


def test_buttons_are_taken_from_the_words(hotel: Hotel) -> None:
    worded = wording.put(Reply("no_fact"), hotel, "es")
    assert worded.buttons == (Button("human", "Sí, por favor"),)
    assert "[human]" not in worded.text


def test_a_reply_whose_figures_nobody_stored_is_refused(hotel: Hotel, stay: Stay) -> None:
    offers = availability.search(hotel, stay, Party(2), asked_by="x")
    offers[0].total += 1  # what is shown is not what is stored
    shown = [offers[0]]
    reply = Reply("fact", fact=type("Made", (), {"text": f"Son {shown[0].total} €"}))
    with pytest.raises(wording.Ungrounded) as refused:
        wording.put(reply, hotel, "es")
    assert refused.value.words == "fact"


@pytest.mark.parametrize("path", sorted(Path(settings.BASE_DIR, "templates", "replies").glob("*/*.txt")), ids=str)
def test_no_words_ask_two_things(path: Path) -> None:
    """Between two branches of a template stands at most one question; buttons are none."""
    words = "\n".join(line for line in path.read_text().splitlines() if not line.startswith("["))
    pieces = re.split(r"\{%-? *(?:if|elif|else|endif)\b.*?%\}", words)
    assert all(piece.count("?") <= 1 for piece in pieces)
