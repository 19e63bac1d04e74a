"""The first tables."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pms", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="RoomHold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit", models.CharField(max_length=40)),
                ("room_type", models.CharField(max_length=50)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("holder", models.CharField(help_text="On whose behalf, e.g. conversation:17", max_length=60)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("live", "Live"),
                            ("released", "Released"),
                            ("expired", "Expired"),
                            ("converted", "Converted"),
                        ],
                        default="live",
                        max_length=10,
                    ),
                ),
                ("expires_at", models.DateTimeField()),
                ("extensions", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "guest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="holds", to="pms.guest"
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="holds", to="pms.hotel"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HoldEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit", models.CharField(max_length=40)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("acquire", "Acquired"),
                            ("extend", "Extended"),
                            ("conflict", "Conflict"),
                            ("release", "Released"),
                            ("expire", "Expired"),
                            ("convert", "Converted"),
                        ],
                        max_length=10,
                    ),
                ),
                ("actor", models.CharField(help_text="guest:5, staff:ana, job:expire", max_length=60)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "hotel",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pms.hotel"),
                ),
                (
                    "hold",
                    models.ForeignKey(
                        help_text="Empty for a conflict",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="locks.roomhold",
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Lease",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("holder", models.UUIDField()),
                ("expires_at", models.DateTimeField()),
                (
                    "hotel",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pms.hotel"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("hotel", "name"), name="lease_name")],
            },
        ),
        migrations.AddIndex(
            model_name="roomhold",
            index=models.Index(
                condition=models.Q(("status", "live")), fields=["expires_at"], name="live_hold_by_expiry"
            ),
        ),
        migrations.AddIndex(
            model_name="roomhold",
            index=models.Index(fields=["hotel", "unit", "status"], name="hold_by_unit"),
        ),
        migrations.AddConstraint(
            model_name="roomhold",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("status", "live")),
                expressions=[("period", "&&"), ("unit", "="), ("hotel", "=")],
                name="one_live_hold_per_unit_and_night",
            ),
        ),
        migrations.AddConstraint(
            model_name="roomhold",
            constraint=models.CheckConstraint(condition=models.Q(("period__isempty", False)), name="hold_has_nights"),
        ),
        migrations.AddIndex(
            model_name="holdevent",
            index=models.Index(fields=["hotel", "unit", "-at"], name="hold_trail"),
        ),
    ]
