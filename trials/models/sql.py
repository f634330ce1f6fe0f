"""SQL that Django does not write: search by index, JSON paths, and rows that are safe to show."""

from django.contrib.postgres.search import SearchQuery
from django.db import connection, models

from web.shown_text import contained_value

# English, with accents folded; made by the first migration.
SEARCH_CONFIGURATION = "portal"


def tsquery(query):
    return SearchQuery(query, search_type="raw", config=SEARCH_CONFIGURATION)


def rows_by_index(sql, parameters) -> list[tuple]:
    """The rows of a query that finds words by index.

    PostgreSQL takes a word for cheap to look for in a long text, and would read every text of every
    study instead (seen with 15 and 18, 2026-11): ten times as long, at 5,000 studies. Both
    statements go in one message, which is a transaction of its own if no other is open.
    """
    try:
        return rows_of(f"SET LOCAL enable_seqscan = off; {sql}", parameters)
    finally:
        if connection.in_atomic_block and not connection.needs_rollback:
            # In the transaction of a whole answer it would stay for the queries that follow.
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")


def rows_of(sql, parameters) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


class HasPath(models.Func):
    """Whether JSON has something at a path of PostgreSQL's path language."""

    function = "jsonb_path_exists"
    template = "%(function)s(%(expressions)s::jsonpath)"
    output_field = models.BooleanField()


class _Contained(models.query.ModelIterable):
    """Rows to show: no text of a record reaches beyond its own place; see web.shown_text."""

    def __iter__(self):
        for row in super().__iter__():
            for name, value in row.__dict__.items():
                if isinstance(value, str | list | dict) and not name.startswith("_"):
                    row.__dict__[name] = contained_value(value)
            yield row


class ShownQuerySet(models.QuerySet):
    def contained(self):
        """To show, and never to save."""
        found = self._chain()
        found._iterable_class = _Contained
        return found
