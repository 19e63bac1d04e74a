"""Form fields: a name in three languages instead of raw JSON, and a secret that is never shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext

from pms.admin.base import HotelForm
from pms.admin.theme import PasswordWidget, TextareaWidget, TextInputWidget
from pms.models import Hotel
from pms.terms import LANGUAGES

NAMES_OF_LANGUAGES = dict(Hotel.Language.choices)


class ThreeLanguagesWidget(forms.MultiWidget):
    def __init__(self, *, long: bool = False) -> None:
        widget = TextareaWidget if long else TextInputWidget
        attrs = {"rows": 2} if long else {}
        super().__init__({code: widget({**attrs, "lang": code}) for code in LANGUAGES})

    def decompress(self, value: Any) -> list[str]:
        return [value.get(code, "") for code in LANGUAGES] if isinstance(value, dict) else [""] * len(LANGUAGES)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        # Form widgets have a template engine of their own; this one stands with our other pages.
        widget = self.get_context(name, value, attrs)["widget"]
        lines = zip(LANGUAGES, self.widgets, widget["subwidgets"], strict=True)
        inputs = [
            (
                NAMES_OF_LANGUAGES[code],
                line["attrs"].get("id", ""),
                input.render(line["name"], line["value"], line["attrs"]),
            )
            for code, input, line in lines
        ]
        return render_to_string("admin/three_languages.html", {"inputs": inputs})


class ThreeLanguagesField(forms.MultiValueField):
    """{"es": …, "pt": …, "en": …}; each is needed, a guest reads theirs."""

    def __init__(self, *, long: bool = False, **kwargs: Any) -> None:
        kwargs["widget"] = ThreeLanguagesWidget(long=long)
        super().__init__([forms.CharField(label=NAMES_OF_LANGUAGES[code]) for code in LANGUAGES], **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        return dict(zip(LANGUAGES, data_list, strict=True)) if data_list else {}


class SecretField(forms.CharField):
    """Goes in and never comes out. Empty keeps what is stored."""

    def __init__(self, label: Any) -> None:
        widget = PasswordWidget({"autocomplete": "new-password"})
        super().__init__(label=label, required=False, widget=widget)


class SecretsForm(HotelForm):
    """`secrets` maps a field of this form to the encrypted field of the row that it replaces."""

    secrets: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, column in self.secrets.items():
            if name in self.fields:
                stored = bool(getattr(self.instance, column))
                self.fields[name].help_text = (
                    gettext("Set. Leave empty to keep it.") if stored else gettext("Not set yet.")
                )

    def save(self, commit: bool = True) -> Any:
        for name, column in self.secrets.items():
            if value := self.cleaned_data.get(name):
                setattr(self.instance, column, value)
        return super().save(commit)
