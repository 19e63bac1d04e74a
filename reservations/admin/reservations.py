"""Reservations with what was offered and what became of them; staff decide on other pages, and set nothing by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pms.admin import words
from pms.admin.base import PageRows, ReadOnlyRows, column
from pms.admin.history import History
from pms.admin.theme import ChoicesDropdownFilter, RangeDateFilter
from pms.terms import Money
from reservations import review
from reservations.models import Offer, Request, Reservation, ReservationEvent

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
class ReservationAdmin(History, PageRows):
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

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("hotel", "offer", "hold")

    def page_context(self, request: HttpRequest, reservation: Reservation) -> dict[str, Any]:
        offer = reservation.offer
        return {
            "state": words.coloured(self.state(reservation), STATUSES),
            "nights": words.nights(reservation.stay),
            "party": words.party(offer.adults, offer.children),
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
            "buttons": _buttons(reservation) if request.user.has_perm("reservations.change_reservation") else [],
            "waits": reservation.status == Reservation.Status.NEEDS_STAFF,
            "requests": reservation.requests.filter(status=Request.Status.OPEN),
            "honoured": words.money(Money(reservation.pms_total, offer.currency)) if reservation.pms_total else "",
            "offered": words.money(offer.price) if offer.total != reservation.total else "",
            "moved": words.nights(offer.stay) if offer.stay != reservation.stay else "",
        }

    @column(_("Status"), order="status", label=STATUSES)
    def state(self, reservation: Reservation) -> words.Label:
        return words.Label(reservation.status, reservation.get_status_display())

    @column(_("Guest"), order="guest_name", header=True)
    def person(self, reservation: Reservation) -> list[str]:
        contact = reservation.guest_phone or reservation.guest_email
        return [reservation.guest_name, contact, words.initials(reservation.guest_name)]

    @column(_("Stay"), order="offer__arrival")
    def nights(self, reservation: Reservation) -> str:
        return words.nights(reservation.stay)

    @column(_("Room"), order="unit")
    def room(self, reservation: Reservation) -> str:
        offer = reservation.offer
        return f"{reservation.unit} · {offer.room_type_names.get(reservation.hotel.language, offer.room_type)}"

    @column(_("Total"), order="total")
    def price(self, reservation: Reservation) -> str:
        return words.money(reservation.price)

    @column(_("Booked"), order="created_at")
    def created(self, reservation: Reservation) -> str:
        return words.moment(reservation.created_at, reservation.hotel)


@admin.register(ReservationEvent)
class ReservationEventAdmin(ReadOnlyRows):
    list_display = ("when", "reservation", "state", "actor", "reason")
    list_filter = (("status", ChoicesDropdownFilter),)
    list_select_related = ("hotel", "reservation")
    search_fields = ("reservation__reference", "actor", "reason")
    date_hierarchy = "at"

    @column(_("When"), order="at")
    def when(self, event: ReservationEvent) -> str:
        return words.moment(event.at, event.hotel)

    @column(_("Status"), order="status", label=STATUSES)
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
        (_("Price"), {"fields": ("price", "lines_shown", "taxes_shown", "policy_shown")}),
    )
    readonly_fields = (
        *("room", "nights", "party", "price", "conversation", "quoted", "valid"),
        *("lines_shown", "taxes_shown", "policy_shown"),
    )

    @column(_("Room"), order="room_type")
    def room(self, offer: Offer) -> str:
        language = offer.hotel.language
        kind = offer.room_type_names.get(language, offer.room_type)
        return f"{kind} · {offer.rate_plan_names.get(language, offer.rate_plan)}"

    @column(_("Stay"), order="arrival")
    def nights(self, offer: Offer) -> str:
        return words.nights(offer.stay)

    @column(_("Party"))
    def party(self, offer: Offer) -> str:
        return f"{offer.adults} + {len(offer.children)}" if offer.children else str(offer.adults)

    @column(_("Total"), order="total")
    def price(self, offer: Offer) -> str:
        return words.money(offer.price)

    @column(_("Conversation"), order="asked_by")
    def conversation(self, offer: Offer) -> Any:
        return words.holder(offer.asked_by)

    @column(_("Quoted"), order="created_at")
    def quoted(self, offer: Offer) -> str:
        return words.moment(offer.created_at, offer.hotel)

    @column(_("Price stands"), label={"yes": "success", "no": ""})
    def valid(self, offer: Offer) -> words.Label:
        return (
            words.Label("yes", words.minutes(words.minutes_left(offer.valid_until)))
            if offer.is_valid
            else words.Label("no", gettext("Over"))
        )

    @column(_("Nights"))
    def lines_shown(self, offer: Offer) -> str:
        return " · ".join(f"{words.day(night.date)}: {_money(night.amount, offer)}" for night in offer.per_night)

    @column(_("Taxes"))
    def taxes_shown(self, offer: Offer) -> str:
        included = gettext("included")
        return " · ".join(
            f"{tax.name}: {_money(tax.amount, offer)}{f' ({included})' if tax.included else ''}"
            for tax in offer.tax_lines
        )

    @column(_("Cancellation"))
    def policy_shown(self, offer: Offer) -> str:
        return _policy(offer)


def _buttons(reservation: Reservation) -> list[str]:
    """What staff may do with it now; the pages for it stand where the guest can be told."""
    may = {"correct": review.STANDING, "cancel": (Reservation.Status.CONFIRMED,)}
    return [verb for verb, statuses in may.items() if reservation.status in statuses]


def _money(amount: Any, offer: Offer) -> str:
    return words.money(Money(amount, offer.currency))


def _policy(offer: Offer) -> str:
    fee = _money(offer.cancellation_fee, offer)
    if offer.free_until:
        return gettext("Free until %(day)s, then %(fee)s") % {"day": words.day(offer.free_until), "fee": fee}
    return gettext("Never free: %(fee)s") % {"fee": fee}
