"""The rows of the sheet on which readers note symptoms and doses, to print and fill in by hand."""

from django.utils.translation import gettext_lazy as _

WEEKS = range(1, 7)
# [(heading, what to note)]: the same tasks each week show what changes.
ROWS = [
    (
        _("Strength"),
        [
            _("Stairs: how many without a rest"),
            _("Getting up from a chair: on my own, using my arms, or with help"),
            _("Washing my hair or reaching up: easy, hard, or impossible"),
            _("Falls: how many"),
        ],
    ),
    (
        _("Swallowing and breathing"),
        [
            _("Meals when I coughed or choked: how many"),
            _("Short of breath: no, on stairs, on level ground, or at rest"),
        ],
    ),
    (
        _("Skin, pain, and energy"),
        [
            _("Rash: none, the same, better, or new"),
            _("Pain, from 0 to 10"),
            _("Tiredness, from 0 to 10"),
        ],
    ),
    (
        _("Medicines"),
        [
            _("Steroid: how much each day"),
            _("What else changed: new, more, less, or missed"),
            _("Fever or infection: on which day"),
        ],
    ),
    (
        _("Results"),
        [
            _("Weight"),
            _("CK, with the upper limit of the lab"),
        ],
    ),
]
