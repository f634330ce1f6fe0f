"""Whether what a line asks for is one of several ways to fit, by where it stands among others.

"At least one of the following" above it, a cohort of its own, or a kind of myositis of its own: it
is then asked of nobody, unless each of the others asks for such a thing too.
"""

import re
from collections.abc import Callable

from . import names
from .diseases import ANTISYNTHETASE, SUBTYPES, UMBRELLA
from .effects import Part
from .passages import Passage
from .wording import lazy

_ONE_OF = lazy(
    r"\b(?:tick|choose|select|mark|check)\s+one\b|\b(?:one|two|three|four|any|either|some|[1-4])\b(?!.*\b(?:all|each|both)\b).*\bof\b|\beither\b|\balternativ",
    re.IGNORECASE,
)
_SEVERAL_OF = lazy(
    r"\b(?:all|both|each|two|three|four|[2-4])\b.*\bof\b|\ball\b|\bboth\b", re.IGNORECASE
)
_NEGATIVE_FOR = lazy(r"\W*(?:sero-?)?negative\s+for\b", re.IGNORECASE)
_COHORT = lazy(
    r"\W*(?!(?:for\s+)?(?:all|both|each|every|any|either)\b)(?:for\s+)?(?:the\s+)?(?:[\w-]+\s+){0,2}(?:cohort|arm|group|part|population|stratum|stage|sub-?group|phase)s?\b"
    r"(?:\s+[\w-]+){0,3}\s*(?:\([^()]*\))?\s*(?:[:.–—-]|$)",
    re.IGNORECASE,
)
# "IMNM: ...", "patients with IBM must ..."
_OF_PEOPLE = lazy(
    r"(?P<subject>[^:.;]{0,80}?)(?P<verb>\s*:|\s(?:must|should|shall|needs?|have\s+to|require|are\s+required)\b)",
    re.IGNORECASE,
)
_PEOPLE = lazy(
    r"\b(?:patients?|participants?|subjects?|sub-?groups?|people|adults?|children|those|all|the|an?|for|in|with|and|or)\b",
    re.IGNORECASE,
)
_ENDS_IN_OR = lazy(r"\bor\W*$", re.IGNORECASE)
_NO_ANTIBODY = lazy(
    r"\W*(?:\w+\s+)?(?:sero-?|antibody[-\s])?(?:negative|none|no\s+(?:known\s+)?antibod\w+|unknown)\W*",
    re.IGNORECASE,
)
_NO_NEED = lazy(
    r"\A\W*(?:if\s+(?:both|neither|none|these|this|they|it|all|not|negative|absent)|otherwise|alternatively|failing|or)\b"
    r"|\bothers?\s+(?:do|does|need)\s+not\b(?!\s+(?:qualify|count|suffice|fit))|\bneeds?\s+no\s+(?:\w+\s+)?antibod|\bno\s+(?:\w+\s+)?antibod\w+\s+(?:requirement|(?:is\s+|are\s+)?(?:required|needed|necessary))"
    r"|\b(?<!\bno\s)other\s+(?:[\w-]+\s+){0,3}(?:antibod\w+|MSAs?|MAAs?|(?:sub-?)?types?)\s+(?:[\w-]+\s+){0,4}(?:is|are|may\s+be|can\s+be|will\s+be)\s+(?:also\s+|equally\s+)?(?:accept\w+|allowed|permitted|eligible|fine|ok|possible|sufficient|enough|suitable)\b"
    r"|\bothers\s+(?:are|may\s+be|can\s+be|will\s+be)\s+(?:also\s+|equally\s+)?(?:accept\w+|allowed|permitted|eligible|fine|ok|possible|sufficient|enough|suitable)\b"
    r"|\bin\s+the\s+absence\s+of\s+(?:any\s+|such\s+|these\s+)?(?:[\w-]+\s+)?(?:auto-?)?antibod\w+,?[^.;]*\b(?:acceptable|accepted|allowed|sufficient|enough|suffices)\b"
    r"|\bantibod\w+\s+(?:(?:is|are)\s+)?not\s+(?:required|needed|necessary)"
    r"|\b(?:patients|participants|subjects|people|those|persons)\s+(?:without|with\s+no|lacking)\s+(?:any\s+)?(?:\w+\s+)?(?:auto-?)?antibod\w+\s+(?:form|serve|make|act|are\s+(?!not|excluded|ineligible|barred)|(?:may|can|will)\s+(?!not|be\s+excluded))"
    r"|\b(?:antibody|sero|MSA)-?\s?negative\b[^.;]*?\b(?:is|are|may\s+be|can\s+be)\s+(?:also\s+|equally\s+)?(?:eligible|allowed|permitted|accept\w+|enrol\w*|included)\b"
    r"|\b(?:with|those|patients|participants|people)\b[^.;]*\bdo(?:es)?\s+not(?:\s+need\s+(?:one|it|this))?\W*$",
    re.IGNORECASE,
)


