"""Helpers for the tables of rules."""

import re


def gettext_noop(text: str) -> str:
    """Mark a text for translation, without Django. The code that shows it translates it."""
    return text


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern of several, whatever the case."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def holds(text: str, keys: tuple[str, ...]) -> bool:
    """Whether a text has one of these parts of words, written so: far faster than a pattern."""
    # Twice as fast as any().
    for key in keys:  # noqa: SIM110
        if key in text:
            return True
    return False
