"""What staff have said of turns, and the scenarios frozen from them."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from messaging import quality, scenario
from messaging.admin import titles
from messaging.desk import people, trace
from messaging.models import Conversation, Correction, TurnRecord
from messaging.scenario import freezing
from messaging.scenario.freezing import Wishes
from pms.admin import words
from pms.admin.base import PageRows, column
from pms.admin.theme import ChoicesDropdownFilter, DropdownFilter

VERDICTS = {"right": "success", "wrong": "warning", "archived": ""}
LINES = 20


class ScenarioFilter(DropdownFilter):  # type: ignore[misc]
    title, parameter_name = _("scenario"), "scenario"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Frozen as scenario")), ("no", _("Not frozen"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Correction]) -> QuerySet[Correction]:
        none = Q(scenario="")
        return {"yes": queryset.exclude(none), "no": queryset.filter(none)}.get(self.value() or "", queryset)


class Lines(forms.CharField):
    """One text a line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> Any:
        found = [line.strip() for line in str(super().clean(value) or "").splitlines() if line.strip()]
        if len(found) > LINES:
            raise forms.ValidationError(gettext("At most %(count)d lines.") % {"count": LINES})
        return found


class FreezeForm(forms.Form):
    owner = forms.ChoiceField(label=_("Who answers in the end"), required=False)
    must_say = Lines(label=_("Must say"), required=False, help_text=_("One text a line; capitals do not matter"))
    must_not_say = Lines(label=_("Must not say"), required=False)
    hidden = Lines(label=_("Hide these words, too"), required=False, help_text=_("One a line, for every place"))

    def __init__(self, data: Any, correction: Correction) -> None:
        super().__init__(data, initial={"owner": freezing.owner_after(correction)})
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField)
        owner.choices = [("", _("Anybody")), *Conversation.Owner.choices]


@admin.register(Correction)
class CorrectionAdmin(PageRows):
    template = "admin/quality/correction.html"
    list_display = ("verdict_label", "understood", "right", "by", "at", "frozen")
    list_filter = (("verdict", ChoicesDropdownFilter), ScenarioFilter)
    list_select_related = ("hotel", "turn", "staff")
    search_fields = ("intent", "turn__intent", "ideal_reply")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        rows: QuerySet[Correction] = super().get_queryset(request).select_related(*self.list_select_related)
        return rows

    def get_urls(self) -> Any:
        views = {"freeze": self.freeze_view, "scenario": self.download_view}
        wrapped = [(name, self.admin_site.admin_view(view)) for name, view in views.items()]
        return [
            *(path(f"<int:object_id>/{name}/", view, name=f"messaging_correction_{name}") for name, view in wrapped),
            *super().get_urls(),
        ]

    def has_freeze_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("messaging.add_correction")

    def page_context(self, request: HttpRequest, row: Correction, form: FreezeForm | None = None) -> dict[str, Any]:
        said = row.turn.messages.filter(direction="in").order_by("created_at", "pk").values_list("text", flat=True)
        return {
            "label": words.coloured(self.verdict_label(row), VERDICTS),
            "said": [text for text in said if text],
            "understood": titles.intent(row.turn.intent),
            "percent": words.percent(round(row.turn.confidence * 100)),
            "was": trace.why(row.turn).slots,
            "right": titles.intent(row.intent) if row.intent else "",
            "should": trace.why(TurnRecord(understanding={"slots": row.slots})).slots,
            "by": self.by(row),
            "at": self.at(row),
            "form": form or FreezeForm(None, row),
            "may_freeze": self.has_freeze_permission(request) and row.verdict != Correction.Verdict.ARCHIVED,
            "name": _name(row),
        }

    def freeze_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        row = self.found(request, str(object_id))
        archived = row is not None and row.verdict == Correction.Verdict.ARCHIVED
        if row is None or archived or not self.has_freeze_permission(request) or request.method != "POST":
            return self.not_found(request, str(object_id))
        if "melt" in request.POST:
            quality.freeze(row, "")
            self.message_user(request, gettext("It is no scenario any more."), messages.SUCCESS)
            return redirect(self.back_to(row))
        form = FreezeForm(request.POST, row)
        if not form.is_valid():
            return self.page(request, self.template, row, status=400, **self.page_context(request, row, form))
        try:
            quality.freeze(row, scenario.dump(freezing.of(row, Wishes(**form.cleaned_data))))
        except scenario.ScenarioError as error:
            text = gettext("This cannot be frozen: %(why)s.") % {"why": error.why}
            self.message_user(request, text, messages.ERROR)
        else:
            self.message_user(request, gettext("Frozen. Read it before it leaves the house."), messages.SUCCESS)
        return redirect(self.back_to(row))

    def download_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        row = self.found(request, str(object_id))
        if row is None or not row.scenario:
            return self.not_found(request, str(object_id))
        disposition = f'attachment; filename="{_name(row)}.yaml"'
        return HttpResponse(
            row.scenario, content_type="application/yaml; charset=utf-8", headers={"Content-Disposition": disposition}
        )

    @column(_("Verdict"), order="verdict", label=VERDICTS)
    def verdict_label(self, row: Correction) -> words.Label:
        return words.Label(row.verdict, row.get_verdict_display())

    @column(_("Understood as"), order="turn__intent")
    def understood(self, row: Correction) -> str:
        return titles.intent(row.turn.intent)

    @column(_("Should have been"), order="intent")
    def right(self, row: Correction) -> str:
        return titles.intent(row.intent) if row.intent else "–"

    @column(_("Judged by"), order="staff")
    def by(self, row: Correction) -> str:
        return people.name_of(row.staff) if row.staff else "–"

    @column(_("When"), order="created_at")
    def at(self, row: Correction) -> str:
        return words.moment(row.created_at, row.hotel)

    @column(_("Scenario"))
    def frozen(self, row: Correction) -> str:
        return gettext("Frozen") if row.scenario else "–"


def _name(row: Correction) -> str:
    """Also of a file that a later version of the format would refuse."""
    found = re.search(r"^name: ([a-z0-9-]+)$", row.scenario, re.MULTILINE)
    return found[1] if found else ""
