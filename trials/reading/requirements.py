"""What a study asks of those who join: a placebo, a biopsy, a pause of a medicine, and more.

Each answer rests on the record's own words, which it quotes, or on a field. Wrong is worse than
absent: a sentence that could mean either is left out, and silence is never read as a no.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from . import budget
from .criteria import Part
from .passages import Passage, Quote
from .wording import gettext_noop, holds

if TYPE_CHECKING:
    from trials.ctgov import StudyRecord


class State(StrEnum):
    STATED = "stated"
    NOT_STATED = "not_stated"
    # The record says in words, or in a field, that it is not so.
    STATED_NOT = "stated_not"


@dataclass(frozen=True)
class Asked:
    """One answer. `detail` holds plain values, ready for JSON; its words are marked for
    translation here."""

    name: str
    state: State = State.NOT_STATED
    quotes: tuple[Quote, ...] = ()
    detail: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """Words that answer an ask where they stand in one of the `places`; all in lower case."""

    words: str
    places: tuple[str, ...]
    value: str = ""
    # What, anywhere in the same sentence or line, makes the words mean something else.
    unless: str = ""
    # Of which one must stand there too, other than in "the first dose of …".
    beside: tuple[str, ...] = ()
    # A part of a word without which none of `words` stands there: for speed.
    key: str = ""
    states: bool = True

    @cached_property
    def pattern(self):
        # Without the letters of all scripts, \w and \b are found faster.
        return re.compile(self.words, re.ASCII)

    @cached_property
    def exception(self):
        return re.compile(self.unless, re.ASCII)


@dataclass(frozen=True)
class Requirement:
    """A question of a reader, and how it is answered.

    `keys` are parts of words of which one stands in all that `rules` match: without them a text
    is not looked at. `values` is the name in `detail` under which the values of rules are listed.
    """

    name: str
    question: str
    explanation: str
    keys: tuple[str, ...] = ()
    values: str = ""
    rules: tuple[Rule, ...] = ()

    @cached_property
    def by_place(self):
        """{place: [(number, rule)]}"""
        found = {}
        for number, rule in enumerate(self.rules):
            for place in rule.places:
                found.setdefault(place, []).append((number, rule))
        return found


# Where a text stands: a title, what is told of the study, what is given in its groups, what is
# measured, and the lines of the criteria that take or bar people.
TITLE, TOLD, GIVEN, MEASURED, INCLUDES, EXCLUDES = (
    "title",
    "told",
    "given",
    "measured",
    "includes",
    "excludes",
)
ABOUT = (TOLD, GIVEN)
_PLACES = {
    "brief_title": TITLE,
    "official_title": TITLE,
    "brief_summary": TOLD,
    "detailed_description": TOLD,
    "arm_groups": GIVEN,
    "interventions": GIVEN,
    "primary_outcomes": MEASURED,
    "secondary_outcomes": MEASURED,
    "other_outcomes": MEASURED,
}
_PLACE_OF_EFFECT = {Part.INCLUSION: INCLUDES, Part.EXCLUSION: EXCLUDES}

_NUMBER = (
    r"(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen"
    r"|twenty(?:-four)?|thirty-six|forty-eight)"
)
_UNIT = r"(?:days?|weeks?|wks?|months?|mos?|years?|yrs?)"
_WILLING = (
    r"\b(?:willing|able|agree\w*|consent\w*|accepts?|ability|prepared|commit\w*"
    r"|must (?:undergo|provide|have an?|agree))\b"
)
_UNABLE = (
    r"\b(?:contra-?indicat\w*|unable|inability|unwilling\w*|refus\w*|cannot|can't|not able"
    r"|not willing|incompatible|intoleran\w*|not tolerate|unsuitable|decline\w*)\b"
)
_DONE = (
    r"(?:will be|are|is being|were|was|is)(?: \w+){0,2} (?:taken|performed|obtained|collected|done"
    r"|made|carried out|conducted|acquired|assessed|measured|repeated|requested|required|evaluated)"
)
_DOES = (
    r"\b(?:undergo|take|perform|obtain|collect|provide|receive|get|complete|conduct"
    r"|(?:will|must|to) (?:have|do)|will (?:include|involve|require)"
    r"|(?:study|trial|visits?|evaluations?|assessments?|tests?|procedures?) (?:include|involve"
    r"|require)s?)"
)

_LISTS = (
    r"\b(?:visits?|assessments?|evaluations?|evaluated|tests?|testing|examinations?)\b[^.;]{0,60}"
    r"\b(?:includ\w+|involv\w+)\b[^.]{0,160}"
)

# --- Words of single rules ---
_BIOPSY = r"\bbiops(?:y|ies)\b"
_BIOPSY_OF = r"\b(?:muscle|skin|punch|tissue|tumou?r|needle|kidney|renal|liver|lung|nerve|marrow)"
_EARLIER_BIOPSY = (
    r"\b(?:biops(?:y|ies)[- ](?:proven|confirmed|verified|supported|documented|diagnosed)"
    r"|(?:proven|confirmed|verified|documented|established|diagnosed|supported|demonstrated"
    r"|diagnosis) (?:\w+ ){0,3}(?:by|on|with|in|from|through|via) (?:\w+[ -]){0,4}biops(?:y|ies)"
    r"|biops(?:y|ies) (?:\w+ ){0,3}(?:consistent|compatible|show\w*|confirm\w*|demonstrat\w*"
    r"|characteristic|evidence|findings|features|diagnos\w*|report)"
    r"|(?:archiv\w+|previous|prior(?! to)|historical|existing|earlier|diagnostic) (?:\w+ ){0,3}"
    r"biops(?:y|ies)|(?:findings|features|evidence|changes|infiltrat\w+) (?:\w+ ){0,4}"
    r"biops(?:y|ies))\b"
)
_OR_ELSE = (
    r"\bor\b.{0,60}\b(?:emg|electromyogra\w*|mri|imaging|antibod\w*|enzymes?|clinical|genetic"
    r"|mutation\w*|dna)\b|\b(?:emg|electromyogra\w*|mri|imaging|antibod\w*|enzymes?|rash|clinical"
    r"\w*|genetic\w*|mutation\w*|dna)\b.{0,80}\bor\b|either|if available|one of|at least"
    r"|and/or|can be confirmed|\bpet\b|not (?:required|necessary|mandatory)"
)
_MRI = r"\b(?:mris?|magnetic resonance(?: imaging)?|mr[- ]imaging)\b"
_LUNG = (
    r"\b(?:pulmonary function|lung function|spirometry|forced vital capacity|vital capacity|fvc"
    r"|dlco|diffusing capacity|diffusion capacity|pfts?|hrct"
    r"|(?:chest|thora\w+|lung) (?:hr)?(?:ct|computed tomography)"
    r"|(?:ct|computed tomography) (?:\w+ ){0,3}(?:chest|thorax|lungs?))\b"
)
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
    r"(?:<=|≤|≦|<|up to|no more than|not more than|(?:not|does not|must not|not to) exceed(?:ing)?"
    r"|(?:a )?maxim\w+(?: dose)?(?: of)?|at most|less than|not greater than|no greater than|below)"
)
# Parts of words, those at the ends of names too: -mab, -nib, -cept.
_MEDICINES = (
    *("mab", "nib", "tacept", "nercept", "cicept", "ivig", "immunoglobulin", "immune globulin"),
    *("cyclophosph", "biologic", "immunosuppress", "immunomodul", "jak", "azathioprine"),
    *("methotrexate", "mycophenol", "tacrolimus", "closporin", "calcineurin", "chloroquine"),
    *("antimalarial", "steroid", "predniso", "glucocort", "plasma exchange", "plasmapheresis"),
    *("anticancer", "anti-cancer", "chemotherap", "b-cell deplet", "b cell deplet", "inhibitor"),
    *("statin", "botulinum", "creatine", "gene therap", "cell therap", "investigational drug"),
    *("investigational medic", "investigational product", "investigational agent"),
    *("investigational treat", "investigational therap", "investigational new drug"),
    *("experimental drug", "experimental medic", "experimental treat", "experimental therap"),
)
_ANY_MEDICINE = ("medication", "medicine", "drug", "therapy", "therapies", "treatment")
_TIME = rf"{_NUMBER}(?: \(\d+\))?[- ]?(?:{_UNIT}|half[- ]?li(?:fe|ves))"
# Without a mark of a word's beginning it is found twice as fast.
_WINDOW = (
    r"(?:within|in the|during the|over the|for the last|for the past|less than|fewer than|<|last"
    r"|past"
    rf"|previous|preceding)[^.;]{{0,25}}?\b{_TIME}"
    rf"|\b{_TIME}[^.;]{{0,20}}? (?:prior to|before|preceding"
    r"|of (?:the )?(?:screening|baseline|enrol|randomi|first|day))"
)
_DOSES = (
    r"(?:dos(?:e|es|age|ages|ing)|regimens?|treatments?|therap(?:y|ies)|medications?|drugs?"
    r"|(?:cortico)?steroids?|predniso\w+)"
)
_OF_STUDY = r"(?: of)?(?: the| an?| first)* ?(?:study|trial|protocol|investigational|treatment|dos)"
_CHANGE = (
    r"\b(?:chang\w*|increas\w*|adjust\w*|modif\w*|alter\w*|escalat\w*|newly|unstable"
    rf"|(?:initiat\w*|start(?:ed|ing))(?!{_OF_STUDY})|not (?:been )?(?:on )?(?:a )?stable)\b"
)
# A disease that needed treatment, a treatment that failed or has gone on for long.
_NOT_PAUSED = (
    rf"\bstart(?!{_OF_STUDY}) of|requir\w* (?:\w+ ){{0,4}}(?:treat|therap|immunosupp|steroid"
    rf"|medic|use)"
    r"|in spite|despite"
    r"|cannot|progress|relapse|transplant|hsct|(?:more|longer|greater) than [\w ]{1,12} (?:prior"
    r"|before)|autoimmune disease"
)
_NO_MEDICINE = (
    r"surger|surgical|operation|vaccin|infection|hospitali|myocardial|stroke|fracture|transfus"
    r"|donat|malignan|(?<!anti)(?<!anti-)cancer|tumou?r|pregnan|alcohol|smok|abuse|dependen"
    r"|addict|substance|physical therap|occupational|behavio|psycho|radio|speech|cognitive|lactat"
    r"|thrombo|seizure|suicid|anticipat|planned|plan to|respon|fail|refractory|life expectancy"
    r"|diagnos|requir|history of|radiation|transplant|dental|periodont"
)
_TO_MONEY = r"\b(?:reimburs\w*|cover\w*|paid|pays?|payment|support\w*|compensat\w*|provid\w*)\b"
_JOURNEY = r"\b(?:travel\w*|transport\w*|parking|mileage|lodging|accommodation|hotel|taxi|meals)\b"
_YOU = r"\b(?:participants?|patients?|subjects?|volunteers?|you|families|caregivers?)\b"
_REMOTE_ACT = (
    r"(?:visits?|calls?|follow-?ups?|contacts?|interviews?|assessments?|consult\w*|conferenc\w*"
    r"|check-?ins?|check-?ups?|sessions?|appointments?|meetings?)"
)
_DRUG_BY_MOUTH = (
    r"\b(?:tablets?|capsules?|caplets?|pills?|by mouth|orally"
    r"|oral(?:ly)? (?:dose|doses|dosing|drug|medic\w*|administration|administered|tablets?|once"
    r"|twice|daily|solution|suspension|predniso\w+|steroids?|corticosteroids?|methotrexate"
    r"|treatment|formulation|route|inhibitor|film|\w+(?:nib|ast))"
    r"|(?:taken|administered|given|dosed) oral|mg,? (?:\w+ )?p\.?o\b|p\.?o\.? (?:daily|once|twice"
    r"|qd|bid))\b"
)

# --- Values, as shown ---
TAKEN = gettext_noop("taken in the study")
OPTIONAL = gettext_noop("optional")
SUGGESTED = gettext_noop("as the rules on who cannot join suggest")
EARLIER_NEEDED = gettext_noop("earlier one needed")
EARLIER_COUNTS = gettext_noop("earlier one may count")
TABLET = gettext_noop("tablet")
UNDER_SKIN = gettext_noop("injection under the skin")
IN_MUSCLE = gettext_noop("injection in the muscle")
OTHER_INJECTION = gettext_noop("other injection")
INFUSION = gettext_noop("infusion")
CELLS = gettext_noop("cells")
CREAM = gettext_noop("cream")
INHALED = gettext_noop("inhaled")
DEVICE = gettext_noop("device")
EXERCISE = gettext_noop("exercise")
BEHAVIOUR = gettext_noop("behaviour")
PHONE = gettext_noop("phone")
VIDEO = gettext_noop("video")
HOME = gettext_noop("at home")
ONLINE = gettext_noop("online")
REMOTE = gettext_noop("from a distance")
TRAVEL_PAID = gettext_noop("travel")
PAYMENT = gettext_noop("payment")
FREE = gettext_noop("free of charge")
COST = gettext_noop("cost to you")
IS_EXTENSION = gettext_noop("this study is one")
OFFERED = gettext_noop("part of the plan")
VISITS = gettext_noop("visits")
SESSIONS = gettext_noop("sessions")
BEFORE_JOINING = gettext_noop("before you join")
IN_STUDY = gettext_noop("during the study")

REQUIREMENTS = (
    Requirement(
        "groups",
        gettext_noop("Could I get a placebo?"),
        gettext_noop(
            "We look at the groups that the record lists, at its titles and at what it says of "
            "this study. We never work out your chances."
        ),
    ),
    Requirement(
        "blinding",
        gettext_noop("Would I know what I get?"),
        gettext_noop("We read the registry's field on masking: who is kept from knowing."),
    ),
    Requirement(
        "duration",
        gettext_noop("How long could it take?"),
        gettext_noop(
            "This is the longest time that the record names for a measurement or for the study. "
            "It is not always the time that you would spend in it."
        ),
        keys=("week", "month", "year"),
    ),
    Requirement(
        "visits",
        gettext_noop("How often would I have to go there?"),
        gettext_noop(
            "We look for a number of visits or sessions, or for how often they are. Most records "
            "do not say."
        ),
        keys=("visit", "session"),
        values="what",
        rules=(
            Rule(
                rf"\b{_NUMBER} (?!hours?|minutes?|emergency)(?:[a-z-]+,? ){{0,3}}visits\b",
                (*ABOUT, INCLUDES),
                VISITS,
                r"visits? \d+ and \d+|emergency|home visits? by|\bed visits|per year|previous"
                r"|office visits in",
            ),
            Rule(
                rf"\bvisits? (?:\w+ ){{0,4}}(?:every|each|once (?:a|per)) "
                rf"(?:other )?(?:{_NUMBER} )?{_UNIT}\b"
                rf"|\bevery (?:{_NUMBER} )?{_UNIT} (?:\w+ ){{0,3}}visits?\b"
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
                rf"(?:{_UNIT} \d+|\d+)(?:,| and| to|,? or) ",
                (TOLD,),
                VISITS,
                r"emergency|change from|difference",
            ),
            Rule(
                rf"\b{_NUMBER} (?:[a-z-]+ ){{0,3}}sessions\b(?! \d)",
                ABOUT,
                SESSIONS,
                r"previous|questionnaire|/ ?day|per day|a day|daily|\bhome\b|\bapp\b|online"
                r"|informational",
            ),
        ),
    ),
    Requirement(
        "route",
        gettext_noop("How is the treatment given?"),
        gettext_noop(
            "We read the treatments and groups that the record lists, those for comparison too. "
            "You may get only one of them."
        ),
        keys=(
            *(
                "tablet",
                "capsule",
                "caplet",
                "pill",
                "mouth",
                "oral",
                " po",
                "p.o",
                "cutan",
                "inject",
            ),
            *(
                "muscular",
                "intra",
                "infus",
                "ivig",
                " iv",
                "apheresis",
                "chimeric",
                "car-t",
                "car t",
                "cell",
            ),
            *("cream", "ointment", " gel", "topical", "lotion", "inhal", "exercise", "training"),
            *("rehab", "physiotherap", "lymphodeplet", "mesenchym"),
        ),
        values="routes",
        rules=(
            Rule(
                _DRUG_BY_MOUTH,
                (TITLE, GIVEN),
                TABLET,
                r"oral (?:cavity|mucos|health|hygiene|exam|glucose|contracep|presentation|intake)"
                r"|pill[- ]?cam|(?:computer|electronic|digital) tablet|on a tablet|\bapp\b"
                r"|orally (?:active|available|bioavail)|pivotal|parent",
            ),
            Rule(r"\bsub-?cutaneous(?:ly)?\b", (TITLE, GIVEN), UNDER_SKIN, r"fat", key="cutan"),
            Rule(
                r"\bintra-?muscular(?:ly)?\b",
                (TITLE, GIVEN),
                IN_MUSCLE,
                r"electro|pressure",
                key="muscular",
            ),
            Rule(
                r"\b(?:intrathecal|intradermal|intralesional|intravitreal|intra-?articular"
                r"|intracavernosal|intracavernous)(?:ly)?\b",
                (TITLE, GIVEN),
                OTHER_INJECTION,
                key="intra",
            ),
            Rule(
                r"\binjected\b|\binjections\b|\b(?:by|via|as|single|one|weekly|each|every"
                r"|nerve) injection\b"
                r"|\binjection (?:every|each|once|twice|weekly|monthly|of|into|will|at|on)\b",
                (TITLE, GIVEN),
                OTHER_INJECTION,
                r"sub-?cutan|\bs\.c\.|intra-?musc|infus|contrast|gadolin|no injection"
                r"|before injection|after injection|cells?\b|\biv\b|tracer|radio",
                key="inject",
            ),
            Rule(
                r"\b(?:intravenous(?:ly)?(?! (?:bolus|push|inject))|infusions?|infused|ivig"
                r"|i\.v\.)(?!\w)|\biv (?:infusion|administration|drip|dose|therapy|treatment"
                r"|over|every|once|on day|methylpred|immunoglob|cycloph|ritux)"
                r"|\b(?:via|by|given|administered|mg|mg/kg|g/kg|dose) iv\b",
                (TITLE, GIVEN),
                INFUSION,
                r"sub-?cutaneous(?:ly)? infus|contrast|gadolin|tracer|intrathecal infus"
                r"|blood (?:draw|sampl)|insulin|prior|previous|pivotal|parent",
            ),
            Rule(
                r"\bu?car[- ]?t\b|\bchimeric antigen receptor|\bleuk?apheresis|\bstem cells?\b"
                r"|\bmesenchymal|\b(?:cell|cellular) (?:therapy|infusion|transplant\w*)\b"
                r"|\bautologous (?:\w+ ){0,3}cells?\b|\blymphodeplet",
                (TITLE, GIVEN),
                CELLS,
                r"previous|prior (?!to)|after (?:\w+ ){0,2}(?:transplant|car)",
            ),
            Rule(
                r"\b(?:creams?|ointments?|topical(?:ly)?|lotions?|gel)\b",
                (TITLE, GIVEN),
                CREAM,
                r"ultrasound|ultrasonic|conduct\w+ gel|coupling|lubricat|an[ae]sthe|electrode"
                r"|gel pack|emla|lidocaine|capsule",
            ),
            Rule(r"\binhal(?:ed|ation|ers?)\b", (TITLE, GIVEN), INHALED, key="inhal"),
            Rule(
                r"\b(?:exercises?|physiotherapy|rehabilitation|(?:strength|resistance|aerobic"
                r"|endurance|interval|muscle|physical|gait|balance) training)\b",
                (TITLE, GIVEN),
                EXERCISE,
                r"exercise test|no exercise|(?:without|avoid|refrain)\b.{0,80}exercis",
            ),
        ),
    ),
    Requirement(
        "biopsy",
        gettext_noop("Would I need a biopsy?"),
        gettext_noop(
            "A biopsy takes a small piece of muscle or skin. We tell apart those taken in the "
            "study and earlier ones on which a diagnosis rests."
        ),
        keys=("biops",),
        values="kinds",
        rules=(
            Rule(
                r"\bno (?:\w+ ){0,3}biops(?:y|ies)\b(?! confirm| proven).{0,40}\b(?:study|trial"
                r"|required"
                r"|needed|will|taken|performed|done|necessary)\b"
                r"|\b(?:without the need for|not require) an? (?:\w+ ){0,2}biopsy\b"
                r"|biops(?:y|ies) (?:is|are|will|was|were|does|do)(?: \w+)? ?not (?:be )?(?:\w+ )?"
                r"(?:required|needed|taken|performed|necessary|mandatory|obtained|done)",
                (*ABOUT, INCLUDES),
                states=False,
                unless=r"previous|prior|if |archiv|confirmed",
            ),
            Rule(
                rf"{_WILLING}.{{0,80}}{_BIOPSY}|{_BIOPSY}.{{0,60}}{_WILLING}",
                (INCLUDES,),
                TAKEN,
                r"archiv|historical|unavailable|(?:confirm|proven|prior|previous|diagnos"
                r"|available).{0,40}biops"
                r"|biops(?:y|ies)[- ](?:confirm|proven)|must have (?:had|been)|showing|recurr"
                r"|\bor mri\b",
            ),
            Rule(
                rf"{_BIOPSY}(?: \w+){{0,5}} {_DONE}|{_DOES}(?: [\w-]+){{0,6}} biops(?:y|ies)\b"
                r"|biops(?:y|ies) (?:\w+ ){0,3}(?:at|before|after|on"
                r"|prior to) (?:the )?(?:baseline|week|month|day|screening|treatment|end|\d)"
                r"|\b(?:repeat|baseline|serial|post-treatment|on-treatment|pre-treatment|study"
                r"|research|second|follow-up) (?:\w+ ){0,2}biops(?:y|ies)\b",
                ABOUT,
                TAKEN,
                r"confirm|proven|diagnosis|diagnosed|diagnostic|referred|clinically indicated"
                r"|routine|optional|archiv|previous|prior (?!to)|biopsy needle|left over|leftover"
                r"|medical history|where patients",
            ),
            Rule(
                rf"{_BIOPSY_OF} (?:\w+ )?biops(?:y|ies)\b",
                (MEASURED,),
                TAKEN,
                r"confirm|proven|diagnos|detect|progress|recurr|optional|surviv|previous"
                r"|prior (?!to)",
            ),
            Rule(r"^(?:\w+ ){0,3}biops(?:y|ies)$", (GIVEN,), TAKEN, r"liquid|needle"),
            Rule(
                rf"{_UNABLE}.{{0,60}}{_BIOPSY}",
                (EXCLUDES,),
                SUGGESTED,
                r"diagnostic|prior|previous",
            ),
            Rule(
                r"\boptional (?:\w+ ){0,4}biops|biops(?:y|ies) (?:\w+ ){0,5}(?:optional|voluntary)"
                r"|biops(?:y|ies) (?:\w+ ){0,4}if (?:you|they|the (?:patient|participant)) agree",
                (*ABOUT, MEASURED, INCLUDES),
                OPTIONAL,
                states=False,
                unless=r"mandatory",
            ),
            Rule(
                _EARLIER_BIOPSY,
                (INCLUDES,),
                EARLIER_COUNTS,
                rf"^(?!.*(?:{_OR_ELSE}))|{_WILLING}.{{0,80}}biops",
            ),
            Rule(
                _EARLIER_BIOPSY,
                (INCLUDES,),
                EARLIER_NEEDED,
                rf"{_OR_ELSE}|{_WILLING}.{{0,80}}biops",
            ),
        ),
    ),
    Requirement(
        "mri",
        gettext_noop("Would I need an MRI scan?"),
        gettext_noop(
            "An MRI is a picture taken in a narrow, loud tube. A rule against people who cannot "
            "have one suggests that the study makes one."
        ),
        keys=("mri", "magnetic resonance", "mr imaging", "mr-imaging"),
        values="kinds",
        rules=(
            Rule(
                r"\bno (?:\w+ ){0,2}mris?\b(?! (?:evidence|contra)).{0,40}\b(?:study|trial|required"
                r"|needed|will|taken|performed|done|necessary)\b"
                r"|\bmri (?:scans? )?(?:is|are|will) not (?:be )?(?:\w+ )?"
                r"(?:required|needed|performed|done|mandatory)",
                ABOUT,
                states=False,
                unless=r"if |evidence|previous",
            ),
            Rule(
                rf"{_WILLING}.{{0,60}}\b(?:undergo\w*|have|tolerate|complete|perform|lie)\b"
                rf".{{0,60}}{_MRI}",
                (INCLUDES,),
                TAKEN,
                r"confirm|evidence|lesion|finding|by mri|on mri|must have had",
            ),
            Rule(
                rf"{_MRI}(?: [\w()-]+){{0,5}} {_DONE}|{_DOES}(?: [\w,-]+){{0,7}}? {_MRI[2:]}"
                rf"|{_LISTS}{_MRI}",
                ABOUT,
                TAKEN,
                r"confirm|diagnosis|diagnosed|referred|clinically indicated|routine|retrospect"
                r"|previous|prior (?!to)|optional|mri[- ]compat|if ",
            ),
            Rule(
                rf"{_MRI}",
                (TITLE, MEASURED),
                TAKEN,
                r"confirm|progress|recurr|surviv|relapse|recist|mri[- ](?:guided|compat)|\bct\b"
                r"|diagnosed|tomogra|optional|metasta",
            ),
            Rule(rf"^(?:[\w-]+ ){{0,3}}{_MRI}(?: scans?| imaging)?$", (GIVEN,), TAKEN),
            Rule(
                rf"{_UNABLE}.{{0,60}}{_MRI}|{_MRI}.{{0,40}}{_UNABLE}",
                (EXCLUDES,),
                SUGGESTED,
                r"if mri",
            ),
            Rule(
                r"\b(?:claustrophob\w*|pacemaker\w*|metal\w*)\b.{0,120}"
                rf"{_MRI}|{_MRI}.{{0,80}}\b(?:claustrophob|pacemaker|metal)",
                (EXCLUDES,),
                SUGGESTED,
            ),
        ),
    ),
    Requirement(
        "lung_tests",
        gettext_noop("Would my lungs be tested?"),
        gettext_noop(
            "We look for breathing tests (FVC, DLCO) and for CT pictures of the chest, among the "
            "measurements, in the plan, and as a limit for joining."
        ),
        keys=(
            "pulmonary function",
            "lung function",
            "spirometry",
            "vital capacity",
            "fvc",
            "dlco",
            "diffusi",
            "pft",
            "hrct",
            "chest",
        ),
        values="kinds",
        rules=(
            Rule(
                rf"(?:{_LUNG})[^.;]{{0,40}}(?:>|<|≥|≤|=|less than|greater than|at least|below"
                rf"|above)"
                r"[^.;]{0,12}\d",
                (INCLUDES, EXCLUDES),
                gettext_noop("limit for joining"),
            ),
            Rule(
                _LUNG, (MEASURED,), TAKEN, r"progress\w* on|recist|surviv|optional|tumou?r|metasta"
            ),
            Rule(
                rf"(?:{_LUNG})(?: [\w()-]+){{0,5}} {_DONE}|{_DOES}(?: [\w,-]+){{0,7}}? {_LUNG[2:]}"
                rf"|{_LISTS}{_LUNG}",
                ABOUT,
                TAKEN,
                r"previous|prior (?!to)|if |diagnosis|have shown|recist|tumou?r|metasta",
            ),
            Rule(
                rf"{_WILLING}.{{0,40}}\bperform\w*\b.{{0,40}}(?:{_LUNG})"
                rf"|{_UNABLE}.{{0,40}}(?:{_LUNG})",
                (INCLUDES, EXCLUDES),
                TAKEN,
            ),
        ),
    ),
    Requirement(
        "hospital_stay",
        gettext_noop("Would I have to stay in hospital?"),
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
                rf"|\bhospitali[sz](?:ed|ation) (?:\w+ ){{0,3}}for (?:\w+ ){{0,3}}{_NUMBER}"
                r"(?: \w+){0,2} (?:days?|nights?|hours?|weeks?)"
                r"|\b(?:stay(?:s|ing)?|remain|spend|confined|housed) (?:\w+ ){0,7}(?:in|at|to)"
                r" (?:the |a |our )?(?:\w+ )?(?:hospital|research unit|clinical unit|study unit"
                r"|research cent\w+|clinical cent\w+|inpatient)\b"
                rf"|\b{_NUMBER}[- ](?:day|night|week)s?(?:['’]s?)? (?:inpatient|in-patient"
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
                rf"{_WILLING}.{{0,60}}\b(?:stay\w*|remain|be (?:hospitali[sz]ed"
                rf"|admitted))\b.{{0,40}}"
                r"\b(?:hospital|inpatient|clinic|unit|overnight)\w*\b",
                (INCLUDES,),
            ),
        ),
    ),
    Requirement(
        "washout",
        gettext_noop("Would I need to have been off a medicine?"),
        gettext_noop(
            "Many studies take only people who have not had a certain medicine for some time. "
            "Only your doctor can tell whether a pause is safe."
        ),
        keys=("wash", "within", "month", "week", "day", "half-li", "half li"),
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
                _WINDOW,
                (EXCLUDES,),
                BEFORE_JOINING,
                rf"{_CHANGE}|{_NOT_PAUSED}|infection\w*.{{0,80}}antibio|live.{{0,30}}vaccin"
                rf"|transfus|donat|myocardial|anticipat"
                r"|planned|plan to|diagnosed|life expectancy|surger|fail|allerg|hypersens|\bstable"
                r"|alcohol|abuse|for (?:at least|more than|greater than)",
                beside=_MEDICINES,
            ),
            Rule(
                _WINDOW,
                (EXCLUDES,),
                BEFORE_JOINING,
                rf"{_CHANGE}|{_NOT_PAUSED}|{_NO_MEDICINE}|live.{{0,30}}vaccin|allerg|hypersens"
                rf"|\bstable"
                r"|for (?:at least|more than|greater than)",
                beside=_ANY_MEDICINE,
            ),
            Rule(
                r"\b(?:discontinu\w*|stopp?(?:ed)?|ceas\w*|withdrawn|off (?:of )?(?:all )?)\b"
                rf".{{0,80}}\b{_NUMBER}(?: \(\d+\))?[- ]?(?:{_UNIT}|half[- ]?li)\w*"
                r".{0,25}\b(?:prior|before|preceding)",
                (INCLUDES,),
                BEFORE_JOINING,
                r"smok|alcohol|drink|contracep|breast",
            ),
            Rule(
                rf"\b{_NUMBER}(?:[- ]\w+)? wash-? ?out|\bwash-? ?out (?:period|phase|interval)",
                ABOUT,
                IN_STUDY,
                r"without (?:an?|any)? ?wash|no wash",
                key="wash",
            ),
        ),
    ),
    Requirement(
        "steroid_ceiling",
        gettext_noop("Is there a top limit for steroids such as prednisone?"),
        gettext_noop(
            "We look for the highest dose of prednisone or a like medicine with which people may "
            "join. Never change your dose to fit."
        ),
        keys=("steroid", "predniso", "glucocort", "dexameth", "deflazacort"),
    ),
    Requirement(
        "stable_dose",
        gettext_noop("Would my medicine doses need to be steady?"),
        gettext_noop(
            "We look for medicines whose dose must not have changed for some time before joining, "
            "or may not change in the study."
        ),
        keys=("stabl", "chang", "adjust", "initiat", "modif", "increas", "started", "newly"),
        rules=(
            Rule(
                r"\b(?:no|not) (?:\w+ ){0,3}(?:required|need\w*|necessary) (?:\w+ ){0,5}stable\b"
                r"|\bstable dos\w+ (?:is|are) not (?:required|needed|necessary)",
                (TOLD, INCLUDES, EXCLUDES),
                states=False,
            ),
            Rule(
                r"(?<!un)\bstable(?:[ ,/-](?!disease|angina|condition|symptom|metasta|weight|renal"
                r"|brain|state|patient|hypothyr|diabet)[\w/-]+){0,5}?[ ,/-]"
                rf"(?:{_DOSES}|immunosuppress\w*|glucocorticoids?|background|methotrexate|ivig)\b"
                rf"|\b{_DOSES}\b[^.;]{{0,60}}\b(?<!un)stable\b",
                (INCLUDES, TOLD),
                "",
                r"angina|neurologic\w* stable|h[ae]+modynamic\w* stable|clinically stable"
                r"|stable (?:disease|condition|renal|weight|metasta|phase|treatment phase"
                r"|and appropriate)|relationship",
                key="stabl",
            ),
            Rule(
                rf"\b{_DOSES}\b[^.;]{{0,60}}\bunchanged\b",
                (INCLUDES, TOLD),
                key="unchanged",
            ),
            Rule(
                r"\bno (?:changes?|adjustments?|increase) (?:\w+ ){0,4}"
                r"(?:dos\w+|medic\w+|treat\w*|therap\w+|regimen)",
                (INCLUDES, TOLD),
                key="no ",
            ),
            Rule(
                rf"{_CHANGE}(?: [\w()/,-]+){{0,8}} (?:dos\w+|medic\w+|treat\w*|therap\w+|regimen\w*"
                rf"|\w*(?:{'|'.join(_MEDICINES)})\w*).{{0,80}}(?:{_WINDOW})"
                r"|\b(?:not|unless|without) (?:\w+ ){0,4}stable (?:\w+ ){0,2}(?:dos\w+|regimen)"
                r"|\bunstable (?:\w+ ){0,2}(?:dos\w+|regimen)"
                r"|\b(?:dos\w+|regimens?|treatments?|therap(?:y|ies)|medications?)\b(?: \w+){0,5} "
                r"(?:not (?:been )?stable|been changed|has changed|have changed|was changed)",
                (EXCLUDES,),
                "",
                r"plan(?:ned|s) to|anticipat|during the study|angina|weight",
            ),
            Rule(
                r"\b(?:must|should|unless|if|except)\b.{0,80}\bstable (?:\w+ ){0,3}"
                r"(?:dos\w+|regimen|medication)",
                (EXCLUDES,),
                "",
                r"angina",
                key="stabl",
            ),
        ),
    ),
    Requirement(
        "remote_visits",
        gettext_noop("Can some of it be done from home?"),
        gettext_noop(
            "We look for calls, video visits and visits at home. Other visits may still be at the "
            "study site."
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
    ),
    Requirement(
        "open_label_extension",
        gettext_noop("Could I go on with the treatment afterwards?"),
        gettext_noop(
            "In an extension, people go on after the main part, and all know what they get. We "
            "say only whether the record names one."
        ),
        keys=("extension", "open-label", "open label", "rollover", "roll over"),
        values="kinds",
        rules=(
            Rule(
                r"\b(?:no|not|without)(?: an?| any)? (?:[\w-]+ ){0,3}extension (?:study|phase"
                r"|period)\b"
                r"|\bextension (?:study|phase|period) (?:is|will) not (?:be )?(?:planned|offered)",
                ABOUT,
                states=False,
            ),
            Rule(
                r"\b(?:open[- ]label|long[- ]term|treatment|safety)(?: \w+)?[ -]extension\b"
                r"|\bextension (?:study|trial)\b|\brollover (?:study|trial)\b",
                (TITLE,),
                IS_EXTENSION,
                r"with an?|followed by|and (?:an? )?(?:open|long)|placebo[- ]controlled"
                r"|double[- ]blind"
                r"|including|(?:knee|leg|hip|elbow|wrist|finger|back|trunk|neck|arm) extension",
            ),
            Rule(
                r"\b(?:with|followed by|and|including|,)(?: an?)? (?:\w+[ -]){0,2}"
                r"(?:open[- ]label|long[- ]term)(?: \w+)?[ -]extension\b"
                r"|\bdouble[- ]blind.{0,120}\bopen[- ]label extension",
                (TITLE,),
                OFFERED,
            ),
            Rule(
                r"\bopen[- ]label(?: \w+)?[ -]extension\b|\blong[- ]term extension\b"
                r"|\bole (?:period|phase|study|part|treatment)\b|\b\(ole\)"
                r"|\b(?:optional|open[- ]label|treatment|safety) extension (?:period|phase|part"
                r"|study)|\b(?:may|can|will|option|eligible|invited|offered"
                r"|allowed)(?: \w+){0,3} (?:enter|continue"
                r"|enrol|enroll|participate|roll over|enrolled|rolled over)\b[^.;]{0,60}"
                r"\b(?:extension|open[- ]label (?:study|phase|period|treatment))\b"
                r"|\bcross(?:ed)?[- ]?over to (?:the )?(?:active|open|study drug)",
                ABOUT,
                OFFERED,
                r"previous|prior (?!to)|completed|(?:this|is an?|the)(?: \w+){0,4} extension study"
                r"|this (?:\w+ )?open-label extension|(?:knee|leg|hip|elbow|wrist|finger|back"
                r"|trunk|neck|arm) extension|parent|lead-in",
            ),
            Rule(
                r"\bthis (?:\w+[ -]){0,5}extension (?:study|trial)?\b",
                (TOLD,),
                IS_EXTENSION,
                r"knee|extension (?:period|phase|part)",
            ),
        ),
    ),
    Requirement(
        "travel_or_payment",
        gettext_noop("Is there help with travel, or a payment, or a cost?"),
        gettext_noop(
            "We look for travel that is paid, payments to people who join, and costs that they "
            "bear. Most records say nothing: ask the study team."
        ),
        keys=(
            *("reimburs", "travel", "transport", "compensat", "paid", " pay", "stipend", "gift"),
            *("free of c", "cost", "parking", " charge", "self-f"),
        ),
        values="which",
        rules=(
            Rule(
                r"\b(?:no|not|without)\b(?: \w+){0,3} (?:financial )?(?:compensat\w+|reimburs\w+"
                r"|paid|payments?|stipend)\b(?! attention)",
                (TOLD, GIVEN, INCLUDES),
                states=False,
                unless=r"workers|previous|insurance|decompens",
            ),
            Rule(
                rf"{_TO_MONEY}(?: [\w,/-]+){{0,8}}? {_JOURNEY[2:]}|\b(?:travel|transport\w*"
                rf"|parking)"
                r"(?: (?:and|or|,) \w+){0,2} (?:costs?|expenses?|support|assistance|reimburs\w*"
                rf"|vouchers?|stipend|allowance)\b|{_JOURNEY}(?: \w+){{0,4}} (?:will be|is|are) "
                r"(?:paid|reimbursed|covered|provided|arranged)",
                (TOLD, GIVEN, INCLUDES),
                TRAVEL_PAID,
                r"oxygen|electron|glucose|lipid|membrane|within the|current|no (?:travel|reimburs"
                r"|comp)|not (?:be )?(?:reimburs|compens|paid|cover)|barrier|burden|difficult",
            ),
            Rule(
                rf"{_YOU}[^.;]{{0,60}}\b(?:paid|compensated|receive (?:\w+ ){{0,4}}(?:payment"
                rf"|stipend"
                r"|gift|honorarium|compensation|[$€£]))"
                r"|\bcompensat(?:ed|ion) for (?:their |your )?(?:time|participation|each|every"
                r"|study"
                r"|completing|inconvenience|travel)|\bgift cards?\b|\bstipends?\b|\bhonorari(?:um"
                r"|a)\b|\bpayment for (?:participation|each|completing|time)",
                (TOLD, GIVEN, INCLUDES),
                PAYMENT,
                r"worker|attention|unpaid|not (?:be )?(?:compensat|paid|receiv)|no (?:compens"
                r"|payment)|decompens|insurance|fully compensate|metabol|without",
            ),
            Rule(
                r"\bfree of (?:charge|cost)\b|\bat no (?:additional |extra )?(?:cost|charge)\b"
                rf"|\bno (?:cost|charge) (?:to|for) (?:the )?{_YOU[2:]}|{_YOU} (?:have|had|has) no "
                r"(?:\w+ )?costs?\b|\bnot (?:be )?charged\b",
                (TOLD, GIVEN, INCLUDES),
                FREE,
            ),
            Rule(
                rf"{_YOU}(?: \w+){{0,3}} (?:will|must|need to|have to|are (?:required"
                rf"|expected) to|to)"
                r" (?:pay|be charged|bear)\b|\bcosts?\b[^.;]{0,60}\b(?:borne|paid"
                r"|covered) by (?:the )?"
                rf"{_YOU[2:]}|\b(?:willing|able)(?: \w+){{0,3}} (?:to )?(?:pay|buy|purchase)\b"
                r"|\bself-f(?:unded|inanced)\b",
                (TOLD, GIVEN, INCLUDES),
                COST,
                r"attention|not (?:have to |be )?(?:pay|charged)|insurance (?:to|will) pay|no cost",
            ),
        ),
    ),
    Requirement(
        "consent_form",
        gettext_noop("Can I read the consent form now?"),
        gettext_noop(
            "Some studies post the form that people sign. It tells most of what the study asks, "
            "but the form at your site can be newer."
        ),
    ),
    Requirement(
        "expanded_access",
        gettext_noop("Is there a way to the treatment outside of the study?"),
        gettext_noop(
            "We read the registry's field on expanded access, for people who cannot join a study."
        ),
    ),
    Requirement(
        "results",
        gettext_noop("Are results posted?"),
        gettext_noop("We read whether the registry holds results. Some appear elsewhere."),
    ),
    Requirement(
        "fda_regulated",
        gettext_noop("Does the United States drug agency (FDA) oversee it?"),
        gettext_noop("We read the registry's two fields on drugs and devices under the FDA."),
    ),
    Requirement(
        "oversight_committee",
        gettext_noop("Does an outside group watch over safety?"),
        gettext_noop("We read the registry's field on a data monitoring committee."),
    ),
    Requirement(
        "data_sharing",
        gettext_noop("Would data about me be shared with other researchers?"),
        gettext_noop(
            "We read what the study team says of sharing the data of single people, mostly "
            "without names."
        ),
    ),
)
# Where one of these is stated, a page warns: do not stop, skip or change a medicine to join.
WARNS = frozenset({"washout", "steroid_ceiling", "stable_dose"})


class _Text(NamedTuple):
    field: str
    text: str
    low: str


class _Said:
    """What a record says in words, by the places where it stands."""

    def __init__(self, raw: dict[str, list[tuple[str, str]]]):
        self._raw, self._texts = raw, {}
        # All texts of a place as one: in ASCII, as all keys are, which is searched faster.
        self.whole = {
            place: "\n".join([text for _field, text in found])
            .lower()
            .encode("ascii", "replace")
            .decode()
            for place, found in raw.items()
        }

    def at(self, place) -> list[_Text]:
        if place not in self._texts:
            found = self._raw.get(place, ())
            self._texts[place] = [_Text(field, text, _lower(text)) for field, text in found]
        return self._texts[place]


def read(record: "StudyRecord", passages: list[Passage]) -> tuple[Asked, ...]:
    """The answers to all ASKS, in their order."""
    design = record.protocol_section.design_module
    # A study of old charts asks nothing of anybody, whatever was once done to the patients.
    is_past = design.design_info.time_perspective == "RETROSPECTIVE"
    said = _said([] if is_past else passages)
    return tuple(_READERS.get(ask.name, _words)(ask, record, said) for ask in REQUIREMENTS)


def features(asked: tuple[Asked, ...]) -> list[str]:
    """Values to filter by. None is a promise: each tells of what the record says, or does not.

    A record that was not read has none.
    """
    if not asked:
        return []
    of = {answer.name: answer for answer in asked}
    groups, routes = of["groups"].detail, of["route"].detail.get("routes", ())
    biopsies = of["biopsy"].detail.get("kinds", ())
    ways = {VIDEO, HOME, ONLINE, REMOTE} & set(of["remote_visits"].detail.get("ways", ()))
    found = {
        "no_placebo": groups["interventional"] and groups["groups"] and not groups["mentioned"],
        "no_biopsy_stated": not {TAKEN, OPTIONAL, SUGGESTED} & set(biopsies),
        "remote_possible": ways,
        "infusion": INFUSION in routes,
        "tablet": TABLET in routes,
        "injection": {UNDER_SKIN, IN_MUSCLE, OTHER_INJECTION} & set(routes),
    }
    return [name for name, holds in found.items() if holds]


# Who speaks of other studies, or of what is done anyway, does not speak of this one.
_BACKGROUND = re.compile(
    r"\b(?:studies|trials|literature|previous(?:ly)?|prior(?! to)|earlier|reported|shown"
    r"|demonstrated|usually|typically|commonly|routinely|traditional(?:ly)?|historically|until"
    r"|standard of care|in clinical practice|alive)\b",
    re.ASCII,
)
_NEGATED = re.compile(
    r"\b(?:no|not(?! only)|without|never|neither|nor|cannot)\b(?! later| more| less)[^,;:.]{0,30}$",
    re.ASCII,
)
_LONGEST_QUOTE = 300


def _said(passages):
    """A line of the criteria is read whole, where all of its clauses do the same: "rituximab
    (MabThera) within 6 months" is two clauses.

    Criteria in a description are left out: what follows after them can be something else.
    """
    texts, at, end = {}, 0, len(passages)
    while at < end:
        first, at = passages[at], at + 1
        text, line = first.text, first.line
        if first.field == "eligibility_criteria":
            place = _PLACE_OF_EFFECT.get(first.effect)
            last = first
            while at < end and _goes_on(line, first, passages[at]):
                last, at = passages[at], at + 1
            if last is not first:
                text = _run(line, first.text, last.text)
        else:
            place = _PLACES.get(first.field)
        if place:
            texts.setdefault(place, []).append((first.field, text))
    return _Said(texts)


def _goes_on(line, first, other):
    return other.line == line and other.effect == first.effect and other.field == first.field


def _run(line, first, last):
    start = line.find(first)
    return line[start : line.find(last, start) + len(last)]


def _lower(text):
    """In lower case and of the same length: the dotted capital I of Turkish becomes two letters."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join([c.lower() if len(c.lower()) == 1 else c for c in text])
    return low.replace("\n", " ") if "\n" in low else low


