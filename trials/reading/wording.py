"""Helpers for the tables of rules."""

import re
from functools import cached_property
from typing import Any, cast


def gettext_noop(text: str) -> str:
    """Mark a text for translation, without Django. The code that shows it translates it."""
    return text


class LazyPattern:
    """A pattern that is compiled when it is first used.

    Compiling all of them takes a second, at each start of a process, and most never read a record.
    """

    def __init__(self, pattern: str, flags: re.RegexFlag):
        self._pattern = pattern
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        # Kept, so that the next look-up of this name takes no longer than that of a pattern.
        self.__dict__[name] = getattr(self._compiled, name)
        return self.__dict__[name]


def lazy(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """As `re.compile`, which is then done at the first use."""
    return cast(re.Pattern[str], LazyPattern(pattern, flags))


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern of several, whatever the case."""
    return lazy("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def small(text: str) -> str:
    """A text in small letters, each character at its place."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(character.lower()[0] for character in text)


def for_small(pattern: str) -> re.Pattern[str]:
    """A pattern that finds in `small(text)` what it finds in the text whatever the case.

    Python need not try the alternatives that begin with another letter, as it does with IGNORECASE:
    a long pattern is two to three times as fast.
    """
    return lazy(
        _CAPITAL.sub(lambda part: part["letter"].lower() if part["letter"] else part[0], pattern)
    )


# A capital letter, but none of an escape (\S is not \s) or of a group's name.
_CAPITAL = re.compile(r"\\.|\(\?P<\w+>|(?P<letter>[A-Z])")


def holds(text: str, keys: tuple[str, ...]) -> bool:
    """Whether a text has one of these parts of words, written so: far faster than a pattern."""
    # Twice as fast as any().
    for key in keys:  # noqa: SIM110
        if key in text:
            return True
    return False
