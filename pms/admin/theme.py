"""The classes of the theme: unfold, or with ADMIN_THEME=plain Django's own. Nobody else imports it."""

from __future__ import annotations

from django.conf import settings

if "unfold" in settings.INSTALLED_APPS:
    from unfold.admin import ModelAdmin, TabularInline
    from unfold.contrib.filters.admin import (
        BooleanRadioFilter,
        ChoicesDropdownFilter,
        DropdownFilter,
        FieldTextFilter,
        RangeDateFilter,
        RangeNumericFilter,
        RelatedDropdownFilter,
    )
    from unfold.decorators import action, display
    from unfold.forms import AdminPasswordChangeForm, AuthenticationForm, UserChangeForm, UserCreationForm
    from unfold.views import ChangeList
    from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget as CheckboxesWidget
    from unfold.widgets import UnfoldAdminColorInputWidget as ColorWidget
    from unfold.widgets import UnfoldAdminPasswordWidget as PasswordWidget
    from unfold.widgets import UnfoldAdminSelectWidget as SelectWidget
    from unfold.widgets import UnfoldAdminTextareaWidget as TextareaWidget
    from unfold.widgets import UnfoldAdminTextInputWidget as TextInputWidget
else:
    from pms.admin.plain import (
        AdminPasswordChangeForm,
        AuthenticationForm,
        BooleanRadioFilter,
        ChangeList,
        CheckboxesWidget,
        ChoicesDropdownFilter,
        ColorWidget,
        DropdownFilter,
        FieldTextFilter,
        ModelAdmin,
        PasswordWidget,
        RangeDateFilter,
        RangeNumericFilter,
        RelatedDropdownFilter,
        SelectWidget,
        TabularInline,
        TextareaWidget,
        TextInputWidget,
        UserChangeForm,
        UserCreationForm,
        action,
        display,
    )

__all__ = [
    "AdminPasswordChangeForm",
    "AuthenticationForm",
    "BooleanRadioFilter",
    "ChangeList",
    "CheckboxesWidget",
    "ChoicesDropdownFilter",
    "ColorWidget",
    "DropdownFilter",
    "FieldTextFilter",
    "ModelAdmin",
    "PasswordWidget",
    "RangeDateFilter",
    "RangeNumericFilter",
    "RelatedDropdownFilter",
    "SelectWidget",
    "TabularInline",
    "TextInputWidget",
    "TextareaWidget",
    "UserChangeForm",
    "UserCreationForm",
    "action",
    "display",
]
