"""Every address of the desk: who may open it, and that none is an error of ours.

`addresses.txt` is the table: one address a line, with the letters of those who may open it. A new
address fails the test until somebody has thought about it and written its line.
"""

import io
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils import timezone

from conditions.models import Change, SignOff, Topic
from desk import roles
from links.models import Link
from organizations.models import Contact, Report
from tests import knowledge
from tests.client import Browser
from tests.conditions import desk
from tests.organizations import made
from tests.trials.decisions import decided
from trials.models import StudyReport, SyncRun, Trial

from .addresses import desk_addresses

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("addresses.txt")
LETTERS = {
    "C": roles.CONTRIBUTORS,
    "E": roles.EDITORS,
    "R": roles.REVIEWERS,
    "S": roles.STEWARDS,
    "A": roles.ADMINISTRATORS,
}
PUBLIC, CLOSED = "public", "closed"


def table() -> dict[str, str]:
    """{route: the letters of its roles, or "public", or "closed"}"""
    lines = TABLE.read_text().splitlines()
    rows = (line.split(maxsplit=1) for line in lines if line and not line.startswith("#"))
    return {route: who for who, route in rows}


def things() -> dict[str, dict]:
    """{beginning of a route: what stands in its parameters}: one real thing of each kind."""
    page = desk.looked_at(desk.a_condition(live=True))
    guide = desk.looked_at(desk.a_guide())
    made.family()
    organization = made.organization("one", [made.phone("800-821-7356")])
    meeting = made.meeting(organization)
    trial = Trial.objects.create(nct_id="NCT00000001", brief_title="A study")
    contact = Contact.objects.get()
    found = {
        "conditions/condition": page,
        "conditions/guide": guide,
        "conditions/glossaryterm": knowledge.term("Zerbat"),
        "conditions/reference": desk.source(),
        "conditions/topic": Topic.objects.create(title="T", url="https://t.example/"),
        "conditions/change": Change.objects.create(kind="correction", text="It was wrong."),
        "conditions/signoff": SignOff.objects.get(),
        "organizations/organization": organization,
        "organizations/meeting": meeting,
        "trials/trialcuration": decided(trial, note="A note."),
        "admin/contacts/": contact,
        "admin/meetings/": meeting,
        "admin/reports-of-readers/": Report.objects.take(contact, "dead", "a sender"),
        "admin/study-reports/": StudyReport.objects.take(trial, "open", "a sender"),
        "admin/links/": Link.objects.create(url="https://one.example/", due_at=timezone.now()),
        "admin/syncs/": SyncRun.objects.create(),
        "admin/release/": SyncRun.objects.create(),
        "admin/take-back/": SyncRun.objects.create(),
        "admin/trials/": trial,
        "admin/users/": User.objects.create_user("somebody else"),
        "admin/two-factor/of/": User.objects.get(username="somebody else"),
        "admin/groups/": Group.objects.create(name="Own"),
        "admin/workflows/tasks/": page.current_workflow_task,
        "admin/workflows/task_chooser/": page.current_workflow_task,
        "admin/workflows/": page.get_workflow(),
    }
    return {part: _parameters_of(thing) for part, thing in found.items()}


def _parameters_of(thing):
    revision = getattr(thing, "latest_revision_id", None) or 1
    state = getattr(thing, "current_workflow_state", None)
    values = {
        "pk": thing.pk,
        "nct_id": "NCT00000001",
        "slug": "unsigned",
        "revision_id": revision,
        "revision_id_a": "live",
        "revision_id_b": revision,
        "task_id": thing.pk,
        "task_state_id": 0,
        "workflow_state_id": state.pk if state else 0,
        "action_name": "approve",
    }
    if state:
        values |= {"task_id": state.current_task_state.task_id}
        values |= {"task_state_id": state.current_task_state.pk}
    return values


SAMPLES = {
    "slug": "unsigned",
    "nct_id": "NCT00000001",
    "model": "conditions.condition",
    "app_label": "trials",
    "model_name": "trial",
    "action": "pin",
    "object_id": "1",
    "session_id": 1,
    "uidb64": "MQ",
    "token": "x",
    "page_pk": 1,
    "workflow_pk": 1,
}


