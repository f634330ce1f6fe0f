"""The search box of the desk: pages, statements, sources, organizations, studies in one list.

Everybody finds what her role lets her see, and each result leads to the form in which she may
change it, or else to the page on which she may look at it.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.search import SearchArea
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conditions import markup
from conditions.models import Condition, GlossaryTerm, Guide, Reference, Topic
from desk.finding import has_words, with_words
from desk.tables import may_look, where_to_open
from organizations.models import Contact, Meeting, Organization
from trials.models import Trial
from trials.wagtail_hooks import TrialViewSet

SHOWN = 20
QUOTED_LENGTH = 240


@dataclass(frozen=True)
class Found:
    title: str
    address: str
    # What it is, or the words that were found.
    text: str = ""


@dataclass
class Section:
    """What was found of one kind."""

    label: str | Promise
    found: list[Found]
    count: int
    # The list in which the rest stands; empty where there is none.
    more: str = ""


def sections(user, text: str) -> list[Section]:
    """What this person may see of all that has these words."""
    parts = [
        *(_rows_of(user, model, text) for model in (Condition, Guide)),
        _statements(user, text),
        *(_rows_of(user, model, text) for model in (GlossaryTerm, Reference, Topic)),
        _organizations(user, text),
        _rows_of(user, Meeting, text),
        _trials(user, text),
    ]
    return [part for part in parts if part and part.found]


def _rows_of(user, model, text, rows=None) -> Section | None:
    if not may_look(user, model):
        return None
    viewset = model.snippet_viewset
    fields = list(viewset.search_fields)
    found = with_words(model._default_manager.all(), text, fields) if rows is None else rows
    return _section(
        model._meta.verbose_name_plural,
        found,
        lambda row: Found(str(row), where_to_open(user, row), _text_of(row)),
        reverse(viewset.get_url_name("list"), query={"q": text}),
    )


def _text_of(row) -> str:
    """A line that tells two rows of one title apart."""
    for name in ("summary", "meaning", "url", "organization"):
        if value := getattr(row, name, ""):
            return Truncator(str(value)).chars(QUOTED_LENGTH)
    return ""


def _section(label, rows, found: Callable[[object], Found], more="") -> Section:
    rows = list(rows)
    return Section(label, [found(row) for row in rows[:SHOWN]], len(rows), more)


def _statements(user, text) -> Section:
    """Single statements, as the newest version has them, published or not."""
    found = []
    for model in (Condition, Guide):
        if not may_look(user, model):
            continue
        for page in model.objects.select_related("latest_revision"):
            for block in _blocks(page):
                value = block["value"]
                texts = [value.get("label") or "", value.get("text") or ""]
                if has_words(texts, text):
                    found.append((page, block["id"], " ".join(filter(None, texts))))
    return _section(_("statements"), found, lambda one: _found_statement(user, *one))


def _found_statement(user, page, block, text) -> Found:
    # The form opens at the statement.
    address = f"{where_to_open(user, page)}#block-{block}-section"
    words = markup.unmarked(markup.render(text))
    return Found(str(page), address, Truncator(words).chars(QUOTED_LENGTH))


def _blocks(page) -> Iterable[dict]:
    """Read as they are stored: to make pages of forty revisions would take seconds."""
    revision = page.latest_revision
    body = revision and revision.content.get("body")
    blocks = json.loads(body) if isinstance(body, str) else body or page.body.raw_data
    return [block for block in blocks if block["type"] == "statement"]


def _organizations(user, text) -> Section | None:
    """By their names, and by a number or an address that belongs to one."""
    by_contact = with_words(Contact.objects.all(), text, ["value", "label"])
    fields = [*Organization.snippet_viewset.search_fields, "other_names"]
    rows = with_words(Organization.objects.all(), text, fields)
    rows |= Organization.objects.filter(pk__in=by_contact.values("organization"))
    return _rows_of(user, Organization, text, rows)


def _trials(user, text) -> Section | None:
    if not user.has_perm("trials.view_trial"):
        return None
    rows = Trial.objects.defer("record", "search", "names", "readings")
    return _section(
        Trial._meta.verbose_name_plural,
        with_words(rows, text, TrialViewSet.search_fields),
        lambda trial: Found(
            trial.brief_title, reverse("desk-trials:inspect", args=[trial.pk]), trial.nct_id
        ),
        reverse("desk-trials:index", query={"q": text}),
    )


class DeskSearchView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "desk/search.html"
    page_title = _("Search")
    header_icon = "search"

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        form = SearchForm(self.request.GET, placeholder=_("A name, words of a text, a number"))
        text = form.cleaned_data["q"].strip() if form.is_valid() else ""
        return super().get_context_data(**kwargs) | {
            "form": form,
            "text": text,
            "sections": sections(self.request.user, text) if text else [],
        }


class EverythingArea(SearchArea):
    """The first area is what the search box beside every page of the desk looks in."""


@hooks.register("register_admin_search_area")
def search_everything():
    return EverythingArea(_("Everything"), reverse("desk-search"), name="everything", order=1)


@hooks.register("register_admin_urls")
def search_address():
    return [path("search/", DeskSearchView.as_view(), name="desk-search")]
