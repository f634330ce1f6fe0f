"""Words to which misspelled words are corrected."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class LexiconWord(models.Model):
    """A word that names something in studies or in our vocabulary.

    Rebuilt with every edition.
    """

    word = models.TextField(primary_key=True)
    studies = models.PositiveIntegerField()

    class Meta:
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="lexicon_trigrams")]

    def __str__(self):
        return self.word
