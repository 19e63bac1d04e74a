import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pms", "0009_late_and_early"),
    ]

    operations = [
        migrations.CreateModel(
            name="PmsExamination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(help_text="Of who asked for it", max_length=10)),
                ("asked_at", models.DateTimeField()),
                ("examined_at", models.DateTimeField(help_text="When the findings were made", null=True)),
                ("findings", models.JSONField(default=list, help_text="[[name, level, text], …]")),
                (
                    "hotel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pms_examination", to="pms.hotel"
                    ),
                ),
            ],
        ),
    ]
