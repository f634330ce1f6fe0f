"""Whether the people whom a study takes are those with the disease that it names.

A survey of caregivers names myositis in its title and takes nobody who has it. So does a study that
asks doctors, or works on old records, and says that no patients are enrolled.
"""

import re
from dataclasses import dataclass

from .criteria import Part
from .names import ANOTHER, SUBTYPES, UMBRELLA, Mention
from .passages import Passage, Quote
from .subtypes import CRITERIA, Evidence, said_in

_CAREGIVERS = r"(?:care-?\s?givers?|carers?|care[-\s]?partners?)"
_PERSON = (
    r"(?:people|persons?|patients?|individuals?|someone|somebody|adults?|child(?:ren)?|those|spouses?"
    r"|partners?|relatives?|family\s+members?|loved\s+ones?|participants?|subjects?|men|women"
    r"|parents?|friends?|sons?|daughters?|wi(?:fe|ves)|husbands?|veterans?)"
)
# What follows is still about that person: "… and patients with" is not.
_STILL = rf"(?:(?!\b(?:and|or)\s+(?:\w+\s+)?{_PERSON}\b)[^.;]){{0,80}}$"
_OF_A_PERSON = rf"\s+(?:of|for|to)\s+(?:\w+\s+){{0,3}}?{_PERSON}\b{_STILL}"
# In front of a disease: "caregivers of people with …", "who cares for a spouse with …".
_BEFORE = re.compile(
    rf"\b{_CAREGIVERS}(?:\s+\w+){{0,2}}?{_OF_A_PERSON}"
    rf"|\b{_CAREGIVERS}\s+(?:of|for)\s+(?:\w+\s+){{0,2}}$"
    rf"|\b(?:car(?:e|es|ing)|caregiving)\s+for\s+(?:\w+\s+){{0,3}}?{_PERSON}\b{_STILL}"
    rf"|\bcare{_OF_A_PERSON}"
    rf"|\blook(?:s|ing)?\s+after\s+(?:\w+\s+){{0,3}}?{_PERSON}\b{_STILL}",
    re.IGNORECASE,
)
# In a title alone: parents speak for children who join a study, too.
_OF_PARENTS = re.compile(
    rf"\b(?:parents?|mothers?|fathers?)\s+(?:of|caring\s+for)\s+(?:\w+\s+){{0,2}}?{_PERSON}\b{_STILL}",
    re.IGNORECASE,
)
# Behind it: "IBM caregivers", "caregivers" of a title that names the disease first.
_BEHIND = re.compile(
    rf"[\s'’s-]*(?:patients?['’]?s?\s+)?(?:family\s+|informal\s+|unpaid\s+)?{_CAREGIVERS}\b",
    re.IGNORECASE,
)
# A clause on what caregivers of the people in the study do for it.
_HELPS = re.compile(
    r"\b(?:consent|assent|sign\w*|accompan\w*|available|willing|agree\w*|present|assist\w*)\b",
    re.IGNORECASE,
)
_TITLES = ("brief_title", "official_title")
_CRITERIA = ("eligibility_criteria", "study_population")
_TOLD = ("brief_summary", "detailed_description")
_REACH = 200
# Only some of them are meant: "patients with myositis who smoke are not enrolled".
_SOME = r"\b(?:who|whose|if|unless|on|in|aged|under|over|without|taking|receiving)\b"
_ALL_OF_THEM = rf"(?:(?!{_SOME})[^.;,]){{0,60}}?"
_NOT_ENROLLED = re.compile(
    rf"\b{_PERSON}\b{_ALL_OF_THEM}\b(?:are|is|will|were|was)\s+not\s+"
    r"(?:actually\s+|be\s+|being\s+|directly\s+)*(?:enrol\w*|recruit\w*|included|studied)\b"
    rf"|\bno\s+(?:[\w-]+\s+){{0,4}}{_PERSON}\b{_ALL_OF_THEM}"
    r"\b(?:are|is|will\s+be|were|was)\s+(?:actually\s+)?(?:enrol\w*|recruited|included)\b"
    r"|\b(?:do|does|will)\s+not\s+(?:actually\s+)?(?:enrol\w*|recruit)\s+(?:any\s+)?"
    rf"(?:[\w-]+\s+){{0,3}}{_PERSON}\b(?!\s+{_SOME})",
    re.IGNORECASE,
)
_FOR_NOW = re.compile(
    r"\b(?:part|phase|stage|cohort|group|arm|yet|until|site|cent(?:er|re)|anymore|longer)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Caregivers:
    """A study takes people who care for somebody with these diseases, in the record's words."""

    of: tuple[str, ...]
    quote: Quote


def caregivers(found: list[tuple[Passage, list[Mention]]]) -> Caregivers | None:
    """None where the record does not say that it takes caregivers, or takes others as well."""
    criteria = [entry for entry in found if entry[0].field in _CRITERIA]
    if any(_takes_others(*entry) for entry in criteria):
        return None
    lines = [
        entry
        for entry in criteria
        if entry[0].effect != Part.EXCLUSION
        and entry[0].within != Part.EXCLUSION
        and not _HELPS.search(entry[0].text)
        and any(_is_of_caregivers(entry[0], mention) for mention in entry[1])
    ]
    titles = [entry for entry in found if entry[0].field in _TITLES]
    ours = [all(_is_of_caregivers(passage, m) for m in here) for passage, here in titles]
    if not lines and not (ours and all(ours)):
        return None
    passage, _here = (lines or titles)[0]
    named = {slug for _passage, here in (*lines, *titles) for m in here for slug in m.means}
    types = tuple(slug for slug in SUBTYPES if slug in named)
    return Caregivers(types or (UMBRELLA,), passage.quote)


def _takes_others(passage, here):
    return any(
        takes and ANOTHER not in mention.means and not _is_of_caregivers(passage, mention)
        for mention, takes in said_in(passage, here)
    )


def _is_of_caregivers(passage, mention):
    before = passage.text[max(0, mention.start - _REACH) : mention.start]
    if _BEFORE.search(before) or _BEHIND.match(passage.text, mention.end):
        return True
    return passage.field in _TITLES and bool(_OF_PARENTS.search(before))


def of_those_enrolled(
    found: list[tuple[Passage, list[Mention]]], said: list[Evidence]
) -> list[Evidence]:
    """What is said of people who are enrolled: without titles, conditions and descriptions, where
    these say that people with myositis are not."""
    nobody = any(
        passage.field in _TOLD
        and any(UMBRELLA in mention.means for mention in here)
        and _NOT_ENROLLED.search(passage.text)
        and not _FOR_NOW.search(passage.text)
        for passage, here in found
    )
    if not nobody:
        return said
    return [e for e in said if not e.takes or e.strength == CRITERIA]
