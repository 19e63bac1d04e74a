"""The first tables."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pms", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ChannelAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(help_text="A file in messaging/channels", max_length=20)),
                ("external_id", models.CharField(help_text="Phone number id, mailbox or site key", max_length=120)),
                ("base_url", models.URLField(blank=True, help_text="Of the channel's API")),
                ("access_token", models.TextField(blank=True, editable=False)),
                ("app_secret", models.TextField(blank=True, editable=False)),
                ("verify_token", models.TextField(blank=True, editable=False)),
                ("active", models.BooleanField(default=True)),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="channel_accounts", to="pms.hotel"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Conversation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sender", models.CharField(help_text="The guest's address on this account", max_length=200)),
                (
                    "owner",
                    models.CharField(
                        choices=[
                            ("agent", "Agent"),
                            ("waiting", "Waiting for staff"),
                            ("staff", "With staff"),
                            ("closed", "Closed"),
                        ],
                        default="agent",
                        max_length=8,
                    ),
                ),
                ("handover_reason", models.CharField(blank=True, max_length=120)),
                (
                    "language",
                    models.CharField(
                        blank=True, choices=[("es", "Español"), ("pt", "Português"), ("en", "English")], max_length=2
                    ),
                ),
                (
                    "last_message_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, help_text="From the guest: the window's clock"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conversations",
                        to="messaging.channelaccount",
                    ),
                ),
                (
                    "guest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="conversations", to="pms.guest"
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="conversations", to="pms.hotel"
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.SlugField(max_length=40)),
                (
                    "language",
                    models.CharField(choices=[("es", "Español"), ("pt", "Português"), ("en", "English")], max_length=2),
                ),
                ("text", models.TextField()),
                ("source", models.CharField(blank=True, max_length=120)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="facts", to="pms.hotel"
                    ),
                ),
            ],
            options={
                "ordering": ("hotel", "topic", "language"),
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.JSONField(default=dict)),
                ("last_activity", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                (
                    "conversation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="session", to="messaging.conversation"
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sessions", to="pms.hotel"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TurnRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("success", "Success"), ("degraded", "Degraded"), ("error", "Error")], max_length=8
                    ),
                ),
                ("intent", models.CharField(max_length=30)),
                ("confidence", models.FloatField(default=0)),
                ("language", models.CharField(max_length=2)),
                ("understanding", models.JSONField(default=dict)),
                ("words", models.CharField(help_text="The template of the reply", max_length=60)),
                ("trace", models.JSONField(default=list, help_text="[[what, detail], …] in order")),
                ("took_ms", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="messaging.conversation"
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="pms.hotel"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "direction",
                    models.CharField(choices=[("in", "From the guest"), ("out", "To the guest")], max_length=3),
                ),
                ("external_id", models.CharField(help_text="The channel's id of it", max_length=200, null=True)),
                ("kind", models.CharField(default="text", max_length=12)),
                ("text", models.TextField(blank=True)),
                ("buttons", models.JSONField(blank=True, default=list, help_text="[[id, title], …]")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("queued", "Queued"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("delivered", "Delivered"),
                            ("read", "Read"),
                            ("failed", "Failed"),
                        ],
                        max_length=9,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("status_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="messaging.channelaccount"
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="messaging.conversation",
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="pms.hotel"
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "turn",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="messages",
                        to="messaging.turnrecord",
                    ),
                ),
            ],
            options={
                "ordering": ("created_at", "pk"),
            },
        ),
        migrations.AddConstraint(
            model_name="channelaccount",
            constraint=models.UniqueConstraint(fields=("kind", "external_id"), name="account_once"),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(fields=["hotel", "owner", "-last_message_at"], name="conversation_inbox"),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.UniqueConstraint(fields=("account", "sender"), name="one_conversation_per_sender"),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner", "staff"), ("staff__isnull", False)),
                    models.Q(("owner", "staff"), _negated=True),
                    _connector="OR",
                ),
                name="staff_owner_has_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.UniqueConstraint(fields=("hotel", "topic", "language"), name="fact_once_per_language"),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["hotel", "expires_at"], name="session_by_expiry"),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["conversation", "-last_activity"], name="session_by_sender"),
        ),
        migrations.AddIndex(
            model_name="turnrecord",
            index=models.Index(fields=["conversation", "-created_at"], name="turns_of_conversation"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["conversation", "created_at"], name="thread"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("direction", "in"), ("turn__isnull", True)),
                fields=["conversation", "created_at"],
                name="unanswered_messages",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("direction", "out"), ("status__in", ["queued", "sending"])),
                fields=["created_at"],
                name="unsent_messages",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                fields=("account", "direction", "external_id"), name="message_once_per_account"
            ),
        ),
    ]
