"""The API description for people: one entry for each address and each kind of row."""

from dataclasses import dataclass

from .api import description


@dataclass(frozen=True)
class Named:
    """A parameter or a field."""

    name: str
    kind: str
    about: str
    values: list[str]


@dataclass(frozen=True)
class Operation:
    path: str
    about: str
    parameters: list[Named]
    rows: list[str]


@dataclass(frozen=True)
class Row:
    name: str
    about: str
    fields: list[Named]


def operations() -> list[Operation]:
    return [
        _operation(path, methods["get"]) for path, methods in sorted(description()["paths"].items())
    ]


def rows() -> list[Row]:
    """Without the pages around them, which all have the same four members."""
    found = description()["components"]["schemas"].items()
    return [
        Row(name, schema.get("description", ""), _fields(schema))
        for name, schema in sorted(found)
        if not name.startswith("Paginated")
    ]


def _operation(path, operation):
    taken = operation.get("parameters", ())
    parameters = [_named(one["name"], one["schema"], one) for one in taken]
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return Operation(path, operation["description"], parameters, _rows(answer))


def _rows(schema):
    """The names of the parts of an answer."""
    if "allOf" in schema:
        return [name for part in schema["allOf"] for name in _rows(part)]
    name = schema["$ref"].rpartition("/")[2]
    whole = description()["components"]["schemas"][name]
    if not name.startswith("Paginated"):
        return [name]
    return [_kind(whole["properties"]["results"]["items"])]


def _fields(schema):
    return [_named(name, one, one) for name, one in schema.get("properties", {}).items()]


def _named(name, schema, told):
    values = schema.get("enum") or schema.get("items", {}).get("enum") or []
    return Named(name, _kind(schema), told.get("description", ""), [str(v) for v in values])


def _kind(schema):
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    for of in ("allOf", "oneOf", "anyOf"):
        if of in schema:
            return " / ".join(dict.fromkeys(_kind(one) for one in schema[of]))
    kind = schema.get("type", "any")
    kinds = kind if isinstance(kind, list) else [kind]
    if "array" in kinds:
        return f"list of {_kind(schema['items'])}"
    return " / ".join([schema.get("format", kinds[0]), *kinds[1:]])
