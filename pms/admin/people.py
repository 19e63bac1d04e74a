"""The staff with their users and groups. Nobody gives away more than they may do themselves."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline
from unfold.contrib.filters.admin import BooleanRadioFilter, ChoicesDropdownFilter
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from pms.admin import words
from pms.admin.base import HotelRows, column, own_hotels, own_rows
from pms.models import Hotel, StaffMember

ROLES = {"owner": "primary", "manager": "info", "front_desk": ""}


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


@admin.register(StaffMember)
class StaffMemberAdmin(HotelRows):
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

    @column("Role", order="role", label=ROLES)
    def shown_role(self, member: StaffMember) -> words.Label:
        return words.Label(member.role, member.get_role_display())


class StaffLines(TabularInline):  # type: ignore[misc]
    model = StaffMember
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
    inlines = (StaffLines,)
    fieldsets = (
        (None, {"fields": (("username", "email"), ("first_name", "last_name"), "password")}),
        ("What they may do", {"fields": (("is_active", "is_staff"), "groups")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2", ("first_name", "last_name"))}),
        ("What they may do", {"fields": ("is_staff", "groups")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return colleagues(request.user)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if not (obj and request.user.is_superuser):
            return fieldsets
        return (*fieldsets, ("All hotels", {"fields": ("is_superuser", "user_permissions"), "classes": ("collapse",)}))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["queryset"] = grantable(request.user)
            kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget()
            kwargs["help_text"] = ""
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @column("Name", order="first_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name() or "–"


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, ModelAdmin):  # type: ignore[misc]
    """Groups belong to all hotels together."""

    list_per_page = list_max_show_all = 25
    filter_horizontal = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)
