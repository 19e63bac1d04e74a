from django.db import migrations, models


def honoured() -> models.DecimalField:
    return models.DecimalField(
        blank=True, decimal_places=2, help_text="The PMS's own, where staff honour another", max_digits=12, null=True
    )


class Migration(migrations.Migration):
    dependencies = [("reservations", "0004_requests_and_history")]

    operations = [
        migrations.AddField("historicalreservation", "pms_total", honoured()),
        migrations.AddField("reservation", "pms_total", honoured()),
    ]
