"""Every text that staff read is translated; a new one fails here until it is."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from hotel_agent import translations
from hotel_agent.translations import Problem, Text

HOW = "Run `manage.py translations --write`, translate what came in (docs/translating.md), then `make setup`."


@pytest.fixture(scope="module")
def texts() -> dict[Text, bool]:
    return translations.found()


@pytest.fixture
def catalogues(tmp_path: Path, settings: Any) -> Path:
    """A copy of ours that a test may spoil."""
    for language in ("es", "pt_BR"):
        target = tmp_path / language / "LC_MESSAGES" / "django.po"
        target.parent.mkdir(parents=True)
        target.write_bytes((settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po").read_bytes())
    settings.LOCALE_PATHS = [tmp_path]
    return tmp_path


def spoil(folder: Path, old: str, new: str) -> None:
    path = folder / "es" / "LC_MESSAGES" / "django.po"
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


def test_every_text_is_translated(texts: dict[Text, bool]) -> None:
    assert translations.problems(texts) == [], HOW


def test_texts_come_from_code_templates_models_and_the_theme(texts: dict[Text, bool]) -> None:
    ids = {text.id: ours for text, ours in texts.items()}
    assert ids["This belongs to another hotel."]  # pms/admin/base.py
    assert ids["Reason, for the trail"]  # templates/admin/confirm.html
    assert ids["room types"] and ids["max guests"]  # labels that Django makes of names
    assert ids["Apply Filters"] is False  # unfold's
    assert "Soy un asistente automático" not in " ".join(ids)  # what guests read is not translated


CODE = """
_("Ring")
ngettext("%(n)s bell", "%(n)s bells", n)
pgettext("verb", "Open")
gettext("long " "and short")
"""
PAGE = """{% load i18n %}<p title="{% translate "Bell" %}">
    {% blocktranslate count n=n trimmed %}
        {{ n }} ring
    {% plural %}
        {{ n }} rings
    {% endblocktranslate %}
  {{ _("Chime")|upper }} "unclosed ( 'brackets' \\ {% translate 'Gong' context 'a noun' %}</p>
"""


def test_a_text_in_code_or_template_is_found(tmp_path: Path) -> None:
    code, page = tmp_path / "desk.py", tmp_path / "desk.html"
    code.write_text(CODE + "# gettext")
    page.write_text(PAGE)
    assert {*translations._in([code], [page])} == {
        Text("Ring", "", ""),
        Text("%(n)s bell", "%(n)s bells", ""),
        Text("Open", "", "verb"),
        Text("long and short", "", ""),
        Text("Bell", "", ""),
        Text("%(n)s ring", "%(n)s rings", ""),
        Text("Chime", "", ""),
        Text("Gong", "", "a noun"),
    }


def test_no_text_hides_in_an_f_string() -> None:
    assert translations.hidden("x = f'{_(\"Ring\")} {other}'") == ["_('Ring')"]
    assert {
        str(file): found for file in translations.python_files() if (found := translations.hidden(file.read_text()))
    } == {}


def test_new_and_gone_texts_are_named(texts: dict[Text, bool]) -> None:
    new = Text("A bell that nobody has translated", "", "")
    gone = Text("Reason, for the trail", "", "")
    changed = {text: ours for text, ours in texts.items() if text != gone} | {new: True}
    assert set(translations.problems(changed)) == {
        Problem(language, what, text.id)
        for language in ("es", "pt-br")
        for what, text in (("untranslated", new), ("obsolete", gone))
    }


def test_what_django_translates_need_not_stand_in_ours(texts: dict[Text, bool]) -> None:
    assert translations.problems({**texts, Text("Log out", "", ""): True}) == []


def test_a_lost_placeholder_is_named(catalogues: Path, texts: dict[Text, bool]) -> None:
    spoil(catalogues, 'msgstr "%(reference)s está cancelada."', 'msgstr "La reserva está cancelada."')
    assert translations.problems(texts) == [Problem("es", "other placeholders or tags", "%(reference)s is cancelled.")]


def test_a_missing_plural_is_named(catalogues: Path, texts: dict[Text, bool]) -> None:
    spoil(catalogues, 'msgstr[1] "%(count)s noches"', 'msgstr[1] ""')
    assert translations.problems(texts) == [Problem("es", "untranslated", "%(count)s night")]


def test_writing_keeps_translations_and_is_repeatable(catalogues: Path, texts: dict[Text, bool]) -> None:
    path = catalogues / "es" / "LC_MESSAGES" / "django.po"
    before = path.read_text()
    translations.write(texts)
    assert path.read_text() == before
    new = Text("A bell that nobody has translated", "", "")
    translations.write({**texts, new: True})
    assert 'msgid "A bell that nobody has translated"\nmsgstr ""' in path.read_text()
    translations.write(texts)
    assert path.read_text() == before


def test_command_fails_a_check_and_tells_programs(catalogues: Path) -> None:
    spoil(catalogues, 'msgstr "%(reference)s está cancelada."', 'msgstr ""')
    told = StringIO()
    with pytest.raises(SystemExit) as exit:
        call_command("translations", "--check", "--json", stdout=told)
    report = json.loads(told.getvalue())
    assert exit.value.code == 1 and report["texts"] > 700
    assert report["problems"] == [{"language": "es", "what": "untranslated", "text": "%(reference)s is cancelled."}]


def test_compiled_catalogues_are_not_older_than_their_sources() -> None:
    for source in Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"):
        compiled = source.with_suffix(".mo")
        assert compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime, "Run: make setup"
