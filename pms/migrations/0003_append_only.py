"""What was merged and separated cannot be rewritten. locks has the same guard for its own trail."""

from django.db import migrations

CREATE = """
CREATE FUNCTION refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON pms_guestmerge
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
"""
DROP = """
DROP TRIGGER append_only ON pms_guestmerge;
DROP FUNCTION refuse_rewrite();
"""


class Migration(migrations.Migration):
    dependencies = [("pms", "0002_changes_merges_and_places")]
    operations = [migrations.RunSQL(CREATE, DROP)]
