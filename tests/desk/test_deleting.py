"""What something else needs is not deleted: alone, together with others, or needed by a draft."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from conditions.models import Change, Condition, GlossaryTerm, Guide, Reference
from desk import roles
from desk.deleting import uses_of
from organizations.models import Meeting, Organization
from tests.conditions import desk
from tests.organizations import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return desk.come_in("admin", roles.ADMINISTRATORS)


def source(name):
    return Reference.objects.create(url=f"https://{name}.example/", title=name, publisher="One")


def statement(text="So it is.", *sources):
    references = [{"type": "item", "value": one.pk, "id": str(one.pk)} for one in sources]
    return {"type": "statement", "value": {"text": text, "references": references}}


def page(slug, *statements, draft=(), **fields):
    """A live page, and a draft of other statements if there are some."""
    made_page = Condition.objects.create(
        slug=slug, name=slug, kind="subtype", summary="Short.", body=list(statements), **fields
    )
    made_page.save_revision().publish()
    if draft:
        made_page.body = list(draft)
        made_page.save_revision()
    return made_page


def term(word, **fields):
    return GlossaryTerm.objects.create(
        term=word, slug=word, category="trial", meaning="It.", **fields
    )


def a_source_in_a_statement():
    one = source("one")
    return one, page("examplitis", statement("So it is.", one))


def a_source_in_a_draft():
    one = source("one")
    return one, page("examplitis", statement(), draft=[statement("So it is.", one)])


def a_source_of_a_word():
    one, word = source("one"), term("placebo")
    word.references = [one]
    word.save()
    return one, word


def a_source_of_a_word_in_a_draft():
    one, word = source("one"), term("placebo")
    word.references = [one]
    word.save_revision()
    return one, word


def a_condition_above_another():
    parent = page("parent")
    return parent, page("child", parent=parent)


def a_condition_confused_with_another():
    one, other = page("one"), page("other")
    other.confused_with = [one]
    other.save()
    return one, other


def a_condition_of_a_guide():
    one, guide = page("one"), desk.a_guide()
    guide.about = [one]
    guide.save()
    return one, guide


def a_condition_of_a_guides_draft():
    one, guide = page("one"), desk.a_guide()
    guide.about = [one]
    guide.save_revision()
    return one, guide


def a_condition_that_a_correction_names():
    one = page("one")
    return one, Change.objects.create(kind="correction", text="It was wrong.", condition=one)


def a_condition_that_a_text_links_to():
    one = page("one")
    return one, page("other", statement("See [this](/conditions/one/)."))


def a_condition_of_an_organization():
    made.family()
    helps = made.organization("helps")
    one = Condition.objects.get(slug="dermatomyositis")
    helps.conditions = [one]
    helps.save()
    return one, helps


def a_word_that_a_text_links_to():
    word = term("placebo")
    return word, page("other", statement("A [placebo](/glossary/#placebo) is given."))


def a_word_that_a_draft_links_to():
    word = term("placebo")
    text = statement("A [placebo](/glossary/#placebo) is given.")
    return word, page("other", statement(), draft=[text])


def a_guide_that_a_text_links_to():
    guide = desk.a_guide()
    return guide, page("other", statement("See [how](/guides/a-guide/)."))


def an_organization_with_a_meeting():
    made.family()
    one = made.organization("one")
    return one, made.meeting(one)


def an_organization_that_a_text_links_to():
    made.family()
    one = made.organization("one")
    return one, page("other", statement("Call [them](/organizations/one/)."))


CASES = [
    *(a_source_in_a_statement, a_source_in_a_draft, a_source_of_a_word),
    *(a_source_of_a_word_in_a_draft, a_condition_above_another, a_condition_confused_with_another),
    *(a_condition_of_a_guide, a_condition_of_a_guides_draft, a_condition_that_a_correction_names),
    *(a_condition_that_a_text_links_to, a_condition_of_an_organization),
    *(a_word_that_a_text_links_to, a_word_that_a_draft_links_to, a_guide_that_a_text_links_to),
    *(an_organization_with_a_meeting, an_organization_that_a_text_links_to),
]


def bulk(things):
    model = type(things[0])._meta
    names = [model.app_label, model.model_name, "delete"]
    back = desk.address(type(things[0]), "list")
    ids = "&".join(f"id={thing.pk}" for thing in things)
    return f"{reverse('wagtail_bulk_action', args=names)}?next={back}&{ids}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_what_is_used_stays_and_its_page_says_where(admin, case):
    thing, user = case()
    assert user in uses_of(thing)
    delete = desk.address(thing, "delete", thing.pk)
    asked = admin.get(delete).content.decode()
    assert "so it cannot be deleted." in asked
    assert desk.address(user, "edit", user.pk) in asked
    assert "Yes, delete" not in asked
    assert admin.send(delete).status_code == 200
    assert "so it cannot be deleted." in admin.get(bulk([thing])).content.decode()
    admin.send(bulk([thing]))
    assert type(thing).objects.filter(pk=thing.pk).exists()


@pytest.mark.parametrize("make", [lambda: source("one"), lambda: page("one"), lambda: term("one")])
def test_what_nothing_uses_is_deleted_and_the_log_says_so(admin, make):
    thing = make()
    admin.press(desk.address(thing, "delete", thing.pk))
    assert not type(thing).objects.exists()
    assert ModelLogEntry.objects.get(action="wagtail.delete").label == str(thing)


def test_of_several_those_go_that_nothing_uses(admin):
    used, user = a_source_in_a_statement()
    unused = source("two")
    asked = admin.get(bulk([used, unused])).content.decode()
    assert str(user) in asked
    answer = admin.press(bulk([used, unused]), follow=True)
    assert list(Reference.objects.all()) == [used]
    assert "1 deleted. 1 kept: still in use." in answer.content.decode()
    assert ModelLogEntry.objects.filter(action="wagtail.delete").count() == 1


def test_an_organization_goes_with_its_own_contacts_and_offers(admin):
    made.family()
    one = made.organization("one", [made.phone("800-821-7356")])
    admin.press(desk.address(one, "delete", one.pk))
    assert not Organization.objects.exists()
    assert not Meeting.objects.exists()


def test_what_was_taken_out_everywhere_is_deleted_then(admin):
    used, user = a_source_in_a_statement()
    user.body = [statement("So it is.")]
    user.save_revision().publish()
    assert uses_of(used) == []
    admin.press(desk.address(used, "delete", used.pk))
    assert not Reference.objects.exists()


def test_nobody_deletes_what_a_guide_of_its_own_names_only_in_itself():
    guide = Guide.objects.create(title="G", slug="g", summary="S.")
    guide.body = [statement("See [above](/guides/g/).")]
    guide.save()
    assert uses_of(guide) == []
