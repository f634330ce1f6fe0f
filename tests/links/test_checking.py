"""Which links the site shows, and one batch of looks at them: in what order, and what it counts."""

import datetime as dt
import itertools

import psycopg2
import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.utils import timezone

from conditions.models import Condition, GlossaryTerm, Reference, Topic
from links import checking, tasks
from links.checking import BATCH_SECONDS, HOST_PAUSE_SECONDS, CheckBusy, Clock, check
from links.choices import Finding
from links.fetch import Limits, Looker, Outcome
from links.models import Link
from myositis_portal.celery import app
from organizations.models import Contact, Meeting, Offer
from tests.conditions.desk import a_guide
from tests.organizations import made
from web.locks import Lock

from .hostile import Hostile, page, redirect

pytestmark = pytest.mark.django_db

FINE, GONE = Outcome(Finding.FINE, 200), Outcome(Finding.GONE, 404)
UNREACHED = Outcome(Finding.NO_CONNECTION)


class Answers:
    """A looker that knows what it will find. `asked`: [(second of the batch, address)]."""

    def __init__(self, otherwise=FINE, takes=0, **of_hosts):
        self.otherwise, self.of_hosts, self.takes = otherwise, of_hosts, takes
        self.second, self.asked, self.waits = 0.0, [], []

    def look(self, url):
        self.asked.append((self.second, url))
        self.second += self.takes
        return self.of_hosts.get(url.split("/")[2].removesuffix(".example"), self.otherwise)

    def sleep(self, seconds):
        self.waits.append(seconds)
        self.second += seconds

    @property
    def clock(self):
        return Clock(lambda: self.second, self.sleep)

    def check(self):
        return check(self, self.clock)

    @property
    def hosts(self):
        return [url.split("/")[2] for _second, url in self.asked]


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-21T12:00:00Z", tick=False) as clock:
        yield clock


def show(*urls):
    """Makes a page show these."""
    for number, url in enumerate(urls):
        Topic.objects.create(kind="topic", title=f"Topic {number}", url=url, publisher="Example")


# What the site shows


def reference(name):
    return Reference.objects.create(
        url=f"https://{name}.example/page#part", title=name, publisher="Example"
    )


def body(*references):
    value = {"text": "So it is.", "references": [reference.pk for reference in references]}
    return [{"type": "statement", "value": value}]


def test_it_shows_sources_of_live_pages_links_offers_meetings_and_topics():
    made.family()
    today = timezone.localdate()
    check = {"checked_on": today, "checked_by": "Editor", "checked_how": "opened"}
    one = made.organization(
        "one",
        [
            Contact(kind="website", value="https://website.example/", **check),
            Contact(kind="calendar", value="https://hidden.example/"),
            made.phone("555-010-0100", today),
        ],
        offers=[Offer(text="Helps.", mark="read", source="https://offer.example/")],
    )
    made.organization(
        "gone", [Contact(kind="website", value="https://of-no-page.example/", **check)], live=False
    ).unpublish()
    Meeting.objects.create(
        organization=one,
        title="Evening",
        first_day=today + dt.timedelta(days=1),
        **check,
        starts_at="18:00",
        is_online=True,
        source="https://meeting.example/",
    )
    page = Condition.objects.get(slug="dermatomyositis")
    page.body = body(reference("condition"))
    page.save()
    Condition.objects.create(
        slug="draft", name="Draft", kind="subtype", live=False, body=body(reference("draft"))
    )
    a_guide(live=True, body=body(reference("guide"), Reference.objects.get(title="condition")))
    term = GlossaryTerm.objects.create(term="A word", slug="a-word", category="sign", meaning="So.")
    term.references = [reference("word")]
    term.save()
    reference("of no page")
    show("https://topic.example/")
    shown = checking.shown_addresses()
    assert {url.split("/")[2].removesuffix(".example") for url in shown} == {
        *("website", "offer", "meeting", "condition", "guide", "word", "topic"),
    }
    titles = [place.title for place in shown["https://condition.example/page"]]
    assert titles == ["Dermatomyositis", "A guide"]
    [place] = shown["https://website.example/"]
    assert (place.title, place.page) == ("One", "/organizations/one/")


