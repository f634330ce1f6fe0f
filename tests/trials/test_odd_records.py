"""What is odd in one record stays with that record: other studies, the feed and the sync go on."""

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest

from tests.studies import site, studies, study
from trials import ctgov, reading
from trials.choices import Outcome
from trials.desk import queues
from trials.models import StagedStudy, Trial, TrialCuration
from trials.reading import budget
from trials.reading.relevance import Relevance
from trials.sync import columns as columns_module
from trials.sync import runner, stage, write

pytestmark = pytest.mark.django_db

ODD = "NCT99000901"


def outputs(client, nct_id=ODD):
    """The texts of all that shows a study: page, list, API, table and feed."""
    table = client.get("/trials.csv?status=all")
    return {
        "page": client.get(f"/trials/{nct_id}/").content.decode(),
        "list": client.get("/trials/?status=all").content.decode(),
        "api": client.get(f"/api/v1/trials/{nct_id}/").content.decode(),
        "csv": b"".join(table.streaming_content).decode("utf-8-sig"),
        "feed": client.get("/trials.atom?status=all").content.decode(),
    }


def queue(slug):
    return next(queue for queue in queues.QUEUES if queue.slug == slug)


# Control characters


UNSEEN = [*range(9), 11, 12, *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF]


def hostile(text):
    """A record with this text wherever a record may hold text."""
    return study(
        ODD,
        title=f"Title{text}",
        identificationModule={"officialTitle": text, "acronym": text},
        statusModule={"whyStopped": text, "overallStatus": "RECRUITING"},
        conditionsModule={"conditions": ["Dermatomyositis", text], "keywords": [text]},
        sponsorCollaboratorsModule={"leadSponsor": {"name": f"Example{text}"}},
        descriptionModule={"briefSummary": text},
        eligibilityModule={"eligibilityCriteria": text, "minimumAge": f"18 Years{text}"},
        armsInterventionsModule={"interventions": [{"type": "DRUG", "name": text}]},
        contactsLocationsModule={"locations": [site(f"Lyon{text}", "France")]},
        oddModule={f"odd{text}": text},
    )


def test_characters_that_xml_forbids_are_dropped_when_a_record_is_read(client, publish):
    publish(hostile("".join(map(chr, UNSEEN))), *studies(2))
    trial = Trial.objects.get(pk=ODD)
    # NUL, which no database takes, was a question mark before already.
    assert trial.brief_title == "Title\ufffd"
    for name, text in outputs(client).items():
        assert not {chr(number) for number in UNSEEN} & set(text), name
    feed = ET.fromstring(outputs(client)["feed"])
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 3


def test_each_such_character_is_dropped_by_itself():
    for number in UNSEEN[1:]:
        assert columns_module.columns(record_of(hostile(chr(number))))["acronym"] == "", number


def record_of(raw):
    study = ctgov.decode_study(json.dumps(raw).encode())
    return ctgov.StudyRecord.read(ctgov.legible(study))


@pytest.mark.parametrize("text", ["\ud800", "\ud83d\ud83d"])
def test_half_a_pair_of_surrogates_is_not_passed_on(text):
    assert set(columns_module.columns(record_of(hostile(text)))["acronym"]) == {"\ufffd"}


@pytest.mark.parametrize("text", ["a\tb", "line\nline", "line\r\nline", "é ≥ 中 👩‍⚕️", "a\u200bb"])
def test_what_can_be_seen_or_breaks_a_line_stays(text):
    assert columns_module.columns(record_of(hostile(text)))["brief_summary"] == text


def test_the_feed_survives_what_older_rows_and_editors_hold(client, publish):
    publish(study(ODD))
    Trial.objects.update(brief_title="a\x0bb\x1f", lead_sponsor_name="c\x0c")
    trial = Trial.objects.get()
    TrialCuration(trial=trial, note="see\x0b here", decided_as="Ed\x07itor").save()
    feed = ET.fromstring(client.get("/trials.atom").content)
    assert feed.find(".//{*}entry/{*}title").text == "ab"
    assert "see here" in feed.find(".//{*}summary").text


