# The staff's search by words: "garcia" finds "García". Serves messaging.desk.search.

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations

CREATE = """
CREATE TEXT SEARCH CONFIGURATION folded (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION folded ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0006_quality_and_moves"),
        ("pms", "0004_back_office"),
    ]

    operations = [
        migrations.RunSQL(CREATE, "DROP TEXT SEARCH CONFIGURATION folded"),
        migrations.RemoveIndex(model_name="message", name="message_words"),
        migrations.AddIndex(
            model_name="message",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("text", config="folded"), name="message_words"
            ),
        ),
    ]
