"""What a hotel has: room types, rooms, and the bookings of the local PMS."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from pms import housekeeping
from pms.admin import words
from pms.admin.base import HotelRows, OwnRows, ReadOnlyRows, actor, at_each, column
from pms.admin.fields import NAMES_OF_LANGUAGES, ThreeLanguagesField
from pms.admin.history import History
from pms.admin.theme import BooleanRadioFilter, ChoicesDropdownFilter, DropdownFilter
from pms.models import LocalBooking, Room, RoomType
from pms.terms import LANGUAGES

HOUSEKEEPING = {"clean": "success", "dirty": "danger", "inspect": "warning"}
NAMES = ("names", "descriptions")
BOOKING = {
    "confirmed": "info",
    "checked_in": "success",
    "checked_out": "",
    "cancelled": "danger",
    "no_show": "warning",
}


class NamedRows(HotelRows):
    """Rows a guest reads about, in their language: three inputs, or three lines for who may only look."""

    readonly_fields = ("names_shown", "descriptions_shown")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [
            (title, {"fields": [f"{name}_shown" if name in NAMES else name for name in options["fields"]]})
            for title, options in fieldsets
        ]

    @column(_("Name"))
    def names_shown(self, row: Any) -> str:
        return _lines(row.names)

    @column(_("Description"))
    def descriptions_shown(self, row: Any) -> str:
        return _lines(row.descriptions)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in NAMES:
            title = gettext("Name") if db_field.name == "names" else gettext("Description")
            return ThreeLanguagesField(long=db_field.name == "descriptions", label=title)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(RoomType)
class RoomTypeAdmin(History, NamedRows):
    list_display = ("name", "code", "max_adults", "max_guests", "rooms", "position")
    search_fields = ("code", "names")
    ordering = ("hotel", "position")
    fieldsets = (
        (None, {"fields": (("hotel", "code"), ("max_adults", "max_guests", "position"))}),
        (_("What guests read"), {"fields": ("names", "descriptions")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[RoomType]:
        rows: QuerySet[RoomType] = super().get_queryset(request)
        return rows.annotate(room_count=Count("rooms"))

    @column(_("Name"), order="code")
    def name(self, room_type: RoomType) -> str:
        return str(room_type)

    @column(_("Rooms"), order="room_count")
    def rooms(self, room_type: Any) -> int:
        return int(room_type.room_count)


@admin.register(Room)
class RoomAdmin(History, HotelRows):
    list_display = ("number", "type_name", "floor", "state", "sold")
    list_filter = (
        ("room_type", OwnRows),
        ("housekeeping", ChoicesDropdownFilter),
        ("out_of_order", BooleanRadioFilter),
    )
    list_select_related = ("hotel", "room_type__hotel")
    search_fields = ("number",)
    fields = (("hotel", "room_type"), ("number", "floor"), "housekeeping", "out_of_order")
    actions = ("clean", "dirty", "inspect", "take_out", "put_back")

    @admin.action(description=_("Clean"), permissions=["change"])
    def clean(self, request: HttpRequest, queryset: QuerySet[Room]) -> None:
        self._mark(request, queryset, Room.Housekeeping.CLEAN)

    @admin.action(description=_("Dirty"), permissions=["change"])
    def dirty(self, request: HttpRequest, queryset: QuerySet[Room]) -> None:
        self._mark(request, queryset, Room.Housekeeping.DIRTY)

    @admin.action(description=_("To inspect"), permissions=["change"])
    def inspect(self, request: HttpRequest, queryset: QuerySet[Room]) -> None:
        self._mark(request, queryset, Room.Housekeeping.INSPECT)

    @admin.action(description=_("Out of order"), permissions=["change"])
    def take_out(self, request: HttpRequest, queryset: QuerySet[Room]) -> None:
        self._order(request, queryset, True)

    @admin.action(description=_("In order"), permissions=["change"])
    def put_back(self, request: HttpRequest, queryset: QuerySet[Room]) -> None:
        self._order(request, queryset, False)

    def _mark(self, request: HttpRequest, queryset: QuerySet[Room], state: Room.Housekeeping) -> None:
        rooms = list(queryset)
        for room in rooms:
            housekeeping.mark(room, state, by=actor(request))
        self._tell(request, str(state.label), rooms)

    def _order(self, request: HttpRequest, queryset: QuerySet[Room], out: bool) -> None:
        rooms = list(queryset)
        for room in rooms:
            housekeeping.set_out_of_order(room, out, by=actor(request))
        self._tell(request, gettext("Out of order") if out else gettext("In order"), rooms)

    def _tell(self, request: HttpRequest, state: str, rooms: list[Room]) -> None:
        told = ngettext("%(state)s: room %(rooms)s", "%(state)s: rooms %(rooms)s", len(rooms))
        names = ", ".join(room.number for room in rooms)
        self.message_user(request, told % {"state": state, "rooms": names}, messages.SUCCESS)

    @column(_("Room type"), order="room_type__position")
    def type_name(self, room: Room) -> str:
        return str(room.room_type)

    @column(_("Housekeeping"), order="housekeeping", label=HOUSEKEEPING)
    def state(self, room: Room) -> words.Label:
        return words.Label(room.housekeeping, room.get_housekeeping_display())

    @column(_("Sold"), order="out_of_order", label={"yes": "success", "no": "danger"})
    def sold(self, room: Room) -> words.Label:
        return (
            words.Label("no", gettext("Out of order")) if room.out_of_order else words.Label("yes", gettext("In order"))
        )


class StayFilter(DropdownFilter):  # type: ignore[misc]
    """By the hotel's own today."""

    title, parameter_name = _("stay"), "stay"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("arrives", gettext("Arrives today")),
            ("leaves", gettext("Leaves today")),
            ("sleeps", gettext("Sleeps here tonight")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LocalBooking]) -> QuerySet[LocalBooking]:
        lookup = {"arrives": "period__startswith", "leaves": "period__endswith", "sleeps": "period__contains"}
        if self.value() not in lookup:
            return queryset
        live = queryset.filter(status__in=LocalBooking.LIVE)
        # Who changed rooms today has arrived before.
        live = live.filter(earlier_rooms=[]) if self.value() == "arrives" else live
        return live.filter(at_each(lambda hotel: Q(**{lookup[self.value()]: hotel.now().date()})))


