"""Who works at the desk of the portal "desk", and what waits for them there."""

import datetime as dt

from django.contrib.auth.models import Group, User

from conditions import starter
from conditions.models import Condition, Guide, Topic
from conditions.starter.loading import Loading
from desk import roles
from links.models import Link
from organizations.models import Contact, Organization, Report
from tests import knowledge
from tests.organizations import made
from tests.registry import Registry
from tests.studies import study
from trials import ctgov
from trials.choices import Outcome
from trials.models import StudyReport, SyncRun, Trial
from trials.reading import budget
from trials.sync import runner

PASSWORD = "weak hands, strong words"
PEOPLE = {
    "writer": roles.CONTRIBUTORS,
    "editor": roles.EDITORS,
    "clinician": roles.REVIEWERS,
    "steward": roles.STEWARDS,
    "administrator": roles.ADMINISTRATORS,
}
# The studies that readers have. The last two are not in the syncs that are held.
STUDIES = {
    "NCT99000001": "Examplimab in Dermatomyositis",
    "NCT99000002": "Samplinib in Dermatomyositis",
    "NCT99000003": "Inventocept in Dermatomyositis",
}
UNREAD = ("NCT99000009", "A record that is too long to read")

# As the files of the starter content have one: it is not medical, so no clinician signs it.
STARTER = {
    "slug": "first-visit",
    "name": "The first visit",
    "summary": "The first summary.",
    "audience": ["patient"],
    "medical": False,
    "sections": [
        {
            "heading": "",
            "statements": [{"text": "The first text.", "sources": [], "mark": "memory"}],
        }
    ],
}
SIGNED_BY = "Dr. Example, rheumatologist"

# Each thing stands there once for each of those who may press its button.
TWICE = ("one", "two")


def wait():
    """Let something wait in each queue that has a button."""
    made.family()
    Condition.objects.update(summary="In one sentence.")
    for told in ("closed", "number"):
        trial = Trial.objects.get(pk="NCT99000001")
        StudyReport.objects.take(trial, told, f"sender of {told}")
    days = [dt.date.today() - dt.timedelta(days=day) for day in (3, 2, 1)]
    for number, name in enumerate(TWICE):
        made.organization(name, [made.phone(f"555-010-010{number}")])
        contact = Contact.objects.get(organization__slug=name)
        Report.objects.take(contact, "dead", f"sender {number}")
        url = f"https://{name}.example/"
        Topic.objects.create(kind="topic", title=f"Topic {name}", url=url, publisher="Example")
        Link.objects.create(url=url, failed_on=days, finding="gone", due_at="2099-01-01T00:00:00Z")


def hold(count):
    """Let syncs be held back that have not all of the studies."""
    for _number in range(count):
        run = SyncRun.objects.create(outcome=Outcome.HELD, reason="A test.")
        for key in ("NCT99000001", UNREAD[0]):
            run.staged.create(scope="myositis", key=key, record={}, content_hash="0")


def publish():
    """Publish the studies; our rules give up on the last one."""
    with Registry([study(key, title=title) for key, title in STUDIES.items()]) as registry:
        client = ctgov.Client(registry.url, "tests", pause_seconds=0)
        runner.sync(client, force=True)
        budget.SECONDS = -1
        registry.put(study(UNREAD[0], title=UNREAD[1]))
        runner.sync(client, force=True)


def write():
    """Let there be texts that name each other."""
    knowledge.term("placebo")
    source = knowledge.reference()
    text = "A [placebo](/glossary/#placebo) looks like the medicine."
    guide = knowledge.guide("what-a-placebo-is", knowledge.statement(text, source))
    guide.sign(SIGNED_BY, dt.date.today() + dt.timedelta(days=365))
    guide.save_revision().publish()
    made.meeting(Organization.objects.get(slug="one"), title="Sample meeting")
    loading = Loading()
    loading.page(Guide, STARTER, lambda page, row: starter._fill_guide(page, row, {}, {}))
    loading.save()


def come():
    publish()
    hold(3)
    wait()
    write()
    for name, role in PEOPLE.items():
        user = User.objects.create_user(name, f"{name}@example.org", PASSWORD)
        user.groups.add(Group.objects.get(name=role))