# Escaped twice


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("CK &gt; 2 times", "CK > 2 times"),
        ("CK &amp;gt; 2 times", "CK > 2 times"),
        ("CK &amp;amp;gt; 2 times", "CK > 2 times"),
        (r"CK \&gt; 2 times", "CK > 2 times"),
        (r"CK \&#8805; 2 times", "CK ≥ 2 times"),
        ("CK &#x2265; 2 times", "CK ≥ 2 times"),
        ("CK &lt;= 2", "CK <= 2"),
        ("R&amp;D of &quot;it&quot;", 'R&D of "it"'),
        ("people&#39;s &rsquo;", "people's ’"),
        ("caf&eacute;", "café"),
        ("a&nbsp;b", "a\xa0b"),
        # None of these is an entity.
        ("AT&T; R&D", "AT&T; R&D"),
        ("a &copy b &amplitude", "a &copy b &amplitude"),
        ("&madeup; &#99999999; &#;", "&madeup; &#99999999; &#;"),
        ("&#" + "1" * 5000 + ";", "&#" + "1" * 5000 + ";"),
        # A sign that Markdown would act on stays as it is.
        ("2 &#42; 3 &#42; 4", "2 &#42; 3 &#42; 4"),
    ],
)
def test_an_entity_is_read_as_its_sign(written, read):
    assert columns_module.columns(record_of(hostile(written)))["brief_summary"] == read


def test_text_escaped_twice_is_shown_as_one_sign_everywhere(client, publish):
    publish(
        study(
            ODD,
            title="CK &amp;gt; 2 times in dermatomyositis",
            descriptionModule={"briefSummary": r"Creatine kinase \&gt; 3 times the limit."},
        )
    )
    shown = outputs(client)
    shown["highlight"] = client.get("/search/?q=limit").content.decode()
    shown["results"] = client.get("/trials/?q=limit").content.decode()
    for name, text in shown.items():
        assert "&amp;gt;" not in text, name
        assert "&amp;amp;" not in text, name
    assert "CK > 2 times" in json.loads(shown["api"])["brief_title"]
    assert "kinase > 3 times" in json.loads(shown["api"])["brief_summary"]
    [row] = csv.DictReader(io.StringIO(shown["csv"]))
    assert row["title"] == "CK > 2 times in dermatomyositis"
    assert "&gt; 3 times" in shown["results"]


# One record alone


def test_a_record_over_budget_is_published_unread_and_waits_for_an_editor(
    client, publish, monkeypatch
):
    monkeypatch.setattr(budget, "SECONDS", -1)
    publish(study(ODD, title="A Study of Examplimab in Dermatomyositis"))
    trial = Trial.objects.get()
    assert (trial.relevance, trial.includes, trial.features) == (Relevance.UNREAD, [], [])
    page = outputs(client)["page"]
    assert "Examplimab in Dermatomyositis" in page
    assert "Our rules could not read this record" in page
    assert "Accepts dermatomyositis by name" not in page
    assert client.get("/api/v1/trials/").json()["count"] == 0
    assert client.get("/api/v1/trials/?about=mention").json()["count"] == 1
    assert [row.name for row in queue("unread").rows()] == [ODD]


def test_an_editors_decision_takes_an_unread_study_out_of_the_queue(publish, monkeypatch):
    monkeypatch.setattr(budget, "SECONDS", -1)
    publish(study(ODD))
    TrialCuration(trial=Trial.objects.get(), relevance=Relevance.MYOSITIS).save()
    assert Trial.objects.get().is_about_myositis
    assert not queue("unread").count()


def test_of_an_unread_study_nothing_is_said_of_types_also_after_a_decision(
    client, publish, monkeypatch
):
    monkeypatch.setattr(budget, "SECONDS", -1)
    publish(study(ODD))
    TrialCuration(trial=Trial.objects.get(), relevance=Relevance.MYOSITIS).save()
    page = outputs(client)["page"]
    assert "Ask the study team which types it accepts." in page
    assert "It does not say" not in page


def test_an_unread_study_is_read_when_its_record_changes(publish, monkeypatch):
    monkeypatch.setattr(budget, "SECONDS", -1)
    publish(study(ODD))
    monkeypatch.undo()
    publish(study(ODD, title="Dermatomyositis"))
    assert Trial.objects.get().is_about_myositis


def test_nobody_may_decide_that_a_study_is_unread():
    choices = dict(TrialCuration._meta.get_field("relevance").choices)
    assert Relevance.UNREAD not in choices
    assert Relevance.MYOSITIS in choices


@pytest.fixture
def fails(monkeypatch):
    """Lets a function fail over the one odd record."""

    def fails(module, name, error=AttributeError):
        original = getattr(module, name)

        def odd(first, *args):
            if getattr(first, "nct_id", "") == ODD:
                raise error("odd")
            return original(first, *args)

        monkeypatch.setattr(module, name, odd)

    return fails


