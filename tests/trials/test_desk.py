"""The desk for trials: each queue with a row in it and one that is not, and what is done there."""

import csv
import datetime as dt
import io

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from desk import roles, tables
from tests.client import soup, text_of
from tests.conditions.desk import person
from tests.studies import site, study
from trials.desk import queues
from trials.models import StagedStudy, StudyReport, SyncRun, Trial, TrialCuration

from . import decisions
from .decisions import NUMBER, an_open_study, decided, form

pytestmark = pytest.mark.django_db

OTHER = "NCT99000002"
IBM = ("inclusion-body-myositis", "included", "The team told us.")


@pytest.fixture
def at_the_desk(client):
    client.force_login(decisions.steward())
    return client


def queue_page(client, slug, **query):
    return client.get(reverse("desk-queue", args=[slug]), query)


def names_in(client, slug):
    """The first column of a queue, from its CSV."""
    answer = queue_page(client, slug, export="csv")
    assert answer.status_code == 200
    return [row[0] for row in csv.reader(io.StringIO(answer.getvalue().decode()))][1:]


def queue(slug):
    return next(queue for queue in queues.QUEUES if queue.slug == slug)


def assert_holds(client, slug, *names):
    """On the page, in the CSV and in the count alike."""
    assert sorted(names_in(client, slug)) == sorted(names)
    assert queue(slug).count() == len(names)
    text = queue_page(client, slug).content.decode()
    assert all(name in text for name in names)
    assert str(queue(slug).about).partition(".")[0] in text


# The queues


def test_a_decision_is_queued_again_with_what_changed_until_it_is_kept_again(
    at_the_desk, registry, publish
):
    criteria = {"eligibilityCriteria": decisions.BARRED, "sex": "ALL"}
    publish(an_open_study(eligibilityModule=criteria), an_open_study(OTHER, "On myositis, too"))
    curation = decided(NUMBER, subtypes=[IBM])
    decided(OTHER, note="A note.")
    assert_holds(at_the_desk, "decisions")

    registry.data_timestamp = "2026-11-22T09:00:05"
    criteria["eligibilityCriteria"] = decisions.BARRED.replace("Adults", "Adults of 40 and older")
    publish(
        an_open_study(eligibilityModule=criteria),
        an_open_study(OTHER, "On myositis, too", status="COMPLETED"),
    )
    assert_holds(at_the_desk, "decisions", NUMBER)
    text = queue_page(at_the_desk, "decisions").content.decode()
    assert "<q>* Adults</q>" in text
    assert "<q>* Adults of 40 and older</q>" in text

    edit = reverse(TrialCuration.snippet_viewset.get_url_name("edit"), args=[curation.pk])
    assert "Changed since the decision" in at_the_desk.get(edit).content.decode()
    row = curation.subtypes.get()
    sent = form() | {
        "subtypes-TOTAL_FORMS": "1",
        "subtypes-INITIAL_FORMS": "1",
        "subtypes-0-id": row.pk,
        "subtypes-0-subtype": row.subtype,
        "subtypes-0-state": row.state,
        "subtypes-0-reason": row.reason,
        "subtypes-0-ORDER": "1",
    }
    assert at_the_desk.press(edit, sent).status_code == 302
    assert_holds(at_the_desk, "decisions")
    assert Trial.objects.get(pk=NUMBER).decisions["subtypes"][IBM[0]]["reason"] == IBM[2]


def test_a_mention_that_names_myositis_is_doubtful(at_the_desk, publish):
    publish(
        study(title="A study of non-myositis pain", conditionsModule={"conditions": ["Pain"]}),
        study(OTHER, title="A study of asthma", conditionsModule={"conditions": ["Asthma"]}),
    )
    assert set(Trial.objects.values_list("relevance", flat=True)) == {"mention"}
    assert_holds(at_the_desk, "relevance", NUMBER)


def test_a_study_about_myositis_by_its_keywords_alone_is_doubtful(at_the_desk, publish):
    publish(
        study(
            title="A study of exercise",
            conditionsModule={"conditions": ["Weakness"], "keywords": ["Dermatomyositis"]},
        ),
        an_open_study(OTHER),
    )
    assert Trial.objects.about_myositis().count() == 2
    assert_holds(at_the_desk, "relevance", NUMBER)


