"""Insert many rows with one statement.

`bulk_create` asks each field of each row for its SQL, which takes longer than the database needs
for all of them.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models
from django.db.models import JSONField

from trials.models.sql import SEARCH_CONFIGURATION

from .search_vector import WEIGHTS


class WrittenJson(bytes):
    """JSON for a column, as it will be stored."""


def insert(rows: Iterable[models.Model], ending: str = "") -> None:
    """Insert rows of one model. `ending` says what to do about rows that are there already."""
    rows = list(rows)
    if not rows:
        return
    fields = [field for field in rows[0]._meta.concrete_fields if not field.db_returning]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = f"({', '.join(map(_place, fields))})"
    table = connection.ops.quote_name(rows[0]._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) VALUES {', '.join([places] * len(rows))} {ending}",  # noqa: S608
            [value for row in rows for field in fields for value in _values(field, row)],
        )


def update_if_there(key: str, names: Iterable[str]) -> str:
    """An ending for `insert`: a row with the same key gets these columns."""
    columns = map(connection.ops.quote_name, names)
    return f"ON CONFLICT ({key}) DO UPDATE SET " + ", ".join(
        f"{column} = EXCLUDED.{column}" for column in columns
    )


def _place(field: models.Field[Any, Any]) -> str:
    if isinstance(field, SearchVectorField):
        return " || ".join(
            f"setweight(to_tsvector('{SEARCH_CONFIGURATION}', %s), '{weight}')"
            for weight in WEIGHTS[field.name]
        )
    return "%s"


def _values(field: models.Field[Any, Any], row: models.Model) -> Iterator[Any]:
    value = getattr(row, field.attname)
    if isinstance(field, SearchVectorField):
        yield from value
    elif isinstance(field, JSONField) and value is not None:
        yield (value if isinstance(value, WrittenJson) else msgspec.json.encode(value)).decode()
    else:
        yield value
