"""Two people have the same form open: nobody's words go away unseen."""

import pytest
from django.urls import reverse

from conditions.models import Change, Condition
from desk import roles
from organizations.models import Organization
from tests.client import form_to, hidden_fields, soup, text_of
from tests.conditions import desk
from tests.organizations import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return desk.come_in("first", roles.EDITORS)


@pytest.fixture
def second():
    return desk.come_in("second", roles.EDITORS)


def hidden_in(browser, page):
    """What the form of a page sends along, as it was opened now."""
    edit = desk.address(page, "edit", page.pk)
    return hidden_fields(form_to(edit, browser.get(edit)))


def written(text, **more):
    return desk.condition_form(desk.statement(text), **more)


def save(browser, page, opened, form):
    token = {"csrfmiddlewaretoken": hidden_in(browser, page)["csrfmiddlewaretoken"]}
    return browser.post(desk.address(page, "edit", page.pk), opened | form | token)


def latest_text(page):
    page.refresh_from_db()
    (statement,) = page.get_latest_revision_as_object().statements
    return statement["text"]


def version_of(answer):
    return hidden_fields(soup(answer).find(id="w-editor-form"))


@pytest.fixture
def page():
    return desk.a_condition("As it was.")


def test_who_saves_second_is_told_who_saved_and_loses_no_word(page, first, second):
    opened = hidden_in(second, page)
    save(first, page, hidden_in(first, page), written("Of the first."))
    answer = save(second, page, opened, written("Of the second."))
    assert latest_text(page) == "Of the first."
    told = text_of(answer)
    assert "Not saved yet: first saved another version on" in told
    assert "Of the second." in answer.content.decode()
    link = soup(answer).find("a", string="See the other version in a new tab")
    assert "Of the" in text_of(second.get(link["href"]))
    # What is typed on may not be saved by itself over the other version.
    assert b"w-autosave#save" not in answer.content


def test_a_second_press_replaces_the_other_version(page, first, second):
    opened = hidden_in(second, page)
    save(first, page, hidden_in(first, page), written("Of the first."))
    answer = save(second, page, opened, written("Of the second."))
    assert save(second, page, version_of(answer), written("Of the second.")).status_code == 302
    assert latest_text(page) == "Of the second."


def test_what_the_form_saved_by_itself_is_ones_own(page, first):
    """Wagtail's script sends its own version along when the form saves itself, and not else."""
    opened = hidden_in(first, page)
    edit = desk.address(page, "edit", page.pk)
    form = opened | written("Saved by itself.")
    answer = first.post(edit, form, headers={"accept": "application/json"})
    assert answer.json()["success"]
    assert latest_text(page) == "Saved by itself."
    assert save(first, page, opened, written("Then by hand.")).status_code == 302
    assert latest_text(page) == "Then by hand."


def test_what_somebody_saved_after_ones_own_form_saved_itself_is_told_of(page, first, second):
    opened = hidden_in(first, page)
    edit = desk.address(page, "edit", page.pk)
    form = opened | written("Saved by itself.")
    first.post(edit, form, headers={"accept": "application/json"})
    save(second, page, hidden_in(second, page), written("Of the second."))
    answer = save(first, page, opened, written("Of the first."))
    assert "Not saved yet: second saved another version on" in text_of(answer)
    assert latest_text(page) == "Of the second."


def test_a_third_version_is_told_of_too(page, first, second):
    opened = hidden_in(second, page)
    save(first, page, hidden_in(first, page), written("Of the first."))
    answer = save(second, page, opened, written("Of the second."))
    save(first, page, hidden_in(first, page), written("Of the first again."))
    save(second, page, version_of(answer), written("Of the second."))
    assert latest_text(page) == "Of the first again."


def test_a_form_with_errors_does_not_replace_the_other_version_at_its_second_press(
    page, first, second
):
    opened = hidden_in(second, page)
    save(first, page, hidden_in(first, page), written("Of the first."))
    answer = save(second, page, opened, written("Of the second.", name=""))
    assert "Not saved yet: first saved another version" in text_of(answer)
    assert latest_text(page) == "Of the first."


def test_a_page_without_versions_is_no_exception(first, second):
    page = Condition.objects.create(name="New", slug="new", kind="subtype", summary="Short.")
    opened = hidden_in(second, page)
    save(first, page, hidden_in(first, page), written("Of the first."))
    answer = save(second, page, opened, written("Of the second."))
    assert "first saved another version" in text_of(answer)
    assert latest_text(page) == "Of the first."


def test_who_saves_their_own_page_twice_is_not_asked(page, first):
    save(first, page, hidden_in(first, page), written("Once."))
    answer = save(first, page, hidden_in(first, page), written("Twice."))
    assert (answer.status_code, latest_text(page)) == (302, "Twice.")


def a_source():
    source = desk.source()
    return source, {"url": source.url, "publisher": "Example"}, "title"


def a_correction():
    correction = Change.objects.create(kind="correction", text="It said one thing.")
    return correction, {"kind": "correction", "changed_on": "2026-11-21"}, "text"


@pytest.mark.parametrize("make", [a_source, a_correction])
def test_what_readers_see_at_once_is_not_overwritten_and_does_not_save_itself(first, second, make):
    thing, form, field = make()
    edit, add = desk.address(thing, "edit", thing.pk), desk.address(type(thing), "add")
    assert b"w-autosave#save" not in first.get(edit).content + first.get(add).content
    opened = hidden_in(second, thing)
    form |= {field: "Of the first"}
    assert save(first, thing, hidden_in(first, thing), form).status_code == 302
    answer = save(second, thing, opened, form | {field: "Of the second"})
    assert "first saved another version" in text_of(answer)
    thing.refresh_from_db()
    assert getattr(thing, field) == "Of the first"


def test_a_draft_saves_itself(page, first):
    assert b"w-autosave#save" in first.get(desk.address(page, "edit", page.pk)).content


def test_a_contact_that_was_checked_meanwhile_keeps_its_check(first, second):
    page = made.organization("a-group", [made.phone()])
    contact = page.contacts.get()
    opened = hidden_in(second, page)
    first.press(reverse("desk-check-contact", args=[contact.pk]), page="/admin/contacts/")
    answer = save(second, page, opened, {"name": "Of the second"})
    assert "first saved another version" in text_of(answer)
    assert Organization.objects.get().name != "Of the second"
