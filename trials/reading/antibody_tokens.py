"""The words of a clause that names antibodies, with their places."""

import re
from dataclasses import dataclass

from .antibody_asides import WORDS
from .cues import NAME, PEOPLE
from .wording import lazy

ENDS = ".,:;()[]/–—&+•*"
_TOKEN = lazy(rf"{NAME}+|{PEOPLE}+|\w[\w'’./-]*\w|\w|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    start: int

    @property
    def is_name(self) -> bool:
        return self.text[0] == NAME

    @property
    def is_plain(self) -> bool:
        """Whether it is a mark, or a name."""
        return self.text in ENDS or self.text[0] in (NAME, PEOPLE)

    def among(self, *lists: str) -> bool:
        return any(WORDS[name].fullmatch(self.text) for name in lists)


def tokens(text: str) -> list[Token]:
    return [Token(found[0], found.start()) for found in _TOKEN.finditer(text)]


def definition_before(before: list[Token], text: str) -> int:
    """How many tokens, the last ones, tell what a disease is: "ASyS as defined by"."""
    last = before[-1]
    found = _DEFINED.search(text, 0, last.start + len(last.text))
    return sum(token.start >= found.start("words") for token in before) if found else 0


# "ASyS as defined by anti-Jo-1", "IMNM, if positive for anti-SRP"
_DEFINED = lazy(
    rf"{PEOPLE}(?P<words>\s*,?\s*(?:\(\s*)?(?:(?:as|that\s+is)\s+)?(?:(?:defined|characteri[sz]ed|proven|shown|confirmed|caused|driven)\s+by|due\s+to|plus|presenting\s+with|showing|carrying|(?:together|combined|along)\s+with|if|when))\Z",
    re.IGNORECASE,
)