def test_a_record_that_the_rules_fail_over_is_published_unread(publish, fails):
    fails(reading, "read")
    assert publish(*studies(3), study(ODD)).outcome == Outcome.PUBLISHED
    assert Trial.objects.get(pk=ODD).relevance == Relevance.UNREAD
    assert Trial.objects.unread().count() == 1


def test_a_record_that_cannot_become_rows_stays_as_it_was(client, publish, fails):
    publish(*studies(3), study(ODD, title="As it was"))
    fails(columns_module, "columns")
    run = publish(study("NCT99000002", title="Changed"), study(ODD, title="Odd"))
    assert (run.outcome, run.quarantined, run.changed) == (Outcome.PUBLISHED, 1, 1)
    assert Trial.objects.get(pk=ODD).brief_title == "As it was"
    assert Trial.objects.get(pk="NCT99000002").brief_title == "Changed"
    rows = queue("quarantine").rows()
    # One for each scope that it came in.
    assert {(row.name, "AttributeError" in row.why) for row in rows} == {(ODD, True)}
    status = client.get("/status/").content.decode()
    assert "Records that could not be read" in status


def test_a_record_that_the_database_refuses_stays_as_it_was(publish, monkeypatch):
    publish(*studies(3), study(ODD, title="As it was"))
    original = columns_module.columns

    def columns(record):
        too_long = {"overall_status": "x" * 101} if record.nct_id == ODD else {}
        return original(record) | too_long

    monkeypatch.setattr(columns_module, "columns", columns)
    run = publish(study("NCT99000002", title="Changed"), study(ODD, title="Odd"))
    assert (run.outcome, run.quarantined) == (Outcome.PUBLISHED, 1)
    assert Trial.objects.get(pk=ODD).brief_title == "As it was"
    assert Trial.objects.get(pk="NCT99000002").brief_title == "Changed"


def test_where_many_records_cannot_be_published_the_sweep_is_held(publish, monkeypatch):
    publish(*studies(3))
    monkeypatch.setattr(write, "site_rows", lambda *args: 1 / 0)
    run = publish(*studies(3, title="Changed"))
    assert (run.outcome, run.reason) == (Outcome.HELD, "3 records cannot be published.")
    assert not Trial.objects.filter(brief_title="Changed").exists()


def test_a_failure_that_nobody_foresaw_in_one_record_sets_it_aside(publish, monkeypatch):
    original = stage.without_needless_contacts

    def odd(raw):
        if raw["protocolSection"]["identificationModule"]["nctId"] == ODD:
            raise RecursionError("too deep")
        return original(raw)

    publish(*studies(250))
    monkeypatch.setattr(stage, "without_needless_contacts", odd)
    run = publish(study(ODD))
    assert (run.outcome, run.quarantined) == (Outcome.PUBLISHED, 1)
    assert "RecursionError" in StagedStudy.objects.quarantined().first().problem


def test_stored_studies_are_read_anew_though_one_of_them_fails(publish, fails):
    publish(*studies(3), study(ODD))
    Trial.objects.update(rules_version=1)
    fails(columns_module, "columns")
    runner.reread_trials()
    assert set(Trial.objects.values_list("rules_version", flat=True)) == {reading.rules_hash()}
    assert list(Trial.objects.unread().values_list("pk", flat=True)) == [ODD]


@pytest.mark.parametrize("kind", ["PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "", "NEW_KIND", None])
def test_a_group_without_a_label_is_shown(client, publish, kind):
    arms = [{"type": kind, "interventionNames": ["Drug: Placebo"]}, {"label": "Examplimab"}]
    publish(
        study(
            ODD,
            designModule={"studyType": "INTERVENTIONAL"},
            armsInterventionsModule={"armGroups": arms},
        )
    )
    page = client.get(f"/trials/{ODD}/")
    assert page.status_code == 200
    assert "placebo or sham" in page.content.decode()


def test_thousands_of_odd_values_are_taken_out_at_once():
    odd = study(ODD, conditionsModule={"keywords": [1] * 20_000})
    odd["protocolSection"]["contactsLocationsModule"] = {"locations": [{"city": 5}] * 20_000}
    odd["protocolSection"]["identificationModule"]["nctIdAliases"] = [4] * 20_000
    record = record_of(odd)
    assert (record.nct_id, record.protocol_section.conditions_module.keywords) == (ODD, [])
