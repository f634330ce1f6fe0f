"""What we tell a reader beside the list: why words were not used, and where else the answer is.

A question may be about more than studies: what a medicine costs, what signs mean, how to use our
lists elsewhere. Each note has our words and links to our pages, for pages and for programs.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from conditions import ck_scale
from conditions.models import GlossaryTerm, Guide
from query import lab_values, pointers
from query.not_used import reason
from query.question import MEDICINES, NotUsed, Question
from query.subjects import Subject
from trials.presenting.rules import rule_without
from vocabulary import Kind
from vocabulary.folding import fold, words

from . import pointed, site_notes

# The guides that answer, best first.
GUIDES = {
    Subject.SIGNS: ("no-diagnosis-yet", "is-it-myositis"),
    Subject.PRICE: ("work-benefits-and-travel", "costs-and-travel-of-a-study"),
    Subject.STUDY_COSTS: ("costs-and-travel-of-a-study",),
    Subject.PREGNANCY: ("pregnancy",),
}
# "An alternative to steroids": the guide on all medicines answers it.
_LOOKS_FOR_ANOTHER = re.compile(r"alternativ|instead|other than|replacement|substitute", re.I)
_ON_MEDICINES = "medicines-and-their-checks"
# Words of a result. A study may also ask for people who are "positive", so we do not look for that
# here.
_RESULTS = {
    *("antibody", "antibodies", "borderline", "level", "levels", "negative", "positive"),
    *("result", "results", "test", "tested", "titer", "weak", "weakly"),
    *("anticuerpo", "anticuerpos", "negativo", "positivo", "resultado"),
}
# {name of a test: its word in the glossary}
_GLOSSARY = {
    "ck": "creatine-kinase",
    "aldolase": "aldolase",
    "ast": "ast-and-alt",
    "alt": "ast-and-alt",
}


@dataclass(frozen=True)
class Note:
    text: str
    # The reader's words that it is about; "" for the whole question.
    said: str = ""
    # [(text, address)]
    links: list[tuple[str, str]] = field(default_factory=list)

    def as_data(self) -> dict:
        links = [{"text": text, "address": address} for text, address in self.links]
        return {"said": self.said, "text": self.text, "links": links}


def notes(question: Question) -> list[Note]:
    """The notes on a question, first those about the whole question."""
    said = [*pointed.answers(question), *site_notes.answers(question)]
    found = [Note(text, links=links) for text, links in said]
    found += [make(question) for subject, make in _MAKERS.items() if subject in question.subjects]
    return found + [_on_words(one) for one in question.not_used]


def guides(question: Question) -> list[Guide]:
    """The published guides that answer the question, the best first."""
    slugs = pointers.guides(question.pointers)
    slugs += [
        slug for subject in GUIDES if subject in question.subjects for slug in GUIDES[subject]
    ]
    slugs = list(dict.fromkeys(slugs))
    return _live([*slugs, ck_scale.GUIDE] if _is_on_an_antibody(question) else slugs)


def _is_on_an_antibody(question: Question) -> bool:
    """Whether a reader typed the result of a test for antibodies: "anti-MDA5 positive"."""
    said = {word.text for word in words(question.text)}
    if any(one.why == "negative" for one in question.not_used):
        return True
    return not _RESULTS.isdisjoint(said) and any(
        said.term.kind == Kind.ANTIBODY or "mda5" in fold(said.text).replace(" ", "")
        for said in question.terms
    )


def _live(slugs: list[str]) -> list[Guide]:
    """The published ones, in this order."""
    live = {guide.slug: guide for guide in Guide.objects.live().filter(slug__in=slugs)}
    return [live[slug] for slug in slugs if slug in live]


def _links_to(pages: list[Guide]) -> list[tuple[str, str]]:
    return [(guide.title, guide.get_absolute_url()) for guide in pages]


def _link_to_results(guide, one):
    address = guide.get_absolute_url()
    if one.test == "ck" and (value := lab_values.number(one.text)):
        address = f"{address}?{urlencode({'ck': f'{value:g}'})}#ck-scale"
    return guide.title, address


def _on_signs(question):
    text = _(
        "This is not a diagnosis. Signs like these can have many causes, and this portal cannot"
        " tell what you have. If you have no diagnosis yet, start here:"
    )
    return Note(text, links=_links_to(guides(question)))


def _on_price(question):
    said = next((said for said in question.terms if said.term.kind in MEDICINES), None)
    text = _(
        "We show no prices. What a medicine costs depends on your country, your insurance, and "
        "where you get it: ask your insurer or a pharmacist. These pages may help:"
    )
    if said and fold(said.text) != fold(said.term.name):
        names = {"said": said.text, "name": said.term.name}
        text = " ".join([_("%(said)s is another name for %(name)s.") % names, text])
    groups = f"{reverse('organizations:list')}?kind=grants"
    links = [*_links_to(guides(question)), (_("Groups that help with money"), groups)]
    return Note(text, links=links)


def _on_data(question):
    text = _(
        "You can use our lists elsewhere. Every list of studies is also a table (CSV), a feed "
        "(Atom, for a feed reader), and JSON for programs, with the same filters: the links are "
        "below the list. You can also put a search box or a list on a page of your own: “Use "
        "our data” says how. “About this portal” says who may use what."
    )
    links = [
        (_("Use our data"), reverse("use-our-data")),
        (_("Studies as JSON"), reverse("api-trials")),
        (_("Studies as a table (CSV)"), reverse("trials-csv")),
        (_("Studies as a feed (Atom)"), reverse("trials-atom")),
        (_("Organizations as a table (CSV)"), reverse("organizations-csv")),
        (_("Meetings as a calendar (ICS)"), reverse("organizations:meetings-calendar")),
        (_("About this portal"), reverse("about")),
    ]
    return Note(text, links=links)


def _on_other_disease(question):
    text = _(
        "You named a disease that is different from autoimmune myositis, and this portal does not "
        "cover it. What we found only contains the same words. For other studies, see "
        "ClinicalTrials.gov."
    )
    return Note(text, links=[(_("Diseases on this portal"), reverse("conditions:index"))])


def _on_about(question):
    text = _(
        "“About this portal” says who runs it and how it works. Each guide and each page on a "
        "disease says whether a clinician has reviewed it. “How fresh is this?” says when our "
        "data were last updated. This portal gives information, not medical advice."
    )
    links = [
        (_("About this portal"), reverse("about")),
        (_("How fresh is this?"), reverse("status")),
    ]
    return Note(text, links=links)


def _on_pregnancy(question):
    if {"pregnant", "planning a child", "father", "breastfeeding"} & {*question.pointers}:
        text = _("This portal cannot tell whether a medicine is safe for you. This page may help:")
    else:
        text = _(
            "This portal cannot tell whether a medicine is safe for you. If you are pregnant or "
            "may be, call your care team today. Do not stop, skip, or change a medicine on your "
            "own. This page may help:"
        )
    return Note(text, links=_links_to(guides(question)))


def _on_study_costs(question):
    text = _(
        "Ask the study team what the study pays for, such as travel or a place to stay, before you "
        "join. This page may help:"
    )
    return Note(text, links=_links_to(guides(question)))


def _on_past_cancer(question):
    text = _(
        "Many studies exclude people who had cancer in the last few years, such as the last 3 or "
        "5. The list shows the studies that say so, each with its own words. Other studies may "
        "not mention it. Only the study team can say whether you can join."
    )
    return Note(text, links=[(_("All open studies"), reverse("trials:list"))])


def _on_words(one: NotUsed) -> Note:
    links = []
    if one.why == "without" and (rule := rule_without(one.term)):
        text = _("Studies that ask for time off this kind of medicine, with their words")
        links.append((text, f"{reverse('trials:list')}?rules={rule.slug}"))
    if one.why == "without" and one.term and _LOOKS_FOR_ANOTHER.match(one.text):
        links += _links_to(_live([_ON_MEDICINES]))
    if one.why == "negative":
        links += _links_to(_live([ck_scale.GUIDE]))
    if one.why == "value":
        links += [_link_to_results(guide, one) for guide in _live([ck_scale.GUIDE])]
        for term in GlossaryTerm.objects.live().filter(slug=_GLOSSARY.get(one.test)):
            text = _("What this test is: %(test)s") % {"test": term.term}
            links.append((text, term.get_absolute_url()))
    return Note(reason(one), one.text, links)


_MAKERS = {
    Subject.SIGNS: _on_signs,
    Subject.PRICE: _on_price,
    Subject.DATA: _on_data,
    Subject.OTHER_DISEASE: _on_other_disease,
    Subject.ABOUT: _on_about,
    Subject.PREGNANCY: _on_pregnancy,
    Subject.STUDY_COSTS: _on_study_costs,
    Subject.PAST_CANCER: _on_past_cancer,
}
