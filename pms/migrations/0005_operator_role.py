"""A fourth role: who sets up addresses, accounts and flags. The database itself keeps no choices."""

from django.db import migrations, models

ROLES = [("front_desk", "Front desk"), ("manager", "Manager"), ("owner", "Owner"), ("operator", "Operator")]


def role() -> models.CharField:
    return models.CharField(choices=ROLES, default="front_desk", max_length=12)


class Migration(migrations.Migration):
    dependencies = [("pms", "0004_back_office")]

    operations = [
        migrations.AlterField("staffmember", "role", role()),
        migrations.AlterField("historicalstaffmember", "role", role()),
    ]
