"""The words that misspelled ones are corrected to."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class LexiconWord(models.Model):
    """A word that studies or our vocabulary use for what they are about: what typos are mended to.

    Rebuilt with every edition.
    """

    word = models.TextField(primary_key=True)
    studies = models.PositiveIntegerField()

    class Meta:
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="lexicon_trigrams")]

    def __str__(self):
        return self.word
