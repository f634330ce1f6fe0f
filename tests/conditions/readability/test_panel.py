"""The measures on the desk: beside each form, and of what a browser sends while somebody writes."""

import html
import re

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from conditions.models import Condition, GlossaryTerm, Guide
from desk import roles
from tests import knowledge
from tests.conditions import desk

pytestmark = pytest.mark.django_db
LONG = (
    "Some people find that it takes them very long to climb the stairs at home, and " * 2 + "so on."
)


@pytest.fixture
def editor(client):
    client.force_login(desk.person("editor", roles.EDITORS))
    return client


def measured(client, form, model="condition"):
    answer = client.send(reverse("measure", args=[model]), form)
    assert answer.status_code == 200
    return answer.json()


def shown(client, address):
    """What stands in the panel when the page opens: (its number, its words)."""
    page = client.get(address).content.decode()
    toggle = page[page.index('data-side-panel-toggle="measure"') :]
    count = re.search(r"side-panel-toggle-counter[^>]*>\s*([\d,]+)", toggle)[1]
    panel = page[page.index('data-controller="desk-measure"') :]
    return int(count), html.unescape(re.sub(r"\s+", " ", panel[: panel.index("</details>")]))


@pytest.mark.parametrize("model", [Condition, Guide, GlossaryTerm])
def test_the_panel_stands_beside_a_new_text(editor, model):
    count, panel = shown(editor, desk.address(model, "add"))
    assert count == 0
    assert "There is nothing to measure yet." in panel
    assert reverse("measure", args=[model._meta.model_name]) in panel


def test_it_shows_measures_before_anything_is_changed(editor):
    page = desk.a_condition(f"Renal trouble is so. {LONG}")
    count, panel = shown(editor, desk.address(page, "edit", page.pk))
    # "Renal", a long sentence, no source.
    assert count == 3
    assert "Aim for 8 or less. 3 things to look at." in panel


def test_it_stands_beside_a_glossary_word(editor):
    term = knowledge.term("CK", "An enzyme of muscle.")
    count, panel = shown(editor, desk.address(term, "edit", term.pk))
    assert count == 2  # "enzyme", and no source
    assert "2 things to look at." in panel


def test_it_stands_beside_a_form_that_could_not_be_saved(editor):
    page = desk.a_condition()
    form = desk.condition_form(desk.statement(LONG), name="")
    answer = editor.press(desk.address(page, "edit", page.pk), form)
    assert answer.status_code == 200
    assert LONG[:40] in answer.content.decode().split('data-controller="desk-measure"')[1]


def test_who_signs_a_page_sees_it_too(client):
    page = desk.looked_at(desk.a_condition(LONG))
    client.force_login(desk.person("reviewer", roles.REVIEWERS))
    count, _panel = shown(client, desk.address(page, "edit", page.pk))
    assert count > 0


def test_wagtails_own_counts_are_not_shown_beside_ours(editor):
    page = desk.a_condition()
    assert (
        b'data-side-panel="checks"' not in editor.get(desk.address(page, "edit", page.pk)).content
    )
    assert b'data-side-panel="preview"' in editor.get(desk.address(page, "edit", page.pk)).content


def test_a_form_is_measured_as_it_stands_and_saves_nothing(editor):
    source = desk.source()
    form = desk.condition_form(
        desk.statement(LONG),
        desk.statement("Renal trouble.", references=[source]),
        desk.statement("It was so.", references=[source], checked=True, expires_on="2020-01-01"),
    )
    answer = measured(editor, form)
    assert answer["count"] == 4
    for title in ("Long sentences (1)", "Words that readers may not know (1)"):
        assert title in answer["results"]
    for title in ("Without a source (1)", "Source not read yet (1)", "Out of date (1)"):
        assert title in answer["results"]
    assert f"{len(LONG.split())} words" in answer["results"]
    assert not Condition.objects.exists()


def test_a_text_is_measured_that_could_not_be_saved_yet(editor):
    """No name, a taken address, an empty statement, a tick without a source, half a date."""
    desk.a_condition(live=True)
    form = desk.condition_form(
        desk.statement(""),
        desk.statement("Renal trouble.", checked=True, expires_on="2020-1"),
        name="",
        kind="",
    )
    answer = measured(editor, form)
    assert "Without a source (1)" in answer["results"]
    assert "of the kidneys" in answer["results"]


def test_guides_and_glossary_words_are_measured(editor):
    heading = ("heading", "What to ask")
    guide = desk.guide_form(heading, desk.statement("Ask about renal trouble."))
    assert "(What to ask)" in measured(editor, guide, "guide")["results"]
    term = {"term": "Nephritis", "slug": "", "meaning": "Nephritis: a renal trouble."}
    answer = measured(editor, term, "glossaryterm")
    assert answer["count"] == 2  # "renal", and no source; the word itself is explained here


