"""Numbers that a study has beside its NCT number: its sponsor's, EudraCT, CTIS, ethics, grants.

People type them with or without hyphens, blanks and the words before them.
"""

import re
import unicodedata
from collections.abc import Iterator

from .wording import lazy

_WORDS_BEFORE = lazy(
    r"\s*(?:(?:eudra-?ct|eu[ -]?ctr?|eu|ctis|irb|iec|rec|hsc|crb|cer|ethics|grant|protocol|study"
    r"|trial|clinical|sponsor|registration|registry|secondary|other|nih|number|num|nr|no|id|ref|code)(?![a-z])"
    r"[\s.:#_/-]*)+",
    re.IGNORECASE,
)
# "2022-502345-38-00": the last two digits count the versions, and are often left out.
_CTIS = lazy(r"(20\d\d-5\d{5}-\d\d)-\d\d")
# Numbers that nothing else looks like: they are found in addresses and among other words, too.
# EudraCT and CTIS, WHO's, and those of registers from Australia to Brazil.
_UNMISTAKABLE = lazy(
    r"(?<![a-z0-9])(?:20\d\d[-\s]\d{6}[-\s]\d\d(?:-\d\d)?|U?1111[-\s]\d{4}[-\s]\d{4}"
    r"|jRCT[-\s]?[a-z]*\d{9,10}|JapicCTI[-\s]?\d{6}|UMIN[-\s]?\d{9}|ISRCTN[-\s]?\d{8}"
    r"|ChiCTR[-\s]?(?:[a-z]{2,6}[-\s]?)?\d{8,10}|ACTRN[-\s]?\d{14}p?|DRKS[-\s]?\d{8}|KCT[-\s]?\d{7}"
    r"|CTRI[/\s]\d{4}[/\s]\d\d\d?[/\s]\d{5,6}|PACTR[-\s]?\d{15,16}|IRCT[-\s]?\d{10,}N\d+"
    r"|TCTR[-\s]?\d{11}|RBR-?\w{5,9}|SLCTR[/\s]\d{4}[/\s]\d{3}|NL-?OMON[-\s]?\d{4,5})(?![a-z0-9])",
    re.IGNORECASE,
)
# 5R01AR012345-03A1: what kind of application and which year surround the number of a grant.
_GRANT = lazy(
    r"(?<![a-z0-9])\d?[\s-]?([A-Z]\d\d[\s-]?[A-Z]{2}[\s-]?\d{6})(?:-\d\d[A-Z\d]*)?(?![a-z0-9])",
    re.IGNORECASE,
)
_YEAR = lazy(r"(?:19|20)\d\d")
_LETTERS_AND_DIGITS, _DIGITS_ALONE, _BEHIND_A_WORD = 5, 6, 4
_FEWEST_DIGITS = 3
_LONGEST = 60
_LONGEST_QUESTION = 300


def plain(number: str) -> str:
    """A number without all that people write differently."""
    text = unicodedata.normalize("NFKC", number).casefold()
    return "".join(sign for sign in text if sign.isalnum())


def forms(numbers: list[str]) -> list[str]:
    """How the numbers of a study are looked for, each once."""
    found: set[str] = set()
    within: set[str] = set()
    for number in numbers:
        bare = _WORDS_BEFORE.sub("", number[:_LONGEST], count=1)
        found |= {plain(number[:_LONGEST]), plain(bare)}
        within.update(_within(number[:_LONGEST]))
    return sorted(within.union(filter(_is_number, found)))


def unmistakable(text: str) -> list[str]:
    """What a question has that can only be such a number, as it was typed."""
    text = _simple(text[:_LONGEST_QUESTION])
    return [match[0] for pattern in (_UNMISTAKABLE, _GRANT) for match in pattern.finditer(text)]


def _simple(text: str) -> str:
    return unicodedata.normalize("NFKC", re.sub("[\u2010-\u2015\u2212]", "-", text))


def _within(text: str) -> Iterator[str]:
    """What is unmistakably a number in a text, without what counts its versions."""
    text = _simple(text)
    for match in _UNMISTAKABLE.finditer(text):
        number = plain(match[0])
        # Many leave out the U of WHO's numbers.
        yield f"u{number}" if number.startswith("1111") else number
        if ctis := _CTIS.fullmatch(re.sub(r"\s", "-", match[0])):
            yield plain(ctis[1])
    for match in _GRANT.finditer(text):
        yield plain(match[1])


def asked(text: str) -> list[str]:
    """The numbers that a question may be, as `forms` has them; none where it is longer."""
    if "nct" in text.casefold():
        return []
    if within := set(_within(text[:_LONGEST_QUESTION])):
        return sorted(within)
    if len(text) > _LONGEST:
        return []
    text = text.strip(" \t\"'“”„#()[].,;:")
    before = _WORDS_BEFORE.match(text)
    bare = plain(text[before.end() :] if before else text)
    found = {plain(text)} if _is_long(plain(text)) else set()
    is_behind = before is not None and len(bare) >= _BEHIND_A_WORD and not _YEAR.fullmatch(bare)
    if _is_long(bare) or is_behind:
        found.add(bare)
    return sorted(filter(_is_number, found))


def _is_number(number: str) -> bool:
    return sum(sign.isdigit() for sign in number) >= _FEWEST_DIGITS


def _is_long(number: str) -> bool:
    """Whether it can be no year and no postal code."""
    return len(number) >= (_DIGITS_ALONE if number.isdigit() else _LETTERS_AND_DIGITS)
