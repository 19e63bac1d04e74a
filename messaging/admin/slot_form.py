"""What a guest named, as small typed fields: a wrong date or age is refused before it is learnt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from messaging import slots
from messaging.admin import titles
from messaging.models import Fact
from pms.models import Hotel, RatePlan, RoomType

NOT_SAID = ("", "–")
IN_SIGHT = ("arrival", "departure", "adults", "children", "room", "topic")
WISHES = {
    "+breakfast": _("With breakfast"),
    "+refundable": _("That can be cancelled"),
    "+nonrefundable": _("Non-refundable"),
}


class Ages(forms.CharField):
    """4, 7: the ages of the children."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        return [part for part in str(value or "").replace(";", ",").replace(" ", ",").split(",") if part]


class SlotForm(forms.Form):
    arrival = forms.DateField(label=_("Arrival"), required=False)
    departure = forms.DateField(label=_("Departure"), required=False)
    nights = forms.IntegerField(label=_("Nights"), required=False, min_value=1, max_value=365)
    rooms = forms.IntegerField(label=_("Rooms"), required=False, min_value=1, max_value=slots.MOST)
    adults = forms.IntegerField(label=_("Adults"), required=False, min_value=1, max_value=slots.MOST)
    children = Ages(label=_("Ages of children"), required=False, max_length=60)
    room = forms.ChoiceField(label=_("Room"), required=False)
    rate = forms.ChoiceField(label=_("Rate"), required=False)
    choice = forms.IntegerField(label=_("Number of the list"), required=False, min_value=-1, max_value=slots.MOST)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    name = forms.CharField(label=_("Name"), required=False, max_length=120)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)
    reference = forms.CharField(label=_("Confirmation number"), required=False, max_length=16)

    def __init__(self, data: Any, hotel: Hotel, understood: Mapping[str, Any]) -> None:
        party = understood.get("party") or {}
        super().__init__(data, initial={**understood, **party}, prefix="slot")
        said = {name: str(self.initial.get(name) or "") for name in ("room", "rate", "topic")}
        self._offer("room", _named(RoomType, hotel), said["room"])
        self._offer("rate", {**_named(RatePlan, hotel), **WISHES}, said["rate"])
        told = dict.fromkeys(Fact.objects.filter(hotel=hotel).values_list("topic", flat=True).distinct(), "")
        self._offer("topic", {**titles.TOPICS, **{name: titles.topic(name) for name in told}}, said["topic"])
        for name in ("arrival", "departure"):
            # The browser's own calendar: its value has one form in every language.
            self.fields[name].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            slots.read(self.said(cleaned))
        except slots.SlotError as error:
            self.add_error(error.slot if error.slot in self.fields else "adults", str(error))
        return cleaned

    @property
    def in_sight(self) -> list[Any]:
        """What is corrected most, and what was named or is wrong."""
        return [field for field in self if field.name in IN_SIGHT or field.value() or field.errors]

    @property
    def behind(self) -> list[Any]:
        return [field for field in self if field.name not in {shown.name for shown in self.in_sight}]

    def said(self, cleaned: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """As slots are stored: without what was not said."""
        values = dict(self.cleaned_data if cleaned is None else cleaned)
        adults, children = values.pop("adults", None), values.pop("children", None)
        if adults or children:
            values["party"] = {"adults": adults or 1, "children": children or []}
        return {
            name: str(value) if name in ("arrival", "departure") else value
            for name, value in values.items()
            if value not in (None, "", [])
        }

    def _offer(self, name: str, choices: Mapping[str, Any], said: str) -> None:
        """What was understood stays a choice, also where it is none of the hotel's."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        own = {said: said} if said and said not in choices else {}
        field.choices = [NOT_SAID, *own.items(), *choices.items()]


def _named(model: type[RoomType] | type[RatePlan], hotel: Hotel) -> dict[str, str]:
    language = (get_language() or "")[:2]
    rows = model.objects.filter(hotel=hotel).order_by("position", "pk")
    return {row.code: row.names.get(language) or row.names.get(hotel.language) or row.code for row in rows}