def test_myositis_as_one_of_many_diseases_in_a_study_of_a_vaccine_is_doubtful(at_the_desk, publish):
    many = ["Psoriasis", "Lupus", "Dermatomyositis", "Vasculitis", "Asthma", "Crohn Disease"]
    publish(
        study(title="A vaccine in people whose defences are weak",
              conditionsModule={"conditions": many}),
        an_open_study(OTHER),
    )  # fmt: skip
    assert_holds(at_the_desk, "relevance", NUMBER)
    text = queue_page(at_the_desk, "relevance").content.decode()
    assert "one of many diseases in a study of something else" in text
    assert "Listed separately: one of many diseases" in text


@pytest.mark.parametrize(
    "decision", [{"relevance": "myositis"}, {"settled": ["relevance"]}], ids=["decided", "settled"]
)
def test_what_somebody_looked_into_leaves_the_queue_of_that_doubt(at_the_desk, publish, decision):
    publish(study(title="A study of non-myositis pain", conditionsModule={"conditions": ["Pain"]}))
    decided(NUMBER, settled=["subtypes"])
    assert_holds(at_the_desk, "relevance", NUMBER)
    TrialCuration.objects.all().delete()
    decided(NUMBER, **decision)
    assert_holds(at_the_desk, "relevance")


def test_words_for_and_against_one_type_are_doubtful(at_the_desk, publish):
    criteria = {
        "eligibilityCriteria": "Inclusion Criteria:\n\n* Adults\n\n"
        "Exclusion Criteria:\n\n* Polymyositis"
    }
    publish(
        an_open_study(title="Polymyositis and dermatomyositis", eligibilityModule=criteria),
        an_open_study(OTHER),
    )
    assert_holds(at_the_desk, "types", NUMBER)
    text = queue_page(at_the_desk, "types").content.decode()
    assert "We read that it accepts polymyositis" in text
    assert "But it also says" in text
    decided(NUMBER, subtypes=[("polymyositis", "excluded", "The exclusion is meant.")])
    assert_holds(at_the_desk, "types")


def test_unclear_words_on_a_type_are_doubtful(at_the_desk, publish):
    unclear = "Inclusion Criteria:\n\n* Polymyositis: to be decided (yes/no)"
    publish(
        an_open_study(
            title="A study of myositis", eligibilityModule={"eligibilityCriteria": unclear}
        ),
        an_open_study(OTHER),
    )
    assert_holds(at_the_desk, "types", NUMBER)
    text = queue_page(at_the_desk, "types").content.decode()
    assert "its words on a type are unclear to our rules" in text
    assert "Its words about polymyositis are unclear to our rules" in text


def test_a_type_that_only_the_summary_names_is_doubtful(at_the_desk, publish):
    summary = "This study will enroll patients with dermatomyositis."
    conditions = {"conditions": ["Idiopathic inflammatory myopathy"]}
    publish(
        an_open_study(
            title="A study of myositis",
            conditionsModule=conditions,
            descriptionModule={"briefSummary": summary},
        ),
        an_open_study(OTHER),
    )
    assert Trial.objects.get(pk=NUMBER).includes == ["dermatomyositis"]
    assert_holds(at_the_desk, "types", NUMBER)


@pytest.mark.parametrize(
    ("modules", "why"),
    [
        ({"contactsLocationsModule": {"locations": []}}, "lists no location"),
        ({"contactsLocationsModule": {"centralContacts": []}}, "does not list anyone to call"),
        (
            {"descriptionModule": {"briefSummary": "Participants must pay for the treatment."}},
            "<q>Participants must pay for the treatment.</q>",
        ),
    ],
)
def test_an_open_study_that_may_need_a_caution(at_the_desk, publish, modules, why):
    odd = an_open_study()
    for name, module in modules.items():
        odd["protocolSection"].setdefault(name, {}).update(module)
    publish(odd, an_open_study(OTHER), closed(odd))
    assert_holds(at_the_desk, "cautions", NUMBER)
    assert why in queue_page(at_the_desk, "cautions").content.decode()
    decided(NUMBER, caution="other", note="Ask what it costs.")
    assert_holds(at_the_desk, "cautions")


def closed(record):
    sections = {name: dict(module) for name, module in record["protocolSection"].items()}
    sections["identificationModule"]["nctId"] = "NCT99000003"
    sections["statusModule"]["overallStatus"] = "COMPLETED"
    return record | {"protocolSection": sections}


