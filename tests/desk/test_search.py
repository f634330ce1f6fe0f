"""The desk's search box finds what each role may see, and leads to where she may change it."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from conditions.models import Reference
from desk import roles
from tests import databases, editions, knowledge
from tests.conditions.desk import a_condition, a_guide, address, person
from tests.organizations import made
from tests.studies import study

pytestmark = pytest.mark.django_db

C, E, R = roles.CONTRIBUTORS, roles.EDITORS, roles.REVIEWERS
S, A = roles.STEWARDS, roles.ADMINISTRATORS
KNOWLEDGE = {C, E, R, A, "the first account"}
STUDIES = {S, A, "the first account"}


def load():
    Reference.objects.create(
        url="https://one.example/zerbat", title="On Zerbat wasting", publisher="Zerbat Institute"
    )
    page = a_condition("The kworble test shows it.", name="Zerbatitis", slug="zerbatitis")
    a_guide(title="Living with Zerbatitis", slug="living")
    knowledge.term("Zerbat sign")
    made.family()
    made.organization("zerbat", [made.phone("800-821-7356")], name="Zerbat Foundation")
    editions.publish(study("NCT99000001", title="A study of Zerbatitis"))
    return page


page = databases.loaded_once(load)


def search(client, text):
    answer = client.get(reverse("desk-search"), {"q": text})
    assert answer.status_code == 200
    return answer.content.decode().partition('role="search"')[2]


@pytest.mark.parametrize("role", [*roles.ROLES, "the first account"])
def test_each_role_finds_what_she_may_see(client, page, role):
    if role in roles.ROLES:
        client.force_login(person("somebody", role))
    else:
        client.force_login(User.objects.create_superuser("first"))
    for text, title, who in (
        ("zerbatitis", ">Zerbatitis<", KNOWLEDGE),
        ("living with", "Living with Zerbatitis", KNOWLEDGE),
        ("kworble", "The kworble test shows it.", KNOWLEDGE),
        ("zerbat sign", ">Zerbat sign<", KNOWLEDGE),
        ("zerbat wasting", "Zerbat Institute: On Zerbat wasting", KNOWLEDGE),
        ("zerbat foundation", "Zerbat Foundation", KNOWLEDGE),
        ("821-7356", "Zerbat Foundation", KNOWLEDGE),
        ("NCT99000001", "A study of Zerbatitis", STUDIES),
        ("nct99000001", "A study of Zerbatitis", STUDIES),
    ):
        assert (title in search(client, text)) is (role in who), text


@pytest.mark.parametrize(("role", "name"), [(C, "edit"), (E, "edit"), (R, "inspect")])
def test_a_result_leads_to_what_she_may_do_with_it(client, page, role, name):
    client.force_login(person("somebody", role))
    assert f'href="{address(page, name, page.pk)}"' in search(client, "zerbatitis")
    found = search(client, "kworble")
    block = page.body.raw_data[1]["id"]
    assert f'href="{address(page, name, page.pk)}#block-{block}-section"' in found


@pytest.mark.parametrize("role", roles.ROLES)
def test_no_result_leads_to_a_refusal(client, page, role):
    client.force_login(person("somebody", role))
    links = [part.partition('"')[0] for part in search(client, "zerbat").split('href="')[1:]]
    for link in links:
        if link.startswith("/admin/"):
            assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_words_of_a_draft_of_a_public_page_are_found(client, page):
    client.force_login(person("somebody", E))
    public = a_condition("Public words.", live=True, slug="public", name="Public")
    public.body[1].value["text"] = "Frindle words."
    public.save_revision()
    assert "Frindle words." in search(client, "frindle")
    assert "Public words." not in search(client, "public words")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("  KWORBLE   test ", "The kworble test shows it."),
        ("shows kworble", "The kworble test shows it."),
        ("kwórble TÉST", "The kworble test shows it."),
    ],
)
def test_capitals_order_blanks_and_accents_do_not_matter(client, page, text, title):
    client.force_login(person("somebody", E))
    assert title in search(client, text)


@pytest.mark.parametrize("text", ["", " ", "%", "_", "\\", "'", "\u0301", "x" * 5000, "кворбл"])
def test_what_finds_nothing_says_so(client, page, text):
    client.force_login(person("somebody", E))
    found = search(client, text)
    assert "The kworble test" not in found
    assert ("Nothing that you can see here" in found) is bool(text.strip())


def test_the_rest_stands_in_the_list(client):
    client.force_login(person("somebody", E))
    for number in range(25):
        knowledge.reference(f"https://one.example/{number}", title=f"Source {number}")
    found = search(client, "source")
    assert "Show all 25" in found
    assert f"{address(Reference, 'list')}?q=source" in found


@pytest.mark.parametrize("role", roles.ROLES)
def test_the_box_beside_every_page_leads_there(client, role):
    client.force_login(person("somebody", role))
    props = client.get(reverse("wagtailadmin_home")).content.decode()
    box = props.partition("wagtail.sidebar.SearchModule")[2][:60]
    assert reverse("desk-search") in box


def test_a_statement_is_shown_without_the_marks_of_its_text(client):
    client.force_login(person("somebody", roles.EDITORS))
    a_condition("Take **no** [placebo](/guides/placebo/).")
    assert "Take no placebo." in search(client, "placebo")
