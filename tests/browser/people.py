"""Who works at the desk of the portal "desk", and what waits for them there."""

import datetime as dt

from django.contrib.auth.models import Group, User

from conditions import roles
from conditions.models import Condition, Topic
from links.models import Link
from organizations.models import Contact, Report
from tests.organizations import made
from trials.choices import Outcome
from trials.models import SyncRun

PASSWORD = "weak hands, strong words"
PEOPLE = {
    "writer": roles.CONTRIBUTORS,
    "editor": roles.EDITORS,
    "clinician": roles.REVIEWERS,
    "steward": roles.STEWARDS,
    "administrator": roles.ADMINISTRATORS,
}


# Each thing stands there once for each of those who may press its button.
TWICE = ("one", "two")


def wait():
    """Let something wait in each queue that has a button."""
    made.family()
    Condition.objects.update(summary="In one sentence.")
    days = [dt.date.today() - dt.timedelta(days=day) for day in (3, 2, 1)]
    for number, name in enumerate(TWICE):
        made.organization(name, [made.phone(f"555-010-010{number}")])
        contact = Contact.objects.get(organization__slug=name)
        Report.objects.take(contact, "dead", f"sender {number}")
        url = f"https://{name}.example/"
        Topic.objects.create(kind="topic", title=f"Topic {name}", url=url, publisher="Example")
        Link.objects.create(url=url, failed_on=days, finding="gone", due_at="2099-01-01T00:00:00Z")
        run = SyncRun.objects.create(outcome=Outcome.HELD, reason="A test.")
        run.staged.create(scope="myositis", key=f"NCT9900000{number}", record={}, content_hash="0")


def come():
    wait()
    for name, role in PEOPLE.items():
        user = User.objects.create_user(name, f"{name}@example.org", PASSWORD)
        user.groups.add(Group.objects.get(name=role))
