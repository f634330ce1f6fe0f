"""What people see who may only read a thing on the desk: words, not the values of a program."""

import pytest

from conditions.models import Guide
from desk import roles
from organizations.models import Meeting, Organization
from tests.client import soup, text_of
from tests.conditions import desk
from tests.organizations import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician():
    return desk.come_in("clinician", roles.REVIEWERS)


def test_a_page_is_shown_with_its_text_and_its_sources(clinician):
    source = desk.source()
    text = desk.statement("It can go into **remission**.", [source], checked=True)
    editor = desk.come_in("editor", roles.EDITORS)
    editor.press(desk.address(Guide, "add"), desk.guide_form(text))
    page = clinician.get(desk.address(Guide, "inspect", Guide.objects.get().pk))
    shown = text_of(page)
    assert not any(code in shown for code in ("ListValue", "None", "False", "**"))
    assert soup(page).select_one("dd strong").get_text() == "remission"
    assert soup(page).select_one("dd li a")["href"] == source.url


def test_values_are_in_words_and_what_is_empty_is_left_out(clinician):
    made.family()
    one = made.organization("one", languages=["en", "es"])
    meeting = made.meeting(one, recurrence="FREQ=MONTHLY;BYDAY=1SA")
    for model, thing, words in (
        (Organization, one, ["English, Spanish"]),
        (Meeting, meeting, ["Online Yes", "Every month: Saturday (First)"]),
    ):
        shown = text_of(clinician.get(desk.address(model, "inspect", thing.pk)))
        assert all(one in shown for one in words), shown
        assert not any(
            code in shown for code in ("None", "True", "False", "[]", "FREQ", "Live revision")
        )