def needs_none(text: str) -> bool:
    """Whether a text says that something need not be: "DM (antibodies not needed)"."""
    return bool(_NO_NEED.search(text))


def is_one_of_several(
    passage: Passage,
    criteria: list[Passage],
    asks: Callable[[Passage], bool],
    studied: frozenset[str],
) -> bool:
    """`asks`: whether another passage asks for such a thing as well.

    `studied` are the diseases that the study takes: types, or the whole family.
    """
    if passage.names == Part.EXCLUSION:
        return any(
            _SEVERAL_OF.search(lead) and not _NEGATIVE_FOR.match(lead)
            for lead in passage.under[-1:]
        )
    for level, lead in enumerate(passage.under):
        path = passage.under[: level + 1]
        below = [p for p in criteria if p.under[: level + 1] == path]
        if _ONE_OF.search(lead) and not _all_ask(below, asks, level + 1):
            return True
        if _is_cohort(lead):
            peers = [
                p
                for p in criteria
                if p.under[:level] == path[:-1] and _is_cohort("".join(p.under[level : level + 1]))
            ]
            if len({p.under[level] for p in peers}) < 2 or not _all_ask(peers, asks, level):
                return True
    beside = [p for p in criteria if p.under == passage.under and p.names == passage.names]
    return (
        _is_among_alternatives(passage, asks)
        or _has_another_behind_or(passage, beside, asks)
        or _is_of_one_cohort(passage, beside, asks)
        or _is_of_one_disease(passage, beside, asks, studied)
        or any(p.line == passage.line and needs_none(p.text) for p in beside)
        or (bool(passage.under) and any(_NO_ANTIBODY.fullmatch(p.text) for p in beside))
    )


def _is_among_alternatives(passage: Passage, asks: Callable[[Passage], bool]) -> bool:
    """Whether it is one item of a list within its line: "one of: (a) a biopsy; (b) anti-Jo-1"."""
    line = passage.line
    if _BESIDES.match(passage.text):
        return False
    lead = _ONE_OF_HERE.search(line)
    if lead and _stands_before(lead, passage, asks):
        return False
    if lead:
        items = _ITEM_WITHIN.split(line[lead.end() :])
    else:
        items = _NUMBER_WITHIN.split(line)[1:]
        if not all(_GROUP.search(item) for item in items):
            return False
    items = [item for item in items if re.search(r"\w{2}", item)]
    return len(items) > 1 and any(
        (not asks(Passage(passage.field, item)) and re.search(r"[a-z]{3}", item))
        or _NEGATIVE_GROUP.search(item)
        for item in items
    )


def _stands_before(lead: re.Match[str], passage: Passage, asks: Callable[[Passage], bool]) -> bool:
    """Whether it is asked for before a list: "anti-MDA5 positive, with two of: fever; rash"."""
    start = passage.line.find(passage.text)
    before, behind = lead.start() - start, lead.end() - start
    if start < 0 or before <= 0:
        return False
    words, rest = passage.text[:before], passage.text[behind:]
    return (
        bool(_WITH_LIST.search(words))
        and asks(Passage(passage.field, words))
        and not asks(Passage(passage.field, rest))
    )


_WITH_LIST = lazy(
    r"\b(?:and|plus|with|in\s+addition\s+to|along\s+with|also)\W+(?:at\s+least\s+|with\s+|by\s+|to\s+)?$",
    re.IGNORECASE,
)
_BESIDES = lazy(r"\W*(?:plus|and|also|in\s+addition|together|along)\b", re.IGNORECASE)
_ONE_OF_HERE = lazy(
    r"\b(?:at\s+least\s+)?(?:one|any|either|two)\s+(?:or\s+more\s+)?of\b[^:;.]*:(?=.*(?:;|[(\s](?:[b2]|ii)\)))",
    re.IGNORECASE,
)
_NUMBER_WITHIN = lazy(r"(?:^|(?<=[\s,;:]))\(?(?:[a-h]|[1-9]|i{1,3}|iv)\)\s*", re.IGNORECASE)
_ITEM_WITHIN = lazy(rf";|{_NUMBER_WITHIN.pattern}", re.IGNORECASE)
_GROUP = lazy(r"\b(?:group|cohort|arm|sub-?group)\b", re.IGNORECASE)
_NEGATIVE_GROUP = lazy(r"\b(?:sero-?)?negative\b|\bwithout\b|\bno\s", re.IGNORECASE)


