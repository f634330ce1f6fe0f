"""The public pages on diseases, the guides, and the glossary."""

from itertools import groupby

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from vocabulary.folding import fold
from web.one_edition import one_edition

from . import ck_scale, tracker
from .addresses import moved
from .choices import Audience, Kind, TermCategory, Theme, TopicKind
from .forms import CkOnScale, GlossarySearch
from .models import Change, Condition, Guide, Topic

# For people who were just diagnosed, and for people who do not know the name of the disease.
JUST_DIAGNOSED = "just-diagnosed"
WITHOUT_A_NAME = ["is-it-myositis", "no-diagnosis-yet"]
CHANGES_PER_PAGE = 50
FAMILY = {
    Kind.UMBRELLA: _("The whole family"),
    Kind.SUBTYPE: _("The types"),
    Kind.PHENOTYPE: _("Special forms"),
    Kind.NEIGHBOUR: _("Other diseases that can be confused with it or are often mentioned with it"),
}
TOPICS = {
    TopicKind.TOPIC: _("Related topics"),
    TopicKind.PUBLICATION: _("Publications to order"),
}


@one_edition
def index(request):
    conditions = Condition.objects.live().select_related("parent")
    context = {
        "family": _by_kind(conditions, FAMILY),
        "ways": _first_steps(),
        "topics": _by_kind(Topic.objects.all(), TOPICS),
    }
    return render(request, "conditions/index.html", context)


def _first_steps():
    """Guides for people who were just diagnosed, then for those whose disease has no name yet."""
    guides = list(Guide.objects.live().filter(slug__in=[JUST_DIAGNOSED, *WITHOUT_A_NAME]))
    return sorted(guides, key=lambda guide: guide.slug != JUST_DIAGNOSED)


def _by_kind(rows, kinds):
    """[(kind, heading, rows)] for the kinds that exist."""
    found = [
        (kind, heading, [r for r in rows if r.kind == kind]) for kind, heading in kinds.items()
    ]
    return [group for group in found if group[2]]


@one_edition
def condition(request, slug):
    conditions = Condition.objects.live().select_related("parent")
    page = conditions.prefetch_related("names", "codes").filter(slug=slug).first()
    if page is None:
        return moved(request, Condition)
    context = {"page": page, "contact_email": settings.CONTACT_EMAIL}
    return render(request, "conditions/condition.html", context)


@one_edition
def guides(request):
    return render(request, "conditions/guides.html", {"groups": _by_theme(Guide.objects.live())})


def _by_theme(guides):
    """[(label, guides)]: each guide once, under its theme or else its main audience."""
    found = {heading: [] for heading in (None, *Theme, *Audience)}
    for guide in guides:
        found[_heading_of(guide)].append(guide)
    return [(heading.label if heading else "", rows) for heading, rows in found.items() if rows]


def _heading_of(guide):
    audience = Audience(guide.audience[0]) if guide.audience else None
    return Theme(guide.theme) if guide.theme and audience == Audience.PATIENT else audience


@one_edition
def guide(request, slug):
    page = Guide.objects.live().filter(slug=slug).first()
    if page is None:
        return moved(request, Guide)
    context = {"page": page, "contact_email": settings.CONTACT_EMAIL}
    if slug == ck_scale.GUIDE:
        context["own_ck"] = CkOnScale(request.GET)
    return render(request, "conditions/guide.html", context)


def tracker_sheet(request):
    context = {"weeks": tracker.WEEKS, "parts": tracker.ROWS}
    return render(request, "conditions/tracker.html", context)


@one_edition
def glossary(request):
    search = GlossarySearch(request.GET)
    terms = search.terms()
    context = {
        "search": search,
        "count": len(terms),
        "unread": sum(not term.checked for term in terms),
        "letters": [(letter, list(rows)) for letter, rows in groupby(terms, _letter)],
        "categories": TermCategory.choices,
        "contact_email": settings.CONTACT_EMAIL,
    }
    return render(request, "conditions/glossary.html", context)


def _letter(term):
    first = fold(term.term)[:1].upper()
    return first if first.isalpha() else "0–9"


def corrections(request):
    changes = Change.objects.select_related("condition", "guide")
    page = Paginator(changes, CHANGES_PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "contact_email": settings.CONTACT_EMAIL}
    return render(request, "conditions/corrections.html", context)