def test_studies_with_one_title_or_one_number_of_the_sponsor_may_be_listed_twice(
    at_the_desk, publish
):
    def of_the_sponsor(number):
        return {"identificationModule": {"orgStudyIdInfo": {"id": number}}}

    publish(
        an_open_study(NUMBER, "Rituximab in adults with dermatomyositis", **of_the_sponsor("1")),
        an_open_study(OTHER, "Rituximab in Adults With Dermatomyositis.", **of_the_sponsor("1")),
        an_open_study("NCT99000003", "Sleep in dermatomyositis", **of_the_sponsor("ABC-2024-01")),
        an_open_study("NCT99000004", "Fatigue, dermatomyositis", **of_the_sponsor("abc202401")),
        an_open_study("NCT99000005", "Myositis registry", **of_the_sponsor("1")),
        an_open_study("NCT99000006", "Myositis registry", **of_the_sponsor("2")),
    )
    pairs = [NUMBER, OTHER, "NCT99000003", "NCT99000004"]
    assert_holds(at_the_desk, "duplicates", *pairs)
    assert f"The same title as {OTHER}" in queue_page(at_the_desk, "duplicates").content.decode()
    decided(NUMBER, duplicate_of_id=OTHER)
    decided("NCT99000003", settled=["duplicates"])
    assert_holds(at_the_desk, "duplicates", OTHER, "NCT99000004")


def test_a_vanished_study_is_queued_for_thirty_days(at_the_desk, registry, publish):
    publish(*[study(f"NCT99{n:06}") for n in range(1, 31)])
    registry.remove(NUMBER)
    registry.data_timestamp = "2026-11-23T09:00:05"
    assert publish().outcome == "published"
    assert_holds(at_the_desk, "vanished", NUMBER)
    Trial.objects.get(pk=NUMBER).changes.update(changed_at=timezone.now() - dt.timedelta(days=31))
    assert_holds(at_the_desk, "vanished")


def test_a_record_that_could_not_be_read_is_queued(at_the_desk):
    run = SyncRun.objects.create(outcome="published")
    StagedStudy.objects.create(run=run, scope="myositis", key=NUMBER, problem="It has no title.")
    StagedStudy.objects.create(run=run, scope="myositis", key=OTHER)
    assert_holds(at_the_desk, "quarantine", NUMBER)
    assert "It has no title." in queue_page(at_the_desk, "quarantine").content.decode()


# A held sync


@pytest.fixture
def held(registry, publish):
    """A sweep of two studies that is held back, because there were ten."""
    publish(*[an_open_study(f"NCT99{n:06}") for n in range(1, 11)])
    for number in range(3, 11):
        registry.remove(f"NCT99{number:06}")
    registry.data_timestamp = "2026-11-23T09:00:05"
    return publish()


def test_a_held_sync_is_released_and_the_next_one_publishes_it(at_the_desk, held, publish):
    assert_holds(at_the_desk, "held-syncs", str(held.pk))
    assert held.reason.split(":")[0] in queue_page(at_the_desk, "held-syncs").content.decode()
    press = reverse("desk-release", args=[held.pk])
    queue_of_it = reverse("desk-queue", args=["held-syncs"])
    answer = at_the_desk.press(press, page=queue_of_it, follow=True)
    assert "is released. The next sync, within the hour, publishes it." in answer.content.decode()
    held.refresh_from_db()
    assert (held.outcome, held.released_by) == ("held", "steward")
    assert ModelLogEntry.objects.filter(action="trials.release", user=decisions.steward()).exists()
    assert_holds(at_the_desk, "held-syncs")
    assert publish().outcome == "published"
    assert Trial.objects.open().count() == 2


def test_a_held_sync_says_how_many_listed_studies_would_vanish_and_which(at_the_desk, held):
    text = queue_page(at_the_desk, "held-syncs").content.decode()
    assert "8 listed studies are not in it, and would disappear" in text
    assert "NCT99000003, NCT99000004" in text
    assert "NCT99000002" not in text


def test_a_release_is_taken_back_on_the_first_page(at_the_desk, held):
    at_the_desk.press(
        reverse("desk-release", args=[held.pk]), page=reverse("desk-queue", args=["held-syncs"])
    )
    press = reverse("desk-take-back", args=[held.pk])
    answer = at_the_desk.press(press, page=reverse("wagtailadmin_home"), follow=True)
    assert "is no longer released" in answer.content.decode()
    held.refresh_from_db()
    assert (held.outcome, held.released_at, held.released_by) == ("held", None, "")
    assert_holds(at_the_desk, "held-syncs", str(held.pk))
    assert ModelLogEntry.objects.filter(
        action="trials.take_back", user=decisions.steward()
    ).exists()
    assert press not in at_the_desk.get(reverse("wagtailadmin_home")).content.decode()


