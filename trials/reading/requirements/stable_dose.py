"""Would my medicine doses have to stay the same?"""

from trials.reading.wording import gettext_noop

from .fragments import CHANGE, MEDICINES, TIME, WINDOW
from .requirement import Requirement, Rule
from .texts import EXCLUDES, INCLUDES, TOLD

_DOSES = (
    r"(?:dos(?:e|es|age|ages|ing)|regimens?|treatments?|therap(?:y|ies)|medications?|medicines?"
    r"|dmards?|drugs?|(?:cortico)?steroids?|predniso\w+)"
)


REQUIREMENT = Requirement(
    "stable_dose",
    gettext_noop("Would my medicine doses have to stay the same?"),
    gettext_noop(
        "We look for medicines whose dose must not have changed for some time before joining, "
        "or may not change in the study."
    ),
    keys=(
        *("stabl", "chang", "adjust", "initiat", "modif", "increas", "started", "newly", "steady"),
        *("same", "constant", "fixed", "alter"),
    ),
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
            rf"\b{_DOSES}\b[^.;]{{0,60}}\bunchanged\b|\bunchanged (?:\w+ ){{0,2}}{_DOSES}\b",
            (INCLUDES, TOLD),
            key="unchanged",
        ),
        Rule(
            rf"\b(?:steady|constant|fixed|(?:the )?same) (?:[\w-]+ ){{0,2}}{_DOSES}\b[^.;]{{0,80}}"
            rf"(?:{TIME}|\blast\b|\bpast\b|\bcycles\b)"
            rf"|\b(?:{_DOSES}|immunosuppress\w*|\w+(?:zumab|tuximab|prine|trexate|fenolate))\b"
            r"[^.;]{0,40}\b(?:not (?:been )?(?:changed|modified|altered)|unaltered"
            r"|kept (?:the same|constant|steady)"
            rf"|(?:remained|been|was|were) (?:the same|constant|steady))"
            rf"[^.;]{{0,40}}(?:{TIME}|\blast\b|\bpast\b)",
            (INCLUDES,),
            "",
            r"will (?:receive|be given|get)|contracept|blood pressure|fixed[- ]dose (?:comb|tabl)",
        ),
        Rule(
            r"\bno (?:changes?|adjustments?|increase) (?:\w+ ){0,4}"
            r"(?:dos\w+|medic\w+|treat\w*|therap\w+|regimen)",
            (INCLUDES, TOLD),
            key="no ",
        ),
        Rule(
            rf"{CHANGE}(?: [\w()/,-]+){{0,8}} (?:dos\w+|medic\w+|treat\w*|therap\w+|regimen\w*"
            rf"|\w*(?:{'|'.join(MEDICINES)})\w*).{{0,80}}(?:{WINDOW})"
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
    warns=True,
)
