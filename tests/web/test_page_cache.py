"""Public pages are kept, and never one that is not true any more."""

import datetime as dt
import gzip

import pytest
import time_machine
from django.core.cache import caches
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisIsAway

from conditions.models import (
    Change,
    Condition,
    ConditionCode,
    ConditionName,
    GlossaryTerm,
    Guide,
    Reference,
    SignOff,
    Topic,
)
from organizations.models import Contact, Meeting, Offer, Organization, WebsiteAnswer
from tests import databases, editions, knowledge
from tests.organizations import made
from tests.studies import site, study
from trials.models import Location, SyncRun, Trial
from web import content_version, page_cache
from web.page_cache import PageCacheMiddleware, asked_language

pytestmark = pytest.mark.django_db

STUDY, SITE = "/trials/NCT99000001/", "https://helpers.example/"


@pytest.fixture(autouse=True)
def no_pages_kept():
    """Here they are kept; those of the last test are not."""
    caches["pages"].clear()
    caches["questions"].clear()


@databases.loaded_once
def portal():
    editions.publish(study(title="As it was", contactsLocationsModule={"locations": [site()]}))
    source = knowledge.reference()
    disease = knowledge.condition(
        "dermatomyositis", knowledge.section("signs"), knowledge.statement("Itches.", source)
    )
    ConditionName.objects.create(condition=disease, name="Wagner-Unverricht", kind="standard")
    ConditionCode.objects.create(condition=disease, system="icd10cm", value="M33.1", checked=True)
    guide = knowledge.guide("placebo")
    knowledge.term("Biopsy", references=[source])
    Change.objects.create(kind="correction", guide=guide, text="As it was.")
    Topic.objects.create(
        kind="topic", title="As it was", url="https://a.example/", publisher="A", checked=True
    )
    contacts = [
        made.phone(checked_on=timezone.localdate()),
        Contact(kind="website", value=SITE, mark="source", source=SITE),
    ]
    helps = made.organization("helpers", contacts, conditions=("dermatomyositis",))
    made.meeting(helps)


def sign_the_emergency_box():
    SignOff.objects.update_or_create(key="emergency", defaults={"title": "The emergency box"})
    knowledge.signed(SignOff.objects.get(key="emergency"), by="Dr. Changed")


def kept():
    return {**caches["pages"]._cache, **caches["questions"]._cache}


def rename(model, **values):
    return lambda: model.objects.update(**values)


