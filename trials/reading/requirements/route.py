"""How is the treatment given?"""

from typing import TYPE_CHECKING

from trials.reading.passages import Quote
from trials.reading.wording import gettext_noop

from .by_rules import answer, hits
from .requirement import Answer, Requirement, Rule
from .texts import GIVEN, TITLE, Texts
from .values import (
    BEHAVIOR,
    CELLS,
    CREAM,
    DEVICE,
    EXERCISE,
    IN_MUSCLE,
    INFUSION,
    INHALED,
    OTHER_INJECTION,
    TABLET,
    UNDER_SKIN,
)

if TYPE_CHECKING:
    from trials.ctgov import StudyRecord

_DRUG_BY_MOUTH = (
    r"\b(?:tablets?|capsules?|caplets?|pills?|by mouth|orally"
    r"|oral(?:ly)? (?:dose|doses|dosing|drug|medic\w*|administration|administered|tablets?|once"
    r"|twice|daily|solution|suspension|predniso\w+|steroids?|corticosteroids?|methotrexate"
    r"|treatment|formulation|route|inhibitor|film|\w+(?:nib|ast))"
    r"|(?:taken|administered|given|dosed) oral|mg,? (?:\w+ )?p\.?o\b|p\.?o\.? (?:daily|once|twice"
    r"|qd|bid))\b"
)
_TYPE_ROUTES = {"DEVICE": DEVICE, "BEHAVIORAL": BEHAVIOR}


def _route(requirement: Requirement, record: "StudyRecord", texts: Texts) -> Answer:
    """Skip observational studies: their people take what they would take anyway."""
    if record.protocol_section.design_module.study_type == "OBSERVATIONAL":
        return Answer(requirement.name)
    found = hits(requirement, texts)
    for item in record.protocol_section.arms_interventions_module.interventions:
        if item.name and (value := _TYPE_ROUTES.get(item.type or "")):
            found.append((Rule("", (), value), Quote("interventions", item.name)))
    return answer(requirement, found)


REQUIREMENT = Requirement(
    "route",
    gettext_noop("How is the treatment given?"),
    gettext_noop(
        "We read the treatments and groups that the record lists, including those used for "
        "comparison. You may get only one of them."
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
    reader=_route,
)
