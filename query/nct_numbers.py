"""NCT numbers as people type them: without letters, a digit short, with an O for a zero."""

import re
import unicodedata
from collections.abc import Callable

DIGITS = 8
_GROUPED = (
    r"\d{4}[ .-]\d{4}|\d\d[ .,-]\d{3}[ .,-]\d{3}|\d\d[ .-]\d\d[ .-]\d\d[ .-]\d\d|\d{3}[ -]\d{5}"
)
# Letters that look like digits.
_ALIKE = {"o": "0", "O": "0", "l": "1", "I": "1"}
_LETTERED = re.compile(
    r"(?<![a-z])(?:n[\s.]?c[\s.]?t|ntc|cnt)\s?(?:nr|no|number)?[\s.:#=_/–—-]{0,3}"
    rf"(?P<digits>{_GROUPED}|[oOlI\d]*\d[oOlI\d]*)(?!(?!nct\d)\w|-\d)",
    re.IGNORECASE,
)
# So far, all numbers begin with a zero. Among other words, eight other digits may be a date.
_BARE = re.compile(r"(?<![\w.,:/-])(?P<digits>0\d{7})(?![\w:/-]|[.,]\d)")
_ALONE = re.compile(r"[\s#]*(?P<digits>\d{7,9})[\s.]*")


def cut(text: str, keep: Callable[[str], None]) -> str:
    """The text with blanks for each number in it; `keep` is given each, as it should be written.

    A number with fewer or more digits than it can have is given with these: NCT6991114.
    """
    # One character replaces one, so that positions stay the same.
    plain = "".join(_simple(sign) for sign in text)
    if alone := _ALONE.fullmatch(plain):
        keep(f"NCT{alone['digits']}")
        return " " * len(text)
    for pattern in (_LETTERED, _BARE):
        for match in pattern.finditer(plain):
            digits = re.sub(r"[ .,-]", "", match["digits"])
            keep("NCT" + "".join(_ALIKE.get(sign, sign) for sign in digits))
            text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
        plain = pattern.sub(lambda match: " " * len(match[0]), plain)
    return text


def _simple(sign: str) -> str:
    if unicodedata.category(sign) == "Cf":
        return " "
    simple = unicodedata.normalize("NFKC", sign)
    return simple if len(simple) == 1 else sign


def is_whole(number: str) -> bool:
    return len(number) == DIGITS + len("NCT")


def meant(number: str) -> list[str]:
    """Numbers that somebody who typed one digit too few or too many may mean, likely ones first."""
    digits = number.removeprefix("NCT")
    found = []
    if len(digits) < DIGITS:
        found.append(digits.rjust(DIGITS, "0"))
    if len(digits) == DIGITS - 1:
        places = range(DIGITS)
        found += [digits[:at] + digit + digits[at:] for at in places for digit in "0123456789"]
    if len(digits) == DIGITS + 1:
        found += [digits[:at] + digits[at + 1 :] for at in range(len(digits))]
    return [f"NCT{one}" for one in dict.fromkeys(found)]