@admin.register(LocalBooking)
class LocalBookingAdmin(History, ReadOnlyRows):
    list_display = ("shown_number", "guest_name", "nights", "room", "state", "price", "reference")
    list_filter = (StayFilter, ("status", ChoicesDropdownFilter), ("rate_plan", OwnRows))
    list_select_related = ("hotel", "room")
    search_fields = ("guest_name", "reference", "guest_email", "guest_phone")
    ordering = ("-created_at", "-pk")
    fieldsets = (
        (None, {"fields": (("hotel", "reference"), ("room", "rate_plan"), ("nights", "state"))}),
        (_("Guest"), {"fields": ("guest_name", ("guest_email", "guest_phone"), ("adults", "children"))}),
        (_("Price"), {"fields": (("price", "booked"),)}),
    )
    readonly_fields = ("nights", "state", "price", "booked")

    @column(_("Number"), order="pk")
    def shown_number(self, booking: LocalBooking) -> str:
        return booking.number

    @column(_("Stay"), order="period")
    def nights(self, booking: LocalBooking) -> str:
        return words.nights(booking.stay)

    @column(_("Status"), order="status", label=BOOKING)
    def state(self, booking: LocalBooking) -> words.Label:
        return words.Label(booking.status, booking.get_status_display())

    @column(_("Total"), order="total")
    def price(self, booking: LocalBooking) -> str:
        return words.money(booking.price)

    @column(_("Booked"), order="created_at")
    def booked(self, booking: LocalBooking) -> str:
        return words.moment(booking.created_at, booking.hotel)


def _lines(names: dict[str, str]) -> str:
    return "\n".join(f"{NAMES_OF_LANGUAGES[code]}: {names.get(code, '–')}" for code in LANGUAGES)
