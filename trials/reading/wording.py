"""What the tables of rules are written with."""

import re


def gettext_noop(text):
    """Marks a text for translation, without Django; whoever shows it translates it."""
    return text


def any_of(*patterns: str) -> re.Pattern:
    """One pattern of several, whatever the case."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
