"""Queues of pages: reviews, signatures, and facts whose date has passed."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from conditions.models import ClinicalReview, Condition, Guide, ReviewQuerySet, SignOff
from desk.queues import Queue, Reason, Row, register
from desk.tables import edit_address

from .submitting import chosen_as

WRITES = ("conditions.change_condition", "conditions.change_guide")
SIGNS = ("conditions.change_signoff",)


# What waits


def emergency_box():
    """The portal's own texts that no clinician has signed as they are, or whose review is due."""
    return [text for text in SignOff.objects.all() if not text.is_reviewed or text.is_overdue]


def overdue():
    return _reviewed_things(lambda things: things.overdue())


def due_soon():
    return _reviewed_things(lambda things: things.due_soon())


def unsigned():
    """Texts that were never reviewed, or that changed since."""
    return [thing for thing in _reviewed_things(lambda things: things) if not thing.is_reviewed]


def _reviewed_things(pick):
    """The portal's own texts come first: the emergency box is one of them."""
    texts = pick(ReviewQuerySet(SignOff))
    pages = [*pick(Condition.objects.live()), *pick(Guide.objects.live().filter(is_medical=True))]
    return [*texts, *sorted(pages, key=lambda page: (page.review_due is None, page.review_due))]


def awaiting_a_signature():
    """[(the version that a clinician is asked to read, since when)], the oldest first."""
    return [
        (state.revision.as_object(), state.started_at)
        for state in ClinicalReview.states_to_answer().select_related("revision")
    ]


def expired_facts():
    """[(page, its statements that are hidden by now)]"""
    pages = [*Condition.objects.live(), *Guide.objects.live()]
    found = [
        (page, [s for s in page.statements if s.is_expired]) for page in pages if _has_dates(page)
    ]
    return [(page, statements) for page, statements in found if statements]


def _has_dates(page) -> bool:
    """Look at the stored data: building the blocks takes ten times as long, and few have dates."""
    values = (block["value"] for block in page.body.raw_data if block["type"] == "statement")
    return any(value.get("expires_on") for value in values)


# How it is shown


def _page_row(page, reasons: list[Reason], since: dt.datetime | dt.date | None = None) -> Row:
    is_text_of_the_portal = isinstance(page, SignOff)
    return Row(
        name=str(page._meta.verbose_name),
        title=str(page),
        reasons=reasons,
        since=since,
        page="" if is_text_of_the_portal or not page.live else page.get_absolute_url(),
        do=(_("Open"), edit_address(page)),
        needs=SIGNS[0] if is_text_of_the_portal else "",
        chosen_as=chosen_as(page),
    )


def _to_answer_row(found) -> Row:
    page, since = found
    reason = _("Agree that it is not medical.") if page.drops_medical else _signature_in_words(page)
    return _page_row(page, [Reason(reason)], since)


def _sign_off_row(text) -> Row:
    return _page_row(text, [Reason(_signature_in_words(text))], text.reviewed_on)


def _signature_in_words(thing) -> str:
    if not thing.reviewed_by:
        return _("No clinician has signed it yet.")
    if thing.is_changed_since_review:
        return _("Its words have changed since %(who)s signed it.") % {"who": thing.reviewed_by}
    if thing.is_overdue:
        return days_overdue(thing)
    return _("Signed by %(who)s.") % {"who": thing.reviewed_by}


def _due_row(page) -> Row:
    reason = days_overdue(page) if page.is_overdue else _("Due soon.")
    return _page_row(page, [Reason(reason)], page.review_due)


def days_overdue(page) -> str:
    days = (timezone.localdate() - page.review_due).days
    if not days:
        return _("Its review is due today.")
    text = ngettext(
        "Its review is overdue by %(days)d day.", "Its review is overdue by %(days)d days.", days
    )
    return text % {"days": days}


def _expired_row(found) -> Row:
    page, statements = found
    reasons = [
        Reason(_("Hidden since %(date)s") % {"date": s["expires_on"].isoformat()}, s["text"])
        for s in statements
    ]
    return _page_row(page, reasons, min(s["expires_on"] for s in statements))


SUBMIT = (gettext_lazy("Submit the selected pages to a clinician"), "desk-submit-several")

register(
    Queue(
        slug="emergency-box",
        name=gettext_lazy("The portal’s own texts"),
        counted=ngettext_lazy(
            "%(count)d of the portal’s own texts is waiting for a clinician",
            "%(count)d of the portal’s own texts are waiting for a clinician",
            "count",
        ),
        about=gettext_lazy(
            "The emergency box is on every page about symptoms, signed or not. Nothing here is "
            "more urgent than getting a clinician to sign it."
        ),
        permissions=(*SIGNS, *WRITES),
        found=emergency_box,
        row=_sign_off_row,
        order=10,
    ),
    Queue(
        slug="to-sign",
        name=gettext_lazy("Waiting for your signature"),
        counted=ngettext_lazy(
            "%(count)d page is waiting for your signature",
            "%(count)d pages are waiting for your signature",
            "count",
        ),
        about=gettext_lazy(
            "Pages that editors submitted to a clinician, oldest first. Open one, read it, then "
            "sign it or send it back. No one can change it while it waits."
        ),
        permissions=SIGNS,
        found=awaiting_a_signature,
        row=_to_answer_row,
        order=20,
    ),
    Queue(
        slug="overdue",
        name=gettext_lazy("Reviews overdue"),
        counted=ngettext_lazy(
            "%(count)d review is overdue", "%(count)d reviews are overdue", "count"
        ),
        about=gettext_lazy(
            "These pages tell their readers that the review is overdue. A clinician has to read "
            "each page again and sign it, changed or not. Select the pages, and submit them."
        ),
        permissions=WRITES,
        found=overdue,
        row=_due_row,
        order=60,
        together=SUBMIT,
    ),
    Queue(
        slug="expired-facts",
        name=gettext_lazy("Facts past their date"),
        counted=ngettext_lazy(
            "%(count)d page has a fact past its date",
            "%(count)d pages have facts past their date",
            "count",
        ),
        about=gettext_lazy(
            "Statements whose “hide it on” date has come. Readers see “being rechecked” instead. "
            "Look at the source, and give the statement a new date or new words."
        ),
        permissions=WRITES,
        found=expired_facts,
        row=_expired_row,
        order=70,
    ),
    Queue(
        slug="unsigned",
        name=gettext_lazy("Waiting for a clinician"),
        counted=ngettext_lazy(
            "%(count)d text without a clinician’s signature",
            "%(count)d texts without a clinician’s signature",
            "count",
        ),
        about=gettext_lazy(
            "Medical pages that no clinician has signed, or that changed after they were signed. "
            "Readers can see them, with a note that says so. Select the pages that a clinician "
            "should read, and submit them."
        ),
        permissions=WRITES,
        found=unsigned,
        row=_sign_off_row,
        order=150,
        together=SUBMIT,
    ),
    Queue(
        slug="due-soon",
        name=gettext_lazy("Reviews due soon"),
        counted=ngettext_lazy(
            "%(count)d review is due soon", "%(count)d reviews are due soon", "count"
        ),
        about=gettext_lazy("Signed texts whose next review is due within 30 days."),
        permissions=WRITES,
        found=due_soon,
        row=_due_row,
        order=160,
        together=SUBMIT,
    ),
)
