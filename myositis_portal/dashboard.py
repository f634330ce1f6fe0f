"""The first page of the desk, and its queues: what needs somebody today, of all rooms.

Every number is asked for when it is shown, so none is older than the page.
"""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views.home import LockedPagesPanel, RecentEditsPanel
from wagtail.admin.views.reports.base import ReportView

from conditions import submitting
from conditions.models import (
    ClinicalReview,
    Condition,
    GlossaryTerm,
    Guide,
    ReviewQuerySet,
    SignOff,
)
from conditions.submitting import chosen_as
from desk.tables import FormColumn
from links.checking import shown_addresses
from links.models import Link
from links.wagtail_hooks import MENDS
from organizations.models import Contact, Meeting, Report
from trials.choices import Source
from trials.desk import queues
from trials.desk.queues import Queue, Row
from trials.models import SyncRun, Trial, TrialCuration
from trials.presenting.explanations import Quoted

WRITES = ("conditions.change_condition", "conditions.change_guide")
SIGNS = ("conditions.change_signoff",)
CLOCKS_SHOWN = 5


# Pages, and the texts of the portal itself


def _address_of(page):
    return reverse(page.snippet_viewset.get_url_name("edit"), args=[page.pk])


def _page_row(page, reasons, since=None):
    return Row(
        name=str(page._meta.verbose_name),
        title=str(page),
        reasons=reasons,
        since=since,
        page="" if isinstance(page, SignOff) or not page.live else page.get_absolute_url(),
        do=(_("Open"), _address_of(page)),
        needs=SIGNS[0] if isinstance(page, SignOff) else "",
        chosen_as=chosen_as(page),
    )


def _reviewed_things(pick):
    """The texts of the portal itself first, the emergency box among them: always."""
    texts = pick(ReviewQuerySet(SignOff))
    pages = [*pick(Condition.objects.live()), *pick(Guide.objects.live().filter(is_medical=True))]
    return [*texts, *sorted(pages, key=lambda page: (page.review_due is None, page.review_due))]


def emergency_box():
    """Until a clinician has signed the very words that stand there, and when that is due again."""
    return [text for text in SignOff.objects.all() if not text.is_reviewed or text.is_overdue]


def overdue():
    return _reviewed_things(lambda things: things.overdue())


def due_soon():
    return _reviewed_things(lambda things: things.due_soon())


def unsigned():
    """Never reviewed, or changed since."""
    return [thing for thing in _reviewed_things(lambda things: things) if not thing.is_reviewed]


def awaiting_a_signature():
    """[(the version that a clinician is asked to read, since when)], the oldest first."""
    return [
        (state.revision.as_object(), state.started_at)
        for state in ClinicalReview.states_to_answer().select_related("revision")
    ]


def _to_answer_row(found):
    page, since = found
    reason = _("Agree that it is not medical.") if page.drops_medical else _signature_in_words(page)
    return _page_row(page, [Quoted(reason)], since)


def _sign_off_row(text):
    return _page_row(text, [Quoted(_signature_in_words(text))], text.reviewed_on)


def _signature_in_words(thing):
    if not thing.reviewed_by:
        return _("No clinician has signed it yet.")
    if thing.is_changed_since_review:
        return _("Its words have changed since %(who)s signed it.") % {"who": thing.reviewed_by}
    if thing.is_overdue:
        return days_overdue(thing)
    return _("Signed by %(who)s.") % {"who": thing.reviewed_by}


def _due_row(page):
    reason = days_overdue(page) if page.is_overdue else _("Due soon.")
    return _page_row(page, [Quoted(reason)], page.review_due)


def days_overdue(page) -> str:
    days = (timezone.localdate() - page.review_due).days
    if not days:
        return _("Its review is due today.")
    text = ngettext(
        "Its review is overdue by %(days)d day.", "Its review is overdue by %(days)d days.", days
    )
    return text % {"days": days}


