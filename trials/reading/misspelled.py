"""Words beside a name that are known ones, misspelled: "positve", "syndorme"."""

import re

from .spelling import Spelling
from .wording import lazy


def known_behind(masked: str, end: int, until: int) -> bool:
    found = _WORD_BEHIND.match(masked, end, until)
    return bool(found and _NOUNS.meant_by(found["word"]))


def before_known(before: str, known: re.Pattern[str]) -> bool:
    found = _WORD_BEFORE.search(before)
    return bool(
        found and _ADJECTIVES.meant_by(found["word"]) and known.search(before, 0, found.start())
    )


_WORD_BEFORE = lazy(r"(?<!\w)(?P<word>[^\W\d_]{5,20})\s+$")
_ADJECTIVES = Spelling(
    (
        *("positive", "negative", "definite", "probable", "possible", "confirmed", "idiopathic"),
        *("refractory", "clinical", "juvenile", "diagnosed", "autoimmune", "established"),
        *("severe", "active", "classic", "classical", "proven", "patients", "diagnosis"),
    )
)
_WORD_BEHIND = lazy(r"\s+(?P<word>[^\W\d_]{5,20})(?=\s*(?:$|[^\w\s]|(?:and|or)\b))", re.IGNORECASE)
_NOUNS = Spelling(
    (
        *("syndrome", "syndromes", "disease", "diseases", "myositis", "myopathy", "myopathies"),
        *("patient", "patients", "subjects", "participants", "diagnosis", "diagnosed"),
        *("confirmed", "criteria", "disorder", "disorders", "subtype", "subtypes"),
    )
)