def test_a_sync_that_is_not_released_cannot_be_taken_back(at_the_desk, held):
    answer = at_the_desk.send(reverse("desk-take-back", args=[held.pk]), follow=True)
    assert "is not released, or is being published" in answer.content.decode()
    assert at_the_desk.get(reverse("desk-take-back", args=[held.pk])).status_code == 405


def test_a_sync_that_is_not_held_cannot_be_released(at_the_desk, publish):
    run = publish(study())
    answer = at_the_desk.send(reverse("desk-release", args=[run.pk]), follow=True)
    assert "is not waiting to be released" in answer.content.decode()
    assert SyncRun.objects.get().released_at is None
    assert not ModelLogEntry.objects.filter(action="trials.release").exists()


def test_a_held_sync_is_not_released_by_a_mere_visit(at_the_desk, held):
    assert at_the_desk.get(reverse("desk-release", args=[held.pk])).status_code == 405
    held.refresh_from_db()
    assert held.released_at is None


# Deciding


def test_a_study_is_decided_from_its_queue_with_its_record_beside(at_the_desk, publish):
    publish(study(title="A study of non-myositis pain", conditionsModule={"conditions": ["Pain"]}))
    way_back = reverse("desk-queue", args=["relevance"])
    page = queue_page(at_the_desk, "relevance").content.decode()
    nearest = reverse("desk-decide", args=[NUMBER])
    assert f'href="{nearest}?next={way_back.replace("/", "%2F")}"' in page

    opened = at_the_desk.get(nearest, {"next": way_back}, follow=True)
    text = opened.content.decode()
    assert "A study of non-myositis pain" in text
    assert f'href="https://clinicaltrials.gov/study/{NUMBER}"' in text
    assert f'href="/trials/{NUMBER}/"' in text
    assert "Our rules are unsure:" in text
    assert 'data-controller="w-unsaved "' in text, "a decision never saves itself"

    sent = form([IBM], relevance="myositis", note="Led by a team for myositis.")
    answer = at_the_desk.press(opened.context["action_url"], sent)
    assert (answer.status_code, answer["Location"]) == (302, way_back)
    kept = f"The decision on {NUMBER} is saved."
    assert kept in at_the_desk.get(way_back).content.decode()
    curation = TrialCuration.objects.get()
    assert (curation.decided_by, curation.decided_as) == (decisions.steward(), "Data steward")
    trial = Trial.objects.get()
    assert (trial.relevance, trial.includes) == ("myositis", [IBM[0]])
    assert trial.decisions["subtypes"][IBM[0]]["reason"] == IBM[2]
    assert ModelLogEntry.objects.filter(action="wagtail.create", user=decisions.steward()).exists()
    # The same address leads to the decision that there is now.
    assert at_the_desk.get(nearest, follow=True).context["object"] == curation


def test_a_decision_without_its_words_is_not_kept(at_the_desk, publish):
    publish(an_open_study())
    opened = at_the_desk.get(reverse("desk-decide", args=[NUMBER]), follow=True)
    for sent, complaint in (
        (form(is_hidden="on"), "Give a reason readers will see."),
        (form(caution="other"), "Write in the note what readers should know."),
        (form(duplicate_of=NUMBER), "A study cannot be a duplicate of itself."),
        (form(duplicate_of="NCT00000000"), "We don’t have a study with that number."),
    ):
        answer = at_the_desk.press(opened.context["action_url"], sent)
        assert complaint in answer.content.decode()
    assert not TrialCuration.objects.exists()


NOTHING = "Nothing is decided yet."


@pytest.mark.parametrize("sent", [form(), form(hidden_reason="Old.")], ids=["empty", "a reason"])
def test_a_decision_that_decides_nothing_is_not_kept(at_the_desk, publish, sent):
    publish(an_open_study())
    opened = at_the_desk.get(reverse("desk-decide", args=[NUMBER]), follow=True)
    assert NOTHING in text_of(at_the_desk.press(opened.context["action_url"], sent))
    assert not TrialCuration.objects.exists()