# {what is changed: (a page that shows it, how, what the page then says)}
CHANGES = {
    "a study": (STUDY, rename(Trial, brief_title="Changed"), "Changed"),
    "a study in a list": ("/trials/", rename(Trial, brief_title="Changed"), "Changed"),
    "a study on the front page": ("/", rename(Trial, brief_title="Changed"), "Changed"),
    "a study for programs": ("/api/v1/trials/", rename(Trial, brief_title="Changed"), "Changed"),
    "a study in a feed": ("/trials.atom", rename(Trial, brief_title="Changed"), "Changed"),
    "a site": (STUDY, rename(Location, city="Changed"), "Changed"),
    "the date of the data": ("/", rename(SyncRun, data_timestamp="2026-11-01"), "Nov. 1, 2026"),
    "a page on a disease": (
        "/conditions/dermatomyositis/",
        rename(Condition, summary="Changed."),
        "Changed.",
    ),
    "a disease in a list": ("/conditions/", rename(Condition, name="Changed"), "Changed"),
    "another name": (
        "/conditions/dermatomyositis/",
        rename(ConditionName, name="Changed"),
        "Changed",
    ),
    "a code": ("/conditions/dermatomyositis/", rename(ConditionCode, value="X99"), "X99"),
    "a source": ("/conditions/dermatomyositis/", rename(Reference, title="Changed"), "Changed"),
    "a signature": (
        "/conditions/dermatomyositis/",
        lambda: knowledge.signed(Condition.objects.get(), by="Dr. Changed"),
        "Dr. Changed",
    ),
    "the signature of a box": ("/urgent/", sign_the_emergency_box, "Dr. Changed"),
    "a guide": ("/guides/placebo/", rename(Guide, summary="Changed."), "Changed."),
    "a guide in a list": ("/guides/", rename(Guide, title="Changed"), "Changed"),
    "a word": ("/glossary/", rename(GlossaryTerm, meaning="Changed."), "Changed."),
    "a word in the search": (
        "/search/?q=biopsy",
        rename(GlossaryTerm, meaning="Changed."),
        "Changed.",
    ),
    "a correction": ("/corrections/", rename(Change, text="Changed."), "Changed."),
    "a topic": ("/conditions/", rename(Topic, title="Changed"), "Changed"),
    "an organization": ("/organizations/helpers/", rename(Organization, name="Changed"), "Changed"),
    "an organization in a list": (
        "/organizations/",
        rename(Organization, name="Changed"),
        "Changed",
    ),
    "an offer": ("/organizations/helpers/", rename(Offer, text="Changed."), "Changed."),
    "a contact": ("/organizations/helpers/", rename(Contact, label="Changed"), "Changed"),
    "a meeting": ("/organizations/meetings/", rename(Meeting, title="Changed"), "Changed"),
    "a meeting for calendars": (
        "/organizations/meetings.ics",
        rename(Meeting, title="Changed"),
        "Changed",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_seen_at_once(client, portal, what):
    address, change, said = CHANGES[what]
    assert said not in client.get(address).content.decode()
    assert said not in client.get(address).content.decode()
    change()
    assert said in client.get(address).content.decode()


def test_a_published_edition_is_seen_at_once(client, portal, publish):
    assert client.get(STUDY).status_code == 200
    publish(study(title="Changed"))
    for address in (STUDY, "/trials/", "/"):
        assert "Changed" in client.get(address).content.decode(), address


def test_a_hidden_study_is_gone_at_once(client, portal):
    assert "As it was" in client.get("/trials/").content.decode()
    Trial.objects.update(is_hidden=True)
    assert "As it was" not in client.get("/trials/").content.decode()


def test_an_answer_of_a_website_is_seen_at_once(client, portal):
    before = client.get("/organizations/helpers/").content
    WebsiteAnswer.objects.create(address=SITE, answered_on=timezone.localdate())
    assert client.get("/organizations/helpers/").content != before


def test_a_page_that_is_kept_costs_one_question(client, portal, django_assert_num_queries):
    first = client.get(STUDY)
    assert first["Cache-Control"] == page_cache.CACHE_CONTROL
    with django_assert_num_queries(1):
        again = client.get(STUDY)
    assert again.content == first.content
    assert {**again.headers, "X-Request-ID": ""} == {**first.headers, "X-Request-ID": ""}
    with django_assert_num_queries(1):
        unchanged = client.get(STUDY, headers={"If-None-Match": first["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    with django_assert_num_queries(1):
        assert client.head(STUDY)["ETag"] == first["ETag"]


def test_a_page_that_came_out_the_same_is_not_sent_again(client, portal):
    known = {"If-None-Match": client.get(STUDY)["ETag"]}
    Topic.objects.update(title="Changed")
    assert client.get(STUDY, headers=known).status_code == 304
    Trial.objects.update(brief_title="Changed")
    assert client.get(STUDY, headers=known).status_code == 200


@pytest.mark.parametrize(
    "other",
    [
        {"data": {"for": "child"}},
        {"headers": {"host": "127.0.0.1"}},
        {"secure": True},
    ],
)
def test_each_audience_host_and_scheme_has_its_own_page(
    client, portal, django_assert_max_num_queries, other
):
    client.get(STUDY)
    with django_assert_max_num_queries(50) as asked:
        client.get(STUDY, **other)
    assert len(asked) > 1


def test_marks_of_other_sites_in_an_address_make_no_other_page(
    client, portal, django_assert_num_queries
):
    client.get("/trials/?q=as")
    with django_assert_num_queries(1):
        page = client.get("/trials/?utm_source=letter&q=as&fbclid=1").content.decode()
    assert "fbclid" not in page


def test_a_number_to_call_is_of_each_readers_country(client, portal, django_assert_num_queries):
    us, gb = ({"accept-language": name} for name in ("en-US,en;q=0.9", "en-GB"))
    for headers, number in ((us, "911"), (gb, "999")):
        for _ in range(2):
            answer = client.get("/urgent/", headers=headers)
            assert f'href="tel:{number}"' in answer.content.decode()
            assert "Accept-Language" in answer["Vary"]
    with django_assert_num_queries(1):
        client.get("/urgent/", headers={"accept-language": "EN-us"})


def test_what_depends_on_the_time_is_made_anew_within_five_minutes(client, portal):
    noon = dt.datetime(2026, 11, 30, 23, 59, 50, tzinfo=dt.UTC)
    with time_machine.travel(noon, tick=False) as clock:
        before = client.get("/organizations/meetings/").content
        assert client.get("/organizations/meetings/").content == before
        clock.shift(7 * 24 * 3600)
        assert client.get("/organizations/meetings/").content != before


@pytest.mark.parametrize(
    "address", ["/status/", "/status.json", "/nothing/", "/trials/NCT99999999/", "/trials.csv"]
)
def test_some_answers_are_made_anew_each_time(client, portal, address):
    client.get(address)
    assert client.get(address).get("Cache-Control") != page_cache.CACHE_CONTROL
    assert not kept()


def test_a_form_is_made_anew_each_time(client, portal):
    contact = Contact.objects.first()
    for _ in range(2):
        page = client.get(f"/organizations/helpers/wrong/{contact.pk}/")
        assert "no-store" in page["Cache-Control"]
    assert not kept()


def test_an_editor_gets_a_page_of_her_own(client, admin_client, portal):
    client.get(STUDY)
    Trial.objects.update(brief_title="Changed")
    page = admin_client.get(STUDY)
    assert page["Cache-Control"] == page_cache.OF_ONE_PERSON
    assert len(kept()) == 1


def test_what_somebody_asked_is_kept_in_memory_alone(client, portal):
    client.get("/trials/?q=something")
    assert not caches["pages"]._cache
    assert caches["questions"]._cache


def test_a_draft_is_shown_as_it_is_and_not_kept(client, portal):
    guide = Guide.objects.get()
    client.get(guide.get_absolute_url())
    before = dict(kept())
    guide.summary = "Changed."
    assert "Changed." in guide.make_preview_request().content.decode()
    assert kept() == before


def test_the_desk_and_health_checks_are_left_alone(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200
    login = client.get("/admin/login/")
    assert login["Cache-Control"] == "private, no-store"
    assert login.cookies
    assert not kept()


def test_a_cache_that_does_not_answer_only_costs_time(client, portal, monkeypatch):
    def away(*_):
        raise RedisIsAway

    for name in ("get_many", "set_many"):
        monkeypatch.setattr(caches["pages"], name, away)
    assert client.get(STUDY).status_code == 200


def test_without_a_version_nothing_is_kept(client, portal, monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr(content_version, "_read", away)
    page = client.get("/about/")
    assert page.status_code == 200
    assert "Cache-Control" not in page
    assert not kept()


@pytest.fixture
def database_goes_away(monkeypatch):
    monkeypatch.setattr(content_version, "_last", ({}, 0))

    def go():
        def away():
            raise OperationalError

        monkeypatch.setattr(content_version, "_read", away)

    return go


def test_while_the_database_is_away_kept_pages_are_served_and_asked_for_again(
    client, portal, database_goes_away
):
    before = client.get(STUDY)
    database_goes_away()
    page = client.get(STUDY)
    assert (page.status_code, page.content) == (200, before.content)
    assert page["Cache-Control"] == "public, no-cache"
    assert client.get(STUDY, headers={"If-None-Match": before["ETag"]}).status_code == 304
    hour = dt.timedelta(minutes=50)
    with time_machine.travel(timezone.now() + hour):
        assert client.get(STUDY).content == before.content


def test_in_an_outage_a_page_that_depends_on_the_language_is_found_by_it(
    client, portal, database_goes_away
):
    headers = {"Accept-Language": "en-GB"}
    before = client.get("/urgent/", headers=headers).content
    database_goes_away()
    assert client.get("/urgent/", headers=headers).content == before
    assert client.get("/urgent/").content != before


def test_in_an_outage_no_page_of_an_older_version_is_served(client, portal, database_goes_away):
    client.get("/about/")
    Trial.objects.update(brief_title="Changed")
    client.get(STUDY)
    database_goes_away()
    # Made again, as far as that is possible.
    assert "Cache-Control" not in client.get("/about/")


def test_in_an_outage_no_page_is_served_that_is_older_than_an_hour(
    client, portal, database_goes_away
):
    client.get("/about/")
    database_goes_away()
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=61)):
        assert "Cache-Control" not in client.get("/about/")


def test_a_process_that_had_not_asked_for_long_does_not_know_what_was_true(
    client, portal, database_goes_away, monkeypatch
):
    client.get("/about/")
    monkeypatch.setattr(content_version, "_last", (content_version._last[0], 0))
    database_goes_away()
    assert "Cache-Control" not in client.get("/about/")


def answer_to(view, **headers):
    request = RequestFactory().get("/trials/", {"q": "a"}, headers=headers)
    return PageCacheMiddleware(view)(request), request


def test_a_view_sees_nothing_that_no_key_names():
    def view(request):
        names = sorted(name for name in request.META if name.startswith(("HTTP_", "REMOTE_")))
        return HttpResponse(f"{names} {request.headers} {request.COOKIES} {request.GET['q']}")

    seen, request = answer_to(
        view, cookie="a=b", accept_language="en-GB", user_agent="browser", accept="text/html"
    )
    assert seen.content.decode() == "[] {} {} a"
    assert request.headers["User-Agent"] == "browser"
    assert request.COOKIES == {"a": "b"}


@pytest.mark.parametrize(
    "answer",
    [
        HttpResponse(status=404),
        HttpResponse(status=500),
        HttpResponse(headers={"Cache-Control": "no-store"}),
        HttpResponse(headers={"Vary": "Cookie"}),
    ],
)
def test_an_answer_that_may_not_be_kept_is_sent_unchanged(answer):
    before = dict(answer.headers)
    assert answer_to(lambda _request: answer)[0] is answer
    assert dict(answer.headers) == before
    assert not kept()


def test_an_answer_that_sets_a_cookie_is_not_kept():
    def view(_request):
        response = HttpResponse()
        response.set_cookie("a", "b")
        return response

    assert "ETag" not in answer_to(view)[0]
    assert not kept()


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("en-GB,en;q=0.9", "en-gb"),
        ("en;q=0.9", ""),
        ("", ""),
        ("zh-Hant-TW", "zh-hant-tw"),
        ("x" * 500, ""),
        ("en-US; DROP", "en-us"),
        ("en-{}", ""),
    ],
)
def test_of_a_browsers_languages_only_a_tag_with_a_region_counts(said, read):
    assert asked_language(RequestFactory().get("/", headers={"accept-language": said})) == read


def test_a_new_release_shows_no_page_of_the_old_one(client, portal, monkeypatch):
    client.get(STUDY)
    monkeypatch.setattr(page_cache, "release", lambda: "another")
    client.get(STUDY)
    assert len(kept()) == 2


@pytest.mark.parametrize("address", ["/", "/trials/", "/api/v1/trials/", "/trials.atom"])
def test_who_takes_gzip_gets_the_same_in_fewer_bytes(client, portal, address):
    plain = client.get(address)
    for accepted in ("gzip", "br;q=1.0, gzip;q=0.8", "GZIP, deflate"):
        zipped = client.get(address, headers={"Accept-Encoding": accepted})
        assert zipped["Content-Encoding"] == "gzip"
        assert gzip.decompress(zipped.content) == plain.content
        assert len(zipped.content) < len(plain.content)
        assert zipped["Content-Length"] == str(len(zipped.content))
        assert zipped["ETag"] == f"W/{plain['ETag']}"
    assert "Accept-Encoding" in plain["Vary"]
    assert "Content-Encoding" not in plain.headers


def test_what_was_made_for_one_who_takes_gzip_serves_the_others_too(client, portal):
    zipped = client.get("/trials/", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/trials/")
    assert plain.content == gzip.decompress(zipped.content)
    assert len(kept()) > 0


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0", "gzip; q=0.0, br", "xgzip"])
def test_who_does_not_take_gzip_gets_none(client, portal, accepted):
    answer = client.get("/trials/", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer.headers


def test_what_came_as_gzip_is_not_sent_again(client, portal):
    told = {"Accept-Encoding": "gzip"}
    tag = client.get("/trials/", headers=told)["ETag"]
    again = client.get("/trials/", headers=told | {"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/trials/", headers={"If-None-Match": tag}).status_code == 304


def test_an_answer_for_one_person_is_never_zipped(client, admin_user):
    client.force_login(admin_user)
    answer = client.get("/trials/", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
