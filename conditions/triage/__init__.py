"""What cannot wait: one scale for the whole site, with its sources.

Every sentence that tells a reader how fast to get help comes from this table: the emergency box,
the part "When to get help now" of pages on diseases and of guides, and the box above search
results. The starter content names signs by their slugs (conditions/starter/), never in words of
its own. `disagreements` (agreement.py) finds what an editor wrote that does not fit the scale.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from .agreement import disagreements, levels_in
from .boxes import box_in
from .levels import LEAD_SOURCES, LEADS, Level
from .shown import FOR_ALL, in_order
from .sign import Sign
from .signs import SIGNS

__all__ = [
    "FOR_ALL",
    "LEADS",
    "SIGNS",
    "Level",
    "box",
    "box_in",
    "disagreements",
    "groups",
    "levels_in",
]


@dataclass(frozen=True)
class Group:
    level: Level
    lead: str | Promise
    signs: list[Sign]


def groups(slugs: Iterable[str]) -> list[Group]:
    """Sort signs by how fast they need help, the fastest first."""
    signs = [SIGNS[slug] for slug in slugs]
    found = []
    for level in Level:
        own = [sign for sign in signs if sign.level == level]
        if own:
            found.append(Group(level, LEADS[level], own))
    return found


def box(named: Iterable[str] = ()) -> list[Group]:
    """What the emergency box says; the signs that the reader named come first, and only once."""
    return [group for slugs in in_order(named or ()) for group in groups(slugs)]


def statements(slugs: Iterable[str]) -> list[dict]:
    """The signs as statements of a page, in the form of the starter content."""
    found: list[dict] = []
    for group in groups(slugs):
        # A lead has sources of its own, and each sign its own mark: one unread sign does not put
        # the others in doubt.
        found.append(
            {
                "text": str(group.lead),
                "mark": "read",
                "sources": list(LEAD_SOURCES[group.level]),
            }
        )
        found += [
            {
                "text": str(sign.text),
                "point": True,
                "mark": "read" if sign.is_read else "memory",
                "sources": list(sign.sources),
            }
            for sign in group.signs
        ]
    return found
