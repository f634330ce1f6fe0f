"""The drawings on a page: where a disease shows first, what a part is about, how many of ten.

The places on the body are those that the page itself names under "In short" and "Signs". Change
both together.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .choices import Section

# In the order in which we name them: from the head down.
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
# Guides whose figures are drawn as people: the figure is read from the text, so both agree.
WITH_FIGURES = {"outlook-in-figures"}
_OF_TEN = re.compile(r"\b([1-9]) in 10\b")
# For each part of a page: (file in templates/drawings, words next to it, word that the part must
# contain).
OF_PARTS: dict[str, list[tuple[str, str | Promise, str]]] = {
    Section.SIGNS: [("swallowing", gettext_lazy("Swallowing"), "swallow")],
    Section.TESTS: [
        ("blood-test", gettext_lazy("Blood test"), "blood"),
        ("biopsy", gettext_lazy("Muscle biopsy"), "biops"),
    ],
    Section.CANCER_AND_LUNGS: [("lung-test", gettext_lazy("Lung test"), "lung")],
    Section.LIVING: [("exercise", gettext_lazy("Exercise"), "exercis")],
    Section.QUESTIONS: [("doctor", gettext_lazy("At the next visit"), "")],
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


def of_part(slug: str, text: str) -> list[tuple[str, str | Promise]]:
    """[(template, words next to it)]: the drawings for what the part says."""
    words = text.casefold()
    return [
        (f"drawings/{name}.html", caption)
        for name, caption, word in OF_PARTS.get(slug, [])
        if word in words
    ]


def of_ten(slug: str, text: str) -> int | None:
    """The first "how many of ten people" in this statement, if the guide draws its figures."""
    found = _OF_TEN.search(text) if slug in WITH_FIGURES else None
    return int(found[1]) if found else None
