"""The staff with their users and groups. Nobody gives away more than they may do themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pms import entrance, roles, second_factor, staff
from pms.admin import words
from pms.admin.base import HotelForm, HotelRows, column, own_hotels, own_rows
from pms.admin.history import History
from pms.admin.theme import (
    AdminPasswordChangeForm,
    BooleanRadioFilter,
    CheckboxesWidget,
    ChoicesDropdownFilter,
    ModelAdmin,
    TabularInline,
    UserChangeForm,
    UserCreationForm,
)
from pms.models import Hotel, StaffMember

COLOURS = {"owner": "primary", "manager": "info", "front_desk": "", "operator": "warning"}
ONE_ROLE = _("One person has one role, the same at all their hotels: %(user)s works at %(hotel)s as %(role)s.")


def grantable(user: Any) -> QuerySet[Group]:
    """Groups that may nothing which this user may not."""
    groups = Group.objects.order_by("name")
    if user.is_superuser:
        return groups
    own = Permission.objects.filter(group__user=user) | Permission.objects.filter(user=user)
    return groups.exclude(permissions__in=Permission.objects.exclude(pk__in=own.values("pk")))


def colleagues(user: Any) -> QuerySet[User]:
    """Users this one may see and change: of their own hotels only, and no mightier than they are."""
    users = User.objects.order_by("username")
    if user.is_superuser:
        return users
    elsewhere = StaffMember._base_manager.exclude(hotel__in=own_hotels())
    return (
        users.filter(pk__in=StaffMember.objects.values("user"), is_superuser=False)
        .exclude(pk__in=elsewhere.values("user"))
        .exclude(pk__in=User.groups.through._default_manager.exclude(group__in=grantable(user)).values("user"))
        .exclude(user_permissions__isnull=False)
    )


class RoleChoice:
    """A role is chosen among those one may give."""

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "role":
            kwargs["choices"] = [(role.value, role.label) for role in roles.grantable(request.user)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)  # type: ignore[misc]


class StaffMemberForm(HotelForm):
    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        user = cleaned.get("user") or getattr(self.instance, "user", None)
        role = cleaned.get("role")
        if user and role and (other := staff.other_role(user, role, but=self.instance.pk)):
            named = {"user": user, "hotel": other.hotel, "role": other.get_role_display()}
            self.add_error("role", str(ONE_ROLE) % named)
        return cleaned


@admin.register(StaffMember)
class StaffMemberAdmin(History, RoleChoice, HotelRows):
    form = StaffMemberForm
    list_display = ("user", "shown_role", "hotel")
    list_filter = (("role", ChoicesDropdownFilter),)
    list_select_related = ("hotel", "user")
    search_fields = ("user__username", "user__first_name", "user__last_name")
    fields = ("hotel", "user", "role")

    def get_list_display(self, request: HttpRequest) -> Any:
        return self.list_display

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "user":
            kwargs["queryset"] = colleagues(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "user") if obj else fields

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_give(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_give(request, obj)

    def save_model(self, request: HttpRequest, obj: StaffMember, form: forms.BaseForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        staff.settle(obj.user)

    def delete_model(self, request: HttpRequest, obj: StaffMember) -> None:
        super().delete_model(request, obj)
        staff.settle(obj.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[StaffMember]) -> None:
        users = [member.user for member in queryset]
        super().delete_queryset(request, queryset)
        for user in users:
            staff.settle(user)

    @column(_("Role"), order="role", label=COLOURS)
    def shown_role(self, member: StaffMember) -> words.Label:
        return words.Label(member.role, member.get_role_display())


class OneRole(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        super().clean()
        kept = [form.cleaned_data for form in self.forms if form.is_valid() and form not in self.deleted_forms]
        if len({row["role"] for row in kept if "role" in row}) > 1:
            raise forms.ValidationError(gettext("One person has one role, the same at all their hotels."))


class StaffLines(RoleChoice, TabularInline):  # type: ignore[misc]
    model = StaffMember
    formset = OneRole
    fields = ("hotel", "role")
    extra = 0

    def get_min_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """A user without a hotel would be nobody's, so no manager could see them again."""
        return 0 if request.user.is_superuser else 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, validate_min=not request.user.is_superuser, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "hotel":
            kwargs["queryset"] = own_rows(Hotel)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):  # type: ignore[misc,type-arg]
    """What somebody may do follows from their role; groups beyond those are a superuser's business."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_per_page = list_max_show_all = 25
    list_display = ("username", "full_name", "email", "is_active", "last_login")
    list_filter = (("is_active", BooleanRadioFilter),)
    list_filter_submit = True
    ordering = ("username",)
    filter_horizontal = ()
    compressed_fields = True
    readonly_fields = ("second_factor",)
    inlines = (StaffLines,)
    fieldsets = (
        (None, {"fields": (("username", "email"), ("first_name", "last_name"), "password")}),
        (_("How they enter"), {"fields": (("is_active", "second_factor"),)}),
    )
    add_fieldsets = ((None, {"fields": ("username", "password1", "password2", ("first_name", "last_name"))}),)
    powers = ("is_staff", "is_superuser", "groups", "user_permissions")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return colleagues(request.user)

    def get_urls(self) -> Any:
        view = self.admin_site.admin_view(self.reset_second_factor)
        return [path("<int:object_id>/second-factor/", view, name="auth_user_second_factor"), *super().get_urls()]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not (obj and request.user.is_superuser):
            return fieldsets
        return (*fieldsets, (gettext("Beyond their role"), {"fields": self.powers, "classes": ("collapse",)}))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["queryset"] = grantable(request.user).exclude(pk__in=roles.groups())
            kwargs["widget"] = CheckboxesWidget()
            kwargs["help_text"] = ""
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "user_permissions":
            field.label_from_instance = words.permission
        return field

    def save_model(self, request: HttpRequest, obj: User, form: forms.BaseForm, change: bool) -> None:
        obj.is_staff = obj.is_staff or not change
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        staff.settle(form.instance)

    def reset_second_factor(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """For who has lost their phone and their backup codes."""
        user = self.get_object(request, str(object_id))
        if user is None:
            answer: HttpResponse = self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
            return answer
        if not self.has_change_permission(request, user):
            return HttpResponse(status=403)
        if request.method != "POST":
            return self._ask_first(request, user)
        if second_factor.remove(user):
            self.log_change(request, user, "Second factor removed")
            self.message_user(request, gettext("%s sets up a new phone at the next log-in.") % user, messages.SUCCESS)
        return redirect("admin:auth_user_change", user.pk)

    def _ask_first(self, request: HttpRequest, user: User) -> HttpResponse:
        text = gettext("Make sure it is really them who ask: until a new phone is set up, their password alone opens.")
        context = {
            **self.admin_site.each_context(request),
            **{"opts": self.opts, "original": user, "title": gettext("Remove the second factor"), "text": text},
            "button": gettext("Remove it"),
        }
        return TemplateResponse(request, "admin/confirm.html", context)

    @column(_("Second factor"))
    def second_factor(self, user: User) -> str:
        if not user.pk or not entrance.has_device(user):
            return gettext("Not set up")
        address = reverse("admin:auth_user_second_factor", args=[user.pk])
        return format_html('{} · <a class="house-link" href="{}">{}</a>', gettext("On"), address, gettext("Remove…"))

    @column(_("Name"), order="first_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name() or "–"


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, ModelAdmin):  # type: ignore[misc]
    """Groups belong to all hotels together. Those of the roles are what pms/roles.py says: nobody changes them here."""

    list_per_page = list_max_show_all = 25
    list_display = ("shown_name",)
    filter_horizontal = ()

    @column(_("Name"), order="name")
    def shown_name(self, group: Group) -> str:
        return gettext(group.name) if _is_role(group) else group.name

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest | None = None, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.label_from_instance = words.permission
        return field

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser) and not _is_role(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser) and not _is_role(obj)


def _may_give(request: HttpRequest, member: StaffMember | None) -> bool:
    """What one may not give, one may not take away either."""
    return member is None or member.role in roles.grantable(request.user)


def _is_role(group: Group | None) -> bool:
    return group is not None and group.name in roles.NAMES.values()
