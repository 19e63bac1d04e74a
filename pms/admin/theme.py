"""The theme's classes, so that one file knows which theme it is."""

from __future__ import annotations

from unfold.admin import ModelAdmin, TabularInline
from unfold.contrib.filters.admin import (
    BooleanRadioFilter,
    ChoicesDropdownFilter,
    DropdownFilter,
    RangeDateFilter,
    RelatedDropdownFilter,
)
from unfold.decorators import display
from unfold.views import ChangeList

__all__ = [
    "BooleanRadioFilter",
    "ChangeList",
    "ChoicesDropdownFilter",
    "DropdownFilter",
    "ModelAdmin",
    "RangeDateFilter",
    "RelatedDropdownFilter",
    "TabularInline",
    "display",
]
