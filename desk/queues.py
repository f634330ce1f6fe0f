"""Queues: lists of work that waits for an editor, a clinician or a data steward.

Each app describes its own queues in `<app>/desk/queues.py` and registers them here. The menu, the
first page of the desk and the page of each queue show whatever is registered. Nothing is stored:
a queue is computed whenever it is shown, so it cannot be older than the page.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views.reports.base import ReportView

from .tables import FormColumn


class Says(Protocol):
    """A reason as a table needs it: our words, and the words that they are based on."""

    @property
    def text(self) -> str: ...

    @property
    def quote(self) -> str: ...


@dataclass(frozen=True)
class Reason:
    """Why a row is in its queue. `quote` has the words of the page or record, if any."""

    text: str
    quote: str = ""


@dataclass(frozen=True)
class Row:
    """One thing to work on: why it waits, and where to do the work."""

    name: str
    title: str
    reasons: Sequence[Says]
    since: dt.datetime | dt.date | None = None
    # The public page, if there is one.
    page: str = ""
    # (words of a button, its address), and whether pressing it changes something at once.
    do: tuple[str, str] | None = None
    posts: bool = False
    # A second button next to one that posts; it posts too.
    or_do: tuple[str, str] | None = None
    # The button is shown only to people with this permission.
    needs: str = ""
    # More links next to the button: [(title, address of a form)]
    opens: Sequence[tuple[str, str]] = ()
    # The value of the row's checkbox, in a queue whose rows can be sent on together.
    chosen_as: str = ""
    # The template that shows one reason, as `quoted`.
    reason_template: str = "desk/reason.html"

    @property
    def why(self) -> str:
        """Write all reasons as one text, for a table."""
        return " | ".join(
            f"{reason.text}: “{reason.quote}”" if reason.quote else reason.text
            for reason in self.reasons
        )

    @property
    def since_day(self) -> dt.date | None:
        """The day where the person is who looks at the desk, as in its other lists."""
        if isinstance(self.since, dt.datetime):
            return timezone.localdate(self.since)
        return self.since


@dataclass(frozen=True)
class Queue:
    """A list of work. `found` gives the things that wait, `row` shows one of them."""

    slug: str
    name: Promise
    # How the first page counts what waits, from ngettext_lazy with %(count)d.
    counted: Promise
    # What is in the queue, and what to do with it; shown above the list.
    about: Promise
    # The queue is for everybody who has one of these permissions.
    permissions: tuple[str, ...]
    found: Callable[[], Iterable[Any]]
    row: Callable[[Any], Row]
    # Its position in the menu and on the first page: the biggest danger for readers comes first.
    order: int
    # For rows that can be ticked: (words of the button, name of the URL that gets the ticked rows).
    together: tuple[Promise, str] | None = None

    def count(self) -> int:
        found = self.found()
        return found.count() if isinstance(found, QuerySet) else len(list(found))

    def rows(self) -> list[Row]:
        return [self.row(thing) for thing in self.found()]

    def is_for(self, user) -> bool:
        return any(user.has_perm(permission) for permission in self.permissions)

    def count_in_words(self, count: int) -> str:
        return self.counted % {"count": count}

    @property
    def address(self) -> str:
        return reverse("desk-queue", args=[self.slug])

    @property
    def address_of_together(self) -> str:
        return reverse(self.together[1], args=[self.slug]) if self.together else ""


_registered: dict[str, Queue] = {}


def register(*queues: Queue) -> None:
    for queue in queues:
        if queue.slug in _registered:
            raise ImproperlyConfigured(f"Two queues have the slug {queue.slug!r}.")
        _registered[queue.slug] = queue


def all_queues() -> list[Queue]:
    return sorted(_registered.values(), key=lambda queue: queue.order)


class WhyColumn(BaseColumn):
    cell_template_name = "desk/why_cell.html"


class DoColumn(FormColumn):
    cell_template_name = "desk/do_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        user = parent_context["request"].user
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"may_do": not instance.needs or user.has_perm(instance.needs)}


class ChooseColumn(BaseColumn):
    cell_template_name = "desk/choose_cell.html"


class QueueView(ReportView):
    template_name = "desk/queue.html"
    results_template_name = "desk/queue_results.html"
    header_icon = "tasks"
    list_export = ["name", "title", "why", "since_day", "page"]
    export_headings = {
        "name": _("Number or kind"),
        "title": _("Title"),
        "why": _("Why it is here"),
        "since_day": _("Since"),
        "page": _("Page"),
    }
    no_results_message = _("Nothing is waiting here.")
    shown_columns = [
        Column("name", label=_("Number or kind")),
        Column("title", label=_("Title"), width="30%"),
        WhyColumn("why", label=_("Why it is here")),
        Column("since_day", label=_("Since")),
        DoColumn("do", label=_("What to do")),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not self.queue.is_for(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def queue(self) -> Queue:
        try:
            return _registered[self.kwargs["slug"]]
        except KeyError:
            raise Http404 from None

    @cached_property
    def columns(self):
        choose = ChooseColumn("choose", label=_("Choose"))
        return [choose, *self.shown_columns] if self.queue.together else self.shown_columns

    def get_page_title(self):
        return self.queue.name

    def get_filename(self):
        return self.queue.slug

    def get_queryset(self):
        return self.queue.rows()

    def get_index_url(self):
        return self.queue.address

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"about": self.queue.about, "queue": self.queue}


class QueueItem(MenuItem):
    def __init__(self, queue):
        self.queue = queue
        super().__init__(
            queue.name, queue.address, name=queue.slug, icon_name="tasks", order=queue.order
        )

    def is_shown(self, request):
        return self.queue.is_for(request.user)


def menu() -> SubmenuMenuItem:
    items = [QueueItem(queue) for queue in all_queues()]
    return SubmenuMenuItem(
        _("Queues"), Menu(items=items), name="queues", icon_name="tasks", order=50
    )