def _all_ask(found: list[Passage], asks: Callable[[Passage], bool], level: int) -> bool:
    """Whether each item at a level of a list asks, in itself or below."""
    items: dict[str, bool] = {}
    for passage in found:
        item = passage.under[level] if len(passage.under) > level else passage.line
        items[item] = items.get(item, False) or asks(passage)
    return all(items.values())


def _has_another_behind_or(
    passage: Passage, beside: list[Passage], asks: Callable[[Passage], bool]
) -> bool:
    """Whether "or" at the end of a line leads from or to one that does not ask."""
    lines = list(dict.fromkeys(p.line for p in beside))
    at = lines.index(passage.line)
    others = []
    if _ENDS_IN_OR.search(passage.line) and at + 1 < len(lines):
        others.append(lines[at + 1])
    if at and _ENDS_IN_OR.search(lines[at - 1]):
        others.append(lines[at - 1])
    return any(not any(asks(p) for p in beside if p.line == line) for line in others)


def _is_cohort(text: str) -> bool:
    """Whether a line is about one cohort of those with myositis, and not about all of them."""
    label = _COHORT.match(text)
    if not label:
        return False
    return not any(mention.means == (UMBRELLA,) for mention in names.mentions(label[0]))


# People go through the parts and stages of a study; they join in one of its cohorts.
_OF_PEOPLE_ALONE = lazy(r"[^:]*\b(?:cohort|arm|group)s?\b", re.IGNORECASE)


def _is_of_one_cohort(
    passage: Passage, beside: list[Passage], asks: Callable[[Passage], bool]
) -> bool:
    if not _is_cohort(passage.text):
        return False
    labeled = [p for p in beside if _COHORT.match(p.text)]
    lines = {p.line for p in beside if not p.line.endswith(":")}
    if len(lines) == len(labeled) == 1 and _OF_PEOPLE_ALONE.match(passage.text):
        # No other cohort is told of, and nobody joins by another line.
        return False
    return len(labeled) < 2 or not all(asks(p) for p in labeled)


def _is_of_one_disease(
    passage: Passage,
    beside: list[Passage],
    asks: Callable[[Passage], bool],
    studied: frozenset[str],
) -> bool:
    """ "IMNM: anti-SRP positive. DM: a typical rash." """
    subject = _diseases_at_beginning(passage.text)
    if not subject or UMBRELLA in subject:
        return False
    if not _LABEL.match(passage.text):
        # "DM or PM. PM patients must have anti-Jo-1"
        return subject != {ANTISYNTHETASE} and bool(studied - subject)
    labeled = [p for p in beside if _diseases_at_beginning(p.text)]
    asking = [p for p in labeled if asks(p) and not _OR_BIOPSY.search(p.text)]
    if any(p.line == passage.line and p not in asking for p in labeled):
        return True
    asked = frozenset[str]().union(*(_diseases_at_beginning(p.text) for p in asking))
    return len(labeled) > 1 and bool(studied.intersection(SUBTYPES) - asked - subject)


_LABEL = lazy(r"[^:.;]{0,80}:")
_OR_BIOPSY = lazy(r"\bbiops\w*[^.;]*\bor\b|\bor\b[^.;]*\bbiops", re.IGNORECASE)


def _diseases_at_beginning(text: str) -> frozenset[str]:
    """The kinds of myositis that a clause is about: "IMNM: anti-SRP", "IBM patients need ..." """
    label = _OF_PEOPLE.match(text)
    subject = label["subject"] if label else ""
    diseases = names.mentions(subject)
    for disease in reversed(diseases):
        subject = subject[: disease.start] + subject[disease.end :]
    if _PEOPLE.sub("", subject).strip(" ,/-"):
        return frozenset()
    return frozenset(slug for disease in diseases for slug in disease.means)