def test_a_decision_cannot_be_emptied_only_undone(at_the_desk, publish):
    publish(an_open_study())
    curation = decided(NUMBER, note="Call first.")
    edit = reverse(TrialCuration.snippet_viewset.get_url_name("edit"), args=[curation.pk])
    assert NOTHING in text_of(at_the_desk.press(edit, form()))
    assert TrialCuration.objects.get().note == "Call first."


def test_a_decision_that_readers_do_not_see_is_not_said_to_be_seen(at_the_desk, publish):
    publish(an_open_study())
    opened = at_the_desk.get(reverse("desk-decide", args=[NUMBER]), follow=True)
    address = opened.context["action_url"]
    told = text_of(at_the_desk.press(address, form(settled="relevance"), follow=True))
    assert f"It is saved that you looked into {NUMBER}. Readers see our own reading" in told
    assert "Readers see it now" not in told


def test_two_who_decide_on_one_study_do_not_overwrite_each_other(at_the_desk, publish):
    publish(an_open_study())
    address = at_the_desk.get(reverse("desk-decide", args=[NUMBER]), follow=True).context[
        "action_url"
    ]
    token = at_the_desk.token()
    decided(NUMBER, note="Of the first.").save_revision()
    answer = at_the_desk.post(address, form(note="Of the second.") | {"csrfmiddlewaretoken": token})
    assert "Not saved: steward saved a decision on this study" in text_of(answer)
    assert "Of the second." in answer.content.decode()
    edit = reverse(
        TrialCuration.snippet_viewset.get_url_name("edit"), args=[TrialCuration.objects.get().pk]
    )
    # As opened before the first saved.
    answer = at_the_desk.send(edit, form(note="Of the second."))
    assert "Not saved yet: someone saved another version" in text_of(answer)
    assert TrialCuration.objects.get().note == "Of the first."


def test_the_number_of_a_duplicate_may_be_typed_in_small_letters(at_the_desk, publish):
    publish(an_open_study(), an_open_study(OTHER, "Another"))
    opened = at_the_desk.get(reverse("desk-decide", args=[NUMBER]), follow=True)
    at_the_desk.press(opened.context["action_url"], form(duplicate_of=f" {OTHER.lower()} "))
    assert TrialCuration.objects.get().duplicate_of_id == OTHER


def test_a_decision_is_taken_back(at_the_desk, publish):
    publish(an_open_study())
    curation = decided(NUMBER, relevance="mention")
    address = reverse(TrialCuration.snippet_viewset.get_url_name("delete"), args=[curation.pk])
    assert at_the_desk.press(address).status_code == 302
    assert Trial.objects.get().relevance == "myositis"
    assert Trial.objects.get().decisions == {}


def test_a_study_that_we_do_not_have_cannot_be_decided_on(at_the_desk):
    assert at_the_desk.get(reverse("desk-decide", args=["NCT00000000"])).status_code == 404
    add = reverse(TrialCuration.snippet_viewset.get_url_name("add"))
    assert at_the_desk.get(add).status_code == 404


# Decisions on many studies


def bulk(action, *numbers, model="trial", **query):
    address = reverse("wagtail_bulk_action", args=["trials", model, action])
    return address + "?" + "&".join(f"id={number}" for number in numbers)


@pytest.fixture
def three(publish):
    publish(*[an_open_study(f"NCT99{n:06}") for n in range(1, 4)])


def test_studies_are_hidden_together_for_a_reason(at_the_desk, three):
    asked = at_the_desk.get(bulk("hide", NUMBER, OTHER)).content.decode()
    assert "This affects 2 studies." in asked
    assert at_the_desk.press(bulk("hide", NUMBER, OTHER)).status_code == 200
    assert not TrialCuration.objects.exists(), "without a reason"
    at_the_desk.press(bulk("hide", NUMBER, OTHER), {"hidden_reason": "Both are withdrawn."})
    assert list(Trial.objects.listed().values_list("pk", flat=True)) == ["NCT99000003"]
    hidden = TrialCuration.objects.values_list("hidden_reason", "decided_as")
    assert set(hidden) == {("Both are withdrawn.", "Data steward")}
    assert ModelLogEntry.objects.filter(action="wagtail.create").count() == 2


