"""Editors go back to the first version of a page, also to the one that came with the program."""

import pytest
from bs4 import BeautifulSoup

from conditions import starter
from conditions.models import Condition, Reference
from conditions.starter.loading import Loading
from desk import roles

from . import desk

pytestmark = pytest.mark.django_db

ROW = {
    "slug": "examplitis",
    "name": "Examplitis",
    "kind": "subtype",
    "summary": "The first summary.",
    "sections": [
        {
            "section": "answer",
            "statements": [{"text": "The first text.", "sources": [], "mark": "memory"}],
        }
    ],
}
BACK = "Review this version"


@pytest.fixture
def editor():
    return desk.come_in("editor", roles.EDITORS)


@pytest.fixture
def page():
    """A page as the first start of the portal writes it."""
    Loading().page(Condition, ROW, lambda page, row: starter._fill_condition(page, row, {}, {}))
    return Condition.objects.get()


def ways_back(browser, thing):
    """The addresses that the history offers to go back to, the newest first."""
    history = browser.get(desk.address(thing, "history", thing.pk))
    links = BeautifulSoup(history.content, "html.parser").find_all("a", string=BACK)
    return [link["href"] for link in links]


def text_of_the_draft(page):
    page.refresh_from_db()
    return page.get_latest_revision_as_object().statements[0]["text"]


def test_the_version_that_came_with_the_program_can_be_restored(editor, page):
    edit = desk.address(page, "edit", page.pk)
    for text in ("The second text.", "The third text."):
        editor.press(edit, desk.condition_form(desk.statement(text)))
    back = ways_back(editor, page)[-1]
    assert b"The first text." in editor.get(back).content
    assert text_of_the_draft(page) == "The third text."
    editor.press(back, desk.condition_form(desk.statement("The first text.")))
    assert text_of_the_draft(page) == "The first text."


def test_so_can_the_first_version_of_a_source_that_came_with_it(editor):
    row = {"url": "https://one.example/", "title": "First", "publisher": "One"}
    Loading().row(Reference, "url", row)
    source = Reference.objects.get()
    editor.press(desk.address(source, "edit", source.pk), row | {"title": "Second"})
    (back,) = ways_back(editor, source)
    assert b"First" in editor.get(back).content
    editor.press(back, row)
    assert Reference.objects.get().title == "First"
