"""How often would I have to go in for visits?"""

from trials.reading.wording import gettext_noop

from .fragments import NUMBER, UNIT
from .requirement import Requirement, Rule
from .texts import ABOUT, INCLUDES, TOLD
from .values import SESSIONS, VISITS

REQUIREMENT = Requirement(
    "visits",
    gettext_noop("How often would I have to go in for visits?"),
    gettext_noop(
        "We look for the number of visits or sessions, or how often they are. Most records do not "
        "say."
    ),
    keys=("visit", "session"),
    values="what",
    rules=(
        Rule(
            rf"\b{NUMBER} (?!hours?|minutes?|emergency)(?:[a-z-]+,? ){{0,3}}visits\b",
            (*ABOUT, INCLUDES),
            VISITS,
            r"visits? \d+ and \d+|emergency|home visits? by|\bed visits|per year|previous"
            r"|office visits in",
        ),
        Rule(
            rf"\bvisits? (?:\w+ ){{0,4}}(?:every|each|once (?:a|per)) "
            rf"(?:other )?(?:{NUMBER} )?{UNIT}\b"
            rf"|\bevery (?:{NUMBER} )?{UNIT} (?:\w+ ){{0,3}}visits?\b"
            r"|\b(?:weekly|biweekly|bi-weekly|monthly|quarterly|yearly|annual) "
            r"(?:[a-z-]+ ){0,2}visits?\b"
            r"|\bvisits? (?:will (?:be|occur|take place) |are |take place )?"
            r"(?:scheduled |held |conducted |planned |performed )?"
            r"(?:weekly|biweekly|monthly|quarterly|annually)\b",
            (*ABOUT, INCLUDES),
            VISITS,
            r"emergency|nurs|\bed visits",
        ),
        Rule(
            rf"\b(?:visits?|seen|return) (?:\w+[ -]){{0,6}}(?:at|on|in) "
            rf"(?:{UNIT} \d+|\d+)(?:,| and| to|,? or) ",
            (TOLD,),
            VISITS,
            r"emergency|change from|difference",
        ),
        Rule(
            rf"\b{NUMBER} (?:[a-z-]+ ){{0,3}}sessions\b(?! \d)",
            ABOUT,
            SESSIONS,
            r"previous|questionnaire|/ ?day|per day|a day|daily|\bhome\b|\bapp\b|online"
            r"|informational",
        ),
    ),
)