def test_studies_are_marked_as_not_about_myositis_together(at_the_desk, three):
    curation = decided(NUMBER, note="Stays.")
    at_the_desk.press(bulk("not-about-myositis", NUMBER, OTHER))
    assert Trial.objects.about_myositis().get().pk == "NCT99000003"
    curation.refresh_from_db()
    assert (curation.relevance, curation.note) == ("mention", "Stays.")


def test_studies_are_pinned_and_unpinned_together(at_the_desk, three):
    decided("NCT99000003", note="A note.")
    everything = [NUMBER, OTHER, "NCT99000003"]
    at_the_desk.press(bulk("pin", *everything))
    assert Trial.objects.filter(is_pinned=True).count() == 3
    at_the_desk.press(bulk("unpin", *everything))
    assert not Trial.objects.filter(is_pinned=True).exists()
    # Of a decision that was nothing but the pin, nothing is left.
    assert TrialCuration.objects.get().trial_id == "NCT99000003"


@pytest.mark.parametrize("model", ["trial", "trialcuration"])
def test_decisions_are_taken_back_together(at_the_desk, three, model):
    for number in (NUMBER, OTHER):
        decided(number, is_hidden=True, hidden_reason="A test.")
    if model == "trial":
        address = bulk("take-back", NUMBER, OTHER, "NCT99000003")
    else:
        numbers = TrialCuration.objects.values_list("pk", flat=True)
        address = bulk("delete", *numbers, model=model)
    at_the_desk.press(address)
    assert not TrialCuration.objects.exists()
    assert Trial.objects.listed().count() == 3
    assert ModelLogEntry.objects.filter(action="wagtail.delete").count() == 2


def test_nobody_decides_on_all_studies_at_once(at_the_desk, three):
    assert at_the_desk.send(bulk("pin", "all")).status_code == 404
    assert not Trial.objects.filter(is_pinned=True).exists()


# What the sync wrote


def test_trials_and_syncs_can_be_looked_at_searched_and_taken_along(at_the_desk, publish):
    run = publish(an_open_study(title="=Dermatomyositis"), an_open_study(OTHER, "Another"))
    trials, syncs = reverse("desk-trials:index"), reverse("desk-syncs:index")
    found = at_the_desk.get(trials, {"q": NUMBER}).content.decode()
    assert NUMBER in found
    assert OTHER not in found
    assert OTHER not in at_the_desk.get(trials, {"is_hidden": "true"}).content.decode()
    for address in (
        reverse("desk-trials:inspect", args=[NUMBER]),
        reverse("desk-syncs:inspect", args=[run.pk]),
        syncs,
    ):
        assert at_the_desk.get(address).status_code == 200
    table = at_the_desk.get(trials, {"export": "csv"}).getvalue().decode()
    # No spreadsheet runs what a sponsor wrote.
    assert "'=Dermatomyositis" in table
    assert str(run.pk) in at_the_desk.get(syncs, {"export": "csv"}).getvalue().decode()


def test_decisions_are_listed_and_taken_along(at_the_desk, publish):
    publish(an_open_study())
    decided(NUMBER, caution="pay")
    address = reverse(TrialCuration.snippet_viewset.get_url_name("list"))
    assert "Taking part may cost money" in at_the_desk.get(address).content.decode()
    table = at_the_desk.get(address, {"export": "csv"}).getvalue().decode()
    assert f"{NUMBER},A study of dermatomyositis,Caution: Taking part may cost money." in table


def test_each_row_of_a_list_leads_to_its_page(at_the_desk, publish):
    run = publish(an_open_study())
    decision = decided(NUMBER, note="A note.")
    StudyReport.objects.take(Trial.objects.get(), "closed", "a sender")
    for listed, opens in (
        (
            reverse(TrialCuration.snippet_viewset.get_url_name("list")),
            tables.edit_address(decision),
        ),
        (reverse("desk-syncs:index"), reverse("desk-syncs:inspect", args=[run.pk])),
        (reverse("desk-study-reports:index"), reverse("desk-trials:inspect", args=[NUMBER])),
    ):
        rows = soup(at_the_desk.get(listed)).select("table.listing tbody tr")
        assert [row.a and row.a["href"] for row in rows] == [opens]
        assert at_the_desk.get(opens).status_code == 200


