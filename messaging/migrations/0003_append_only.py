"""A conversation's history cannot be rewritten either."""

from django.db import migrations

CREATE = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON messaging_conversationevent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
DROP = "DROP TRIGGER append_only ON messaging_conversationevent;"


class Migration(migrations.Migration):
    dependencies = [("messaging", "0002_promises_events_media_templates"), ("locks", "0002_append_only")]
    operations = [migrations.RunSQL(CREATE, DROP)]
