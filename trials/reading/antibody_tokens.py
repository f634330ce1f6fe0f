"""The words of a clause that names antibodies, with their places."""

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
