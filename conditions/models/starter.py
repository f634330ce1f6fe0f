"""What was loaded from the starter content."""

from django.db import models


class StarterEntry(models.Model):
    """What the starter content was loaded as, so that it never overwrites an editor's work."""

    key = models.CharField(max_length=600, primary_key=True)
    digest = models.CharField(max_length=64)
    # The revision that loading made; any later one is an editor's.
    revision = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.key
