"""Changes to anything that readers are shown; see content_version.py."""

from django.db import models


class ContentChange(models.Model):
    """One transaction that wrote to one table. A trigger in the database writes these rows.

    Their marks are random. The XOR of all marks that a reader's snapshot sees is the version of the
    content: no two states have the same one, and writers never wait for each other.
    """

    transaction = models.BigIntegerField()
    table = models.CharField(max_length=63)
    mark = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["transaction", "table"], name="one_change_a_transaction_and_table"
            )
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.transaction}"
