"""Who changed what of a row and when, by django-simple-history: read only, and of one's own hotels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pms.admin import words
from pms.admin.base import own_rows

PAGE = 25
KINDS = {"+": "add_circle", "~": "edit", "-": "delete"}


@dataclass(frozen=True)
class Step:
    icon: str
    what: str
    who: str
    when: str
    why: str
    changes: list[tuple[str, str, str]]
    """Field, old, new."""


class History:
    """Put it before the class it is mixed into. simple-history's own page shows what it finds of any hotel once the
    row is not found, and lets who may only look write an old version back."""

    model: Any

    def history_view(self: Any, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        obj = self.found(request, object_id)
        if obj is None:
            answer: HttpResponse = self.not_found(request, object_id)
            return answer
        rows = self.model.history.filter(**{self.model._meta.pk.attname: obj.pk})
        pages = Paginator(rows.select_related("history_user").order_by("-history_date", "-history_id"), PAGE)
        shown = pages.get_page(request.GET.get("p"))
        # One more than is shown: the oldest of a page is compared with the one before it.
        last = shown.start_index() + PAGE if pages.count else 0
        records = list(pages.object_list[max(shown.start_index() - 1, 0) : last])
        hotel = getattr(obj, "hotel", obj)
        steps = list(_steps(records, hotel))[:PAGE]
        frame: HttpResponse = self.page(
            request, "admin/history.html", obj, title=_("History of %(row)s") % {"row": obj}, steps=steps, shown=shown
        )
        return frame


def _steps(records: list[Any], hotel: Any) -> Iterator[Step]:
    names = _Names(records)
    for record, before in pairwise([*records, None]):
        yield Step(
            icon=KINDS.get(record.history_type, "edit"),
            what=str(record.get_history_type_display()),
            who=_who(record),
            when=words.moment(record.history_date, hotel),
            why=record.history_change_reason or "",
            changes=list(_changes(record, before, names)) if before else [],
        )


def _who(record: Any) -> str:
    user = record.history_user
    return (user.get_full_name() or user.get_username()) if user else _("The agent or the PMS")


def _changes(record: Any, before: Any, names: _Names) -> Iterator[tuple[str, str, str]]:
    for change in record.diff_against(before, foreign_keys_are_objs=False).changes:
        field = record.instance_type._meta.get_field(change.field)
        title = capfirst(str(field.verbose_name))
        yield title, names.shown(field, change.old), names.shown(field, change.new)


class _Names:
    """The rows that these records point to: each column's read once."""

    def __init__(self, records: list[Any]) -> None:
        self._records = records
        self._rows: dict[str, dict[Any, str]] = {}

    def shown(self, field: Any, value: Any) -> str:
        if value in (None, "", [], {}):
            return "–"
        if field.is_relation:
            return self._of(field).get(value, f"#{value}")
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, datetime):
            return f"{value:%Y-%m-%d %H:%M} UTC"
        return (
            " · ".join(f"{name}: {inner}" for name, inner in value.items()) if isinstance(value, dict) else str(value)
        )

    def _of(self, field: Any) -> dict[Any, str]:
        if field.name not in self._rows:
            numbers = {getattr(record, field.attname) for record in self._records}
            rows = own_rows(field.related_model).filter(pk__in=numbers)
            self._rows[field.name] = {row.pk: str(row) for row in rows}
        return self._rows[field.name]
