"""Offers as the guest read them, reservations, and the append-only history of both."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from locks.models import RoomHold
from pms.models import Guest, Hotel
from pms.scoping import HotelHistory, HotelManager
from pms.terms import CancellationPolicy, Money, Night, Party, Stay, TaxLine


class Offer(models.Model):
    """What was quoted, stored before the guest reads it: every amount in a reply points here."""

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="offers")
    asked_by = models.CharField(max_length=60, help_text="On whose behalf, e.g. conversation:17")
    room_type = models.CharField(max_length=50)
    room_type_names = models.JSONField()
    rate_plan = models.CharField(max_length=50)
    rate_plan_names = models.JSONField()
    unit = models.CharField(max_length=40, help_text="The first free unit when it was quoted")
    units_left = models.PositiveSmallIntegerField()
    arrival = models.DateField()
    departure = models.DateField()
    adults = models.PositiveSmallIntegerField()
    children = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    lines = models.JSONField(help_text="[[date, amount], …], a night each")
    taxes = models.JSONField(help_text="[[name, amount, included], …]")
    total = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    breakfast = models.BooleanField(default=False)
    free_until = models.DateField(null=True, blank=True)
    cancellation_fee = models.DecimalField(max_digits=12, decimal_places=2)
    created_at = models.DateTimeField(default=timezone.now)
    valid_until = models.DateTimeField()

    objects = HotelManager()

    class Meta:
        indexes = [
            models.Index(fields=["hotel", "asked_by", "-created_at"], name="offer_by_asker"),
            # availability.last_known: in an outage every guest asks what was known of a stay.
            models.Index(fields=["hotel", "arrival", "departure", "-created_at"], name="offer_by_stay"),
        ]

    def __str__(self) -> str:
        return f"{self.room_type} {self.arrival} – {self.departure} {self.total} {self.currency}"

    @property
    def stay(self) -> Stay:
        return Stay(self.arrival, self.departure)

    @property
    def party(self) -> Party:
        return Party(self.adults, tuple(self.children))

    @property
    def price(self) -> Money:
        return Money(self.total, self.currency)

    @property
    def fee(self) -> Money:
        """What cancelling costs once it is not free."""
        return Money(self.cancellation_fee, self.currency)

    @property
    def per_night(self) -> tuple[Night, ...]:
        return tuple(Night(date.fromisoformat(day), Decimal(amount)) for day, amount in self.lines)

    @property
    def tax_lines(self) -> tuple[TaxLine, ...]:
        return tuple(TaxLine(name, Decimal(amount), included) for name, amount, included in self.taxes)

    @property
    def policy(self) -> CancellationPolicy:
        return CancellationPolicy(self.free_until, self.cancellation_fee)

    @property
    def is_valid(self) -> bool:
        return self.valid_until > timezone.now()


class Reservation(models.Model):
    """Written only by reservations.booking. `reference` is ours, `pms_number` the PMS's."""

    class Status(models.TextChoices):
        PENDING = "pending", _("Pending")
        CONFIRMED = "confirmed", _("Confirmed")
        REFUSED = "refused", _("Refused")
        NEEDS_STAFF = "needs_staff", _("Needs staff")
        CANCELLED = "cancelled", _("Cancelled")
        CHANGED = "changed", _("Changed")
        CHECKED_IN = "checked_in", _("In house")
        CHECKED_OUT = "checked_out", _("Checked out")
        NO_SHOW = "no_show", _("No show")

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="reservations")
    reference = models.CharField(max_length=16, unique=True)
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="reservations")
    hold = models.ForeignKey(RoomHold, models.PROTECT, related_name="reservations")
    guest = models.ForeignKey(Guest, models.PROTECT, related_name="reservations")
    guest_name = models.CharField(max_length=120)
    guest_email = models.EmailField(blank=True)
    guest_phone = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.PENDING)
    pms_number = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=40)
    arrival = models.DateField(null=True, blank=True, help_text="Where the desk has moved it; empty: as offered")
    departure = models.DateField(null=True, blank=True)
    total = models.DecimalField(max_digits=12, decimal_places=2)
    pms_total = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, help_text="The PMS's own, where staff honour another"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = HotelManager()
    history = HistoricalRecords(bases=[HotelHistory])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hold"],
                condition=~Q(status__in=["refused", "cancelled"]),
                name="one_live_reservation_per_hold",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(status="pending"), name="pending_reservations"),
            models.Index(fields=["hotel", "guest", "-created_at"], name="reservation_by_guest"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def stay(self) -> Stay:
        """As the PMS has it now; while nothing was moved, as it was offered."""
        return Stay(self.arrival, self.departure) if self.arrival and self.departure else self.offer.stay

    @property
    def price(self) -> Money:
        return Money(self.total, self.offer.currency)


class ReservationEvent(models.Model):
    """One step in a reservation's life. A trigger refuses updates and deletes."""

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="+")
    reservation = models.ForeignKey(Reservation, models.PROTECT, related_name="events")
    status = models.CharField(max_length=12, choices=Reservation.Status)
    actor = models.CharField(max_length=60)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = HotelManager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["reservation", "-at"], name="reservation_history")]

    def __str__(self) -> str:
        return f"{self.reservation} {self.status}"


