"""Reservations with what was offered and what became of them; staff cancel, and set nothing by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RangeDateFilter

from pms.admin import words
from pms.admin.base import PageRows, ReadOnlyRows, actor, column
from pms.errors import PmsError
from pms.terms import Money
from reservations import booking
from reservations.errors import NotCancellable
from reservations.models import Offer, Reservation, ReservationEvent

STATUSES = {
    "pending": "warning",
    "confirmed": "success",
    "refused": "danger",
    "needs_staff": "danger",
    "cancelled": "",
    "changed": "info",
    "checked_in": "primary",
    "checked_out": "",
    "no_show": "warning",
}


@admin.register(Reservation)
class ReservationAdmin(PageRows):
    template = "admin/reservations/reservation/page.html"
    list_display = ("reference", "state", "person", "nights", "room", "price", "created")
    list_filter = (
        ("status", ChoicesDropdownFilter),
        ("offer__arrival", RangeDateFilter),
    )
    list_select_related = ("hotel", "offer")
    search_fields = ("reference", "pms_number", "guest_name", "guest_email", "guest_phone")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-pk")

    def get_urls(self) -> Any:
        view = self.admin_site.admin_view(self.cancel_view)
        name = "reservations_reservation_cancel"
        return [path("<int:object_id>/cancel/", view, name=name), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("hotel", "offer", "hold")

    def has_cancel_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("reservations.change_reservation")

    def page_context(self, request: HttpRequest, reservation: Reservation) -> dict[str, Any]:
        offer = reservation.offer
        return {
            "state": words.coloured(self.state(reservation), STATUSES),
            "nights": words.nights(reservation.stay),
            "room": self.room(reservation),
            "plan": offer.rate_plan_names.get(reservation.hotel.language, offer.rate_plan),
            "total": words.money(reservation.price),
            "lines": [(words.day(night.date), _money(night.amount, offer)) for night in offer.per_night],
            "taxes": [(tax.name, _money(tax.amount, offer), tax.included) for tax in offer.tax_lines],
            "policy": _policy(offer),
            "conversation": words.holder(offer.asked_by),
            "events": [
                (
                    event,
                    words.coloured(words.Label(event.status, event.get_status_display()), STATUSES),
                    words.moment(event.at, reservation.hotel),
                )
                for event in reservation.events.all()
            ],
            "may_cancel": reservation.status == Reservation.Status.CONFIRMED and self.has_cancel_permission(request),
        }

    def cancel_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        reservation = self.found(request, str(object_id))
        if reservation is None or not self.has_cancel_permission(request):
            return self.not_found(request, str(object_id))
        if request.method == "POST":
            self._cancel(request, reservation)
            return redirect(self.back_to(reservation))
        fee = Money(booking.cancellation_fee(reservation), reservation.offer.currency)
        text = f"The room is given back to the PMS. By the terms {words.money(fee)} is due. The guest is not told."
        return self.confirm(
            request,
            reservation,
            title="Cancel this reservation",
            text=text,
            button="Cancel the reservation",
            ask_reason=True,
        )

    def _cancel(self, request: HttpRequest, reservation: Reservation) -> None:
        reason = request.POST.get("reason", "").strip()[:200] or "cancelled by staff"
        try:
            booking.cancel(reservation, actor=actor(request), reason=reason)
        except NotCancellable as no:
            self.message_user(request, f"This cannot be cancelled: {no.reason}", messages.ERROR)
        except PmsError:
            self.message_user(request, "The PMS does not answer. Nothing was changed.", messages.ERROR)
        else:
            self.message_user(request, f"{reservation.reference} is cancelled.", messages.SUCCESS)

    @column("Status", order="status", label=STATUSES)
    def state(self, reservation: Reservation) -> words.Label:
        return words.Label(reservation.status, reservation.get_status_display())

    @column("Guest", order="guest_name", header=True)
    def person(self, reservation: Reservation) -> list[str]:
        contact = reservation.guest_phone or reservation.guest_email
        return [reservation.guest_name, contact, words.initials(reservation.guest_name)]

    @column("Stay", order="offer__arrival")
    def nights(self, reservation: Reservation) -> str:
        return words.nights(reservation.stay)

    @column("Room", order="unit")
    def room(self, reservation: Reservation) -> str:
        offer = reservation.offer
        return f"{reservation.unit} · {offer.room_type_names.get(reservation.hotel.language, offer.room_type)}"

    @column("Total", order="total")
    def price(self, reservation: Reservation) -> str:
        return words.money(reservation.price)

    @column("Booked", order="created_at")
    def created(self, reservation: Reservation) -> str:
        return words.moment(reservation.created_at, reservation.hotel)


@admin.register(ReservationEvent)
class ReservationEventAdmin(ReadOnlyRows):
    list_display = ("when", "reservation", "state", "actor", "reason")
    list_filter = (("status", ChoicesDropdownFilter),)
    list_select_related = ("hotel", "reservation")
    search_fields = ("reservation__reference", "actor", "reason")
    date_hierarchy = "at"

    @column("When", order="at")
    def when(self, event: ReservationEvent) -> str:
        return words.moment(event.at, event.hotel)

    @column("Status", order="status", label=STATUSES)
    def state(self, event: ReservationEvent) -> words.Label:
        return words.Label(event.status, event.get_status_display())


@admin.register(Offer)
class OfferAdmin(ReadOnlyRows):
    list_display = ("room", "nights", "party", "price", "conversation", "quoted", "valid")
    search_fields = ("room_type", "rate_plan", "=asked_by")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-pk")
    fieldsets = (
        (None, {"fields": (("hotel", "conversation"), ("room", "nights", "party"), ("quoted", "valid"))}),
        ("Price", {"fields": ("price", "lines_shown", "taxes_shown", "policy_shown")}),
    )
    readonly_fields = (
        *("room", "nights", "party", "price", "conversation", "quoted", "valid"),
        *("lines_shown", "taxes_shown", "policy_shown"),
    )

    @column("Room", order="room_type")
    def room(self, offer: Offer) -> str:
        language = offer.hotel.language
        kind = offer.room_type_names.get(language, offer.room_type)
        return f"{kind} · {offer.rate_plan_names.get(language, offer.rate_plan)}"

    @column("Stay", order="arrival")
    def nights(self, offer: Offer) -> str:
        return words.nights(offer.stay)

    @column("Party")
    def party(self, offer: Offer) -> str:
        return f"{offer.adults} + {len(offer.children)}" if offer.children else str(offer.adults)

    @column("Total", order="total")
    def price(self, offer: Offer) -> str:
        return words.money(offer.price)

    @column("Conversation", order="asked_by")
    def conversation(self, offer: Offer) -> Any:
        return words.holder(offer.asked_by)

    @column("Quoted", order="created_at")
    def quoted(self, offer: Offer) -> str:
        return words.moment(offer.created_at, offer.hotel)

    @column("Price stands", label={"yes": "success", "no": ""})
    def valid(self, offer: Offer) -> words.Label:
        return (
            words.Label("yes", f"{words.minutes_left(offer.valid_until)} min")
            if offer.is_valid
            else words.Label("no", "Over")
        )

    @column("Nights")
    def lines_shown(self, offer: Offer) -> str:
        return " · ".join(f"{words.day(night.date)}: {_money(night.amount, offer)}" for night in offer.per_night)

    @column("Taxes")
    def taxes_shown(self, offer: Offer) -> str:
        return " · ".join(
            f"{tax.name}: {_money(tax.amount, offer)}{' (included)' if tax.included else ''}" for tax in offer.tax_lines
        )

    @column("Cancellation")
    def policy_shown(self, offer: Offer) -> str:
        return _policy(offer)


def _money(amount: Any, offer: Offer) -> str:
    return words.money(Money(amount, offer.currency))


def _policy(offer: Offer) -> str:
    fee = _money(offer.cancellation_fee, offer)
    if offer.free_until:
        return f"Free until {words.day(offer.free_until)}, then {fee}"
    return f"Never free: {fee}"
