"""Texts of a record as people can read them."""

import html
import re
from collections.abc import Callable
from typing import Any

from web.characters import visible

# The registry escapes the ampersand of an entity that a sponsor typed: `\\&gt;`, `&amp;gt;`,
# `\\&#8805;` (NCT05263050, NCT00657033, seen 2026-11). A longer number is no character.
_ENTITY = re.compile(r"\\?&(?:amp;)*(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Characters with a meaning in Markdown stay escaped.
_MARKDOWN = frozenset("*_`[]\\")


def legible(value: Any) -> Any:
    """A copy with HTML entities replaced by their characters, and no invisible characters."""
    return each_text(value, lambda text: visible(_unescaped(text)))


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
