"""What the search needs of PostgreSQL: trigrams for misspelled words, and the text-search
configuration `portal`, which is English with accents folded."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        migrations.RunSQL(
            "CREATE TEXT SEARCH CONFIGURATION portal (COPY = english);"
            "ALTER TEXT SEARCH CONFIGURATION portal"
            " ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;",
            "DROP TEXT SEARCH CONFIGURATION portal",
        ),
    ]
