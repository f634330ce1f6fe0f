"""Words on the antibodies that make the antisynthetase syndrome."""

import re

from .wording import lazy


def without_synthetases(words: str) -> str:
    """Words on the antisynthetase syndrome without those that each such patient fits.

    An antibody makes the syndrome; a list of many is only to tell which.
    """
    if 0 < len(SYNTHETASE.findall(words)) < _MANY and not _EXAMPLE.search(words):
        return words
    return _SYNTHETASES.sub(" ", words)


_ONE = r"(?:anti-?)?(?:Jo-?1|PL-?(?:7|12)|EJ|OJ|KS|Zo|Ha)"
SYNTHETASE = lazy(rf"(?<![\w-]){_ONE}\b", re.IGNORECASE)
_MANY = 6
_EXAMPLE = lazy(r"\be\.?g\b|\bsuch\s+as\b|\bany\b|\bincluding\b", re.IGNORECASE)
_SYNTHETASES = lazy(
    rf"(?i)(?<![\w-])(?:{_ONE}|(?:non-Jo-?1\s+)?(?:anti-?)?(?:t-?RNA[-\s]|aminoacyl[\w-]*\s*)?(?:synthetase|ARS)(?:\s+(?:auto)?antibod\w+)?|positiv\w*|(?:auto-?)?antibod\w*|test|detect\w*|must|confirmed|(?:which|that)\s+(?:asks?\s+for|requires?|includes?))\b"
)
