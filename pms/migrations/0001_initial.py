"""The first tables."""

import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Hotel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=120)),
                (
                    "language",
                    models.CharField(
                        choices=[("es", "Español"), ("pt", "Português"), ("en", "English")], default="es", max_length=2
                    ),
                ),
                ("country", models.CharField(help_text="ISO 3166, e.g. ES", max_length=2)),
                ("timezone", models.CharField(max_length=40)),
                ("currency", models.CharField(help_text="ISO 4217, e.g. EUR", max_length=3)),
                ("city", models.CharField(blank=True, max_length=80)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("color", models.CharField(default="#9a3412", help_text="Of the web chat, e.g. #9a3412", max_length=7)),
                ("check_in_from", models.TimeField(default=datetime.time(15, 0))),
                ("check_out_until", models.TimeField(default=datetime.time(11, 0))),
                (
                    "hold_minutes",
                    models.PositiveSmallIntegerField(
                        default=20, help_text="How long a room is kept while the guest decides"
                    ),
                ),
                ("api_key_hash", models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Guest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                (
                    "language",
                    models.CharField(
                        blank=True, choices=[("es", "Español"), ("pt", "Português"), ("en", "English")], max_length=2
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="guests", to="pms.hotel"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PmsAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(default="local", help_text="A file in pms/adapters", max_length=20)),
                ("address", models.URLField(blank=True)),
                ("credentials", models.TextField(blank=True, editable=False)),
                (
                    "hotel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pms_account", to="pms.hotel"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RatePlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField()),
                ("names", models.JSONField()),
                ("breakfast", models.BooleanField(default=False)),
                (
                    "free_until_days",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Cancellation is free until so many days before arrival", null=True
                    ),
                ),
                (
                    "late_fee_percent",
                    models.PositiveSmallIntegerField(
                        default=100, help_text="Of the first night; of the whole stay when never refundable"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rate_plans", to="pms.hotel"
                    ),
                ),
            ],
            options={
                "ordering": ("hotel", "position"),
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=10)),
                ("floor", models.SmallIntegerField(default=1)),
                (
                    "housekeeping",
                    models.CharField(
                        choices=[("clean", "Clean"), ("dirty", "Dirty"), ("inspect", "To inspect")],
                        default="clean",
                        max_length=8,
                    ),
                ),
                ("out_of_order", models.BooleanField(default=False)),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rooms", to="pms.hotel"
                    ),
                ),
            ],
            options={
                "ordering": ("hotel", "number"),
            },
        ),
        migrations.CreateModel(
            name="LocalBooking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("confirmed", "Confirmed"),
                            ("checked_in", "In house"),
                            ("checked_out", "Checked out"),
                            ("cancelled", "Cancelled"),
                            ("no_show", "No show"),
                        ],
                        default="confirmed",
                        max_length=12,
                    ),
                ),
                ("reference", models.CharField(max_length=40)),
                ("guest_name", models.CharField(max_length=120)),
                ("guest_email", models.EmailField(blank=True, max_length=254)),
                ("guest_phone", models.CharField(blank=True, max_length=40)),
                ("adults", models.PositiveSmallIntegerField(default=2)),
                (
                    "children",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("total", models.DecimalField(decimal_places=2, max_digits=12)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="local_bookings", to="pms.hotel"
                    ),
                ),
                (
                    "rate_plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pms.rateplan"),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bookings", to="pms.room"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoomType",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField()),
                ("names", models.JSONField()),
                ("descriptions", models.JSONField()),
                ("max_adults", models.PositiveSmallIntegerField(default=2)),
                ("max_guests", models.PositiveSmallIntegerField(default=2, help_text="Adults and children together")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="room_types", to="pms.hotel"
                    ),
                ),
            ],
            options={
                "ordering": ("hotel", "position"),
            },
        ),
        migrations.AddField(
            model_name="room",
            name="room_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rooms", to="pms.roomtype"
            ),
        ),
        migrations.CreateModel(
            name="Restriction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.DateField()),
                ("last", models.DateField()),
                (
                    "min_nights",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Asked of a stay that arrives within these dates"
                    ),
                ),
                ("closed", models.BooleanField(default=False, help_text="Not sold at all")),
                ("closed_to_arrival", models.BooleanField(default=False)),
                ("closed_to_departure", models.BooleanField(default=False)),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="restrictions", to="pms.hotel"
                    ),
                ),
                (
                    "room_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="restrictions",
                        to="pms.roomtype",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NightlyRate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("date", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "hotel",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pms.hotel"),
                ),
                (
                    "rate_plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rates", to="pms.rateplan"
                    ),
                ),
                (
                    "room_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rates", to="pms.roomtype"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StaffMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("front_desk", "Front desk"), ("manager", "Manager"), ("owner", "Owner")],
                        default="front_desk",
                        max_length=12,
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="staff", to="pms.hotel"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staff_of",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Tax",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[("percent", "Percent of the room price"), ("person_night", "Per adult and night")],
                        default="percent",
                        max_length=12,
                    ),
                ),
                ("value", models.DecimalField(decimal_places=2, max_digits=8)),
                ("included", models.BooleanField(default=True, help_text="Already inside the nightly prices")),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="taxes", to="pms.hotel"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "taxes",
            },
        ),
        migrations.CreateModel(
            name="GuestIdentity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("value", models.CharField(max_length=200)),
                (
                    "guest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="identities", to="pms.guest"
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pms.hotel"),
                ),
            ],
            options={
                "verbose_name_plural": "guest identities",
                "constraints": [
                    models.UniqueConstraint(fields=("hotel", "kind", "value"), name="identity_once_per_hotel")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="guest",
            index=models.Index(fields=["hotel", "name"], name="guest_by_name"),
        ),
        migrations.AddConstraint(
            model_name="rateplan",
            constraint=models.UniqueConstraint(fields=("hotel", "code"), name="rate_plan_code"),
        ),
        migrations.AddIndex(
            model_name="localbooking",
            index=models.Index(fields=["hotel", "status"], name="booking_by_status"),
        ),
        migrations.AddConstraint(
            model_name="localbooking",
            constraint=models.UniqueConstraint(fields=("hotel", "reference"), name="booking_reference"),
        ),
        migrations.AddConstraint(
            model_name="localbooking",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("status__in", ["confirmed", "checked_in", "checked_out"])),
                expressions=[("period", "&&"), ("room", "=")],
                name="one_booking_per_room_and_night",
            ),
        ),
        migrations.AddConstraint(
            model_name="localbooking",
            constraint=models.CheckConstraint(
                condition=models.Q(("period__isempty", False)), name="booking_has_nights"
            ),
        ),
        migrations.AddConstraint(
            model_name="roomtype",
            constraint=models.UniqueConstraint(fields=("hotel", "code"), name="room_type_code"),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(fields=("hotel", "number"), name="room_number"),
        ),
        migrations.AddIndex(
            model_name="restriction",
            index=models.Index(fields=["hotel", "last"], name="restriction_by_date"),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(("last__gte", models.F("first"))), name="restriction_span"
            ),
        ),
        migrations.AddConstraint(
            model_name="nightlyrate",
            constraint=models.UniqueConstraint(
                fields=("hotel", "date", "room_type", "rate_plan"), name="one_rate_per_night"
            ),
        ),
        migrations.AddConstraint(
            model_name="nightlyrate",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="rate_is_positive"),
        ),
        migrations.AddConstraint(
            model_name="staffmember",
            constraint=models.UniqueConstraint(fields=("hotel", "user"), name="staff_once_per_hotel"),
        ),
        migrations.AddConstraint(
            model_name="tax",
            constraint=models.UniqueConstraint(fields=("hotel", "name"), name="tax_once_per_hotel"),
        ),
    ]
