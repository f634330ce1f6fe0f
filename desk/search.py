"""The desk's search box, which finds pages, statements, sources, organizations and studies.

Each app registers what it can find, in `<app>/desk/search.py`. People find only what their role
lets them see. A result opens the form if they may change it, else the page that shows it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.search import SearchArea
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .finding import with_words
from .tables import may_look, where_to_open

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
    """The results of one kind."""

    label: str | Promise
    found: list[Found]
    count: int
    # The address of the list with the rest, if there is one.
    more: str = ""


Part = Callable[[Any, str], Section | None]
_parts: list[tuple[int, Part]] = []


def register(order: int, part: Part) -> None:
    """Add a section. `part(user, text)` finds what this person may see; `order` is its place."""
    _parts.append((order, part))


def register_model(order: int, model) -> None:
    """Add a section of the rows that the model's own list on the desk would find."""
    register(order, lambda user, text: rows_of(user, model, text))


def sections(user, text: str) -> list[Section]:
    """Return everything that has these words and that this person may see."""
    parts = [part(user, text) for _order, part in sorted(_parts, key=lambda one: one[0])]
    return [part for part in parts if part and part.found]


def rows_of(user, model, text, rows=None) -> Section | None:
    if not may_look(user, model):
        return None
    viewset = model.snippet_viewset
    fields = list(viewset.search_fields)
    found = with_words(model._default_manager.all(), text, fields) if rows is None else rows
    return section(
        model._meta.verbose_name_plural,
        found,
        lambda row: Found(str(row), where_to_open(user, row), _text_of(row)),
        reverse(viewset.get_url_name("list"), query={"q": text}),
    )


def _text_of(row) -> str:
    """Return a line that distinguishes two rows with the same title."""
    for name in ("summary", "meaning", "url", "organization"):
        if value := getattr(row, name, ""):
            return Truncator(str(value)).chars(QUOTED_LENGTH)
    return ""


def section(label, rows, found: Callable[[Any], Found], more="") -> Section:
    rows = list(rows)
    return Section(label, [found(row) for row in rows[:SHOWN]], len(rows), more)


class DeskSearchView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "desk/search.html"
    page_title = _("Search")
    header_icon = "search"

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        form = SearchForm(self.request.GET, placeholder=_("A name, a few words, or a number"))
        text = form.cleaned_data["q"].strip() if form.is_valid() else ""
        return super().get_context_data(**kwargs) | {
            "form": form,
            "text": text,
            "sections": sections(self.request.user, text) if text else [],
        }


class EverythingArea(SearchArea):
    """Wagtail's search box in the menu looks in the first area, which is this one."""


def area() -> SearchArea:
    return EverythingArea(_("Everything"), reverse("desk-search"), name="everything", order=1)
