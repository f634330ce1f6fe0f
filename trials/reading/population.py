"""Whether the people whom a study takes are those with the disease that it names.

A survey of caregivers, relatives or doctors names myositis in its title and takes nobody who has
it. So does a study of healthy people, or one on old records that says that it enrolls no patients.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from .clauses import Said, Says
from .diseases import ANOTHER, SUBTYPES, UMBRELLA
from .effects import Part
from .names import Mention
from .passages import Passage, Quote
from .subtypes import CRITERIA, Evidence, Told
from .wording import lazy

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
_BEFORE = lazy(
    rf"\b{_CAREGIVERS}(?:\s+\w+){{0,2}}?{_OF_A_PERSON}"
    rf"|\b{_CAREGIVERS}\s+(?:of|for)\s+(?:\w+\s+){{0,2}}$"
    rf"|\b(?:car(?:e|es|ing)|caregiving)\s+for\s+(?:\w+\s+){{0,3}}?{_PERSON}\b{_STILL}"
    rf"|\bcare{_OF_A_PERSON}"
    rf"|\b(?:look(?:s|ing)?\s+after|liv(?:e|es|ing)\s+with)\s+(?:\w+\s+){{0,3}}?{_PERSON}\b{_STILL}",
    re.IGNORECASE,
)
# In a title alone: parents speak for children who join a study, too.
_OF_PARENTS = lazy(
    rf"\b(?:parents?|mothers?|fathers?)\s+(?:of|caring\s+for|whose)\s+(?:\w+\s+){{0,2}}?{_PERSON}\b{_STILL}"
    rf"|(?<!and\s)(?<!&\s)\b{_CAREGIVERS}['’]?s?\s+(?:\w+\s+){{0,2}}(?:in|of)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_RELATIVES = (
    r"(?:spouses?|(?:life\s+)?partners?|husbands?|wi(?:fe|ves)|parents?|mothers?|fathers?|siblings?"
    r"|brothers?|sisters?|sons?|daughters?|relatives?|famil(?:y|ies)(?:\s+members?)?|loved\s+ones?"
    r"|(?:legal\s+)?guardians?)"
)
_DOCTORS = (
    r"(?:health[-\s]?(?:care)?[-\s]?(?:professionals?|providers?|workers?|personnel|staff)|clinicians?"
    r"|physicians?|doctors?|nurses?|specialists?|practitioners?|pharmacists?|medical\s+(?:staff|students?)"
    r"|(?:physio|physical\s+|occupational\s+|speech\s+)therapists?|(?:rheumat|neur|dermat|pulmon)ologists?"
    r"|p(?:a)?ediatricians?|employees?|researchers?|investigators?|experts?|residents(?!\s+(?:of|in)\b)|trainees)"
)
# They are what a line is about, and no other person stands between them and the disease.
_FIRST = (
    r"^\W*(?:(?:is|are|being|must\s+be|an?|the|adult|any|all|who|licensed|board[-\s]certified"
    r"|practicing|biological|healthy|first[-\s]degree|close|consulting)\s+)*"
)
_RELATIVES_FIRST = lazy(
    rf"{_FIRST}{_RELATIVES}(?:\s*(?:,|/|and|or)\s*{_RELATIVES})*\s+(?:of|to|whose)\s+"
    rf"(?:[\w'’-]+\s+){{0,3}}?{_PERSON}\b{_STILL}",
    re.IGNORECASE,
)
_DOCTORS_FIRST = lazy(
    rf"{_FIRST}(?:[\w-]+\s+)?{_DOCTORS}(?:\s*(?:,|/|and|or)\s*{_DOCTORS})*\s+(?:who|that|with|in|of|at"
    r"|treating|caring|managing|following|seeing|working|involved|specializ\w+|learning|experienced)\b"
    rf"{_STILL}",
    re.IGNORECASE,
)
_SURVEY = lazy(
    r"\b(?:survey|questionnaire|interviews?|views?|opinions?|attitudes?|knowledge|perspectives?|practices?"
    r"|experiences?|perceptions?|education|e-?learning|training|awareness|coping|burden|quality\s+of\s+life)\b",
    re.IGNORECASE,
)
# Several of them, or what they think: "Specialist Care" is for patients.
_DOCTORS_IN_TITLE = lazy(
    rf"\b{_DOCTORS}(?:(?<=s)|(?<=staff)|['’]?\s+(?:views?|opinions?|attitudes?|knowledge|perspectives?"
    rf"|practices?|perceptions?|surveys?|education|training))\b(?:(?!\b{_PERSON}\b)[^.;])*$",
    re.IGNORECASE,
)
# "Knowledge of Myositis Among General Practitioners".
_AMONG_DOCTORS = lazy(rf"\s+(?:among|by)\s+(?:[\w-]+\s+){{0,2}}?{_DOCTORS}\b", re.IGNORECASE)
_RELATIVES_IN_TITLE = lazy(
    rf"\b{_RELATIVES}\s+of\s+(?:\w+\s+){{0,2}}?{_PERSON}\b{_STILL}", re.IGNORECASE
)
_HEALTHY_PEOPLE = (
    r"\bhealthy\s+(?:[\w-]+\s+){0,2}?(?:volunteers?|participants?|subjects?|adults?|people|individuals"
    r"|men|women|males?|females?)\b"
)
_HEALTHY = lazy(_HEALTHY_PEOPLE, re.IGNORECASE)
_HEALTHY_FIRST = lazy(
    rf"{_FIRST}{_HEALTHY_PEOPLE}[^.;]*\b(?:without|no|not)\b[^.;]*$", re.IGNORECASE
)
_PATIENTS = lazy(rf"\bpatients?\b|\b{_PERSON}\s+(?:with|who)\b", re.IGNORECASE)
# A title that names those with the disease as well: "… and Participants With Dermatomyositis".
_WITH_IT = lazy(
    rf"(?<!\bof\s)(?<!\bfor\s)\b{_PERSON}\s+(?:with|who\s+have|living\s+with)\s+(?:[\w/'’-]+\s+){{0,6}}$"
    rf"|\b(?:patients?|people)\s*(?:and|&|/|or)\s+(?:their\s+)?[\w\s]*$",
    re.IGNORECASE,
)
# Behind it: "IBM caregivers", "caregivers" of a title that names the disease first.
_BEHIND = lazy(
    rf"[\s'’s-]*(?:patients?['’]?s?\s+)?(?:family\s+|informal\s+|unpaid\s+)?{_CAREGIVERS}\b",
    re.IGNORECASE,
)
# A clause on what caregivers of the people in the study do for it.
_HELPS = lazy(
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
_NOT_ENROLLED = lazy(
    rf"\b{_PERSON}\b{_ALL_OF_THEM}\b(?:are|is|will|were|was)\s+not\s+"
    r"(?:actually\s+|be\s+|being\s+|directly\s+)*(?:enrol\w*|recruit\w*|included|studied)\b"
    rf"|\bno\s+(?:[\w-]+\s+){{0,4}}{_PERSON}\b{_ALL_OF_THEM}"
    r"\b(?:are|is|will\s+be|were|was)\s+(?:actually\s+)?(?:enrol\w*|recruited|included)\b"
    r"|\b(?:do|does|will)\s+not\s+(?:actually\s+)?(?:enrol\w*|recruit)\s+(?:any\s+)?"
    rf"(?:[\w-]+\s+){{0,3}}{_PERSON}\b(?!\s+{_SOME})",
    re.IGNORECASE,
)
_FOR_NOW = lazy(
    r"\b(?:part|phase|stage|cohort|group|arm|yet|until|site|cent(?:er|re)|anymore|longer)\b",
    re.IGNORECASE,
)


class Who(StrEnum):
    CAREGIVERS = "caregivers"
    RELATIVES = "relatives"
    PROFESSIONALS = "professionals"
    HEALTHY = "healthy"


@dataclass(frozen=True)
class Others:
    """Who is taken instead of people with these diseases, in the record's words."""

    who: Who
    of: tuple[str, ...]
    quote: Quote


