"""The first tables."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("locks", "0001_initial"),
        ("pms", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_by", models.CharField(help_text="On whose behalf, e.g. conversation:17", max_length=60)),
                ("room_type", models.CharField(max_length=50)),
                ("room_type_names", models.JSONField()),
                ("rate_plan", models.CharField(max_length=50)),
                ("rate_plan_names", models.JSONField()),
                ("unit", models.CharField(help_text="The first free unit when it was quoted", max_length=40)),
                ("units_left", models.PositiveSmallIntegerField()),
                ("arrival", models.DateField()),
                ("departure", models.DateField()),
                ("adults", models.PositiveSmallIntegerField()),
                (
                    "children",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("lines", models.JSONField(help_text="[[date, amount], …], a night each")),
                ("taxes", models.JSONField(help_text="[[name, amount, included], …]")),
                ("total", models.DecimalField(decimal_places=2, max_digits=12)),
                ("currency", models.CharField(max_length=3)),
                ("breakfast", models.BooleanField(default=False)),
                ("free_until", models.DateField(blank=True, null=True)),
                ("cancellation_fee", models.DecimalField(decimal_places=2, max_digits=12)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("valid_until", models.DateTimeField()),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="offers", to="pms.hotel"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reservation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=16, unique=True)),
                ("guest_name", models.CharField(max_length=120)),
                ("guest_email", models.EmailField(blank=True, max_length=254)),
                ("guest_phone", models.CharField(blank=True, max_length=40)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("confirmed", "Confirmed"),
                            ("refused", "Refused"),
                            ("needs_staff", "Needs staff"),
                            ("cancelled", "Cancelled"),
                            ("changed", "Changed"),
                            ("checked_in", "In house"),
                            ("checked_out", "Checked out"),
                            ("no_show", "No show"),
                        ],
                        default="pending",
                        max_length=12,
                    ),
                ),
                ("pms_number", models.CharField(blank=True, max_length=40)),
                ("unit", models.CharField(max_length=40)),
                ("total", models.DecimalField(decimal_places=2, max_digits=12)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "guest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reservations", to="pms.guest"
                    ),
                ),
                (
                    "hold",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reservations", to="locks.roomhold"
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reservations", to="pms.hotel"
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reservations",
                        to="reservations.offer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReservationEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("confirmed", "Confirmed"),
                            ("refused", "Refused"),
                            ("needs_staff", "Needs staff"),
                            ("cancelled", "Cancelled"),
                            ("changed", "Changed"),
                            ("checked_in", "In house"),
                            ("checked_out", "Checked out"),
                            ("no_show", "No show"),
                        ],
                        max_length=12,
                    ),
                ),
                ("actor", models.CharField(max_length=60)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "hotel",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pms.hotel"),
                ),
                (
                    "reservation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="reservations.reservation",
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["hotel", "asked_by", "-created_at"], name="offer_by_asker"),
        ),
        migrations.AddIndex(
            model_name="reservation",
            index=models.Index(
                condition=models.Q(("status", "pending")), fields=["created_at"], name="pending_reservations"
            ),
        ),
        migrations.AddIndex(
            model_name="reservation",
            index=models.Index(fields=["hotel", "guest", "-created_at"], name="reservation_by_guest"),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["refused", "cancelled"]), _negated=True),
                fields=("hold",),
                name="one_live_reservation_per_hold",
            ),
        ),
        migrations.AddIndex(
            model_name="reservationevent",
            index=models.Index(fields=["reservation", "-at"], name="reservation_history"),
        ),
    ]
