"""What a hotel's own corrections have taught the classifier: how each did, and which one is asked."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from messaging.models import Classifier
from pms.admin import words
from pms.admin.base import ReadOnlyRows, column

STATES = {"asked": "success", "kept": ""}


@admin.register(Classifier)
class ClassifierAdmin(ReadOnlyRows):
    list_display = ("at", "state", "learned", "understood", "worse", "promoted_by")
    list_select_related = ("hotel",)
    ordering = ("-created_at", "-pk")
    fields = (("hotel", "at", "state"), ("learned", "understood"), "worse", ("promoted_at", "promoted_by"), "digest")
    readonly_fields = ("at", "state", "learned", "understood", "worse")

    @column(_("When"), order="created_at")
    def at(self, row: Classifier) -> str:
        return words.moment(row.created_at, row.hotel)

    @column(_("State"), order="promoted_at", label=STATES)
    def state(self, row: Classifier) -> words.Label:
        return (
            words.Label("asked", gettext("In use")) if row.promoted_at else words.Label("kept", gettext("Not in use"))
        )

    @column(_("Learned from"))
    def learned(self, row: Classifier) -> str:
        counts = {"staff": row.figures.get("by_staff", 0), "guests": row.figures.get("by_guests", 0)}
        return gettext("%(staff)s corrections of staff, %(guests)s of guests") % counts

    @column(_("Understood"))
    def understood(self, row: Classifier) -> str:
        shares = row.figures.get("accuracy", {})
        return ", ".join(f"{language} {words.percent(round(share * 100))}" for language, share in shares.items()) or "–"

    @column(_("Worse at"))
    def worse(self, row: Classifier) -> str:
        return "; ".join(row.figures.get("worse", [])) or "–"