def expired_facts():
    """[(page, its statements that hide by now)]"""
    pages = [*Condition.objects.live(), *Guide.objects.live()]
    found = [
        (page, [s for s in page.statements if s.is_expired]) for page in pages if _has_dates(page)
    ]
    return [(page, statements) for page, statements in found if statements]


def _has_dates(page):
    """A look at what is stored: to make a page of it takes ten times as long, and few have any."""
    values = (block["value"] for block in page.body.raw_data if block["type"] == "statement")
    return any(value.get("expires_on") for value in values)


def _expired_row(found):
    page, statements = found
    reasons = [
        Quoted(_("Hidden since %(date)s") % {"date": s["expires_on"].isoformat()}, s["text"])
        for s in statements
    ]
    return _page_row(page, reasons, min(s["expires_on"] for s in statements))


def _contact_row(contact):
    organization = contact.organization
    reasons = [str(contact.why_hidden or _("Checked too long ago."))]
    if contact.is_reported:
        reasons = [_("Readers say that it is wrong."), contact.why_hidden]
    return Row(
        name=str(contact.get_kind_display()),
        title=f"{organization}: {contact.value}",
        reasons=[Quoted(str(reason)) for reason in reasons if reason],
        since=contact.checked_on,
        page=organization.get_absolute_url(),
        do=(_("Open"), _address_of(organization)),
    )


@dataclass(frozen=True)
class RowWithForms(Row):
    """With a press of its own, beside the forms in which it is changed."""

    # [(title, address of its form)]
    opens: list[tuple[str, str]] = field(default_factory=list)


def _report_row(report):
    told = ngettext("%(what)s (%(count)d reader)", "%(what)s (%(count)d readers)", report.count)
    reasons = [Quoted(told % {"what": ", ".join(report.wrong_labels), "count": report.count})]
    if report.is_past:
        reasons.append(Quoted(_("It does not stand there any more.")))
    return RowWithForms(
        name=str(report.contact.get_kind_display()) if report.contact else "",
        title=str(report),
        reasons=reasons,
        since=report.first_at,
        page=report.organization.get_absolute_url(),
        do=(_("Handled"), reverse("desk-handle-report", args=[report.pk])),
        posts=True,
        opens=[(str(report.organization), _address_of(report.organization))],
    )


def broken_links():
    """[(link, where it stands)]"""
    return _with_places(Link.objects.broken())


def moved_links():
    return _with_places(link for link in Link.objects.moved() if not link.is_broken)


def _with_places(links):
    if not (links := list(links)):
        return []
    shown = shown_addresses()
    return [(link, shown[link.url]) for link in links if link.url in shown]


def _link_row(found, reasons, since):
    link, places = found
    return RowWithForms(
        name=", ".join(place.title for place in places),
        title=link.url,
        reasons=reasons,
        since=since,
        page=places[0].page,
        do=(_("Look again now"), reverse("desk-look-again", args=[link.pk])),
        posts=True,
        opens=[(place.title, place.edit) for place in places],
    )


def _broken_row(found):
    link, _places = found
    fine = link.last_fine_at
    since = (
        _("It worked last on %(date)s.") % {"date": fine.date().isoformat()}
        if fine
        else _("We never saw it work.")
    )
    reasons = [Quoted(str(link.found_in_words)), Quoted(since)]
    if link.moved_to:
        reasons.append(Quoted(_("It had moved to"), link.moved_to))
    return _link_row(found, reasons, link.failed_on[0])


def _moved_row(found):
    link, _places = found
    return _link_row(found, [Quoted(_("It has moved to"), link.moved_to)], link.last_fine_at)


def _meeting_row(meeting):
    return Row(
        name=str(meeting._meta.verbose_name),
        title=f"{meeting.organization}: {meeting}",
        reasons=[Quoted(str(meeting.why_hidden or _("Checked too long ago.")))],
        since=meeting.checked_on,
        page=meeting.get_absolute_url() if meeting.is_shown else "",
        do=(_("Open"), _address_of(meeting)),
    )


