"""What words mean that belong to one type of several: nothing, a condition, or a limit.

A condition ("DM, or PM with anti-Jo-1") asks something more of people with the type, which the line
takes all the same. Words that limit it ("PM only with a biopsy"), or that may mean a smaller kind
of it and are not known as harmless, leave it unclear. All these words are in ground.toml.
"""

import re
from enum import IntEnum
from functools import lru_cache

from . import diseases
from .ground_words import WORDS
from .synthetases import SYNTHETASE, without_synthetases
from .wording import lazy


class Grade(IntEnum):
    HARMLESS = 0
    # An antibody that all people with the type have.
    EXPECTED = 1
    # An antibody, a condition or a demand.
    ASKS = 2
    # Words that no rule knows, and that may mean a smaller kind.
    UNKNOWN = 3
    # "Only", "unless", "limited to": some people with the type are kept out.
    LIMITS = 4

    @property
    def is_of_some(self) -> bool:
        return self >= Grade.UNKNOWN


_OF_ANTIBODIES = (
    r"anti-?(?!inflam|malaria|viral|biotic|cancer|hypertens|coag|histam|depress|epilep|body\s+myo)\w|(?:auto-?)?antibod\w*|M[SA]As?\b|MDA-?5|Jo-?1|NXP-?2|TIF-?1|HMGCR|SRP\b"
    r"|sero-?(?:positiv|negativ)\w*"
)
# What a line asks of one type, or how it limits it.
ASKS = lazy(
    rf"(?<![\w-])(?:{_OF_ANTIBODIES}|(?:{WORDS['limits']}|{WORDS['conditions']}|{WORDS['demands']})(?!\w))",
    re.IGNORECASE,
)
_LIMITS = lazy(rf"(?<![\w-])(?:{WORDS['limits']})(?!\w)", re.IGNORECASE)
ANTIBODY = lazy(rf"(?<![\w-])(?:{_OF_ANTIBODIES})", re.IGNORECASE)
_CONDITION = lazy(rf"\b(?:{WORDS['limits']}|{WORDS['conditions']})(?!\w)", re.IGNORECASE)
# "Must have DM"
_MUST_HAVE = lazy(
    r"\W*(?:[\w-]+\s+)?(?:must|should|shall|needs?\s+to|has\s+to|have\s+to)\s+(?:have|be|suffer\s+from|carry)(?:\s+(?:an?|the|diagnosis\s+of))?\W*",
    re.IGNORECASE,
)
_ONLY = lazy(
    r"\W*(?:only|alone|just)\b\W*(?:(?:those|people|patients|participants|subjects|persons|adults)\s+with)?\W*",
    re.IGNORECASE,
)
TOKEN = lazy(r"[^\W_][\w'’.-]*[^\W_]|[^\W_]")
_HARMLESS = lazy(rf"(?:{WORDS['harmless']})", re.IGNORECASE)
_MUST = lazy(
    r"(?:must|needs?|needed|mandatory|necessary|should|shall|have\s+to|has\s+to|required)\b",
    re.IGNORECASE,
)
# What a study asks of each type alike: an age, activity, earlier treatment.
_OF_ANYBODY = lazy(
    r"(?i)\b(?:years?|aged?|old|older|younger|18|adults?|fail\w*|activ\w*|refractory|walk\w*|ambula\w*|consent\w*|CDASI|MMT|CK|ILD|interstitial)\b"
)
# The same behind "only if" or "provided".
_OF_EACH = lazy(
    r"(?i)\b(?:years?|aged?|old|older|younger|18|adults?|fail\w*|activ\w*|refractory|consent\w*)\b"
)


# A number that people must reach or stay below: "IBMFRS of at least 25", "not above 70".
_BOUND = (
    r"(?:[<>≤≥]=?|(?:under|below|above|over|beyond|within|minimum|maximum|at\s+least|at\s+most|(?:no|not)\s+\w+\s+than|(?:less|more|fewer|older|younger|longer|shorter|higher|lower|greater)\s+than"
    r"|not\s+(?:above|over|below|under|exceed\w*)|up\s+to|between|from)(?:\s+(?:or\s+equal\s+to|of|an?|the|age|ages))*)"
)
_QUANTITY = lazy(
    rf"(?i)(?<![\w-]){_BOUND}\s*(?!18\b)\d|\b(?!18\b)\d+(?:[.,]\d+)?(?:\s+[\w%]+){{0,2}}\s+(?:or|and)\s+(?:more|less|fewer|older|younger|over|above|up|higher|lower|longer|greater|below|under|beyond)\b"
)


