"""Texts of a record as people can read them."""

import html
import re
from collections.abc import Callable
from typing import Any

import msgspec

from web.characters import UNSEEN, visible

# The registry escapes the ampersand of an entity that a sponsor typed: `\\&gt;`, `&amp;gt;`,
# `\\&#8805;` (NCT05263050, NCT00657033, seen 2026-11). A longer number is no character.
_ENTITY = re.compile(r"\\?&(?:amp;)*(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Characters with a meaning in Markdown stay escaped.
_MARKDOWN = frozenset("*_`[]\\")
# How JSON writes invisible characters. A backslash before one of these letters looks the same.
_ESCAPES = ("\\u", "\\b", "\\f")


def legible(value: Any) -> Any:
    """The value with HTML entities replaced by their characters, and no invisible characters."""
    written = _written(value)
    if _is_visible(written) and not ("&" in written and _ENTITY.search(written)):
        return value
    return each_text(value, lambda text: visible(_unescaped(text)))


def all_visible(value: Any) -> Any:
    """The value without invisible characters."""
    return value if _is_visible(_written(value)) else each_text(value, visible)


def _written(value: Any) -> str:
    """All texts of a value in one. Most records need no change, and it takes a third of the time
    to look at them as a whole."""
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # half a surrogate pair
        return _ESCAPES[0]


def _is_visible(written: str) -> bool:
    if any(escape in written for escape in _ESCAPES):
        return False
    return written.isprintable() or not UNSEEN.search(written)


def each_text(value: Any, change: Callable[[str], str]) -> Any:
    """A copy in which `change` was applied to each text and each name."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [each_text(item, change) for item in value]
    if isinstance(value, dict):
        return {change(name): each_text(item, change) for name, item in value.items()}
    return value


def _unescaped(text: str) -> str:
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(entity: re.Match[str]) -> str:
    character = html.unescape(f"&{entity[1]};")
    return entity[0] if character in _MARKDOWN else character