def others(
    found: list[tuple[Passage, list[Mention]]],
    told: Told,
    texts: list[Passage],
    takes_healthy: bool | None,
) -> Others | None:
    """None where the record does not say that it takes others, or takes people with it as well."""
    if any(_takes_those_with_it(*entry) for entry in told if entry[0].field in _CRITERIA):
        return None
    criteria = [entry for entry in found if entry[0].field in _CRITERIA]
    titles = [entry for entry in found if entry[0].field in _TITLES]
    lines = [
        (entry, who)
        for entry in criteria
        if entry[0].effect != Part.EXCLUSION
        and entry[0].within != Part.EXCLUSION
        and not _HELPS.search(entry[0].text)
        and (who := next(filter(None, (_who(entry[0], m) for m in entry[1])), None))
    ]
    said = [_who(passage, mention) for passage, here in titles for mention in here]
    first = said[0] if all(said) and said else None
    who_joins = lines or ([(titles[0], first)] if first else [])
    if (
        who_joins
        and who_joins[0][1] != Who.CAREGIVERS
        and any(_names_them(*entry) for entry in titles)
    ):
        who_joins = []
    if not who_joins and (title := _of_healthy_people(texts, takes_healthy)):
        who_joins = [((title, []), Who.HEALTHY)]
    if not who_joins:
        return None
    (passage, _here), who = who_joins[0]
    within = [entry for entry, _who in who_joins] + titles
    named = {slug for _passage, here in within for m in here for slug in m.means}
    types = tuple(slug for slug in SUBTYPES if slug in named)
    return Others(who, types or (UMBRELLA,), passage.quote)