class ChangeQuote(models.Model):
    """What a guest was told that another stay or room would cost, stored before they read it. Written only by
    reservations.guest_changes."""

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="+")
    reservation = models.ForeignKey(Reservation, models.CASCADE, related_name="change_quotes")
    arrival = models.DateField()
    departure = models.DateField()
    room_type = models.CharField(max_length=50)
    unit = models.CharField(max_length=40)
    was_total = models.DecimalField(max_digits=12, decimal_places=2)
    total = models.DecimalField(max_digits=12, decimal_places=2, help_text="What the guest agrees to, with the fee")
    fee = models.DecimalField(max_digits=12, decimal_places=2, help_text="For nights given up, inside the total")
    created_at = models.DateTimeField(default=timezone.now)
    valid_until = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = HotelManager()

    class Meta:
        indexes = [models.Index(fields=["reservation", "-created_at"], name="quotes_of_reservation")]

    def __str__(self) -> str:
        return f"{self.reservation} {self.arrival} – {self.departure} {self.total}"

    @property
    def stay(self) -> Stay:
        return Stay(self.arrival, self.departure)

    @property
    def price(self) -> Money:
        return Money(self.total, self.reservation.offer.currency)

    @property
    def was_price(self) -> Money:
        return Money(self.was_total, self.reservation.offer.currency)

    @property
    def fee_price(self) -> Money:
        return Money(self.fee, self.reservation.offer.currency)

    @property
    def is_valid(self) -> bool:
        return self.applied_at is None and self.valid_until > timezone.now()


class Waiting(models.Model):
    """Who wants to hear when a room is free for a stay that is sold out. Written only by reservations.waitlist."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        TOLD = "told", _("Told")
        PASSED = "passed", _("Told, and the time is over")
        LEFT = "left", _("Left the list")
        EXPIRED = "expired", _("The arrival has passed")

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="waiting")
    guest = models.ForeignKey(Guest, models.PROTECT, related_name="waiting")
    asked_by = models.CharField(max_length=60, help_text="On whose behalf, e.g. conversation:17")
    arrival = models.DateField()
    departure = models.DateField()
    adults = models.PositiveSmallIntegerField()
    children = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    status = models.CharField(max_length=7, choices=Status, default=Status.WAITING)
    created_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateTimeField(null=True, blank=True, help_text="Until then nobody else is told of that room")

    objects = HotelManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hotel", "asked_by", "arrival", "departure"],
                condition=Q(status="waiting"),
                name="waiting_once_for_a_stay",
            )
        ]
        # The periodic look for rooms that have become free.
        indexes = [models.Index(fields=["hotel", "created_at"], condition=Q(status="waiting"), name="waiting_in_turn")]

    def __str__(self) -> str:
        return f"{self.arrival} – {self.departure}"

    @property
    def stay(self) -> Stay:
        return Stay(self.arrival, self.departure)

    @property
    def party(self) -> Party:
        return Party(self.adults, tuple(self.children))


class Request(models.Model):
    """A guest's wish that a person must settle: a group, a transfer receipt, towels. Written only by
    reservations.requests."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")

    hotel = models.ForeignKey(Hotel, models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=20, help_text="group, receipt, …")
    guest = models.ForeignKey(Guest, models.PROTECT, related_name="requests")
    asked_by = models.CharField(max_length=60, help_text="On whose behalf, e.g. conversation:17")
    reservation = models.ForeignKey(Reservation, models.CASCADE, null=True, blank=True, related_name="requests")
    details = models.JSONField(default=dict, blank=True)
    status = models.CharField(max_length=7, choices=Status, default=Status.OPEN)
    due_at = models.DateTimeField(null=True, blank=True, help_text="Its clock")
    created_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    objects = HotelManager()
    history = HistoricalRecords(bases=[HotelHistory])

    class Meta:
        indexes = [models.Index(fields=["hotel", "due_at"], condition=Q(status="open"), name="open_requests")]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"
