"""The scale: every sign of trouble, how fast it needs help, and where that was read."""

from django.utils.translation import gettext_lazy as _

from . import sources
from .levels import Level
from .medicine_signs import MEDICINE_SIGNS
from .sign import Sign

# "medicines that calm the immune system (immunosuppressants)" is the one term on the site.


_SIGNS = (
    # Now: for everybody.
    Sign(
        "breathing",
        Level.NOW,
        _("You have trouble breathing at rest, or trouble breathing that gets worse."),
        (sources.EMERGENCIES,),
        True,
    ),
    Sign(
        "choking",
        Level.NOW,
        _("You are choking, or cannot swallow liquids or your own saliva."),
        (sources.EMERGENCIES, sources.SWALLOWING_FLAGS),
        True,
    ),
    Sign(
        "heart",
        Level.NOW,
        _("You have chest pain, or your heart races or skips beats and does not settle down."),
        (sources.EMERGENCIES, sources.MUSCLE_BREAKDOWN),
        True,
    ),
    Sign(
        "faint",
        Level.NOW,
        _("You faint or become confused."),
        (sources.EMERGENCIES, sources.MUSCLE_BREAKDOWN),
        True,
    ),
    Sign(
        "weaker",
        Level.NOW,
        _("You suddenly get weaker, or get much weaker within hours or days."),
        (sources.WEAKNESS, sources.SPREADING_WEAKNESS),
        True,
    ),
    Sign(
        "dark-urine",
        Level.NOW,
        _("Your urine is dark like cola, and your muscles are weak or sore."),
        (sources.MUSCLE_BREAKDOWN, sources.RHABDOMYOLYSIS),
        True,
    ),
    Sign(
        "bleeding",
        Level.NOW,
        _(
            "You vomit blood or what looks like coffee grounds, cough up more than streaks of "
            "blood, or have black or bloody stool."
        ),
        (sources.BELLY, sources.COUGHED_BLOOD, sources.GUT_BLEEDING),
        True,
    ),
    # Now: for some.
    Sign(
        "allergy",
        Level.NOW,
        _("Your lips, tongue, or throat suddenly swell (a severe allergic reaction)."),
        (sources.EMERGENCIES, sources.ALLERGY),
        True,
    ),
    Sign(
        "checkpoint",
        Level.NOW,
        _(
            "You are or were on a checkpoint inhibitor (a cancer medicine). Now you have new "
            "weakness, drooping eyelids, double vision, a racing heart, or trouble breathing, "
            "swallowing, or speaking."
        ),
        (sources.CHECKPOINT, sources.CHECKPOINT_CASE, sources.WEAKNESS),
        True,
    ),
    Sign(
        "checkpoint-muscles",
        Level.NOW,
        _(
            "You are or were on a checkpoint inhibitor, and you have severe muscle pain, or your "
            "head drops forward."
        ),
        (sources.CHECKPOINT_CASE, sources.WEAKNESS),
        True,
    ),
    Sign(
        "adrenal",
        Level.NOW,
        _(
            "You take steroids or recently stopped them, and you keep vomiting or feel faint, "
            "confused, or very weak. This may be an adrenal crisis: say “I take steroids.”"
        ),
        (sources.ADRENAL, sources.ADRENAL_TOO, sources.STEROIDS),
        True,
    ),
    Sign(
        "lungs-mda5",
        Level.NOW,
        _(
            "You have MDA5 antibodies or antisynthetase syndrome, and you are newly short of "
            "breath."
        ),
        (sources.MYOCARDITIS, sources.BREATH_SUDDEN, sources.MDA5),
        True,
    ),
    Sign(
        "fever-danger",
        Level.NOW,
        _(
            "You have a fever with trouble breathing, confusion, fainting, or shaking chills. Or "
            "you take immunosuppressants and have shaking chills or are suddenly very sick, even "
            "without a fever."
        ),
        (sources.SEPSIS, sources.SEPSIS_IMMUNE, sources.SEPSIS_HOSPITAL),
        True,
    ),
    Sign(
        "child-gut",
        Level.NOW,
        _("A child with myositis has bad belly pain, blood in the stool, or black stool."),
        (sources.GUT,),
        True,
    ),
    Sign(
        "child-voice",
        Level.NOW,
        _("A child with myositis is choking, cannot swallow, or suddenly has trouble speaking."),
        (sources.EMERGENCIES, sources.WEAKNESS),
        True,
    ),
    Sign(
        "fall",
        Level.NOW,
        _(
            "You fall and then vomit, are confused, have a headache that gets worse, or cannot "
            "stand or put weight on a leg."
        ),
        (sources.CONCUSSION, sources.HIP),
        True,
    ),
    Sign(
        "sight",
        Level.NOW,
        _("You lose vision, or have a new headache with a sore scalp or jaw pain when you chew."),
        (sources.ARTERY, sources.ARTERY_TOO),
        True,
    ),
    Sign(
        "double-vision",
        Level.NOW,
        _(
            "You suddenly see double. Or you have eye pain with a sudden change in your vision, a "
            "headache, or vomiting."
        ),
        (sources.STROKE, sources.EYE_PAIN),
        True,
    ),
    Sign(
        "breathing-myasthenia",
        Level.NOW,
        _("You have myasthenia gravis, and you feel short of breath."),
        (sources.MYASTHENIA,),
        True,
    ),
    Sign(
        "kidney-crisis",
        Level.NOW,
        _(
            "You have scleroderma and get a bad headache, blurred vision, or very high blood "
            "pressure."
        ),
        (sources.SCLERODERMA,),
        True,
    ),
    Sign(
        "speech",
        Level.NOW,
        _("You suddenly have trouble speaking, or your speech gets worse."),
        (sources.WEAKNESS,),
        True,
    ),
    Sign(
        "pregnancy-danger",
        Level.NOW,
        _(
            "You are pregnant or gave birth in the last year. Now you have a severe headache, "
            "changes in your vision, severe belly pain, heavy bleeding, or a seizure (the body "
            "stiffens and shakes)."
        ),
        (sources.PREGNANCY, sources.EMERGENCIES, sources.HEAR_HER),
        True,
    ),
    Sign(
        "little-urine",
        Level.NOW,
        _("You urinate very little, and your muscles are weak or sore."),
        (sources.MUSCLE_BREAKDOWN,),
        True,
    ),
    Sign(
        "hard-muscle",
        Level.NOW,
        _(
            "After hard exercise or heat, your muscles are weak, or hurt or cramp much more than "
            "usual."
        ),
        (sources.RHABDOMYOLYSIS,),
        True,
    ),
    Sign(
        "infusion",
        Level.NOW,
        _(
            "During an infusion, you have shaking chills, hives, or trouble breathing, you feel "
            "faint, or your blood pressure drops. If you are in a clinic, tell the nurse right "
            "away."
        ),
        (sources.INFUSION, sources.INFUSION_PRESSURE),
        True,
    ),
    # Today.
    Sign(
        "breathless",
        Level.TODAY,
        _("You have new shortness of breath when you move, and it gets better with rest."),
        (sources.LUNGS, sources.LUNGS_TOO),
        True,
    ),
    Sign(
        "cough-lungs",
        Level.TODAY,
        _(
            "You have a new cough, and you have lung disease, MDA5 antibodies, or antisynthetase "
            "syndrome, take methotrexate, or do not know which antibodies you have."
        ),
        (sources.LUNGS_TOO, sources.METHOTREXATE),
        True,
    ),
    Sign(
        "cough-weak",
        Level.TODAY,
        _(
            "Your breathing or swallowing muscles are weak, as in many people with inclusion body "
            "myositis, and you get a new wet cough or chest infection."
        ),
        (sources.CHEST_EARLY, sources.CHEST_IBM, sources.CHEST_COUGH),
        True,
    ),
    Sign(
        "cough-methotrexate",
        Level.TODAY,
        _("You take methotrexate and have a new dry cough."),
        (sources.METHOTREXATE,),
        True,
    ),
    Sign(
        "fever",
        Level.TODAY,
        _(
            "You have a fever of 100.4°F (38°C) or higher and take medicines that calm the immune "
            "system (immunosuppressants). If no one answers, go to an emergency room."
        ),
        (sources.STEROIDS, sources.FEVER),
        True,
    ),
    Sign(
        "hot-muscle",
        Level.TODAY,
        _("One muscle is hot, swollen, and very painful, with or without a fever."),
        (sources.PYOMYOSITIS,),
        True,
    ),
    Sign(
        "infection",
        Level.TODAY,
        _(
            "You take immunosuppressants and feel sick with a cough, vomiting, or diarrhea, have "
            "burning when you urinate, or have red, swollen skin. If you take steroids and cannot "
            "keep pills down, that is an emergency."
        ),
        (sources.INFECTION, sources.IMMUNE, sources.MYCOPHENOLATE, sources.ADRENAL),
        True,
    ),
    Sign(
        "marrow",
        Level.TODAY,
        _(
            "You take methotrexate, azathioprine, or mycophenolate, and you have mouth sores, a "
            "bad sore throat, unusual bruises or bleeding, or yellow skin or eyes."
        ),
        (sources.AZATHIOPRINE, sources.METHOTREXATE_SIGNS, sources.MYCOPHENOLATE),
        True,
    ),
    Sign(
        "eye",
        Level.TODAY,
        _("One eye suddenly hurts."),
        (sources.EYE,),
        True,
    ),
    Sign(
        "new-medicine",
        Level.TODAY,
        _("Your muscles got weak or sore after you started a new medicine or took more of one."),
        (sources.WEAKNESS_TOO,),
        True,
    ),
    Sign(
        "swallowing",
        Level.TODAY,
        _("You cough more at meals than you used to, food gets stuck, or your voice sounds wet."),
        (sources.SWALLOWING_SELF_CARE, sources.DERMATOMYOSITIS, sources.SWALLOWING_FLAGS),
        True,
    ),
    Sign(
        "dark-urine-alone",
        Level.TODAY,
        _("Your urine is dark, but your muscles feel the same as usual."),
        (sources.URINE,),
        True,
    ),
    Sign(
        "sores",
        Level.TODAY,
        _("You have new sores on your knuckles, elbows, or palms, or your skin has broken open."),
        (sources.DERMATOMYOSITIS, sources.MDA5),
        True,
    ),
    Sign(
        "statin-weak",
        Level.TODAY,
        _(
            "You take a statin (a cholesterol pill), and your muscles are weak, tender, or painful "
            "without a clear reason. Ask whether to stop it."
        ),
        (sources.STATINS,),
        True,
    ),
    Sign(
        "leg",
        Level.TODAY,
        _("One leg is swollen, red, or painful. It may be a blood clot."),
        (sources.CLOT,),
        True,
    ),
    Sign(
        "water",
        Level.TODAY,
        _("Your ankles swell, or you get short of breath lying down."),
        (sources.HEART_FAILURE, sources.HEART_ZONES),
        True,
    ),
    Sign(
        "steroid-eyes",
        Level.TODAY,
        _(
            "You take steroids, and your vision gets worse or your eyes hurt. If you lose vision, "
            "or your vision suddenly changes and your eye hurts, that is an emergency."
        ),
        (sources.STEROIDS_CALL, sources.STEROIDS_EYES, sources.ARTERY, sources.EYE_PAIN),
        True,
    ),
    Sign(
        "steroid-mood",
        Level.TODAY,
        _("You take steroids and have severe mood swings or do not feel like yourself."),
        (sources.STEROIDS_CALL,),
        True,
    ),
    Sign(
        "virus",
        Level.TODAY,
        _(
            "You take immunosuppressants and have the flu, COVID-19, or shingles (especially near "
            "an eye). Or you were near someone with chickenpox, shingles, or measles."
        ),
        (sources.FLU, sources.CHICKENPOX, sources.MEASLES, sources.COVID, sources.SHINGLES),
        True,
    ),
    Sign(
        "night-breathing",
        Level.TODAY,
        _(
            "You wake up with headaches, or have trouble breathing when you lie flat. If sitting "
            "up does not help, that is an emergency."
        ),
        (sources.BREATHING_MUSCLES, sources.BREATHING_MUSCLES_TOO, sources.HEART_ZONES),
        True,
    ),
    Sign(
        "pregnant-medicine",
        Level.TODAY,
        _(
            "You or a teenager in your care may be pregnant while on methotrexate, mycophenolate, "
            "or cyclophosphamide."
        ),
        (sources.MYCOPHENOLATE, sources.PREGNANCY_MEDICINES),
        True,
    ),
    Sign(
        "pregnancy",
        Level.TODAY,
        _(
            "You are pregnant, and you have any bleeding or the baby is moving less. Or, during "
            "pregnancy or in the year after, you have a fever or a very swollen face or hands. "
            "Call your pregnancy care team or labor and delivery right away."
        ),
        (sources.PREGNANCY, sources.HEAR_HER),
        True,
    ),
    # Within a few days.
    Sign(
        "cough",
        Level.DAYS,
        _(
            "You have a new cough, but you know that you have no lung disease, MDA5 antibodies, "
            "or antisynthetase syndrome, and you do not take methotrexate."
        ),
        (sources.POLYMYOSITIS, sources.LUNGS_TOO),
        True,
    ),
    Sign(
        "slow-weakness",
        Level.DAYS,
        _("You get weaker over weeks, or have a new or worse rash."),
        (sources.POLYMYOSITIS,),
        True,
    ),
    Sign(
        "weight",
        Level.DAYS,
        _("You lose weight without trying, or find a lump."),
        (sources.CANCER, sources.CANCER_TOO),
        True,
    ),
)

SIGNS = {sign.slug: sign for sign in (*_SIGNS, *MEDICINE_SIGNS)}