def test_nobody_edits_by_hand_what_the_sync_writes(admin_client, publish):
    numbers = {"trials": NUMBER, "syncs": publish(an_open_study()).pk}
    for room, number in numbers.items():
        for what in ("add", "new", "edit", "delete", "copy", "history", "usage"):
            for address in (f"/admin/{room}/{what}/", f"/admin/{room}/{what}/{number}/"):
                assert admin_client.get(address).status_code == 404, address
                sent = admin_client.send(address, {"brief_title": "Mine"})
                assert sent.status_code == 404, address


# Who may do what


ROOMS = {
    "a queue of studies": lambda: reverse("desk-queue", args=["types"]),
    "the held syncs": lambda: reverse("desk-queue", args=["held-syncs"]),
    "the trials": lambda: reverse("desk-trials:index"),
    "a trial": lambda: reverse("desk-trials:inspect", args=[NUMBER]),
    "the syncs": lambda: reverse("desk-syncs:index"),
    "the decisions": lambda: reverse(TrialCuration.snippet_viewset.get_url_name("list")),
    "to decide": lambda: reverse("desk-decide", args=[NUMBER]),
    "to hide": lambda: bulk("hide", NUMBER),
    "to take back": lambda: bulk("take-back", NUMBER),
}


def test_stewards_and_administrators_decide_on_trials_and_nobody_else(client, publish):
    publish(an_open_study())
    for role in roles.ROLES:
        client.force_login(person(f"a {role}", role))
        entered = set()
        for room, address in ROOMS.items():
            answer = client.get(address(), follow=True)
            # Wagtail sends whom it turns away to the first page, with a word on why.
            if answer.status_code == 200 and answer.request["PATH_INFO"] != "/admin/":
                entered.add(room)
        decides = role in (roles.STEWARDS, roles.ADMINISTRATORS)
        assert entered == (set(ROOMS) if decides else set()), role


@pytest.mark.parametrize("role", [roles.CONTRIBUTORS, roles.EDITORS, roles.REVIEWERS])
def test_nobody_else_changes_anything_about_trials(client, held, role):
    client.force_login(person("somebody", role))
    curation = decided(NUMBER, note="A note.")
    viewset = TrialCuration.snippet_viewset
    for address, sent in (
        (reverse("desk-release", args=[held.pk]), {}),
        (bulk("pin", NUMBER), {}),
        (bulk("take-back", NUMBER), {}),
        (bulk("delete", curation.pk, model="trialcuration"), {}),
        (reverse(viewset.get_url_name("add")) + f"?trial={OTHER}", form(note="Mine.")),
        (reverse(viewset.get_url_name("edit"), args=[curation.pk]), form(note="Mine.")),
        (reverse(viewset.get_url_name("delete"), args=[curation.pk]), {}),
    ):
        assert client.press_or_forge(address, sent).status_code in (302, 403)
    assert TrialCuration.objects.get().note == "A note."
    held.refresh_from_db()
    assert held.released_at is None
    assert not Trial.objects.filter(is_pinned=True).exists()


def test_a_stranger_is_sent_to_the_sign_in(client):
    for address in (reverse("desk-trials:index"), reverse("desk-queue", args=["types"])):
        assert client.get(address)["Location"].startswith("/admin/login/")


def test_who_may_only_look_at_trials_gets_no_boxes_to_tick(client, publish):
    publish(an_open_study())
    somebody = person("somebody")
    for name in ("access_admin", "view_trial"):
        somebody.user_permissions.add(Permission.objects.get(codename=name))
    client.force_login(somebody)
    text = client.get(reverse("desk-trials:index")).content.decode()
    assert NUMBER in text
    assert "data-bulk-action-checkbox" not in text
    assert reverse("desk-decide", args=[NUMBER]) not in text
    assert (
        "Decide" not in client.get(reverse("desk-trials:inspect", args=[NUMBER])).content.decode()
    )


def test_every_doubt_that_a_study_raises_stands_beside_the_decision_on_it(at_the_desk, publish):
    odd = an_open_study(descriptionModule={"briefSummary": "Participants must pay."})
    odd["protocolSection"]["contactsLocationsModule"] = {"locations": [site()]}
    publish(odd, an_open_study(OTHER))
    nearest = reverse("desk-decide", args=[NUMBER])
    text = at_the_desk.get(nearest, follow=True).content.decode()
    assert "The record does not list anyone to call" in text
    decided(NUMBER, settled=["flags"])
    assert (
        "does not list anyone to call" not in at_the_desk.get(nearest, follow=True).content.decode()
    )
