"""Where each type of myositis shows first, for the drawing of a body on its page.

The places are those that the page itself names under "In short" and "Signs". Change both together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# In the order in which they are told: from the head down.
PLACES = {
    "eyelids": gettext_lazy("eyelids"),
    "neck": gettext_lazy("neck"),
    "chest": gettext_lazy("skin of the chest"),
    "shoulders": gettext_lazy("shoulders"),
    "upper-arms": gettext_lazy("upper arms"),
    "lungs": gettext_lazy("lungs"),
    "heart": gettext_lazy("heart"),
    "forearms": gettext_lazy("muscles that bend the fingers"),
    "fingers": gettext_lazy("knuckles and fingers"),
    "hips": gettext_lazy("hips"),
    "thighs": gettext_lazy("thighs"),
}
TRUNK = ("shoulders", "hips", "thighs")
MARKED = {
    "inflammatory-myopathy": ("neck", "upper-arms", *TRUNK),
    "inclusion-body-myositis": ("forearms", "thighs"),
    "dermatomyositis": ("eyelids", "neck", "chest", "upper-arms", "fingers", *TRUNK),
    "clinically-amyopathic-dermatomyositis": ("eyelids", "fingers"),
    "anti-mda5-dermatomyositis": ("lungs", "fingers"),
    "juvenile-myositis": ("eyelids", "fingers", *TRUNK),
    "polymyositis": ("shoulders", "upper-arms", "thighs"),
    "immune-mediated-necrotizing-myopathy": ("upper-arms", *TRUNK),
    "antisynthetase-syndrome": ("neck", "upper-arms", "lungs", "fingers", *TRUNK),
    "overlap-myositis": ("neck", "upper-arms", "fingers", *TRUNK),
    "ici-myositis": ("eyelids", "heart"),
}
# Pages on a rash, which looks different on light and on dark skin.
WITH_RASH = {
    "dermatomyositis",
    "clinically-amyopathic-dermatomyositis",
    "juvenile-myositis",
}


@dataclass(frozen=True)
class Body:
    marks: frozenset[str]
    names: Sequence[str | Promise]
    has_rash: bool

    @property
    def alt(self) -> str:
        names = ", ".join(map(str, self.names))
        return _("Outline of a body. Marked: %(places)s.") % {"places": names}


def body_of(slug: str) -> Body | None:
    """The drawing for the page on this disease, if it has one."""
    if not (marks := frozenset(MARKED.get(slug, ()))):
        return None
    names = [name for place, name in PLACES.items() if place in marks]
    return Body(marks, names, slug in WITH_RASH)
