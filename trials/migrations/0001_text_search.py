"""The text-search configuration `portal`: English, with accents folded. Reversible."""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        UnaccentExtension(),
        migrations.RunSQL(
            "CREATE TEXT SEARCH CONFIGURATION portal (COPY = english);"
            "ALTER TEXT SEARCH CONFIGURATION portal"
            " ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;",
            "DROP TEXT SEARCH CONFIGURATION portal",
        ),
    ]
