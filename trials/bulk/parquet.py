"""Write rows as Parquet: columns with types, which pandas, DuckDB and R read without guessing.

pyarrow is large, so only what writes a file imports it: no process of the site loads it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from rest_framework import serializers
from rest_framework.utils.encoders import JSONEncoder

TEXT, DATE, COUNT, NUMBER, FLAG = "text", "date", "count", "number", "flag"
# What has no fixed shape is a text that holds JSON.
JSON = "json"
# One of these; a list of one kind, as [TEXT]; or named values, as {"name": TEXT}.
Kind = Any
_OF_FIELDS = {
    serializers.CharField: TEXT,
    serializers.ChoiceField: TEXT,
    serializers.DateField: DATE,
    serializers.IntegerField: COUNT,
    serializers.FloatField: NUMBER,
    serializers.BooleanField: FLAG,
}
_encoder = JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def columns_of(serializer: serializers.Serializer, known: dict[str, Kind]) -> dict[str, Kind]:
    """The kind of each field of a row. `known` has those that their fields do not say, and None
    for those to leave out."""
    fields = serializer.fields
    kinds = {name: known.get(name, _kind(field, known)) for name, field in fields.items()}
    return {name: kind for name, kind in kinds.items() if kind is not None}


def _kind(field, known):
    if isinstance(field, serializers.ListSerializer):
        return [columns_of(field.child, known)]
    if isinstance(field, serializers.ListField):
        return [_kind(field.child, known)]
    return next((kind for of, kind in _OF_FIELDS.items() if isinstance(field, of)), JSON)


def write(
    path: Path, columns: dict[str, Kind], rows: Iterable[dict[str, Any]], at_once: int
) -> tuple[int, dict[str, str]]:
    """The number of rows, and the type of each column. Only so many rows are in memory at once."""
    import pyarrow as pa
    from pyarrow import parquet

    schema = pa.schema([(name, _type(kind)) for name, kind in columns.items()])
    count = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as out:
        for some in _groups(iter(rows), at_once):
            fitting = [_fitting(row, columns) for row in some]
            out.write_batch(pa.RecordBatch.from_pylist(fitting, schema=schema))
            count += len(some)
    return count, {field.name: str(field.type) for field in schema}


def _groups(rows: Iterator, at_once: int) -> Iterator[list]:
    while some := list(islice(rows, at_once)):
        yield some


def _type(kind: Kind):
    import pyarrow as pa

    if isinstance(kind, list):
        # By this name, which the format gives it, it is what a reader of the file is told.
        return pa.list_(pa.field("element", _type(kind[0])))
    if isinstance(kind, dict):
        return pa.struct([(name, _type(of)) for name, of in kind.items()])
    return {
        TEXT: pa.string(),
        JSON: pa.string(),
        DATE: pa.date32(),
        COUNT: pa.int32(),
        NUMBER: pa.float64(),
        FLAG: pa.bool_(),
    }[kind]


def _fitting(value: Any, kind: Kind) -> Any:
    """A value as JSON has it, in the form that pyarrow expects for this kind."""
    if value is None:
        return None
    if isinstance(kind, list):
        return [_fitting(one, kind[0]) for one in value]
    if isinstance(kind, dict):
        return {name: _fitting(value.get(name), of) for name, of in kind.items()}
    if kind == DATE:
        return dt.date.fromisoformat(value)
    return _encoder.encode(value) if kind == JSON else value