REPORTED = Queue(
    "reported",
    gettext_lazy("Reported by readers"),
    ngettext_lazy(
        "Readers say that %(count)d number or link is wrong",
        "Readers say that %(count)d numbers or links are wrong",
        "count",
    ),
    gettext_lazy(
        "Call the number, or open the page. If it is wrong, change it on the organization’s page. "
        "If it is right, press “Checked today” under Support, Contacts to check: that handles the "
        "report too. Readers see nothing of a report."
    ),
    ("organizations.change_organization",),
    lambda: Report.objects.open().most_told_first(),
    _report_row,
)
BROKEN = Queue(
    "broken-links",
    gettext_lazy("Links that fail"),
    ngettext_lazy("%(count)d link fails", "%(count)d links fail", "count"),
    gettext_lazy(
        "Our program looks at each link once a week. These failed on three days, with none in "
        "between on which they worked. Open the page, and put in an address that works."
    ),
    MENDS,
    broken_links,
    _broken_row,
)
MOVED = Queue(
    "moved-links",
    gettext_lazy("Links that have moved"),
    ngettext_lazy("%(count)d link has moved", "%(count)d links have moved", "count"),
    gettext_lazy(
        "They still work: their old address leads to a new one, for good, as their server says. "
        "See whether it is the same page, then put in the new address."
    ),
    MENDS,
    moved_links,
    _moved_row,
)
CONTACTS = Queue(
    "contacts",
    gettext_lazy("Contacts to check"),
    ngettext_lazy(
        "%(count)d contact of an organization waits to be checked",
        "%(count)d contacts of organizations wait to be checked",
        "count",
    ),
    gettext_lazy(
        "Phone numbers, addresses and links that nobody has checked, or not for half a year. Call "
        "or look, then press “Checked today” under Support, Contacts to check."
    ),
    ("organizations.change_organization",),
    Contact.objects.to_check,
    _contact_row,
)
MEETINGS = Queue(
    "meetings",
    gettext_lazy("Meetings to check"),
    ngettext_lazy(
        "%(count)d meeting waits to be checked",
        "%(count)d meetings wait to be checked",
        "count",
    ),
    gettext_lazy(
        "Meetings to come that nobody has checked, or not for half a year. Compare the next dates "
        "with what the organization says, then press “Checked today” under Support, Meetings. "
        "Readers see a meeting for a year after its check."
    ),
    ("organizations.change_meeting",),
    Meeting.objects.to_check,
    _meeting_row,
)
EMERGENCY = Queue(
    "emergency-box",
    gettext_lazy("Texts of the portal itself"),
    ngettext_lazy(
        "%(count)d text of the portal itself waits for a clinician",
        "%(count)d texts of the portal itself wait for a clinician",
        "count",
    ),
    gettext_lazy(
        "The emergency box stands on every page about symptoms, signed or not. Nothing here is "
        "more urgent than that a clinician reads it."
    ),
    (*SIGNS, *WRITES),
    emergency_box,
    _sign_off_row,
)
TO_SIGN = Queue(
    "to-sign",
    gettext_lazy("Waiting for your signature"),
    ngettext_lazy(
        "%(count)d page waits for your signature",
        "%(count)d pages wait for your signature",
        "count",
    ),
    gettext_lazy(
        "Pages that editors submitted to a clinician, the oldest first. Open one, read it, then "
        "sign it or send it back. Nobody can change it while it waits."
    ),
    SIGNS,
    awaiting_a_signature,
    _to_answer_row,
)
PAGES = [
    Queue(
        "overdue",
        gettext_lazy("Reviews overdue"),
        ngettext_lazy("%(count)d review is overdue", "%(count)d reviews are overdue", "count"),
        gettext_lazy(
            "Their readers see that a review is overdue, by themselves. A clinician reads the page "
            "anew and signs it, changed or not: tick the pages, and submit them."
        ),
        WRITES,
        overdue,
        _due_row,
        submits=True,
    ),
    Queue(
        "expired-facts",
        gettext_lazy("Facts past their date"),
        ngettext_lazy(
            "%(count)d page has a fact past its date",
            "%(count)d pages have facts past their date",
            "count",
        ),
        gettext_lazy(
            "Statements whose “hide it on” has come. In their place readers see “being "
            "re-checked”. Look at the source, and give the statement a new date or new words."
        ),
        WRITES,
        expired_facts,
        _expired_row,
    ),
    Queue(
        "unsigned",
        gettext_lazy("Waiting for a clinician"),
        ngettext_lazy(
            "%(count)d text without a clinician’s signature",
            "%(count)d texts without a clinician’s signature",
            "count",
        ),
        gettext_lazy(
            "Medical pages that no clinician has signed, or that changed since. They are shown, "
            "and say so. Tick the pages that a clinician is to read, and submit them."
        ),
        WRITES,
        unsigned,
        _sign_off_row,
        submits=True,
    ),
    Queue(
        "due-soon",
        gettext_lazy("Reviews due soon"),
        ngettext_lazy("%(count)d review is due soon", "%(count)d reviews are due soon", "count"),
        gettext_lazy("Signed texts whose next review is due within 30 days."),
        WRITES,
        due_soon,
        _due_row,
        submits=True,
    ),
]

