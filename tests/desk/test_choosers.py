"""Choosing something in a form of the desk: by searching, and only for who may see it."""

import pytest
from django.urls import reverse

from conditions.models import Change, Condition, GlossaryTerm, Guide, Reference, SignOff, Topic
from desk import roles
from organizations.models import Meeting, Organization
from tests import knowledge
from tests.conditions import desk
from tests.organizations import made
from trials.models import TrialCuration

pytestmark = pytest.mark.django_db

CHOSEN = [Condition, Guide, GlossaryTerm, Reference, Topic, Change, SignOff]
CHOSEN += [Organization, Meeting, TrialCuration]


def address(model, name, *args):
    return reverse(model.snippet_viewset.chooser_viewset.get_url_name(name), args=args)


@pytest.fixture
def editor(client):
    client.force_login(desk.person("an editor", roles.EDITORS))
    return client


@pytest.mark.parametrize("model", [model for model in CHOSEN if model is not TrialCuration])
def test_every_chooser_has_a_search_box(editor, model):
    window = editor.get(address(model, "choose")).json()["html"]
    assert 'name="q"' in window


def test_it_finds_what_has_every_word(editor):
    for title in ("On Zerbat wasting", "On Zerbat swelling", "On rashes"):
        knowledge.reference(f"https://one.example/{title[-5:]}", title=title)
    made.family()
    made.organization("one", name="Zerbat Foundation")
    made.organization("two", name="Another Foundation")

    def found(model, text):
        return editor.get(address(model, "choose_results"), {"q": text}).content.decode()

    assert "On Zerbat wasting" in found(Reference, "wasting ZERBAT")
    assert "swelling" not in found(Reference, "wasting zerbat")
    assert "On rashes" in found(Reference, "ashes")
    # By its address too: editors know sources by it.
    assert "On rashes" in found(Reference, "one.example/ashes")
    assert "Zerbat Foundation" in found(Organization, "zerbat")
    assert "Another Foundation" not in found(Organization, "zerbat")
    assert "On rashes" in found(Reference, "")


@pytest.mark.parametrize("pk", ["x", "0", "99999999", "-1", "1.5", "ä", "1 OR 1"])
def test_a_number_that_there_is_not_is_not_found(editor, pk):
    assert editor.get(address(Reference, "chosen", pk)).status_code == 404


def test_several_that_there_are_not_are_nothing(editor):
    several = address(Reference, "chosen_multiple")
    assert editor.get(several, {"id": ["x", "1"]}).status_code == 404
    assert editor.get(several, {"id": ["999"]}).json()["result"] == []


@pytest.mark.parametrize("role", roles.ROLES)
@pytest.mark.parametrize("model", [Condition, Reference, Organization, TrialCuration])
def test_who_may_not_see_a_kind_of_thing_cannot_choose_one(client, role, model):
    user = desk.person("somebody", role)
    client.force_login(user)
    named = f"{model._meta.app_label}.view_{model._meta.model_name}"
    expected = 200 if user.has_perm(named) else 302
    for name in ("choose", "choose_results", "chosen_multiple"):
        assert client.get(address(model, name)).status_code == expected


def test_a_new_source_is_added_where_it_is_needed(editor):
    source = {"url": "https://new.example/", "title": "New", "publisher": "N", "licence": ""}
    window = editor.get(address(Reference, "create"))
    assert 'name="url"' in window.json()["htmlFragment"]
    answer = editor.press(address(Reference, "create"), source | {"seen_on": ""})
    assert answer.json()["result"]["string"] == "N: New"
    assert Reference.objects.get().url == "https://new.example/"