def test_it_forgets_what_the_site_shows_no_more_and_remembers_the_rest():
    show("https://one.example/", "https://two.example/")
    Answers().check()
    Topic.objects.get(url__contains="two").delete()
    show("https://three.example/")
    looker = Answers()
    looker.check()
    assert [link.url for link in Link.objects.all()] == [
        "https://one.example/",
        "https://three.example/",
    ]
    # The one that stayed was looked at already.
    assert looker.hosts == ["three.example"]


# Politeness


def test_hosts_are_looked_at_in_turn_and_each_rests_between_two_looks():
    show(*(f"https://{host}.example/{n}" for host in ("big", "www.big", "small") for n in (1, 2)))
    looker = Answers()
    assert looker.check() == 6
    big = [second for second, url in looker.asked if "big" in url]
    small = [second for second, url in looker.asked if "small" in url]
    for times in (big, small):
        assert all(b - a >= HOST_PAUSE_SECONDS for a, b in itertools.pairwise(times))
    # While one rests, the other is looked at: nobody waits for both.
    assert looker.second == 3 * HOST_PAUSE_SECONDS
    assert sum(looker.waits) == looker.second


def test_there_is_no_wait_where_other_hosts_take_the_time():
    show(*(f"https://host{host}.example/{n}" for host in range(4) for n in (1, 2)))
    looker = Answers(takes=2)
    looker.check()
    assert looker.waits == []


def test_a_batch_is_short_and_the_next_one_goes_on():
    show(*(f"https://slow.example/{n}" for n in range(60)))
    looker = Answers()
    first = looker.check()
    assert first == BATCH_SECONDS / HOST_PAUSE_SECONDS
    assert looker.second <= BATCH_SECONDS
    counts = [Answers().check() for _ in range(3)]
    assert first + sum(counts) == 60


def test_a_batch_fits_well_into_the_time_of_a_task():
    assert BATCH_SECONDS + 60 < settings.CELERY_TASK_SOFT_TIME_LIMIT / 5


def test_one_that_is_not_due_is_left_alone(clock):
    show("https://one.example/")
    assert Answers().check() == 1
    assert Answers().check() == 0
    clock.shift(dt.timedelta(days=7))
    assert Answers().check() == 1


# What is counted


def fail_for_days(clock, looker_of, days):
    for _ in range(days):
        looker_of().check()
        clock.shift(dt.timedelta(days=1))


def test_one_failure_breaks_nothing_and_three_on_three_days_do(clock):
    show("https://good.example/", "https://bad.example/")
    fail_for_days(clock, lambda: Answers(bad=GONE), 2)
    assert not Link.objects.broken().exists()
    fail_for_days(clock, lambda: Answers(bad=GONE), 1)
    assert Link.objects.broken().get().url == "https://bad.example/"


def test_where_no_host_can_be_reached_the_fault_is_ours_and_nothing_is_counted(clock, caplog):
    show(*(f"https://host{n}.example/" for n in range(4)))
    fail_for_days(clock, lambda: Answers(otherwise=UNREACHED), 5)
    assert not Link.objects.filter(failed_on__len__gt=0).exists()
    assert "may be our own network" in caplog.text
    # Nothing was put off either.
    assert Link.objects.due().count() == 4


def test_without_a_network_a_batch_ends_early():
    show(*(f"https://host{n}.example/" for n in range(50)))
    looker = Answers(otherwise=UNREACHED)
    assert looker.check() == checking.HOSTS_IN_VAIN == len(looker.asked)


def test_a_host_that_is_gone_breaks_even_where_nothing_else_is_due(clock):
    show("https://good.example/", "https://gone.example/")
    Answers(gone=UNREACHED).check()
    for _ in range(2):
        clock.shift(dt.timedelta(days=1))
        looker = Answers(gone=UNREACHED)
        looker.check()
        # A page that worked lately says that the network works.
        assert looker.hosts == ["gone.example", "good.example"]
    assert Link.objects.broken().get().url == "https://gone.example/"