# The biggest danger for readers first.
QUEUES = {
    queue.slug: queue
    for queue in (
        *(EMERGENCY, TO_SIGN, *queues.QUEUES[:3], *PAGES[:2], REPORTED, *queues.QUEUES[3:]),
        *(*PAGES[2:], BROKEN, CONTACTS, MEETINGS, MOVED),
    )
}


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
        "name": gettext_lazy("Number or kind"),
        "title": gettext_lazy("Title"),
        "why": gettext_lazy("Why it is here"),
        "since_day": gettext_lazy("Since"),
        "page": gettext_lazy("Page"),
    }
    no_results_message = gettext_lazy("Nothing waits here.")
    shown_columns = [
        Column("name", label=gettext_lazy("Number or kind")),
        Column("title", label=gettext_lazy("Title"), width="30%"),
        WhyColumn("why", label=gettext_lazy("Why it is here")),
        Column("since_day", label=gettext_lazy("Since")),
        DoColumn("do", label=gettext_lazy("What to do")),
    ]

    def dispatch(self, request, *args, **kwargs):
        if kwargs["slug"] not in QUEUES:
            raise Http404
        if not self.queue.is_for(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def queue(self):
        return QUEUES[self.kwargs["slug"]]

    @cached_property
    def columns(self):
        choose = ChooseColumn("choose", label=gettext_lazy("Choose"))
        return [choose, *self.shown_columns] if self.queue.submits else self.shown_columns

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


@hooks.register("register_admin_urls")
def queue_addresses():
    return [
        path("queues/<slug:slug>/", QueueView.as_view(), name="desk-queue"),
        path("queues/<slug:slug>/submit/", submitting.submit_several, name="desk-submit-several"),
    ]


class QueueItem(MenuItem):
    def __init__(self, queue, order):
        self.queue = queue
        super().__init__(queue.name, queue.address, name=queue.slug, icon_name="tasks", order=order)

    def is_shown(self, request):
        return self.queue.is_for(request.user)


@hooks.register("register_admin_menu_item")
def queues_in_the_menu():
    items = [QueueItem(queue, order) for order, queue in enumerate(QUEUES.values())]
    return SubmenuMenuItem(
        gettext_lazy("Queues"), Menu(items=items), name="queues", icon_name="tasks", order=50
    )


# The first page


class Panel(Component):
    """A part of the first page. Its template has `panel`."""

    def __init__(self, request, order):
        self.request, self.order = request, order

    def get_context_data(self, parent_context):
        # A component gets no more of the page than this: its forms need the token.
        token = parent_context.get("csrf_token")
        return {"panel": self, "request": self.request, "csrf_token": token}


class NeedsSomebody(Panel):
    template_name = "desk/needs_somebody.html"

    @cached_property
    def waiting(self) -> list[tuple[str, str]]:
        """[(how many of what, address)] of what this person can work on."""
        found = []
        for queue in QUEUES.values():
            if queue.is_for(self.request.user) and (count := queue.count()):
                found.append((queue.count_in_words(count), queue.address))
        return found


class LastSync(Panel):
    template_name = "desk/last_sync.html"

    @cached_property
    def edition(self):
        return SyncRun.objects.published().first()

    @cached_property
    def last(self):
        return SyncRun.objects.finished().exclude(source=Source.SAMPLES).first()

    @cached_property
    def released(self):
        return SyncRun.objects.released().first()

    @cached_property
    def running(self):
        return SyncRun.objects.running().first()

    @property
    def may_release(self):
        return self.request.user.has_perm(queues.RELEASES)

    @property
    def may_look(self):
        return self.request.user.has_perm("trials.view_syncrun")


class Clocks(Panel):
    template_name = "desk/clocks.html"

    @cached_property
    def overdue(self):
        return [(str(thing), days_overdue(thing), self.address_of(thing)) for thing in overdue()]

    def address_of(self, thing) -> str:
        """Where this person changes or signs it; empty for those who may not."""
        policy = thing.snippet_viewset.permission_policy
        may = policy.user_has_permission_for_instance(self.request.user, "change", thing)
        return _address_of(thing) if may else ""

    @property
    def may_see_all(self):
        return QUEUES["overdue"].is_for(self.request.user)

    @property
    def shown(self):
        return self.overdue[:CLOCKS_SHOWN]


class Counts(Panel):
    template_name = "desk/counts.html"

    @cached_property
    def rows(self) -> list[str]:
        open_studies = Trial.objects.about_myositis().open().count()
        return [
            text % {"count": count}
            for text, count in (
                (
                    ngettext_lazy(
                        "%(count)d page on a disease", "%(count)d pages on diseases", "count"
                    ),
                    Condition.objects.live().count(),
                ),
                (
                    ngettext_lazy("%(count)d guide", "%(count)d guides", "count"),
                    Guide.objects.live().count(),
                ),
                (
                    ngettext_lazy(
                        "%(count)d word in the glossary",
                        "%(count)d words in the glossary",
                        "count",
                    ),
                    GlossaryTerm.objects.live().count(),
                ),
                (
                    ngettext_lazy(
                        "%(count)d study of myositis", "%(count)d studies of myositis", "count"
                    ),
                    Trial.objects.listed().about_myositis().count(),
                ),
                (
                    ngettext_lazy(
                        "%(count)d of them is open", "%(count)d of them are open", "count"
                    ),
                    open_studies,
                ),
                (
                    ngettext_lazy(
                        "%(count)d study with an editor’s decision",
                        "%(count)d studies with an editor’s decision",
                        "count",
                    ),
                    TrialCuration.objects.count(),
                ),
            )
        ]


@hooks.register("construct_homepage_panels")
def first_page(request, panels):
    of_the_page_tree = (RecentEditsPanel, LockedPagesPanel)
    panels[:] = [panel for panel in panels if not isinstance(panel, of_the_page_tree)]
    ours = (NeedsSomebody, Clocks, LastSync, Counts)
    panels += [
        panel(request, order) for order, panel in zip((10, 300, 310, 320), ours, strict=True)
    ]


@hooks.register("construct_homepage_summary_items")
def no_summary(request, items):
    """Wagtail counts its own pages and pictures here."""
    items[:] = []


@hooks.register("construct_help_menu")
def help_menu(request, items):
    """Wagtail's own guides are on another site, and about pages that we do not have."""
    items[:] = [item for item in items if item.url.startswith(("/", "#"))]


@hooks.register("construct_reports_menu")
def reports_menu(request, items):
    of_the_page_tree = ("locked-pages", "aging-pages", "page-types-usage")
    items[:] = [item for item in items if item.name not in of_the_page_tree]


@hooks.register("construct_settings_menu")
def settings_menu(request, items):
    items[:] = [item for item in items if item.name not in ("collections", "sites", "redirects")]


@hooks.register("insert_global_admin_css")
def style_sheet():
    return format_html('<link rel="stylesheet" href="{}">', static("desk.css"))