def filled(one, of_things) -> str:
    """The address with a real thing in it."""
    mine = next((values for part, values in of_things.items() if part in one.route), {})
    return one.address(**(dict.fromkeys(one.parameters, 1) | SAMPLES | mine))


def opens(client, address) -> bool:
    """Whether somebody gets there; else she is sent to the first page, or refused."""
    answer = client.get(address)
    if answer.status_code == 405:
        # A button. What pressing it changes is taken back.
        with transaction.atomic():
            answer = client.send(address)
            transaction.set_rollback(True)
    is_sent_home = answer.status_code == 302 and answer["Location"] == reverse("wagtailadmin_home")
    return not is_sent_home and answer.status_code not in (403, 404)


def who_opens(letters, monkeypatch) -> dict[str, str]:
    """{route: those of these letters that may open it}"""
    of_things = things()
    found = {}
    # Who may is decided before the page is drawn, which would take ten times as long.
    monkeypatch.setattr(SimpleTemplateResponse, "render", _not_drawn)
    for letter in letters:
        role = LETTERS[letter]
        client = Browser()
        client.force_login(desk.person(f"a {role}", role))
        for one in desk_addresses():
            if one.is_closed or is_public(one):
                continue
            found.setdefault(one.route, "")
            if opens(client, filled(one, of_things)):
                found[one.route] += letter
    monkeypatch.undo()
    return found


def _not_drawn(response):
    response.content = b""
    return response


def is_public(one) -> bool:
    """The way in, which everybody has to find."""
    return one.route.startswith(
        ("admin/login", "admin/logout", "admin/password_reset", "admin/sprite", "admin/jsi18n")
    )


# In `make test` those who may least.
@pytest.mark.parametrize("letters", ["C", pytest.param("SERA", marks=pytest.mark.exhaustive)])
def test_every_address_of_the_desk_opens_to_those_of_the_table(monkeypatch, letters):
    wanted = {
        route: "".join(letter for letter in letters if letter in who)
        for route, who in table().items()
        if who not in (PUBLIC, CLOSED)
    }
    found = who_opens(letters, monkeypatch)
    assert {r: w for r, w in found.items() if wanted.get(r) != w} == {}
    assert wanted.keys() - found.keys() == set()


def test_the_table_names_what_is_public_and_what_is_closed():
    for answer, asked in ((CLOSED, lambda one: one.is_closed), (PUBLIC, is_public)):
        there = {one.route for one in desk_addresses() if asked(one)}
        assert {route for route, who in table().items() if who == answer} == there


def test_what_nobody_may_open_is_named_so():
    letters = {*LETTERS}
    for route, who in table().items():
        assert who in (PUBLIC, CLOSED, "nobody") or {*who} <= letters, route


def test_nobody_who_is_unknown_opens_anything(client):
    of_things = things()
    for one in desk_addresses():
        if is_public(one):
            continue
        answer = client.get(filled(one, of_things))
        to_login = answer.status_code == 302 and answer["Location"].startswith("/admin/login/")
        assert to_login or answer.status_code in (403, 404), one.route


def test_nobody_uploads_anything_not_even_the_first_account(admin_client):
    for room in ("images", "documents"):
        for rest in ("", "add/", "multiple/add/", "chooser/", "chooser/create/", "1/", "edit/1/"):
            address = f"/admin/{room}/{rest}"
            assert admin_client.get(address).status_code == 404
            assert admin_client.send(address, {"file": io.BytesIO(b"GIF89a")}).status_code == 404
    assert 'type="file"' not in admin_client.get("/admin/account/").content.decode()


# One a kind of parameter for each round.
ODD = [
    {"int": "0", "str": "x", "slug": "-"},
    {"int": str(2**63), "str": "%FF%27..", "slug": "x"},
    {"int": "9" * 40, "str": "x" * 3000, "slug": "9" * 40},
    {"int": "1", "str": "a%00b", "slug": "x%00"},
]
QUERIES = [
    {"p": "-1", "q": "'\"%\x01", "ordering": "-pk;", "id": ["x", str(2**70)], "user": "x"},
    {"p": "x", "export": "xlsx", "next": "https://one.example/", "trial": "\u0130", "live": "x"},
    {"organization": str(2**70), "condition": "x", "check": "x", "kind": "x", "country": "\ud7ff"},
]
POSTS = [
    {"username": "a\0", "password": "\0", "name": "\0", "slug": "\0", "title": "\0", "next": "\0"},
    {"body-count": "x", "names-TOTAL_FORMS": "x", "action-workflow-action": "x", "id": ["x"]},
]


