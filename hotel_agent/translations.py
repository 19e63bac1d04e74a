"""What staff read, in every language: finds the texts in code and templates, keeps locale/, tells what is missing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, cast

from babel.messages import extract
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.template import TemplateSyntaxError
from django.utils.translation import to_locale
from django.utils.translation.template import templatize
from django.utils.translation.trans_real import CONTEXT_SEPARATOR, DjangoTranslation

from hotel_agent import labels

OURS = ("hotel_agent", "messaging", "reservations", "locks", "pms")
# What guests read is written by language, not translated: see templates/chat and templates/replies.
OF_GUESTS = ("chat", "replies")
# Shown in the back office and without words of its own in our languages.
THEMES = ("unfold", "simple_history", "django_otp")
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "N_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[-+ 0]*\d*(?:\.\d+)?([sdifgr])|</?(\w+)")
THEME = "of a theme"


class Text(NamedTuple):
    id: str
    plural: str
    context: str


class Problem(NamedTuple):
    language: str
    what: str
    text: str


def found() -> dict[Text, bool]:
    """Every text in English; True: it is ours, so that one which is gone can go from the catalogues too."""
    folder = settings.BASE_DIR
    pages = [page for page in _templates(folder / "templates") if not set(OF_GUESTS) & set(page.parts)]
    ours = [*_in(python_files(), pages), *(Text(text, "", "") for text in labels.texts())]
    return dict.fromkeys(_of_themes(), False) | dict.fromkeys(ours, True)


def write(texts: dict[Text, bool]) -> list[Path]:
    """New texts come in untranslated, and what nobody asks for any more goes."""
    return [_merge(language, texts) for language in languages()]


def problems(texts: dict[Text, bool]) -> list[Problem]:
    return [problem for language in languages() for problem in _problems(language, texts)]


def languages() -> list[str]:
    return [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def _in(files: Iterable[Path], pages: Iterable[Path]) -> Iterator[Text]:
    for code in (file.read_bytes() for file in files):
        if b"gettext" in code:
            yield from _texts(code)
    for page in pages:
        yield from _texts(_as_python(page).encode())


def _of_themes() -> Iterator[Text]:
    for name in THEMES:
        spec = find_spec(name)
        for place in map(Path, spec.submodule_search_locations or ()) if spec else ():
            yield from _in(place.rglob("*.py"), _templates(place))


def _templates(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.suffix in (".html", ".txt") and "static" not in path.parts]


def _as_python(page: Path) -> str:
    """As Django makes a template readable for xgettext: a call stands in one line, the rest is blanked."""
    try:
        code = templatize(page.read_text(encoding="utf-8"), origin=str(page))
    except TemplateSyntaxError as error:
        raise ValueError(f"{page}: {error}") from error
    return "\n".join(line.strip() for line in code.splitlines() if "_(" in line or "gettext(" in line)


def hidden(code: str) -> list[str]:
    """Calls inside an f-string: Python before 3.12 does not show them to who looks for texts."""
    inside = [part for node in ast.walk(ast.parse(code)) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)]
    calls = [part for part in inside if isinstance(part, ast.Call) and isinstance(part.func, ast.Name)]
    return [ast.unparse(call) for call in calls if cast("ast.Name", call.func).id in KEYWORDS]


def python_files() -> list[Path]:
    files = (file for app in OURS for file in (settings.BASE_DIR / app).rglob("*.py"))
    return [file for file in files if "migrations" not in file.parts]


def _texts(code: bytes) -> Iterator[Text]:
    for _, ids, _, context in extract.extract("python", BytesIO(code), KEYWORDS):
        one, plural = (ids, "") if isinstance(ids, str) else ids[:2]
        if one:
            yield Text(one, plural, context or "")


def _merge(language: str, texts: dict[Text, bool]) -> Path:
    known, theirs = _read(language), _Theirs(language)
    catalog = Catalog(to_locale(language), project="hotel-agent", header_comment="# docs/translating.md", fuzzy=False)
    catalog.creation_date, catalog.revision_date = known.creation_date, known.revision_date
    for text, ours in texts.items():
        old = _get(known, text)
        if old or not theirs.has(text):
            notes = [] if ours else [THEME]
            ids = (text.id, text.plural) if text.plural else text.id
            catalog.add(ids, old.string if old else "", context=text.context or None, auto_comments=notes)
    for old in known:
        # Another version of the theme may be installed elsewhere.
        if old.id and THEME in old.auto_comments and _text(old) not in texts:
            catalog[old.id] = old
    path = _path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=110, sort_output=True, no_location=True)
    return path


def _problems(language: str, texts: dict[Text, bool]) -> Iterator[Problem]:
    known, theirs = _read(language), _Theirs(language)
    for text in texts:
        old = _get(known, text)
        if not (old and _is_translated(old)) and not theirs.has(text):
            yield Problem(language, "untranslated", text.id)
    for message in known:
        if not message.id:
            continue
        if _text(message) not in texts and THEME not in message.auto_comments:
            yield Problem(language, "obsolete", _text(message).id)
        elif _is_translated(message):
            yield from (Problem(language, what, _text(message).id) for what in _flaws(message, known.num_plurals))


def _flaws(message: Message, plurals: int) -> Iterator[str]:
    """What would break a page or lose a fact in it."""
    ids, strings = _strings(message.id), _strings(message.string)
    if len(ids) == 2 and len(strings) != plurals:
        yield f"{len(strings)} plural forms instead of {plurals}"
    # The singular may spell out its number.
    allowed = [_placeholders(text) for text in ids]
    if any(_placeholders(text) not in allowed for text in strings):
        yield "other placeholders or tags"
    if any(_blanks(text) != _blanks(ids[0]) for text in strings):
        yield "other blanks around it"


def _placeholders(text: str) -> list[tuple[str, ...]]:
    return sorted(PLACEHOLDER.findall(text.replace("%%", "")))


def _blanks(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def _strings(one_or_more: Any) -> list[str]:
    return [one_or_more] if isinstance(one_or_more, str) else list(one_or_more)


def _is_translated(message: Message) -> bool:
    return bool(message.string) and all(_strings(message.string)) and not message.fuzzy


def _text(message: Message) -> Text:
    one, *plural = _strings(message.id)
    return Text(one, plural[0] if plural else "", message.context or "")


def _get(catalog: Catalog, text: Text) -> Message | None:
    found = catalog.get((text.id, text.plural) if text.plural else text.id, text.context or None)
    return found if found and _text(found) == text else None


def _read(language: str) -> Catalog:
    path = _path(language)
    if not path.exists():
        return Catalog(to_locale(language))
    with path.open("rb") as file:
        return read_po(file, locale=to_locale(language))


def _path(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / to_locale(language) / "LC_MESSAGES" / "django.po"


class _Theirs(DjangoTranslation):
    """What Django and the other apps translate themselves."""

    def _add_local_translations(self) -> None:
        pass

    def has(self, text: Text) -> bool:
        name = f"{text.context}{CONTEXT_SEPARATOR}{text.id}" if text.context else text.id
        catalog: Any = self._catalog  # type: ignore[attr-defined]
        return bool(catalog.get(name) or (text.plural and catalog.get((name, 0))))
