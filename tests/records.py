"""Records made odd: any JSON at any place of a whole one."""

import json
import math
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

SAMPLES = Path(__file__).resolve().parent.parent / "trials" / "samples" / "studies.jsonl"

texts = st.text(st.characters(codec=None, exclude_categories=())) | st.sampled_from(
    [
        "",
        "\0",
        "\ud800",
        "a\udfffb",
        "2026-13-45",
        "18 Years",
        "NCT99000001",
        "x" * 200,
        "RECRUITING",
    ]
)
numbers = (
    st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([-1, 2**31, 2**63, 2**64, 10**300, 1e308, -0.0, 99999999])
)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@cache
def samples() -> list[str]:
    return SAMPLES.read_text(encoding="utf-8").splitlines()


def whole() -> dict:
    """A sample that has nearly every part, a few of each list."""
    return _shortened(json.loads(samples()[0]))


def _shortened(value):
    if isinstance(value, dict):
        return {name: _shortened(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_shortened(item) for item in value[:2]]
    return value


def places(value, path=()) -> list[tuple]:
    """The path of every part of a record, the record itself first."""
    items = []
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
    return [path, *(place for key, item in items for place in places(item, (*path, key)))]


def at(value, path):
    for key in path:
        value = value[key]
    return value


def changed(study, path, value):
    """The study with this value at a place of it."""
    if not path:
        return value
    at(study, path[:-1])[path[-1]] = value
    return study


PLACES = places(whole())
odd_studies = st.builds(
    lambda path, value: changed(whole(), path, value), st.sampled_from(PLACES), json_values
)


def encoded(study) -> bytes:
    """JSON as the registry may write it; half surrogate pairs as their escapes."""
    return json.dumps(study).encode()


def is_storable(value) -> bool:
    """Whether PostgreSQL can keep this as text or JSON."""
    if isinstance(value, str):
        return "\0" not in value and value.encode("utf-8", "ignore").decode() == value
    if isinstance(value, dict):
        return all(is_storable(part) for item in value.items() for part in item)
    if isinstance(value, list):
        return all(map(is_storable, value))
    return not isinstance(value, float) or math.isfinite(value)