def _words(ask, record, said):
    return _answer(ask, _found(ask, said))


def _found(ask, said):
    """[(rule, quote)] in the order of the rules."""
    hits = []
    for place, rules in ask.by_place.items():
        whole = said.whole.get(place, "")
        if keys := [key for key in ask.keys if key in whole]:
            for text in said.at(place):
                budget.check()
                if holds(text.low, keys):
                    hits += _hits(rules, place, text)
    hits.sort(key=lambda hit: hit[0])
    return [(rule, quote) for _number, rule, quote in hits]


def _hits(rules, place, text):
    """A text that denies says nothing else."""
    hits = [
        (number, rule, _quote(text, *match.span()))
        for number, rule in rules
        if (match := _match(rule, place, text.low))
    ]
    return [hit for hit in hits if not hit[1].states] or hits


def _match(rule, place, low):
    if rule.key not in low or (rule.beside and not _has_beside(rule, low)):
        return None
    match = rule.pattern.search(low)
    if not match or (rule.unless and rule.exception.search(low)):
        return None
    before = low[: match.start()]
    if rule.states and place != EXCLUDES and _NEGATED.search(before):
        return None
    return None if place == TOLD and _BACKGROUND.search(before) else match


_START = re.compile(
    r"\b(?:doses?|start|administration|initiation|infusion|beginning|commencement|day \d+) of"
    r"(?: (?:the|an?|study|investigational|test|trial|first))* (?:[\w-]+)?$"
    r"|\b(?:study|test|trial|protocol|first|investigational) $|\b(?:before|prior to)(?: the)? $",
    re.ASCII,
)


