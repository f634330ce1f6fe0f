"""Would I have to stay in the hospital?"""

from trials.reading.wording import gettext_noop

from .fragments import NUMBER, WILLING
from .requirement import Requirement, Rule
from .texts import ABOUT, INCLUDES

REQUIREMENT = Requirement(
    "hospital_stay",
    gettext_noop("Would I have to stay in the hospital?"),
    gettext_noop(
        "We look for nights or days in a hospital or a study unit. Stays that are only "
        "counted as side effects are left out."
    ),
    keys=("hospital", "inpatient", "overnight", "admitted", "outpatient", " unit"),
    rules=(
        Rule(
            r"\b(?:no|without(?: the need for)?)(?: an?| any)? (?:\w+ )?"
            r"(?:hospitali[sz]ation|hospital stay|overnight stay|hospital admission"
            r"|inpatient stay)\b[^.]{0,40}(?:required|needed|necessary|planned)?"
            r"|\b(?:study|trial|treatment|infusions?|procedures?|visits?) (?:\w+ ){0,5}"
            r"(?:on an?|as an?) out-?patient(?: basis)?\b",
            ABOUT,
            states=False,
            unless=r"discharg|adverse|safety|if |until|surviv|death|free|rate",
        ),
        Rule(
            rf"\b(?:(?:will|must|should) (?:\w+ )?be|is|are) (?:hospitali[sz]ed|admitted)\b"
            rf"|\bhospitali[sz](?:ed|ation) (?:\w+ ){{0,3}}for (?:\w+ ){{0,3}}{NUMBER}"
            r"(?: \w+){0,2} (?:days?|nights?|hours?|weeks?)"
            r"|\b(?:stay(?:s|ing)?|remain|spend|confined|housed) (?:\w+ ){0,7}(?:in|at|to)"
            r" (?:the |a |our )?(?:\w+ )?(?:hospital|research unit|clinical unit|study unit"
            r"|research cent\w+|clinical cent\w+|inpatient)\b"
            rf"|\b{NUMBER}[- ](?:day|night|week)s?(?:['’]s?)? (?:inpatient|in-patient"
            rf"|hospital)"
            r" (?:stay|admission)|\b(?:inpatient|in-patient|overnight) (?:stay|admission)s?\b",
            ABOUT,
            "",
            r"adverse|serious|prolong|emergency|if (?:they|you|the)|patients? (?:who (?:are"
            r"|were)|hospitali|admitted)|being admitted|length of|duration of|reduc|risk|covid"
            r"|expected to"
            r"|during the period|usual|readmi|admitted to the study|were admitted|discharged?"
            r" (?:within|home)|who will be (?:admitted|hospitali)|emergenc",
        ),
        Rule(
            r"\b(?:must|will|has to|have to|needs? to) (?:be (?:hospitali[sz]ed|admitted)"
            r"|stay|remain|spend)\b(?: \w+){0,6}? "
            rf"(?:(?:for|at least) (?:\w+ ){{0,2}}{NUMBER}(?: (?:to|-|or) {NUMBER})?"
            r" (?:days?|nights?|weeks?|hours?)|after (?:the |each )?(?:\w+[ -]){0,3}(?:infusion"
            r"|injection|treatment|dose|cells))\b",
            (INCLUDES,),
            "",
            r"^(?!.*(?:hospital|admitted|inpatient|ward|unit|clinic))|(?:stay|remain) (?:on|off)"
            r"|contracept|another disease",
        ),
        Rule(
            rf"{WILLING}.{{0,60}}\b(?:stay\w*|spend|remain|be (?:hospitali[sz]ed"
            rf"|admitted))\b.{{0,40}}"
            r"\b(?:hospital|inpatient|clinic|unit|overnight)\w*\b"
            rf"|{WILLING}.{{0,40}}\b(?:hospital|inpatient|in-patient|overnight) "
            r"(?:stay|admission)s?\b"
            rf"|{WILLING} to be (?:hospitali[sz]ed|admitted) for {NUMBER} (?:days?|nights?|weeks?)"
            rf"|\b(?:inpatient|hospital) stay of {NUMBER} (?:days?|nights?|weeks?) after\b",
            (INCLUDES,),
        ),
    ),
)
