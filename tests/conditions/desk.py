"""People of the desk, pages in each state, and what a browser sends from the desk's forms."""

import datetime as dt
import uuid

from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from conditions.models import Condition, Guide, Reference
from desk import roles
from tests.client import Browser

SIGNER = "Dr. Example, rheumatologist"


def person(name, *roles_of_theirs):
    """Somebody with these roles; the same one for the same name."""
    user, _ = User.objects.get_or_create(username=name, email=f"{name.split()[0]}@example.org")
    user.groups.set(Group.objects.filter(name__in=roles_of_theirs))
    return user


def come_in(name, *roles_of_theirs):
    """A browser in which somebody with these roles has signed in."""
    browser = Browser()
    browser.force_login(person(name, *roles_of_theirs))
    return browser


def writer():
    return person("writer", roles.CONTRIBUTORS)


def source():
    reference, _ = Reference.objects.get_or_create(
        url="https://example.org/source", defaults={"title": "A source", "publisher": "Example"}
    )
    return reference


def statement(text, references=(), expires_on="", checked=False):
    rows = {
        str(i): {"value": reference.pk, "deleted": "", "order": i, "id": ""}
        for i, reference in enumerate(references)
    }
    return (
        "statement",
        {
            "label": "",
            "text": text,
            "references": {"count": len(rows), **rows},
            "expires_on": expires_on,
            **({"checked": "on"} if checked else {}),
        },
    )


def body(*blocks):
    """As a browser sends it that has got the same blocks before: each keeps its own number."""
    form = streamfield(blocks)
    for i in range(len(blocks)):
        form[str(i)]["id"] = str(uuid.UUID(int=i))
    return form


def condition_form(*statements, name="Examplitis", slug="examplitis", **more):
    """What the desk's form for a page on a disease sends."""
    return nested_form_data(
        {
            "name": name,
            "slug": slug,
            "abbreviation": "",
            "kind": "subtype",
            "parent": "",
            "position": "100",
            "summary": f"{name} in one sentence.",
            "go_live_at": "",
            "expire_at": "",
            "body": body(("section", "answer"), *statements),
            "names": inline_formset([]),
            "codes": inline_formset([]),
            **more,
        }
    )


def guide_form(*statements, title="A guide", slug="a-guide", **more):
    return nested_form_data(
        {
            "title": title,
            "slug": slug,
            "position": "100",
            "summary": "A guide in one sentence.",
            "go_live_at": "",
            "expire_at": "",
            "body": body(*statements),
            **more,
        }
    )


def signature(**more):
    due = timezone.localdate() + dt.timedelta(days=365)
    return {"reviewed_by": SIGNER, "review_due": due.isoformat(), "comment": ""} | more


def a_condition(text="Something is so.", live=False, **fields):
    """A page whose first version the contributor wrote."""
    fields = {
        "slug": "examplitis",
        "name": "Examplitis",
        "kind": "subtype",
        "summary": "Short.",
    } | fields
    page = Condition.objects.create(
        live=live,
        body=[
            {"type": "section", "value": "answer"},
            {"type": "statement", "value": {"text": text, "references": []}},
        ],
        **fields,
    )
    revision = page.save_revision(user=writer())
    if live:
        revision.publish()
    page.refresh_from_db()
    return page


def a_guide(**fields):
    fields = {"slug": "a-guide", "title": "A guide", "summary": "Short.", "live": False} | fields
    page = Guide.objects.create(**fields)
    page.save_revision(user=writer())
    return page


def submitted(page, by=None):
    page.get_workflow().start(page, by or writer())
    return page


def looked_at(page):
    """Submitted, and let through by an editor."""
    submitted(page)
    page.current_workflow_task_state.approve(user=person("an editor", roles.EDITORS))
    return page


def address(page_or_model, name, *args):
    """The desk's address of something to do with a page."""
    viewset = page_or_model.snippet_viewset
    return reverse(viewset.get_url_name(name), args=args)


def step(page, name):
    """Where a step's verdict is sent to."""
    return address(page, "workflow_action", page.pk, name, page.current_workflow_task_state.pk)