def _has_beside(rule, low):
    for word in rule.beside:
        at = low.find(word)
        while at >= 0:
            if not _START.search(low[max(0, at - 80) : at]):
                return True
            at = low.find(word, at + 1)
    return False


def _quote(text, start, end):
    """The whole text; of a long one what stands around the words, cut between words."""
    words, longest = text.text, _LONGEST_QUOTE
    if len(words) > longest:
        end = min(end, start + longest)
        left = max(0, start - (longest - (end - start)) // 2)
        left = words.rfind(" ", 0, left) + 1 if left else 0
        right = max(end, left + longest)
        space = words.find(" ", right, right + 40)
        words = words[left : space if space > 0 else right]
    return Quote(text.field, words.strip())


def _answer(ask, found, **detail):
    if not found:
        return Asked(ask.name, detail=detail)
    state = State.STATED if any(rule.states for rule, _quote in found) else State.STATED_NOT
    values = list(dict.fromkeys(rule.value for rule, _quote in found if rule.value))
    if ask.values and values:
        detail[ask.values] = values
    return Asked(ask.name, state, _best(found, fill=ask.name in WARNS), detail)


def _best(found, fill=False):
    """The shortest quote of the first rule for each value, three at most; `fill` takes more."""
    best, others = {}, []
    if any(rule.states for rule, _quote in found):
        found = [hit for hit in found if hit[0].states or hit[0].value]
    for rule, quote in sorted(found, key=lambda hit: _length(hit[1])):
        best.setdefault((rule.value, rule.words), quote)
        others.append(quote)
    by_value = {}
    for rule, _quote in found:
        by_value.setdefault(rule.value, best[rule.value, rule.words])
    quotes = [*by_value.values(), *(others if fill else ())]
    return tuple(dict.fromkeys(quotes))[:3]


def _length(quote):
    # A few words of their own tell little.
    return (len(quote.text) < 20, len(quote.text))


_PLACEBO_KEYS = ("placebo", "sham", "vehicle")
_PLACEBO = re.compile(r"placebo|\bsham\b|\bvehicle[- ](?:control|cream|gel|ointment)")
_NO_PLACEBO = re.compile(
    r"\b(?:no|not|non|without|neither)\b[- ](?:an? |any )?(?:placebo|sham)"
    r"|placebo (?:is|will|was) not|placebo-free"
)
_PLACEBO_HERE = re.compile(
    r"\b(?:this|present|our|current)\b.{0,100}\b(?:study|trial)\b|\bwill (?:be|receive|get|take)\b"
    r"|\brandomi[sz]ed (?:\w+[ -]){0,8}to\b|\bdouble[- ]blind",
    re.ASCII,
)
_PLACEBO_ELSEWHERE = re.compile(
    r"have shown|previous|prior (?!to)|earlier|reported|demonstrated|published|parent|complet"
    r"|roll(?:ed)?[- ]?over|showed|lead-in|original|extension|\bstudies\b|\btrials\b"
    r"|phase \w+ (?:study|trial) of|who received|were on",
    re.ASCII,
)


def _groups(ask, record, said):
    protocol = record.protocol_section
    design, arms = protocol.design_module, protocol.arms_interventions_module
    interventional = design.study_type == "INTERVENTIONAL"
    given = _given(arms.interventions)
    groups = [_group(arm, given.get(arm.label, ())) for arm in arms.arm_groups]
    named = _placebos_named(said)
    detail = {
        "groups": groups,
        "allocation": design.design_info.allocation or "",
        "interventional": interventional,
        "mentioned": any(group["placebo"] for group in groups)
        or any(_is_placebo(text.low) for _place, text in named),
    }
    if not interventional:
        return Asked(ask.name, detail=detail)
    quotes = [
        Quote("arm_groups", group["label"] or group["type"]) for group in groups if group["placebo"]
    ]
    quotes += [
        _quote(text, *_PLACEBO.search(text.low).span())
        for place, text in named
        if _is_placebo_here(place, text)
    ]
    if quotes:
        return Asked(ask.name, State.STATED, tuple(dict.fromkeys(quotes))[:3], detail)
    denied = [
        _quote(text, *match.span())
        for _place, text in named
        if (match := _NO_PLACEBO.search(text.low))
    ]
    if denied and not detail["mentioned"]:
        return Asked(ask.name, State.STATED_NOT, tuple(denied[:1]), detail)
    return Asked(ask.name, detail=detail)


def _placebos_named(said):
    """[(place, text)] outside of the criteria."""
    return [
        (place, text)
        for place in (TITLE, TOLD, GIVEN, MEASURED)
        if holds(said.whole.get(place, ""), _PLACEBO_KEYS)
        for text in said.at(place)
        if holds(text.low, _PLACEBO_KEYS)
    ]


def _given(interventions):
    """{label of a group: names of what it gets}"""
    found = {}
    for intervention in interventions:
        if intervention.name:
            for label in filter(None, intervention.arm_group_labels):
                found.setdefault(label, set()).add(intervention.name)
    return found


def _group(arm, given):
    """`mixed`: a placebo and something else, beside it, before it or after it."""
    label = arm.label or ""
    given = {name.partition(": ")[2] or name for name in arm.intervention_names}.union(given)
    placebos = {name for name in given if _is_placebo(name.lower())}
    by_type = arm.type in ("PLACEBO_COMPARATOR", "SHAM_COMPARATOR")
    return {
        "label": label,
        "type": arm.type or "",
        "placebo": by_type or bool(placebos) or _is_placebo(label.lower()),
        "mixed": bool(placebos) and placebos != given,
    }


def _is_placebo(low):
    return holds(low, _PLACEBO_KEYS) and bool(_PLACEBO.search(low)) and not _NO_PLACEBO.search(low)


def _is_placebo_here(place, text):
    """A title, a name of a treatment, or a sentence on this study; no sentence on others."""
    if not _is_placebo(text.low) or _PLACEBO_ELSEWHERE.search(text.low):
        return False
    if place == TITLE or text.field == "interventions":
        return True
    return place == TOLD and bool(_PLACEBO_HERE.search(text.low))


_BLIND = re.compile(
    r"\b(?:single|double|triple|quadruple|observer|assessor|investigator)[- ](?:blind|mask)"
)
_OPEN = re.compile(r"\bopen[- ]label|\bunblinded|\bnon-?blinded|\bunmasked")


def _blinding(ask, record, said):
    design = record.protocol_section.design_module
    masking = design.design_info.masking_info
    if masking.masking:
        state = State.STATED_NOT if masking.masking == "NONE" else State.STATED
        texts = [text for text in (masking.masking, masking.masking_description) if text]
        quotes = tuple(_quote(_Text("design", text, ""), 0, 0) for text in texts)
        return Asked(ask.name, state, quotes, {"masked": list(masking.who_masked)})
    titles = said.at(TITLE)
    blind = [_quote(text, 0, 0) for text in titles if _BLIND.search(text.low)]
    known = [_quote(text, 0, 0) for text in titles if _OPEN.search(text.low)]
    # An open extension of a blind study names both.
    if design.study_type != "INTERVENTIONAL" or bool(blind) == bool(known):
        return Asked(ask.name)
    return Asked(ask.name, State.STATED if blind else State.STATED_NOT, tuple((blind or known)[:1]))


_WORDS = {
    word: number
    for number, words in {
        1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight",
        9: "nine", 10: "ten", 11: "eleven", 12: "twelve", 18: "eighteen", 20: "twenty",
        24: "twenty-four", 36: "thirty-six", 48: "forty-eight",
    }.items()
    for word in [words]
}  # fmt: skip
_DAYS = {"d": 1, "w": 7, "m": 365.25 / 12, "y": 365.25}
# The unit first, then the number before it: four times as fast as both at once.
_UNIT_WORD = re.compile(r"(?:day|week|wk|month|mo|year|yr)s?\b(?! of age| old)")
_NUMBER_BEFORE = re.compile(rf"(?<![\w.])({_NUMBER})(?: \(\d+\))?[- ]?$")
_UNIT_NUMBERS = re.compile(
    r"\b(days?|weeks?|months?|years?) ?#?(\d+(?:(?: ?(?:,|-|–|/|;|&) ?| (?:to|and|or|through) "
    r"|, (?:and|or) )\d+)*)\b(?!\.\d| ?-?(?:day|week|month|year|hour|min))"
)
_BY_GONE = re.compile(
    r"\b(?:last|past|previous|prior|preceding|age|aged|over the age of)(?: \w+)? ?$"
)
_OF_STUDY_AFTER = re.compile(
    r"(?:[- ]long)?,? (?:(?!after|before|prior|following|from)[\w-]+,? ){0,3}?(?:study|trial"
    r"|treatment|follow-?up|period|extension|phase|observation|intervention|program(?:me)?)\b",
    re.ASCII,
)
_OF_STUDY_BEFORE = re.compile(
    r"\b(?:study|trial|participation|treatment|followed(?: up)?|follow-?up|continue[ds]?|lasts?"
    r"|treated|duration)(?: [\w-]+){0,4} (?:for|of|up to|is|be|about|approximately|lasts?) "
    r"(?:up to |about |approximately |a total of |at least )*$",
    re.ASCII,
)
# Longer ones are slips, or calendar years.
_LONGEST_DAYS = 40 * 365.25


def _times(low):
    """(days, start, end) of each number with a unit."""
    for unit in _UNIT_WORD.finditer(low):
        start = unit.start()
        if number := _NUMBER_BEFORE.search(low, max(0, start - 25), start):
            count = _WORDS.get(number[1]) or float(number[1])
            yield count * _DAYS[unit[0][0]], number.start(), unit.end()


@lru_cache(maxsize=10_000)
def _longest(low):
    """The longest time in a text, in days; 0 where there is none."""
    found = [
        days
        for days, start, _end in _times(low)
        if not _BY_GONE.search(low[max(0, start - 60) : start])
    ]
    for match in _UNIT_NUMBERS.finditer(low):
        longest = max(int(number[:9]) for number in re.findall(r"\d+", match[2]))
        found.append(longest * _DAYS[match[1][0]])
    return max((days for days in found if days <= _LONGEST_DAYS), default=0)


def _lasting(text):
    """[(days, source, quote)] of times that a study or a part of it is said to take."""
    found = []
    for days, start, end in _times(text.low):
        before = text.low[:start]
        of_study = _OF_STUDY_AFTER.match(text.low, end) or _OF_STUDY_BEFORE.search(before[-250:])
        if of_study and days <= _LONGEST_DAYS and not _BACKGROUND.search(before):
            found.append((days, gettext_noop("words"), _quote(text, start, end)))
    return found


def _duration(ask, record, said):
    """The longest of all; at the same length, words on the study before times of measurements."""
    design, outcomes = (
        record.protocol_section.design_module,
        record.protocol_section.outcomes_module,
    )
    if design.design_info.time_perspective == "RETROSPECTIVE":
        return Asked(ask.name)
    found = []
    for text in [text for place in (TITLE, TOLD, GIVEN) for text in said.at(place)]:
        budget.check()
        if holds(text.low, ask.keys):
            found += _lasting(text)
    if target := budget.cut(design.target_duration or "")[0]:
        quote = Quote("design", target)
        found.append((_longest(target.lower()), gettext_noop("target duration"), quote))
    for name, group in (
        ("primary_outcomes", outcomes.primary_outcomes),
        ("secondary_outcomes", outcomes.secondary_outcomes),
        ("other_outcomes", outcomes.other_outcomes),
    ):
        for frame in dict.fromkeys(outcome.time_frame for outcome in group if outcome.time_frame):
            budget.check()
            frame = budget.cut(frame)[0]
            text = _Text(name, frame, _lower(frame))
            days = _longest(text.low)
            found.append((days, gettext_noop("time frame of a measurement"), _quote(text, 0, 0)))
    days, source, quote = max(found, key=lambda hit: hit[0], default=(0, "", None))
    if not days:
        return Asked(ask.name)
    detail = {
        "days": round(days),
        "weeks": round(days / 7),
        "months": round(days / _DAYS["m"]),
        "read_from": source,
    }
    return Asked(ask.name, State.STATED, (quote,), detail)


_TYPE_ROUTES = {"DEVICE": DEVICE, "BEHAVIORAL": BEHAVIOUR}


def _route(ask, record, said):
    """Only where a study gives something: in an observational one, people take what they take."""
    if record.protocol_section.design_module.study_type == "OBSERVATIONAL":
        return Asked(ask.name)
    found = _found(ask, said)
    for item in record.protocol_section.arms_interventions_module.interventions:
        if item.name and (value := _TYPE_ROUTES.get(item.type)):
            found.append((Rule("", (), value), Quote("interventions", item.name)))
    return _answer(ask, found)


def _biopsy(ask, record, said):
    answer = _words(ask, record, said)
    if kinds := answer.detail.get("kinds"):
        said = " ".join(quote.text.lower() for quote in answer.quotes)
        sites = [site for site in ("muscle", "skin") if site in said]
        answer.detail.update(kind=kinds[0], sites=sites or ["other"])
    return answer


_PAUSE = re.compile(
    rf"\b{_TIME}(?:[- ]\w+)? wash|wash\w*[- ]?(?:out)?[^.;]{{0,40}}?\b{_TIME}|{_WINDOW}"
)


def _washout(ask, record, said):
    answer = _words(ask, record, said)
    found = [_PAUSE.search(_lower(quote.text)) for quote in answer.quotes]
    times = [re.search(_TIME, match[0])[0] for match in found if match]
    if times:
        answer.detail["windows"] = list(dict.fromkeys(times))
    return answer


def _amount(number):
    return (
        rf"(?P<amount{number}>\d+(?:\.\d+)?) ?(?P<unit{number}>mg/kg|mg)\b"
        r"(?! ?(?:/|per|a|each)? ?w(?:eek|k))"
    )


def _extension(ask, record, said):
    """A study that is the extension of another one speaks of itself."""
    found = _found(ask, said)
    itself = [hit for hit in found if hit[0].value == IS_EXTENSION]
    return _answer(ask, itself or found)


_NO_GAP = rf"(?:(?!{_OTHER_DRUG}|mg)[^;])"
_AFTER = rf"(?:(?!{_OTHER_DRUG})[^;]){{0,40}}?{_STEROID}"
_OVER = re.compile(
    rf"{_STEROID}{_NO_GAP}{{0,80}}?{_MORE} ?{_amount(1)}|{_MORE} ?{_amount(2)}{_AFTER}"
)
_UNDER = re.compile(
    rf"{_STEROID}{_NO_GAP}{{0,80}}?{_LESS} ?{_amount(1)}|{_LESS} ?{_amount(2)}{_AFTER}"
    rf"|{_STEROID}{_NO_GAP}{{0,60}}?{_amount(3)}[^;.]{{0,20}}\bor (?:less|lower|below)"
)
_OF_ANOTHER = re.compile(rf"(?:{_OTHER_DRUG})[^,;]{{0,25}}$")
_ALLOWED = re.compile(
    r"allow|permit|accept|except|unless|other than|physiologic|replacement|i\.e\.|excluding|maxim"
    r"|no more|not more|exceed|up to"
)


def _steroid_ceiling(ask, record, said):
    found, limits = [], []
    for place in (INCLUDES, EXCLUDES):
        for text in said.at(place):
            budget.check()
            named = "mg" in text.low and holds(text.low, ask.keys)
            if match := named and _ceiling(place, text.low):
                found.append((Rule("", ()), _quote(text, *match.span())))
                limits.append(_limit(match))
    if not found:
        return Asked(ask.name)
    distinct = {(limit["amount"], limit["unit"]): limit for limit in limits}
    return _answer(ask, found, limits=list(distinct.values()))


def _ceiling(place, low):
    """Who takes more is barred, or who takes less is taken; an exclusion of less is a floor."""
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


def _limit(match):
    """Its amount and unit, whichever of the ways to write it matched."""
    found = {name.rstrip("123"): text for name, text in match.groupdict().items() if text}
    return {"amount": float(found["amount"]), "unit": found["unit"]}


_FILENAME = re.compile(r"[\w.-]+")


def _consent_form(ask, record, said):
    nct_id = record.nct_id
    documents = [
        {
            "label": document.label or document.filename,
            "date": document.date or "",
            "url": "https://cdn.clinicaltrials.gov/large-docs/"
            f"{nct_id[-2:]}/{nct_id}/{document.filename}",
            "consent_form": document.has_icf,
            "protocol": document.has_protocol,
        }
        for document in record.document_section.large_document_module.large_docs
        if document.filename and _FILENAME.fullmatch(document.filename)
    ]
    form = next((document for document in documents if document["consent_form"]), None)
    if not form:
        return Asked(ask.name, detail={"documents": documents} if documents else {})
    return Asked(
        ask.name,
        State.STATED,
        (Quote("documents", form["label"]),),
        {"url": form["url"], "date": form["date"], "documents": documents},
    )


def _yes_no(ask, field, value, detail):
    """Of a field that says yes or no; nothing where it is absent."""
    if value is None:
        return Asked(ask.name)
    state = State.STATED if value else State.STATED_NOT
    return Asked(ask.name, state, (Quote(field, str(value).lower()),), detail)


def _expanded_access(ask, record, said):
    info = record.protocol_section.status_module.expanded_access_info
    detail = {"nct_id": info.nct_id} if info.nct_id else {}
    return _yes_no(ask, "expanded_access", info.has_expanded_access, detail)


def _results(ask, record, said):
    posted = record.protocol_section.status_module.results_first_post_date_struct.date
    url = f"https://clinicaltrials.gov/study/{record.nct_id}?tab=results"
    detail = {"url": url, "posted": posted or ""} if record.has_results else {}
    return _yes_no(ask, "has_results", record.has_results, detail)


def _fda_regulated(ask, record, said):
    oversight = record.protocol_section.oversight_module
    detail = {
        name: value
        for name, value in (
            ("drug", oversight.is_fda_regulated_drug),
            ("device", oversight.is_fda_regulated_device),
        )
        if value is not None
    }
    return _yes_no(ask, "oversight", any(detail.values()) if detail else None, detail)


def _oversight_committee(ask, record, said):
    return _yes_no(ask, "oversight", record.protocol_section.oversight_module.oversight_has_dmc, {})


_SHARING = {"YES": State.STATED, "NO": State.STATED_NOT}


def _data_sharing(ask, record, said):
    """Who is undecided has said neither, but has said so."""
    plan = record.protocol_section.ipd_sharing_statement_module
    if not plan.ipd_sharing:
        return Asked(ask.name)
    quotes = (Quote("ipd_sharing", plan.ipd_sharing),)
    if plan.description:
        text = _Text("ipd_sharing_description", plan.description, "")
        quotes += (_quote(text, 0, 0),)
    state = _SHARING.get(plan.ipd_sharing, State.NOT_STATED)
    return Asked(ask.name, state, quotes, {"answer": plan.ipd_sharing})


# All others are read by the rules of their Ask alone.
_READERS: dict[str, Callable] = {
    "groups": _groups,
    "blinding": _blinding,
    "duration": _duration,
    "route": _route,
    "biopsy": _biopsy,
    "washout": _washout,
    "open_label_extension": _extension,
    "steroid_ceiling": _steroid_ceiling,
    "consent_form": _consent_form,
    "expanded_access": _expanded_access,
    "results": _results,
    "fda_regulated": _fda_regulated,
    "oversight_committee": _oversight_committee,
    "data_sharing": _data_sharing,
}
