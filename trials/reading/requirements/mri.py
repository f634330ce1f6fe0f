"""Would I need an MRI scan?"""

from trials.reading.wording import gettext_noop

from .fragments import DOES, DONE, LISTS, PLANNED, UNABLE, WILLING
from .requirement import Requirement, Rule
from .texts import ABOUT, EXCLUDES, GIVEN, INCLUDES, MEASURED, TITLE
from .values import SUGGESTED, TAKEN

_MRI = r"\b(?:mris?|magnetic resonance(?: imaging)?|mr[- ]imaging)\b"


REQUIREMENT = Requirement(
    "mri",
    gettext_noop("Would I need an MRI scan?"),
    gettext_noop(
        "An MRI is a picture taken in a narrow, loud tube. If the rules keep out people who cannot "
        "have one, the study probably does one."
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
            rf"{WILLING}.{{0,60}}\b(?:undergo\w*|have|tolerate|complete|perform|lie)\b"
            rf".{{0,60}}{_MRI}"
            rf"|\b(?:agree\w*|consent\w*|willing\w*) (?:to|for) (?:\w+ ){{0,3}}{_MRI[2:]}",
            (INCLUDES,),
            TAKEN,
            r"confirm|evidence|lesion|finding|by mri|on mri|must have had",
        ),
        Rule(
            rf"{_MRI}(?: [\w()-]+){{0,5}} {PLANNED}",
            (INCLUDES,),
            TAKEN,
            r"confirm|diagnos|show|previous|optional|if |finding|result|report|evidence",
        ),
        Rule(
            rf"{_MRI}(?: [\w()-]+){{0,5}} {DONE}|{DOES}(?: [\w,-]+){{0,7}}? {_MRI[2:]}"
            rf"|{LISTS}{_MRI}",
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
            rf"{UNABLE}.{{0,60}}{_MRI}|{_MRI}.{{0,40}}{UNABLE}",
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
)
