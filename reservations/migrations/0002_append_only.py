"""A reservation's history cannot be rewritten."""

from django.db import migrations

CREATE = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON reservations_reservationevent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
DROP = "DROP TRIGGER append_only ON reservations_reservationevent;"


class Migration(migrations.Migration):
    dependencies = [("reservations", "0001_initial"), ("locks", "0002_append_only")]
    operations = [migrations.RunSQL(CREATE, DROP)]
