"""Would my lungs be tested?"""

from trials.reading.wording import gettext_noop

from .fragments import DOES, DONE, LISTS, PLANNED, UNABLE, WILLING
from .requirement import Requirement, Rule
from .texts import ABOUT, EXCLUDES, INCLUDES, MEASURED
from .values import TAKEN

_LUNG = (
    r"\b(?:pulmonary function|lung function|spirometry|forced vital capacity|vital capacity|fvc"
    r"|dlco|diffusing capacity|diffusion capacity|pfts?|hrct"
    r"|(?:chest|thora\w+|lung) (?:hr)?(?:ct|computed tomography)"
    r"|(?:ct|computed tomography) (?:\w+ ){0,3}(?:chest|thorax|lungs?))\b"
)


REQUIREMENT = Requirement(
    "lung_tests",
    gettext_noop("Would my lungs be tested?"),
    gettext_noop(
        "We look for breathing tests (FVC, DLCO) and chest CT scans, among the measurements, in "
        "the plan, and as a limit for joining."
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
            gettext_noop("as a limit for joining"),
        ),
        Rule(_LUNG, (MEASURED,), TAKEN, r"progress\w* on|recist|surviv|optional|tumou?r|metasta"),
        Rule(
            rf"(?:{_LUNG})(?: [\w()-]+){{0,5}} {PLANNED}",
            (INCLUDES,),
            TAKEN,
            r"previous|optional|if |diagnos|confirm|result|evidence|recist|tumou?r|metasta",
        ),
        Rule(
            rf"(?:{_LUNG})(?: [\w()-]+){{0,5}} {DONE}|{DOES}(?: [\w,-]+){{0,7}}? {_LUNG[2:]}"
            rf"|{LISTS}{_LUNG}",
            ABOUT,
            TAKEN,
            r"previous|prior (?!to)|if |diagnosis|have shown|recist|tumou?r|metasta",
        ),
        Rule(
            rf"\b(?:agree\w*|consent\w*|willing\w*) (?:to|for) (?:\w+ ){{0,3}}{_LUNG[2:]}"
            rf"|{WILLING}.{{0,40}}\bperform\w*\b.{{0,40}}(?:{_LUNG})"
            rf"|{UNABLE}.{{0,40}}(?:{_LUNG})",
            (INCLUDES, EXCLUDES),
            TAKEN,
        ),
    ),
)