def _takes_those_with_it(passage: Passage, said: list[Said]) -> bool:
    return any(
        one.says == Says.INCLUDES
        and ANOTHER not in one.mention.means
        and not _who(passage, one.mention)
        for one in said
    )


def _who(passage: Passage, mention: Mention) -> Who | None:
    """Who is meant where a passage names a disease, if it is not those who have it."""
    before = passage.text[max(0, mention.start - _REACH) : mention.start]
    in_title = passage.field in _TITLES
    # What a line is about stands at its beginning.
    first = "" if in_title or mention.start > _REACH else before
    if _RELATIVES_FIRST.search(first):
        return Who.RELATIVES
    if _DOCTORS_FIRST.search(first):
        return Who.PROFESSIONALS
    if _BEFORE.search(before) or _BEHIND.match(passage.text, mention.end):
        return Who.CAREGIVERS
    if not in_title:
        return Who.HEALTHY if _HEALTHY_FIRST.search(first) else None
    if _OF_PARENTS.search(before):
        return Who.CAREGIVERS
    if _RELATIVES_IN_TITLE.search(before):
        return Who.RELATIVES
    asks_doctors = _DOCTORS_IN_TITLE.search(before) or _AMONG_DOCTORS.match(
        passage.text, mention.end
    )
    return Who.PROFESSIONALS if asks_doctors and _SURVEY.search(passage.text) else None


def _names_them(title: Passage, here: list[Mention]) -> bool:
    """Whether a title names people with the disease."""
    return any(
        _WITH_IT.search(title.text[: mention.start]) and not _who(title, mention)
        for mention in here
    )


def _of_healthy_people(texts: list[Passage], takes_healthy: bool | None) -> Passage | None:
    """The title that says so, where the record takes healthy people and no title names patients."""
    takes_healthy = takes_healthy or any(
        one.field in _CRITERIA and one.effect == Part.INCLUSION and _HEALTHY.search(one.text)
        for one in texts
    )
    titles = [passage for passage in texts if passage.field in _TITLES]
    if not takes_healthy or any(_PATIENTS.search(one.text) for one in titles):
        return None
    return next((one for one in titles if _HEALTHY.search(one.text)), None)


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
    return [e for e in said if not e.includes or e.strength == CRITERIA]
