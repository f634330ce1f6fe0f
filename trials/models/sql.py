"""SQL that Django cannot write: search by index, JSON paths, and rows that are safe to show."""

from collections.abc import Sequence
from typing import Any, Self, TypeVar

from django.contrib.postgres.search import SearchQuery
from django.db import connection, models

from web.shown_text import contained_value

Row = TypeVar("Row", bound=models.Model)

# English, with accents folded; made by the first migration.
SEARCH_CONFIGURATION = "portal"


def tsquery(query: str) -> SearchQuery:
    return SearchQuery(query, search_type="raw", config=SEARCH_CONFIGURATION)


def rows_by_index(sql: str, parameters: Sequence[Any] | None) -> list[tuple[Any, ...]]:
    """Run a query that must find words by index.

    PostgreSQL thinks that reading a long text is cheap, and would read all texts of all studies
    (seen with 15 and 18, 2026-11): ten times as slow with 5,000 studies. Both statements are sent
    together, which makes a transaction if none is open.
    """
    try:
        return rows_of(f"SET LOCAL enable_seqscan = off; {sql}", parameters)
    finally:
        if connection.in_atomic_block and not connection.needs_rollback:
            # The setting would stay for the other queries of the same transaction.
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")


def rows_of(sql: str, parameters: Sequence[Any] | None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


class HasPath(models.Func):
    """Whether JSON has a value at a path, in PostgreSQL's path language."""

    function = "jsonb_path_exists"
    template = "%(function)s(%(expressions)s::jsonpath)"
    output_field = models.BooleanField()


class _Contained(models.query.ModelIterable):
    """Rows whose texts cannot affect the page around them; see web.shown_text."""

    def __iter__(self):
        for row in super().__iter__():
            for name, value in row.__dict__.items():
                if isinstance(value, str | list | dict) and not name.startswith("_"):
                    row.__dict__[name] = contained_value(value)
            yield row


class ShownQuerySet(models.QuerySet[Row]):
    def contained(self) -> Self:
        """Rows to show. Never save them: their texts may be changed."""
        found = self.all()
        found._iterable_class = _Contained
        return found
