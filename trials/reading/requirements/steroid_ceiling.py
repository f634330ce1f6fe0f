"""Is there a limit on steroids such as prednisone?"""

import re
from typing import TYPE_CHECKING, Any

from trials.reading import budget
from trials.reading.wording import gettext_noop, holds

from ..wording import lazy
from .by_rules import answer
from .requirement import Answer, Requirement, Rule
from .texts import EXCLUDES, INCLUDES, Texts

if TYPE_CHECKING:
    from trials.ctgov import StudyRecord

_STEROID = (
    r"(?:(?<!non)(?<!non-)(?<!nor)(?:cortico|gluco\w*)?steroids?|methylprednisolone|predniso\w+"
    r"|prednis?one|glucocorticoids?|dexamethasone|deflazacort|hydrocortisone)"
)
_OTHER_DRUG = (
    r"methotrexate|azathioprine|mycophenol\w*|aspirin|cyclophosph\w*|tacrolimus|cyclosporin\w*"
    r"|hydroxychloroquine|leflunomide|ibuprofen|mtx|aza|mmf"
)
_MORE = (
    r"(?:>=|≥|≧|>|more than|greater than|exceed\w*|higher than|in excess of|over|above|at least)"
)
_LESS = (
    r"(?:<=|≤|≦|<|up to"
    r"|(?:no|not|never) (?:be )?(?:more|higher|greater|larger|above|over)(?: than)?"
    r"|(?:not|does not|must not|not to) exceed(?:ing)?"
    r"|(?:a )?maxim\w+(?: dose)?(?: of)?|at most|max\.|less than|below)"
)


def _amount(number: int) -> str:
    return (
        rf"(?P<amount{number}>\d+(?:\.\d+)?) ?(?P<unit{number}>mg/kg|mg)\b"
        r"(?! ?(?:/|per|a|each)? ?w(?:eek|k))"
    )


_NO_GAP = rf"(?:(?!{_OTHER_DRUG}|mg)[^;])"
_AFTER = rf"(?:(?!{_OTHER_DRUG})[^;]){{0,40}}?{_STEROID}"
_OVER = lazy(rf"{_STEROID}{_NO_GAP}{{0,80}}?{_MORE} ?{_amount(1)}|{_MORE} ?{_amount(2)}{_AFTER}")
_UNDER = lazy(
    rf"{_STEROID}{_NO_GAP}{{0,80}}?{_LESS} ?{_amount(1)}|{_LESS} ?{_amount(2)}{_AFTER}"
    rf"|{_STEROID}{_NO_GAP}{{0,60}}?{_amount(3)}[^;.]{{0,20}}\bor (?:less|lower|below)"
)
_OF_ANOTHER = lazy(rf"(?:{_OTHER_DRUG})[^,;]{{0,25}}$")
_ALLOWED = lazy(
    r"allow|permit|accept|except|unless|other than|physiologic|replacement|i\.e\.|excluding|maxim"
    r"|no more|not more|no higher|not higher|exceed|up to"
)
# Milligrams that nobody takes daily: they are given for a few days, in a vein.
_PULSE = 100


def _steroid_ceiling(requirement: Requirement, record: "StudyRecord", texts: Texts) -> Answer:
    found, limits = [], []
    for place in (INCLUDES, EXCLUDES):
        for text in texts.at(place):
            budget.check()
            named = "mg" in text.low and holds(text.low, requirement.keys)
            if named and (match := _ceiling(place, text.low)):
                limit = _limit(match)
                if limit["unit"] == "mg" and limit["amount"] >= _PULSE:
                    continue
                found.append((Rule("", ()), text.quote(*match.span())))
                limits.append(limit)
    if not found:
        return Answer(requirement.name)
    distinct = {(limit["amount"], limit["unit"]): limit for limit in limits}
    return answer(requirement, found, limits=list(distinct.values()))


def _ceiling(place: str, low: str) -> re.Match[str] | None:
    """A limit above which people are excluded, or below which they are included.

    An exclusion of people who take less is a floor, not a ceiling.
    """
    limits = [_UNDER] if place == INCLUDES else [_OVER]
    if place == EXCLUDES and _ALLOWED.search(low):
        limits.append(_UNDER)
    for limit in limits:
        match = limit.search(low)
        while (
            match
            and match["amount2"]
            and _OF_ANOTHER.search(low[max(0, match.start() - 60) : match.start()])
        ):
            match = limit.search(low, match.start() + 1)
        if match:
            return match
    return None


def _limit(match: re.Match[str]) -> dict[str, Any]:
    """The amount and unit, in whichever form they matched."""
    found = {name.rstrip("123"): text for name, text in match.groupdict().items() if text}
    return {"amount": float(found["amount"]), "unit": found["unit"]}


REQUIREMENT = Requirement(
    "steroid_ceiling",
    gettext_noop("Is there a limit on steroids such as prednisone?"),
    gettext_noop(
        "We look for the highest dose of prednisone or a similar medicine that people who join may "
        "take. Never change your dose to fit."
    ),
    keys=("steroid", "predniso", "glucocort", "dexameth", "deflazacort"),
    reader=_steroid_ceiling,
    warns=True,
)
