"""The scale: every sign of trouble, how fast it needs help, and where that was read."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# "medicines that calm the immune system (immunosuppressants)" is the one term on the site.
_EMERGENCIES = "https://www.neas.nhs.uk/patient-info/calling-999/when-to-call-999.aspx"
_MUSCLE_BREAKDOWN = "https://kramesonlinedemo.kramesonline.com/82,116476en"
_SEPSIS = "https://www.berstedgreensurgery.nhs.uk/2020/08/25/health-hot-topic-sepsis/"
_ADRENAL = "https://www.addisonsdisease.org.uk/emergency"
_ADRENAL_TOO = "https://adrenalinsufficiency.org/emergency"
_STEROIDS = (
    "https://arthritis.ca/treatment/medication/medication-reference-guide/medications/prednisone"
)
_FEVER = "https://www.cdc.gov/cancer/preventinfections/fever.htm"
_CHECKPOINT = "https://pmc.ncbi.nlm.nih.gov/articles/PMC8649039"
_MDA5 = "https://pmc.ncbi.nlm.nih.gov/articles/PMC8000693"
_ANTISYNTHETASE = "https://pmc.ncbi.nlm.nih.gov/articles/PMC8482343"
_GUT = "https://www.researchsquare.com/article/rs-34258/v1"
_CLOT = "https://clincalcpro.com/explainers/what-is-a-dvt/"
_ARTERY = "https://www.whatispolymyalgia.com/do-i-need-urgent-care-gca-red-flag-checklist"
_METHOTREXATE = (
    "https://gpnotebook.com/pages/dermatology/action-plan-for-side-effects/"
    "pneumonitis?switchLocale=en"
)
_MYOSITIS = "https://www.ninds.nih.gov/health-information/disorders/inflammatory-myopathies"
_SWALLOWING_FLAGS = "https://breatheworks.com/swallowing-trouble-red-flags-medical-attention/"
_POLYMYOSITIS = (
    "https://www.mayoclinic.org/diseases-conditions/polymyositis/basics/symptoms/CON-20020710"
)
_LUNGS = (
    "https://healthy.kaiserpermanente.org/health-wellness/health-encyclopedia/"
    "he.Interstitial-Lung-Disease-Care-Instructions.zc1925"
)
_LUNGS_TOO = "https://www.nationaljewish.org/healthinfo/conditions/ild/symptoms/"
_SWALLOWING = "https://understandingmyositis.org/dysphagia/"


class Level(TextChoices):
    NOW = "now", pgettext_lazy("how fast to get help", "now")
    TODAY = "today", pgettext_lazy("how fast to get help", "today")
    DAYS = "days", pgettext_lazy("how fast to get help", "within days")


LEADS = {
    Level.NOW: _("**Call your local emergency number now, day or night,** if:"),
    Level.TODAY: _("**Call your care team today, at night or on a weekend too,** if:"),
    Level.DAYS: _("**Call your care team within days** if:"),
}


@dataclass(frozen=True)
class Sign:
    """One sign and how fast it needs help. `is_read`: somebody read that in the sources."""

    slug: str
    level: Level
    text: str | Promise
    sources: tuple[str, ...]
    is_read: bool = False


_SIGNS = (
    # Now: for everybody.
    Sign(
        "breathing",
        Level.NOW,
        _("You have trouble breathing at rest, or it gets worse."),
        (_EMERGENCIES,),
        True,
    ),
    Sign(
        "choking",
        Level.NOW,
        _("You choke, or cannot swallow drinks or your own saliva."),
        (
            _EMERGENCIES,
            _SWALLOWING_FLAGS,
        ),
        True,
    ),
    Sign(
        "heart",
        Level.NOW,
        _("You have chest pain, or your heart races or skips and does not settle."),
        (_EMERGENCIES, _MUSCLE_BREAKDOWN),
        True,
    ),
    Sign(
        "faint",
        Level.NOW,
        _("You faint, or become confused."),
        (_EMERGENCIES, _MUSCLE_BREAKDOWN),
        True,
    ),
    Sign(
        "weaker",
        Level.NOW,
        _(
            "You get much weaker within hours or days. For example, you cannot lift your head "
            "or stand."
        ),
        (_MYOSITIS,),
    ),
    Sign(
        "dark-urine",
        Level.NOW,
        _("Your urine is dark like cola, and your muscles are weak or sore."),
        (_MUSCLE_BREAKDOWN,),
        True,
    ),
    Sign(
        "bleeding",
        Level.NOW,
        _("You cough up blood, or your stool is black or bloody."),
        (_EMERGENCIES,),
    ),
    # Now: for some.
    Sign(
        "checkpoint",
        Level.NOW,
        _(
            "You get, or got, a checkpoint inhibitor (a cancer medicine). And you are newly "
            "weak, your eyelids droop, you see double or your heart races."
        ),
        (_CHECKPOINT,),
        True,
    ),
    Sign(
        "checkpoint-throat",
        Level.NOW,
        _(
            "You get, or got, a checkpoint inhibitor. And you have trouble breathing, "
            "swallowing or speaking, strong muscle pain, or a head that drops forward."
        ),
        (_CHECKPOINT,),
    ),
    Sign(
        "adrenal",
        Level.NOW,
        _(
            "You take steroids, or stopped not long ago. And you keep vomiting, or feel faint, "
            "confused or very weak. This may be an adrenal crisis: say “I take steroids.”"
        ),
        (_ADRENAL, _ADRENAL_TOO, _STEROIDS),
        True,
    ),
    Sign(
        "lungs-mda5",
        Level.NOW,
        _(
            "You have MDA5 antibodies or antisynthetase syndrome, and you are newly short of "
            "breath."
        ),
        (_MDA5, _ANTISYNTHETASE),
    ),
    Sign(
        "fever-danger",
        Level.NOW,
        _("You have a fever with trouble breathing, confusion, fainting, or hard shivering."),
        (_SEPSIS,),
        True,
    ),
    Sign(
        "child-gut",
        Level.NOW,
        _("A child with myositis has bad belly pain, blood in the stool or black stool."),
        (_GUT,),
        True,
    ),
    Sign(
        "child-voice",
        Level.NOW,
        _("A child with myositis chokes, cannot swallow, or suddenly has a weak cry or voice."),
        (_MYOSITIS,),
    ),
    Sign(
        "fall",
        Level.NOW,
        _("You fall and hit your head, or cannot put weight on a leg."),
        (_EMERGENCIES,),
    ),
    Sign(
        "sight",
        Level.NOW,
        _("You lose sight, or have a new headache with a sore scalp or jaw pain when you chew."),
        (_ARTERY,),
        True,
    ),
    Sign(
        "kidney-crisis",
        Level.NOW,
        _(
            "You have scleroderma, and get a bad headache, blurred sight or very high blood "
            "pressure."
        ),
        ("https://www.niams.nih.gov/health-topics/scleroderma",),
    ),
    Sign(
        "speech",
        Level.NOW,
        _("You have new trouble speaking, or cannot hold up your head."),
        (_EMERGENCIES,),
    ),
    Sign(
        "pregnancy-danger",
        Level.NOW,
        _(
            "You are pregnant, and you bleed heavily or have a seizure (the body stiffens and "
            "shakes)."
        ),
        ("https://medlineplus.gov/pregnancy.html", _EMERGENCIES),
    ),
    Sign(
        "little-urine",
        Level.NOW,
        _("You pass hardly any urine, and your muscles are weak or sore."),
        (_MUSCLE_BREAKDOWN,),
        True,
    ),
    Sign(
        "hard-muscle",
        Level.NOW,
        _("Your muscles are swollen, hard or very painful after effort, heat or an injury."),
        ("https://www.cdc.gov/niosh/rhabdo/",),
    ),
    # Today.
    Sign(
        "breathless",
        Level.TODAY,
        _("You are newly short of breath when you move, and rest helps."),
        (
            _LUNGS,
            _LUNGS_TOO,
        ),
        True,
    ),
    Sign(
        "cough-lungs",
        Level.TODAY,
        _("You have MDA5 antibodies or antisynthetase syndrome, and a new cough."),
        (_LUNGS_TOO,),
        True,
    ),
    Sign(
        "cough-methotrexate",
        Level.TODAY,
        _("You take methotrexate, and have a new dry cough."),
        (_METHOTREXATE,),
        True,
    ),
    Sign(
        "fever",
        Level.TODAY,
        _(
            "You have a fever, and take medicines that calm the immune system "
            "(immunosuppressants). If nobody answers soon, go to an emergency room."
        ),
        (_STEROIDS, _FEVER),
        True,
    ),
    Sign(
        "hot-muscle",
        Level.TODAY,
        _("One muscle is hot, swollen and very painful, with or without a fever."),
        ("https://medlineplus.gov/muscledisorders.html",),
    ),
    Sign(
        "infection",
        Level.TODAY,
        _(
            "You take such medicines, and feel suddenly very ill or cough up yellow or green. "
            "Or it burns when you pass urine, or skin is red, hot and sore."
        ),
        (_STEROIDS, _FEVER),
    ),
    Sign(
        "eye",
        Level.TODAY,
        _("One eye hurts and bulges or moves badly, so that you see double."),
        ("https://www.niams.nih.gov/health-topics/myositis",),
    ),
    Sign(
        "new-medicine",
        Level.TODAY,
        _("Your muscles got weak or sore after a new medicine, or after more of one."),
        ("https://medlineplus.gov/statins.html",),
    ),
    Sign(
        "swallowing",
        Level.TODAY,
        _("You cough at meals more than before, food sticks, or your voice has changed."),
        (_SWALLOWING,),
    ),
    Sign(
        "dark-urine-alone",
        Level.TODAY,
        _("Your urine is dark, and your muscles are as they always are."),
        (_MUSCLE_BREAKDOWN,),
    ),
    Sign(
        "sores",
        Level.TODAY,
        _("You have new sores on knuckles, elbows or palms, or open skin."),
        (_MDA5,),
    ),
    Sign(
        "statin-weak",
        Level.TODAY,
        _("You take a statin (a cholesterol pill), and your muscles get weak."),
        ("https://medlineplus.gov/statins.html",),
    ),
    Sign(
        "leg",
        Level.TODAY,
        _("One leg is swollen, red or painful. It may be a blood clot."),
        (_CLOT,),
        True,
    ),
    Sign(
        "water",
        Level.TODAY,
        _("Your ankles swell, or you need more pillows to breathe at night."),
        ("https://medlineplus.gov/heartfailure.html",),
    ),
    Sign(
        "steroid-eyes",
        Level.TODAY,
        _("You take steroids, and see less, have eye pain or are very thirsty."),
        (_STEROIDS,),
    ),
    Sign(
        "steroid-mood",
        Level.TODAY,
        _(
            "You take steroids, and your mood changes a lot, you do not sleep for nights, or "
            "you see or hear things."
        ),
        ("https://medlineplus.gov/steroids.html",),
    ),
    Sign(
        "virus",
        Level.TODAY,
        _("You take such medicines, and have flu, COVID-19 or shingles, or were near chickenpox."),
        ("https://www.cdc.gov/",),
    ),
    Sign(
        "night-breathing",
        Level.TODAY,
        _(
            "You wake with headaches, or breathe badly when you lie flat. Your breathing "
            "muscles may be weak."
        ),
        (_MYOSITIS,),
    ),
    Sign(
        "pregnant-medicine",
        Level.TODAY,
        _(
            "You may be pregnant, and take methotrexate, mycophenolate or cyclophosphamide. "
            "Call before the next dose."
        ),
        ("https://medlineplus.gov/druginfo/meds/a682019.html",),
    ),
    Sign(
        "pregnancy",
        Level.TODAY,
        _(
            "You are pregnant, and have a bad headache, changed sight, a fever or a swollen "
            "face. Or you have strong belly pain or any bleeding, or the baby moves less."
        ),
        ("https://medlineplus.gov/pregnancy.html",),
    ),
    # Within days.
    Sign(
        "cough",
        Level.DAYS,
        _("You have a new cough, but no lung disease and none of these antibodies."),
        (
            _POLYMYOSITIS,
            _LUNGS_TOO,
        ),
        True,
    ),
    Sign(
        "slow-weakness",
        Level.DAYS,
        _("You get weaker over weeks, or a rash is new or worse."),
        (_POLYMYOSITIS,),
        True,
    ),
    Sign(
        "weight",
        Level.DAYS,
        _("You lose weight without trying, or find a lump."),
        ("https://doi.org/10.1038/s41584-023-01045-w",),
    ),
    Sign(
        "statin-sore",
        Level.DAYS,
        _("You take a statin, and your muscles are sore but strong. Do not stop it on your own."),
        ("https://medlineplus.gov/statins.html",),
    ),
)

SIGNS = {sign.slug: sign for sign in _SIGNS}
# The emergency box: what concerns everybody, then what concerns some.
FOR_ALL = ("breathing", "choking", "heart", "faint", "weaker", "dark-urine", "bleeding")
FOR_SOME = ("checkpoint", "adrenal", "lungs-mda5", "fever-danger", "child-gut")
TODAY = ("fever", "breathless", "cough-lungs", "swallowing", "dark-urine-alone", "leg")
DAYS = ("cough", "slow-weakness", "weight")
