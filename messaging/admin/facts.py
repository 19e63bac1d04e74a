"""What the hotel knows: who says so, until when it holds, and which facts cannot all be true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from messaging import contradictions, knowledge
from messaging.admin import titles
from messaging.contradictions import Conflict
from messaging.desk import people
from messaging.models import Fact
from pms.admin import words
from pms.admin.base import HotelRows, Rows, column, own_hotels, person
from pms.admin.history import History
from pms.admin.theme import ChoicesDropdownFilter, DropdownFilter
from pms.models import Hotel

KINDS: dict[str, Any] = {
    "time": _("times"),
    "amount": _("amounts"),
    "date": _("dates"),
    "number": _("numbers"),
    "have": _("there is, or may be"),
    "free": _("free of charge"),
    "included": _("included"),
}
ANSWERS: dict[str, Any] = {contradictions.YES: _("yes"), contradictions.NO: _("no")}


def conflicts_by_fact() -> dict[int, list[tuple[Conflict, bool]]]:
    """Each conflict stands at both of its facts; True where it is told from the other side."""
    found: dict[int, list[tuple[Conflict, bool]]] = defaultdict(list)
    for conflict in contradictions.find(Fact.objects.select_related("hotel"), own_hotels()):
        found[conflict.one.pk].append((conflict, False))
        if conflict.other:
            found[conflict.other.pk].append((conflict, True))
    return found


def missing_languages() -> dict[tuple[int, str], list[str]]:
    """By hotel and topic: in which languages nobody has said it yet."""
    said: dict[tuple[int, str], set[str]] = defaultdict(set)
    for hotel_id, topic, language in Fact.objects.order_by().values_list("hotel", "topic", "language"):
        said[hotel_id, topic].add(language)
    return {
        key: [str(language.label) for language in Hotel.Language if language.value not in known]
        for key, known in said.items()
        if len(known) < len(Hotel.Language)
    }


class AttentionFilter(DropdownFilter):  # type: ignore[misc]
    title, parameter_name = _("attention"), "attention"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("stale", _("Stale: over, or not looked at for 180 days")),
            ("contradicting", _("Contradicting")),
            ("missing", _("Missing in a language")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Fact]) -> QuerySet[Fact]:
        if self.value() == "stale":
            return knowledge.stale(queryset, own_hotels())
        if self.value() == "contradicting":
            return queryset.filter(pk__in=list(conflicts_by_fact()))
        if self.value() == "missing":
            incomplete = missing_languages()
            rows = queryset.values_list("pk", "hotel", "topic").order_by()
            return queryset.filter(pk__in=[pk for pk, hotel_id, topic in rows if (hotel_id, topic) in incomplete])
        return queryset


class FactList(Rows):
    def get_results(self, request: HttpRequest) -> None:
        """What is wrong with each row of the page: two queries, however many there are."""
        super().get_results(request)
        conflicts, incomplete = conflicts_by_fact(), missing_languages()
        for fact in self.result_list:
            fact.conflicts = conflicts.get(fact.pk, [])
            fact.missing = incomplete.get((fact.hotel_id, fact.topic), [])


@admin.register(Fact)
class FactAdmin(History, HotelRows):
    list_display = ("subject", "language", "text", "attention", "source", "keeper", "valid", "checked")
    list_filter = (AttentionFilter, ("language", ChoicesDropdownFilter))
    list_select_related = ("hotel", "owner")
    search_fields = ("topic", "text", "source")
    ordering = ("hotel", "topic", "language")
    actions = ("still_true",)
    fields = ("hotel", ("topic", "language"), "text", ("source", "owner"), ("valid_until", "checked"))
    readonly_fields = ("checked",)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[Rows]:
        return FactList

    def save_model(self, request: HttpRequest, obj: Fact, form: Any, change: bool) -> None:
        knowledge.keep(obj, person(request))

    @admin.action(description=_("Still true"), permissions=["change"])
    def still_true(self, request: HttpRequest, queryset: QuerySet[Fact]) -> None:
        """A fact whose day has passed needs another day, not another look."""
        today = {hotel.pk: hotel.now().date() for hotel in own_hotels()}
        over = [row for row in queryset if row.valid_until and row.valid_until < today[row.hotel_id]]
        looked_at = [row for row in queryset if row not in over]
        for row in looked_at:
            knowledge.still_true(row, person(request))
        if looked_at:
            text = ngettext("%(count)d fact is still true.", "%(count)d facts are still true.", len(looked_at))
            self.message_user(request, text % {"count": len(looked_at)}, messages.SUCCESS)
        if over:
            text = gettext("Not valid any more, give them another day first: %(facts)s")
            named = ", ".join(f"{titles.topic(row.topic)} ({row.language})" for row in over)
            self.message_user(request, text % {"facts": named}, messages.WARNING)

    @column(_("Topic"), order="topic")
    def subject(self, fact: Fact) -> str:
        return titles.topic(fact.topic)

    @column(_("Attention"))
    def attention(self, fact: Any) -> Any:
        lines = [*_stale(fact), *(_told(*conflict) for conflict in fact.conflicts)]
        if fact.missing:
            lines.append(gettext("Missing: %(languages)s") % {"languages": ", ".join(fact.missing)})
        return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines)) or "–"

    @column(_("Kept true by"), order="owner")
    def keeper(self, fact: Fact) -> str:
        return people.name_of(fact.owner) if fact.owner else "–"

    @column(_("Valid until"), order="valid_until")
    def valid(self, fact: Fact) -> str:
        return words.day(fact.valid_until) if fact.valid_until else "–"

    @column(_("Last looked at"), order="checked_at")
    def checked(self, fact: Fact) -> str:
        return words.moment(fact.checked_at, fact.hotel) if fact.pk else "–"


def _stale(fact: Fact) -> list[str]:
    if fact.valid_until and fact.valid_until < fact.hotel.now().date():
        return [gettext("Not valid any more")]
    if knowledge.is_stale(fact):
        days = (timezone.now() - fact.checked_at).days
        return [ngettext("Not looked at for %(days)d day", "Not looked at for %(days)d days", days) % {"days": days}]
    return []


def _told(conflict: Conflict, turned: bool) -> str:
    """What this fact says, and what the other one does, in figures."""
    mine, theirs = (conflict.theirs, conflict.ours) if turned else (conflict.ours, conflict.theirs)
    other = conflict.one if turned else conflict.other
    if other is None or conflict.other is None:
        where = gettext("the page of the hotel")
    elif conflict.one.topic == conflict.other.topic:
        where = str(other.get_language_display())
    else:
        where = f"{titles.topic(other.topic)} ({other.get_language_display()})"
    said = {"kind": KINDS[conflict.kind], "mine": _listed(mine), "where": where, "theirs": _listed(theirs)}
    return gettext("Contradicts: %(kind)s %(mine)s here, %(theirs)s in %(where)s") % said


def _listed(values: Sequence[str]) -> str:
    return ", ".join(str(ANSWERS.get(value, value)) for value in values)