def test_a_witness_that_cannot_be_reached_either_says_nothing(clock):
    show("https://good.example/", "https://gone.example/")
    Answers(gone=UNREACHED).check()
    clock.shift(dt.timedelta(days=1))
    Answers(otherwise=UNREACHED).check()
    assert [len(link.failed_on) for link in Link.objects.all()] == [1, 0]


def test_what_answered_is_kept_when_a_batch_is_cut_off():
    show(*(f"https://host{n}.example/" for n in range(3)))
    looker = Answers()
    looks = looker.look

    def cut_off(url):
        if "host2" in url:
            raise KeyboardInterrupt
        return looks(url)

    looker.look = cut_off
    with pytest.raises(KeyboardInterrupt):
        looker.check()
    assert Link.objects.filter(finding=Finding.FINE).count() == 2


def test_a_hostile_server_breaks_nothing_in_one_batch_and_everything_in_three_days(clock):
    with Hostile() as inside, Hostile() as site:
        inside.on("/", page())
        site.on("/fine", page())
        site.on("/circle", redirect("/circle"))
        site.on("/inside", redirect(f"{inside.url}/"))
        site.on("/cloud", redirect("http://169.254.169.254/"))
        site.on("/nothing", lambda client: None)
        site.on("/huge", lambda client: client.sendall(b"X" * 10_000_000))
        site.on("/gone", page(404))
        show(*(site.url + path for path in site.paths))
        limits = Limits(seconds=2, head_seconds=0.5, silent_seconds=1)
        looker = Looker("tests", limits, lambda number, port: port == site.port)
        for day in (1, 2, 3):
            seconds = Answers()
            assert check(looker, seconds.clock) == len(site.paths) - (day > 1)
            assert Link.objects.broken().exists() == (day == 3)
            clock.shift(dt.timedelta(days=1))
        assert [link.url for link in Link.objects.exclude(pk__in=Link.objects.broken())] == [
            f"{site.url}/fine"
        ]
        assert inside.asked == []


# The entry point


def test_a_second_batch_does_nothing_while_one_works():
    show("https://one.example/")
    other = psycopg2.connect(
        **{
            name: value
            for name, value in connection.get_connection_params().items()
            if name in ("dbname", "user", "password", "host", "port")
        }
    )
    try:
        other.cursor().execute("SELECT pg_advisory_lock(%s)", [Lock.LINKS])
        looker = Answers()
        with pytest.raises(CheckBusy):
            looker.check()
        assert looker.asked == []
        other.cursor().execute("SELECT pg_advisory_unlock(%s)", [Lock.LINKS])
        assert Answers().check() == 1
    finally:
        other.close()


def test_the_task_looks_where_that_is_switched_on(settings, monkeypatch):
    asked = []
    monkeypatch.setattr(checking, "check", lambda looker: asked.append(looker.user_agent) or 1)
    settings.LINK_CHECKS = False
    tasks.check_links.apply()
    assert asked == []
    settings.LINK_CHECKS = True
    settings.CONTACT_EMAIL = "editors@example.org"
    settings.WAGTAILADMIN_BASE_URL = "https://myositis.example.org"
    tasks.check_links.apply()
    [user_agent] = asked
    assert "myositis-portal" in user_agent
    assert "editors@example.org" in user_agent
    assert "https://myositis.example.org/about/" in user_agent


def test_a_batch_at_work_is_no_error(settings, monkeypatch):
    def busy(looker):
        raise CheckBusy

    settings.LINK_CHECKS = True
    monkeypatch.setattr(checking, "check", busy)
    assert tasks.check_links.apply().successful()


def test_a_developers_machine_looks_at_nobody_and_the_schedule_asks_every_hour():
    assert settings.LINK_CHECKS is False
    app.loader.import_default_modules()
    every = {entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert every["links.tasks.check_links"] == 3600
    assert {"links.tasks.check_links", "organizations.tasks.forget_senders"} <= app.tasks.keys()