@pytest.fixture
def careless(admin_client):
    """The first account, whose mistakes nothing stands in the way of; 500 is an answer to see."""
    admin_client.raise_request_exception = False
    return admin_client


def open_addresses():
    return [one for one in desk_addresses() if not one.is_closed and "logout" not in one.route]


@pytest.mark.exhaustive
def test_no_address_is_an_error_of_ours_whatever_stands_in_it(careless):
    failed = []
    for one in open_addresses():
        for odd in ODD if one.parameters else ():
            kinds = {name: kind if kind in odd else "str" for name, kind in one.kinds.items()}
            values = {name: odd[kind] for name, kind in kinds.items()}
            if "revision_id_a" in values:
                values |= {"revision_id_a": "live", "revision_id_b": "1"}
            for method in ("get", "post"):
                if _status(careless, method, one.address(**values)) >= 500:
                    failed.append((method, one.route, odd))
    assert failed == []


def _status(client, method, address, data=()):
    with transaction.atomic():
        if method == "get":
            status = client.get(address, dict(data)).status_code
        else:
            status = client.send(address, dict(data)).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.exhaustive
def test_no_address_is_an_error_of_ours_whatever_is_asked_or_sent(careless):
    of_things = things()
    failed = []
    for one in open_addresses():
        address = filled(one, of_things)
        tries = [("get", {}), *(("get", query) for query in QUERIES)]
        tries += [("post", {}), *(("post", data) for data in POSTS)]
        for method, data in tries:
            if _status(careless, method, address, data) >= 500:
                failed.append((method, address, data))
    assert failed == []


# Of each kind that failed once, without the long loops above.
@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/admin/decide/%00/"),
        ("get", "/admin/search/?q=%00"),
        ("get", "/admin/trials/?%00=x"),
        ("get", "/admin/snippets/choose/conditions/reference/chosen/x/"),
        ("get", "/admin/snippets/choose/conditions/signoff/?q=x"),
        ("post", "/admin/snippets/choose/conditions/guide/create/"),
        ("get", "/admin/snippets/conditions/topic/history/x/revisions/compare/live...1/"),
        ("post", "/admin/snippets/conditions/condition/add/"),
        ("get", "/admin/workflows/list/?p=-1"),
        ("get", "/admin/workflows/list/?p=x"),
    ],
)
def test_what_no_page_of_the_desk_sends_is_no_error_of_ours(careless, method, address):
    assert _status(careless, method, address) < 500


@pytest.mark.parametrize("value", ["aaaaaaaa\\000", "aaaaaaaa\\000bbbb"])
def test_a_nul_in_the_cookie_of_a_session_is_no_error_of_ours(client, value):
    answer = client.get("/admin/", headers={"Cookie": f'editor="{value}"'})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "text",
    [
        "a%00b",
        *(
            pytest.param(text, marks=pytest.mark.exhaustive)
            for text in ("%00", "%FF", "%C3%28", "%ED%A0%80")
        ),
    ],
)
def test_no_public_page_fails_at_bytes_that_are_no_text(client, text):
    client.raise_request_exception = False
    names = "q condition place status age tz sort page page_size country category within for x"
    for page in PUBLIC_PAGES:
        assert client.get(f"{page}{text}/").status_code in (301, 404), page
        for name in names.split():
            answer = client.get(f"{page}?{name}={text}&{text}={text}")
            assert answer.status_code < 500, (page, name)


PUBLIC_PAGES = [
    *("/", "/search/", "/trials/", "/conditions/", "/guides/", "/glossary/", "/corrections/"),
    *("/organizations/", "/organizations/meetings/", "/status/", "/saved/"),
    *("/api/v1/trials/", "/api/v1/conditions/", "/api/v1/organizations/", "/api/v1/glossary/"),
    *("/trials.csv", "/trials.atom", "/organizations.csv", "/organizations/meetings.ics"),
]
