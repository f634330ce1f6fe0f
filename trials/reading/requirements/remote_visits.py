"""Can some of it be done from home?"""

from trials.reading.wording import gettext_noop

from .requirement import Requirement, Rule
from .texts import ABOUT, GIVEN, INCLUDES, TITLE, TOLD
from .values import HOME, ONLINE, PHONE, REMOTE, VIDEO

_REMOTE_ACT = (
    r"(?:visits?|calls?|follow-?ups?|contacts?|interviews?|assessments?|consult\w*|conferenc\w*"
    r"|check-?ins?|check-?ups?|sessions?|appointments?|meetings?)"
)


REQUIREMENT = Requirement(
    "remote_visits",
    gettext_noop("Can some of it be done from home?"),
    gettext_noop(
        "We look for calls, video visits, and visits at home. Other visits may still be at the "
        "study location."
    ),
    keys=("phone", "video", "tele", "home", "remote", "virtual", "online", "decentrali"),
    values="ways",
    rules=(
        Rule(
            r"\b(?:no|not) (?:\w+ ){0,3}(?:remote|virtual|video|telehealth|home) visits?"
            r"|\bvisits? (?:\w+ )?(?:cannot|will not|can not) (?:be )?(?:\w+ )?"
            r"(?:remote|virtual|done from home|conducted remotely)",
            (TOLD, GIVEN, INCLUDES),
            states=False,
        ),
        Rule(
            rf"\b(?:tele)?phone (?:\w+ ){{0,2}}{_REMOTE_ACT}\b|\b(?:contacted|called"
            rf"|followed up"
            r"|follow-up|interviewed|surveyed|assessed|monitored)\b[^.;]{0,40}"
            r"\b(?:by|via|over|through|on) (?:the )?(?:tele)?phone\b",
            ABOUT,
            PHONE,
            r"medical records? and|smartphone|discomfort|questions|\bteam|electronic"
            r"|staff members",
        ),
        Rule(
            rf"\bvideo[- ](?:\w+ )?{_REMOTE_ACT}\b|\bvideoconferenc\w*|\btele-?(?:health"
            rf"|medicine|visits?|rehab\w*|consult\w*|yoga|exercise)\b|\b(?:zoom|skype"
            rf"|facetime) {_REMOTE_ACT}"
            r"|\b(?:via|over|through|by) (?:zoom|skype|facetime|video)\b",
            ABOUT,
            VIDEO,
            r"video[- ](?:assisted|game|capsule|recording)",
        ),
        Rule(
            r"\bhome (?:health )?(?:visits?|nurs(?:e|es|ing)|infusions?)\b"
            r"|\b(?:at-home|in-home|home-based) (?:\w+ ){0,2}(?:visits?|nurs\w+|infusions?"
            r"|assessments?|injections?|blood draws?|sample collection)\b"
            r"|\b(?:visit\w*|assess\w*|infusions?|nurses?) (?:\w+ ){0,6}(?:at|in|to) (?:the "
            r"|your |their )?(?:\w+['’]s? |patients?['’]? )?homes?\b",
            ABOUT,
            HOME,
            r"nursing home|home care for|retirement|care homes?|questionnaire|function"
            r"|exercis\w* at",
        ),
        Rule(
            r"\b(?:visits?|assessments?|appointments?|follow-?ups?|nurses?) (?:\w+ ){0,4}"
            r"(?:from|at) "
            r"(?:your |their |the |patients?['’] )?home\b|\bfrom home replace"
            r"|\bhome visits? (?:\w+ ){0,2}(?:by|possible|offered|available)\b",
            (INCLUDES,),
            HOME,
            r"nursing home|care homes?|unable|cannot",
        ),
        Rule(
            rf"\bvideo[- ](?:\w+ )?{_REMOTE_ACT}\b|\bvideoconferenc\w*"
            r"|\bby phone (?:or|and) video\b"
            r"|\btele-?(?:health|medicine|visits?)\b|\bvisits? (?:\w+ ){0,4}(?:by|via|or) video\b",
            (INCLUDES,),
            VIDEO,
            r"video[- ](?:assisted|game|capsule|recording)|unable|cannot",
        ),
        Rule(
            r"\bvisits? (?:\w+ ){0,5}from home\b"
            r"|\bnurses? (?:\w+ ){0,3}(?:comes?|visits?|travels?) (?:\w+ ){0,4}homes?\b",
            ABOUT,
            HOME,
            r"nursing home|care homes?|retirement",
        ),
        Rule(
            r"\b(?:take part|join|participate)(?: \w+){0,3} from home\b",
            ABOUT,
            REMOTE,
        ),
        Rule(
            r"\bdecentrali[sz]ed (?:clinical |study )?(?:study|trial|design|visits?"
            r"|approach)\b|\bremote(?:ly)? (?:\w+ ){0,2}(?:visits?|study|trial|conduct\w*"
            r"|monitor\w*|assess\w*|consent\w*|participat\w*|supervis\w*|follow-up|sessions?)\b"
            r"|\b(?:conducted|done|delivered|monitored|performed|supervised|participate"
            r"|completed|administered) (?:\w+ ){0,2}(?:remotely|virtually|from home)\b"
            r"|\b(?:fully|entirely|completely|all|100%) (?:remote|virtual|online)\b"
            r"|\bvirtual (?:study|trial|visits?|clinic|appointments?|follow-up)\b",
            (TITLE, TOLD, GIVEN),
            REMOTE,
            r"virtual reality|remote control|remote history|remotely past",
        ),
        Rule(
            r"\b(?:online|web-based|internet-based) (?:\w+ ){0,2}(?:survey|questionnaires?"
            r"|registry"
            r"|program(?:me)?|platform|sessions?|portal)\b|\bsurveys? (?:\w+ ){0,3}online\b",
            ABOUT,
            ONLINE,
            r"randomi[sz]|sample size|computed|calculat|electronic data|databas|data (?:entry"
            r"|capture)|case report",
        ),
    ),
)