# "At any age", "no limit", "whatever the score": the others of a list are free.
ANYBODY = lazy(
    r"\b(?:any|whatever|whichever|regardless|irrespective|no|without)\b(?:\s+of)?\s+(?:[\w-]+\s+){0,2}(?:ages?|duration|severity|scores?|strength|CK|weight|limits?|requirements?|restrictions?|demands?|conditions?)\b",
    re.IGNORECASE,
)


def is_bounded(words: str) -> bool:
    """Whether words set a number that not all people reach, other than the age of adults."""
    return bool(_QUANTITY.search(words))


def grade_of(words: str, types: frozenset[str] = frozenset(), *, is_of_all: bool = False) -> Grade:
    """What words mean that belong to one type alone, or to all types that a line takes."""
    if types == {diseases.ANTISYNTHETASE}:
        without = without_synthetases(words)
        if without != words and SYNTHETASE.search(words):
            return max(Grade.EXPECTED, grade_of(without))
        words = without
    elif types == {diseases.AMYOPATHIC}:
        words = _NO_WEAKNESS.sub(" ", words)
    words = _GROWN_UP.sub(" ", words)
    if not words or words.isspace() or _ONLY.fullmatch(words) or _MUST_HAVE.fullmatch(words):
        return Grade.HARMLESS
    asks = ASKS.search(words)
    if asks:
        return Grade.HARMLESS if _is_asked_of_all(words, asks, is_of_all) else of_demand(words)
    is_known = all(_is_harmless(token) for token in TOKEN.findall(words))
    return Grade.UNKNOWN if not is_known and _NARROWS.search(words) else Grade.HARMLESS


def of_demand(words: str) -> Grade:
    """What a demand on one type means: "only", "unless" and the like limit the type."""
    return Grade.LIMITS if _LIMITS.search(words) else Grade.ASKS


def _is_asked_of_all(words: str, asks: re.Match[str], is_of_all: bool) -> bool:
    """Whether a condition is about what studies ask of anybody: "if 18 or older"."""
    behind = words[: asks.start()] + words[asks.end() :]
    if ASKS.search(behind) or asks[0].lower() == "unless":
        return False
    is_condition = _CONDITION.match(asks[0])
    plain = _OF_EACH if is_condition and not is_of_all else _OF_ANYBODY
    is_plain = (is_condition or _MUST.match(asks[0])) and plain.search(behind)
    is_of_each = is_of_all or not is_condition or not is_bounded(behind)
    return bool(is_plain) and is_of_each and all(map(_is_harmless, TOKEN.findall(behind)))


# "Patients with JDM need to be at least 18 when signing consent"
_GROWN_UP = lazy(
    r"(?i)\b(?:must|needs?\s+to|should|ha(?:s|ve)\s+to)\s+(?:now\s+)?(?:be|have\s+reached|have\s+turned)\s+(?:at\s+least\s+|over\s+|older\s+than\s+|above\s+)?(?:the\s+)?(?:ages?\s+(?:of\s+)?)?18\b"
    r"(?:\s+years?)?(?:\s+(?:old|of\s+age))?(?:\s+or\s+(?:older|more|over|above))?(?:\s+(?:now|today|when|at|by)\b[^,;.()]{0,40})?"
)
# What makes a smaller kind of a type, or some of its people.
_NARROWS = lazy(
    r"(?i)(?<![\w-])(?:carriers?|HLA\S*|\w*mutat\w*|gen(?:e|es|etic)|[\w-]+-(?:associated|related|induced|triggered|linked|mediated|dependent|positive|negative)"
    r"|triggered|induced|caused|secondary|paraneoplastic|cancers?|malignan\w*|tumou?rs?|neoplas\w*|statins?|hereditary|familial|requir\w*|dependent"
    r"|in\s+whom|discuss\w*|not|never|no|selected|some|certain|few|half|rare\w*|sub-?sets?"
    r"|pregnan\w*|transplant\w*|hospitali[sz]ed|ventilat\w*|tube|ICU|dialysis|die[sd]?|dying|end-?stage|advanced|late-?stage|burn\w*|cohort|arm|part|stage|phase|sub-?stud\w+|extension)(?![\w-])"
)


_NO_WEAKNESS = lazy(
    r"(?i)\b(?:no|without|absence\s+of|lack\w*|with\s+no)\s+(?:[\w-]+\s+){0,3}(?:weakness|muscle|CK|myositis|symptoms|involvement)\b"
)


def are_all_unknown(words: str) -> bool:
    return not any(map(_is_harmless, TOKEN.findall(words)))


@lru_cache(maxsize=4096)
def _is_harmless(token: str) -> bool:
    return token[0].isdigit() or bool(_HARMLESS.fullmatch(token))