def test_words_of_the_glossary_are_known_once_they_are_published(editor):
    form = desk.condition_form(desk.statement("Synovitis and arthralgias come."))
    assert measured(editor, form)["count"] == 3
    knowledge.term("Synovitis", other_names=["arthralgia"])
    assert measured(editor, form)["count"] == 1
    GlossaryTerm.objects.update(live=False)
    assert measured(editor, form)["count"] == 3


def test_the_name_of_the_page_needs_no_explanation_on_it(editor):
    form = desk.condition_form(desk.statement("Examplitis is rare."), name="Examplitis")
    assert measured(editor, form)["count"] == 1  # no source
    form = desk.condition_form(desk.statement("Examplitis is rare."), name="Another")
    assert measured(editor, form)["count"] == 2


def test_a_long_page_has_more_fields_than_django_takes_by_itself(editor):
    form = desk.condition_form(*[desk.statement("It is so.")] * 200)
    assert len(form) > 1000
    assert "Without a source (200)" in measured(editor, form)["results"]


def test_hostile_text_stays_text(editor):
    text = '<script>alert(1)</script>" onclick="x" — 5 mg {{ 7 }} {% now "Y" %} \0 ](javascript:x)'
    results = measured(editor, desk.condition_form(desk.statement(text)))["results"]
    assert "<script" not in results
    assert 'onclick="x"' not in results
    assert "&lt;script&gt;" in results


def broken(**changes):
    form = desk.condition_form(desk.statement("It is so."))
    form.update({name.replace("_", "-"): value for name, value in changes.items()})
    return {name: value for name, value in form.items() if value is not None}


@pytest.mark.parametrize(
    "form",
    [
        {},
        broken(body_count=None),
        broken(body_count="7"),
        broken(body_1_order="first"),
        broken(body_1_type=None),
        broken(body_1_value_references_count="2"),
        broken(
            **{
                "body_1_value_references_count": "1",
                "body_1_value_references_0_deleted": "",
                "body_1_value_references_0_order": "0",
                "body_1_value_references_0_value": "no number",
            }
        ),
    ],
)
def test_it_says_so_where_the_form_cannot_be_read(editor, form):
    answer = editor.send(reverse("measure", args=["condition"]), form)
    assert answer.status_code == 422
    assert answer.json() == {"summary": "The form could not be read."}


@pytest.mark.parametrize("name", ["body_count", "body_1_value_references_count"])
def test_a_count_that_is_no_number_is_refused_as_everywhere_on_the_desk(editor, name):
    answer = editor.send(reverse("measure", args=["condition"]), broken(**{name: "many"}))
    assert answer.status_code == 400


def test_a_source_that_is_gone_is_none(editor):
    source = desk.source()
    form = desk.condition_form(desk.statement("It is so.", references=[source]))
    source.delete()
    assert "Without a source (1)" in measured(editor, form)["results"]


def test_it_says_so_where_the_text_is_too_long(editor):
    form = desk.condition_form(desk.statement("word " * 30_000))
    answer = editor.send(reverse("measure", args=["condition"]), form)
    assert answer.status_code == 422
    assert "too long" in answer.json()["summary"]


MAY = {roles.CONTRIBUTORS, roles.EDITORS, roles.REVIEWERS, roles.ADMINISTRATORS}


@pytest.mark.parametrize("role", roles.ROLES)
@pytest.mark.parametrize("model", ["condition", "guide", "glossaryterm"])
def test_who_sees_the_texts_on_the_desk_may_measure(client, role, model):
    client.force_login(desk.person("somebody", role))
    form = nested_form_data({"term": "x", "meaning": "x", "body": streamfield([])})
    answer = client.send(
        reverse("measure", args=[model]), form, headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert answer.status_code == (200 if role in MAY else 403)


def test_nobody_else_may(client):
    address = reverse("measure", args=["condition"])
    assert client.send(address).status_code == 302
    client.force_login(User.objects.create(username="without a role"))
    assert client.send(address).status_code == 302


def test_it_measures_our_texts_alone_and_only_what_is_posted(editor):
    assert editor.send(reverse("measure", args=["user"])).status_code == 404
    assert editor.send(reverse("measure", args=["reference"])).status_code == 404
    assert editor.get(reverse("measure", args=["condition"])).status_code == 405


def test_other_sites_cannot_post(editor):
    form = desk.condition_form(desk.statement("It is so."))
    assert editor.post(reverse("measure", args=["condition"]), form).status_code == 403


def test_it_is_measured_with_few_questions_to_the_database(editor, django_assert_max_num_queries):
    form = desk.condition_form(*[desk.statement("It is so.")] * 30)
    with django_assert_max_num_queries(12):
        measured(editor, form)
