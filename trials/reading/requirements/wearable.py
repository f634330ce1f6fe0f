"""Would I wear an activity tracker or a sensor?"""

from trials.reading.wording import gettext_noop

from .requirement import Requirement, Rule
from .texts import ABOUT, INCLUDES, MEASURED

_DEVICE = (
    r"(?:activity (?:tracker|monitor)s?|fitness (?:tracker|band)s?|acceleromet\w+|actigraph\w*"
    r"|smart ?watch(?:es)?|fitbits?|pedometers?|step counters?)"
)
_NOT_THIS = r"defibrillat|unable|cannot|optional|pressure monitor|hearing|orthosis"


REQUIREMENT = Requirement(
    "wearable",
    gettext_noop("Would I wear an activity tracker or a sensor?"),
    gettext_noop("We look for activity trackers, watches, and sensors, worn at home or on the go."),
    keys=(
        *("wear", "tracker", "activity monitor", "acceleromet", "actigra", "smartwatch"),
        *("smart watch", "fitbit", "pedometer", "step counter", "fitness band"),
    ),
    rules=(
        Rule(
            rf"\b{_DEVICE}\b|\bwearable (?:[\w-]+ )?(?:sensor|monitor|tracker)s?\b"
            r"|\bwear(?:s|ing)? (?:[\w-]+ ){0,4}(?:device|sensor|monitor|watch|tracker|holter)s?\b",
            (*ABOUT, MEASURED, INCLUDES),
            "",
            _NOT_THIS,
        ),
        # Other devices that people wear treat, and measure nothing.
        Rule(
            r"\bwearable (?:[\w-]+ )?(?:devices?|technolog\w+)\b",
            (*ABOUT, MEASURED, INCLUDES),
            "",
            rf"^(?!.*(?:measur|record|monitor|track|count|data|collect|assess))|{_NOT_THIS}",
            key="wearable",
        ),
    ),
)
