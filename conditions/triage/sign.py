"""What a row of the scale has."""

from dataclasses import dataclass

from django.utils.functional import Promise

from .levels import Level


@dataclass(frozen=True)
class Sign:
    """One sign and how fast it needs help. `is_read`: somebody read that in the sources.

    A source that says "call 911", "emergency" or "immediately" stands for now. "Right away", or a
    call without a time, stands for today. "See your doctor" can also stand for within a few days.
    """

    slug: str
    level: Level
    text: str | Promise
    sources: tuple[str, ...]
    is_read: bool = False
