"""Somebody of each role follows every link of the desk, and presses every button, once a kind.

She meets no error of ours, no dead link, and nothing that she is shown and may not do.
"""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import transaction
from django.urls import resolve, reverse
from django.utils import timezone

from desk import roles
from tests.client import Browser, hidden_fields, posting_forms, soup
from tests.conditions import desk
from trials.choices import Outcome
from trials.models import SyncRun

from .test_addresses import things

pytestmark = pytest.mark.django_db

HOME, OUT = reverse("wagtailadmin_home"), reverse("wagtailadmin_logout")
_IN_THE_MENU = re.compile(r'"(/admin/[^"]*)"')
BULK = f"{HOME}bulk/"
MOST_PAGES = 400


class Walk:
    """A walk from the first page of the desk. Of addresses of one kind, the first is enough."""

    def __init__(self, role):
        self.browser = Browser(raise_request_exception=False)
        self.browser.force_login(desk.person(f"a {role}", role))
        self.seen, self.todo, self.faults = set(), [(HOME, "the login")], []

    def all_the_way(self):
        while self.todo and len(self.seen) < MOST_PAGES:
            address, shown_on = self.todo.pop(0)
            answer = self.browser.get(address)
            if fault := self.fault_of(answer):
                self.faults.append((fault, address, shown_on))
            elif answer.status_code == 200 and not answer.streaming:
                self.read(answer, address)
        return self

    def fault_of(self, answer):
        if answer.status_code >= 400:
            return answer.status_code
        if answer.status_code == 302 and answer["Location"] == HOME:
            told = [str(message) for message in self.browser.get(HOME).context["messages"]]
            return next((text for text in told if "permission" in text), None)
        return None

    def read(self, answer, address):
        page = soup(answer)
        links = [link["href"] for link in page.find_all("a", href=True)]
        if menu := page.find(id="wagtail-sidebar-props"):
            links += _IN_THE_MENU.findall(menu.string or "")
        for link in links:
            self.remember(urljoin(address, link), address)
        for form in posting_forms(answer):
            self.press(form, address)

    def remember(self, link, shown_on):
        parts = urlsplit(link)
        # A button for several rows gets their numbers from a script.
        if parts.netloc or not parts.path.startswith(HOME) or parts.path.startswith((OUT, BULK)):
            return
        # A list and the same list as a file, or in another order, are two kinds.
        kind = (resolve(parts.path).route, "export" in parts.query)
        if kind not in self.seen:
            self.seen.add(kind)
            self.todo.append((link.partition("#")[0], shown_on))

    def press(self, form, address):
        target = urljoin(address, form.get("action") or address)
        kind = ("press", resolve(urlsplit(target).path).route)
        if kind in self.seen or urlsplit(target).path == OUT or is_to_fill_in(form):
            return
        self.seen.add(kind)
        with transaction.atomic():
            answer = self.browser.post(target, hidden_fields(form))
            fault = self.fault_of(answer)
            transaction.set_rollback(True)
        if fault:
            self.faults.append((fault, f"press {target}", address))


def is_to_fill_in(form) -> bool:
    typed = form.find_all("input", type=("text", "password", "email", "date", "number"))
    return bool(typed or form.find_all(("textarea", "select")))


@pytest.fixture
def everything():
    things()
    run = SyncRun.objects.create(outcome=Outcome.HELD, finished_at=timezone.now())
    run.staged.create(scope="myositis", key="NCT00000001", record={}, content_hash="0")


# `make test` walks once, over the studies.
LONG_WALKS = (roles.CONTRIBUTORS, roles.EDITORS, roles.REVIEWERS, roles.ADMINISTRATORS)
WALKS = [
    pytest.param(role, marks=[pytest.mark.exhaustive] if role in LONG_WALKS else [])
    for role in roles.ROLES
]


@pytest.mark.parametrize("role", WALKS)
def test_each_role_may_do_all_that_she_is_shown(everything, role):
    walk = Walk(role).all_the_way()
    assert not walk.faults, "\n".join(map(str, walk.faults))
    # It went somewhere: into lists, forms and histories.
    assert len(walk.seen) > 12
    if role in (roles.EDITORS, roles.STEWARDS, roles.ADMINISTRATORS):
        assert any(kind[0] == "press" for kind in walk.seen)
