"""A reservation corrected or cancelled by staff: what would change and what the guest would read comes first."""

from __future__ import annotations

from copy import copy
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from messaging import verdicts
from messaging.admin.review import ACT, and_told, attempt, decision, for_whom, found, page, told
from pms.admin import words
from pms.terms import Money
from reservations import booking, review
from reservations.models import Reservation


class CorrectionForm(forms.ModelForm):  # type: ignore[type-arg]
    reason = forms.CharField(max_length=200, label=gettext_lazy("Reason, for the trail"))

    class Meta:
        model = Reservation
        fields = review.CORRECTABLE

    def clean_total(self) -> Decimal:
        total: Decimal = self.cleaned_data["total"]
        if total < 0:
            raise ValidationError(_("A price is not below zero."))
        return total

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.changes():
            raise ValidationError(_("Nothing is another than it was."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data if name in review.CORRECTABLE}


@for_whom(ACT, ["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """First what would change and what the guest would read; then, on a second button, the change."""
    row = found(pk)
    form = CorrectionForm(request.POST or None, instance=copy(row))
    changes = form.changes() if form.is_bound and form.is_valid() else {}
    step, here = request.POST.get("step"), reverse("admin:reservations_reservation_change", args=[pk])
    if changes and step == "save":

        def act() -> str:
            done = verdicts.correct(row, changes, decision(request))
            return and_told(_("%(reference)s is corrected.") % {"reference": row.reference}, done)

        return attempt(request, act, done=here, again=request.path)
    if step == "edit":
        changes = {}
    return page(
        request,
        "correct",
        status=400 if form.errors else 200,
        title=_("Correct %(reference)s") % {"reference": row.reference},
        row=row,
        form=form,
        back=here,
        changes=[(form.fields[name].label, getattr(row, name), new) for name, new in changes.items()],
        telling=told(verdicts.corrected(row, changes), row) if changes else None,
    )


@for_whom(ACT, ["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(pk)
    here = reverse("admin:reservations_reservation_change", args=[pk])
    if request.method == "POST":

        def act() -> str:
            done = verdicts.cancel(row, decision(request))
            return and_told(_("%(reference)s is cancelled.") % {"reference": row.reference}, done)

        return attempt(request, act, done=here, again=here)
    fee = words.money(Money(booking.cancellation_fee(row), row.offer.currency))
    return page(
        request,
        "cancel",
        title=_("Cancel this reservation"),
        row=row,
        back=here,
        nights=words.nights(row.stay),
        fee=fee,
        telling=told(verdicts.cancelled(row), row),
    )
