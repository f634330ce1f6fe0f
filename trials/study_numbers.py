"""Numbers that a study has beside its NCT number: its sponsor's, EudraCT, CTIS, ethics, grants.

People type them with or without hyphens, blanks and the words before them.
"""

import re
import unicodedata

_WORDS_BEFORE = re.compile(
    r"\s*(?:(?:eudra-?ct|eu[ -]?ctr?|eu|ctis|irb|iec|rec|hsc|crb|cer|ethics|grant|protocol|study"
    r"|trial|clinical|sponsor|registration|registry|secondary|other|nih|number|num|nr|no|id|ref|code)(?![a-z])"
    r"[\s.:#_/-]*)+",
    re.IGNORECASE,
)
# "2022-502345-38-00": the last two digits count the versions, and are often left out.
_CTIS = re.compile(r"(20\d\d-5\d{5}-\d\d)-\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LETTERS_AND_DIGITS, _DIGITS_ALONE, _BEHIND_A_WORD = 5, 6, 4
_FEWEST_DIGITS = 3
_LONGEST = 60


def plain(number: str) -> str:
    """A number without all that people write differently."""
    text = unicodedata.normalize("NFKC", number).casefold()
    return "".join(sign for sign in text if sign.isalnum())


def forms(numbers: list[str]) -> list[str]:
    """How the numbers of a study are looked for, each once."""
    found = set()
    for number in numbers:
        bare = _WORDS_BEFORE.sub("", number[:_LONGEST], count=1)
        found |= {plain(number[:_LONGEST]), plain(bare)}
        if ctis := _CTIS.search(number[:_LONGEST]):
            found |= {plain(ctis[0]), plain(ctis[1])}
    return sorted(filter(_is_number, found))


def asked(text: str) -> list[str]:
    """The numbers that a question may be, as `forms` has them; none where it is longer."""
    if len(text) > _LONGEST or "nct" in text.casefold():
        return []
    text = text.strip(" \t\"'“”„#()[].,;:")
    before = _WORDS_BEFORE.match(text)
    bare = plain(text[before.end() :] if before else text)
    found = {plain(text)} if _is_long(plain(text)) else set()
    is_behind = before and len(bare) >= _BEHIND_A_WORD and not _YEAR.fullmatch(bare)
    if _is_long(bare) or is_behind:
        found.add(bare)
    return sorted(filter(_is_number, found))


def _is_number(number):
    return sum(sign.isdigit() for sign in number) >= _FEWEST_DIGITS


def _is_long(number):
    """Whether it can be no year and no postal code."""
    return len(number) >= (_DIGITS_ALONE if number.isdigit() else _LETTERS_AND_DIGITS)
