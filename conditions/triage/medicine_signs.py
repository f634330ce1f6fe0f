"""Signs of harm from medicines, and of what these medicines hide; a part of the scale."""

from django.utils.translation import gettext_lazy as _

from . import sources
from .levels import Level
from .sign import Sign

MEDICINE_SIGNS = (
    # Now.
    Sign(
        "belly",
        Level.NOW,
        _(
            "You take steroids, a JAK inhibitor, or a pain reliever (such as ibuprofen), and you "
            "have severe belly pain, even without a fever."
        ),
        (
            sources.BELLY,
            sources.BELLY_STEROIDS,
            sources.BELLY_PAINKILLERS,
            sources.BELLY_JAK,
        ),
        True,
    ),
    Sign(
        "stiff-neck",
        Level.NOW,
        _("You have a bad headache with a stiff neck, even without a fever."),
        (sources.HEADACHE, sources.STIFF_NECK, sources.IVIG, sources.IVIG_WHEN),
        True,
    ),
    Sign(
        "stroke",
        Level.NOW,
        _(
            "One side of your face droops, one arm or leg suddenly gets weak or numb, or you "
            "suddenly have trouble speaking (signs of a stroke)."
        ),
        (sources.STROKE_FAST, sources.STROKE_SIGNS, sources.STROKE_JAK, sources.IVIG_CLOTS),
        True,
    ),
    Sign(
        "drug-rash",
        Level.NOW,
        _(
            "After you take a medicine, your skin blisters or peels. Or you get a rash with a "
            "fever, a swollen face, or sores in your mouth, eyes, or genitals."
        ),
        (sources.SKIN_EMERGENCY, sources.SKIN_DANGER),
        True,
    ),
    Sign(
        "methotrexate-sick",
        Level.NOW,
        _(
            "You took methotrexate more often than prescribed and have mouth sores, a fever, "
            "bleeding, or vomiting. Take no more until you are told to."
        ),
        (
            sources.METHOTREXATE_911,
            sources.METHOTREXATE_WEEKLY,
            sources.METHOTREXATE_STOP,
            sources.METHOTREXATE_OVERDOSE,
        ),
        True,
    ),
    Sign(
        "sugar-danger",
        Level.NOW,
        _(
            "You take steroids, you are very thirsty or urinate a lot, and you are drowsy, "
            "confused, or vomiting. Your blood sugar may be very high."
        ),
        (sources.SUGAR, sources.SUGAR_COMA),
        True,
    ),
    # Today.
    Sign(
        "methotrexate-days",
        Level.TODAY,
        _(
            "You took methotrexate more often than prescribed, even if you feel well. You can also "
            "call poison control. Ask before you take any more."
        ),
        (
            sources.METHOTREXATE_DAILY,
            sources.METHOTREXATE_OVERDOSE,
            sources.METHOTREXATE_WEEKLY,
        ),
        True,
    ),
    Sign(
        "brain-infection",
        Level.TODAY,
        _(
            "You take rituximab, mycophenolate, or another immunosuppressant, and your vision, "
            "speech, thinking, or walking gets worse over weeks. It may be a rare brain infection "
            "(PML). If it happens suddenly, that is an emergency."
        ),
        (sources.PML_RITUXIMAB, sources.INFUSION, sources.PML_MYCOPHENOLATE),
        True,
    ),
    Sign(
        "new-rash",
        Level.TODAY,
        _("You get a new rash after you start a new medicine or while you take methotrexate."),
        (sources.METHOTREXATE_LABEL, sources.SKIN_DANGER),
        True,
    ),
    Sign(
        "sugar",
        Level.TODAY,
        _(
            "You take steroids and are very thirsty, urinate a lot, or have blurred vision. Your "
            "blood sugar may be high."
        ),
        (sources.SUGAR, sources.SUGAR_COMA),
        True,
    ),
)
