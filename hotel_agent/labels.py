"""The names of tables and fields, and their help texts, in the language of the page: the models hold plain English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.utils.translation import gettext_lazy, override

NAMES = ("verbose_name", "verbose_name_plural")


def translate() -> None:
    """Once at start. Migrations never see it: they compare what a model was declared with."""
    for model in apps.get_models(include_auto_created=True):
        for thing, name, text in _plain(model):
            setattr(thing, name, gettext_lazy(text))


def texts() -> set[str]:
    """The English of every label that the back office shows, also of tables that are not ours."""
    lists = admin.site._registry.items()
    shown = {model for table, rows in lists for model in (table, *(line.model for line in rows.inlines))}
    with override(None):
        labels = [getattr(thing, name) for model in shown for thing, names in _things(model) for name in names]
        return {str(label) for label in labels if label}


def _plain(model: type[Model]) -> list[tuple[Any, str, str]]:
    """What no app has made lazy itself. A plural that Django made of a plain name is lazy, but not translated."""
    plain_name = isinstance(model._meta.verbose_name, str)
    found = []
    for thing, names in _things(model):
        for name in names:
            text = getattr(thing, name)
            if text and (isinstance(text, str) or (name == NAMES[1] and plain_name)):
                found.append((thing, name, str(text)))
    return found


def _things(model: type[Model]) -> Iterator[tuple[Any, tuple[str, ...]]]:
    yield model._meta, NAMES
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
        yield field, ("verbose_name", "help_text")
