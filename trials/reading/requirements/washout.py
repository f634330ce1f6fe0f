"""Would I need to be off a medicine first?"""

import re
from typing import TYPE_CHECKING

from trials.reading.wording import gettext_noop

from ..wording import lazy
from .by_rules import by_rules
from .fragments import CHANGE, MEDICINES, NUMBER, OF_STUDY, TIME, UNIT, WINDOW
from .requirement import Answer, Requirement, Rule
from .texts import ABOUT, EXCLUDES, INCLUDES, Texts, lower
from .values import BEFORE_JOINING, IN_STUDY

if TYPE_CHECKING:
    from trials.ctgov import StudyRecord

_ANY_MEDICINE = ("medication", "medicine", "drug", "therapy", "therapies", "treatment")
# A disease that needed treatment, a treatment that failed or has gone on for long.
_NOT_PAUSED = (
    rf"\bstart(?!{OF_STUDY}) of|requir\w* (?:\w+ ){{0,4}}(?:treat|therap|immunosupp|steroid"
    rf"|medic|use)"
    r"|in spite|despite"
    r"|not (?:have|need) to|years? (?:of age|old)|cannot|progress|relapse|transplant|hsct"
    r"|(?:more|longer|greater) than [\w ]{1,12} (?:prior|before)|autoimmune disease"
)
_NO_MEDICINE = (
    r"surger|surgical|operation|vaccin|infection|hospitali|myocardial|stroke|fracture|transfus"
    r"|donat|malignan|(?<!anti)(?<!anti-)cancer|tumou?r|pregnan|alcohol|smok|abuse|dependen"
    r"|addict|substance|physical therap|occupational|behavio|psycho|radio|speech|cognitive|lactat"
    r"|thrombo|seizure|suicid|anticipat|planned|plan to|respon|fail|refractory|life expectancy"
    r"|diagnos|requir|history of|radiation|transplant|dental|periodont"
    r"|acupunct"
)
_PAUSE = lazy(rf"\b{TIME}(?:[- ]\w+)? wash|wash\w*[- ]?(?:out)?[^.;]{{0,40}}?\b{TIME}|{WINDOW}")


def _washout(requirement: Requirement, record: "StudyRecord", texts: Texts) -> Answer:
    answer = by_rules(requirement, record, texts)
    found = [_PAUSE.search(lower(quote.text)) for quote in answer.quotes]
    times = [time[0] for match in found if match and (time := re.search(TIME, match[0]))]
    if times:
        answer.detail["windows"] = list(dict.fromkeys(times))
    return answer


REQUIREMENT = Requirement(
    "washout",
    gettext_noop("Would I need to be off a medicine first?"),
    gettext_noop(
        "Many studies accept only people who have not had a certain medicine for some time. Only "
        "your doctor can tell you whether a pause is safe."
    ),
    keys=("wash", "within", "month", "week", "day", "year", "half-li", "half li"),
    values="kinds",
    rules=(
        Rule(
            r"\b(?:no|without)(?: an?| any)? (?:\w+ )?wash-? ?out\b"
            r"|\bwash-? ?out (?:\w+ )?(?:is|are|will) not (?:be )?(?:required|needed|necessary)"
            r"|\bnot require (?:an?|any) wash-? ?out",
            (*ABOUT, INCLUDES, EXCLUDES),
            key="wash",
            states=False,
        ),
        Rule(
            r"\bwash(?:ed)?-? ?out\b",
            (INCLUDES, EXCLUDES),
            BEFORE_JOINING,
            r"following wash|after \(?\w* ?wash|after wash|assessment follow|not require"
            r"|without",
            key="wash",
        ),
        Rule(
            WINDOW,
            (EXCLUDES,),
            BEFORE_JOINING,
            rf"{CHANGE}|{_NOT_PAUSED}|infection\w*.{{0,80}}antibio|live.{{0,30}}vaccin"
            rf"|transfus|donat|myocardial|anticipat"
            r"|planned|plan to|diagnosed|life expectancy|surger|fail|allerg|hypersens|\bstable"
            r"|alcohol|abuse|for (?:at least|more than|greater than)",
            beside=MEDICINES,
        ),
        Rule(
            WINDOW,
            (EXCLUDES,),
            BEFORE_JOINING,
            rf"{CHANGE}|{_NOT_PAUSED}|{_NO_MEDICINE}|live.{{0,30}}vaccin|allerg|hypersens"
            rf"|\bstable"
            r"|for (?:at least|more than|greater than)",
            beside=_ANY_MEDICINE,
        ),
        Rule(
            r"\b(?:discontinued|stopped|ceased|withdrawn|paused|off)\b[^.;]{0,60}?"
            rf"\b(?:for|at least|since|more than) (?:at least |more than )?{TIME}"
            rf"|\b(?:at least|more than|minimum of) {TIME} (?:\w+ ){{0,2}}"
            r"(?:since|after|from|off)\b",
            (INCLUDES,),
            BEFORE_JOINING,
            r"smok|alcohol|drink|contracep|breast|follow|work|lack of|\bnot have to|surviv|study"
            r"|diagnos|onset|relapse|will",
            beside=MEDICINES,
        ),
        Rule(
            r"\b(?:discontinu\w*|stopp?(?:ed)?|paused|ceas\w*|withdrawn|off (?:of )?(?:all )?)\b"
            rf".{{0,80}}\b{NUMBER}(?: \(\d+\))?[- ]?(?:{UNIT}|half[- ]?li)\w*"
            r".{0,25}\b(?:prior|before|preceding)",
            (INCLUDES,),
            BEFORE_JOINING,
            r"smok|alcohol|drink|contracep|breast",
        ),
        Rule(
            rf"\b{NUMBER}(?:[- ]\w+)? wash-? ?out|\bwash-? ?out (?:period|phase|interval)",
            ABOUT,
            IN_STUDY,
            r"without (?:an?|any)? ?wash|no wash",
            key="wash",
        ),
    ),
    reader=_washout,
    warns=True,
)
