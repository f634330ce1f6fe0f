"""One rule for what an open place is, and what is said of places that are not."""

import datetime as dt
import itertools
import json

import pytest

from tests.studies import contact, site, study
from tests.trials.test_feeds import rows
from tests.trials.views.test_studies import text_of
from trials.choices import Status
from trials.models import Location, Trial

pytestmark = pytest.mark.django_db

SITE_STATUSES = ["RECRUITING", "AVAILABLE", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION",
                 "ACTIVE_NOT_RECRUITING", "SUSPENDED", "TERMINATED", "COMPLETED", "WITHDRAWN",
                 "SOMETHING_NEW", ""]  # fmt: skip
NOT_OPEN = ["UNKNOWN", "WITHDRAWN", "SUSPENDED", "COMPLETED", "TERMINATED", "WITHHELD",
            "ACTIVE_NOT_RECRUITING", "NO_LONGER_AVAILABLE", "TEMPORARILY_NOT_AVAILABLE",
            "APPROVED_FOR_MARKETING"]  # fmt: skip


def with_sites(*sites, nct_id="NCT99000001", status="RECRUITING", verified="2026-10"):
    return study(
        nct_id,
        status,
        statusModule={"statusVerifiedDate": verified, "lastKnownStatus": "RECRUITING"},
        contactsLocationsModule={"locations": list(sites)},
    )


def of_one_site(status, site_status, verified=(None, "")):
    trial = Trial(nct_id="NCT99000001", overall_status=status)
    trial.status_verified_date, trial.status_verified_date_text = verified
    return Location(trial=trial, status=site_status)


def test_table_page_and_program_count_open_places_by_one_rule():
    combinations = itertools.product(
        [*Status.values, "SOMETHING_NEW", ""], SITE_STATUSES, ["listed", "missing", "gone"]
    )
    for number, (status, site_status, presence) in enumerate(combinations):
        trial = Trial(f"NCT98{number:06}", overall_status=status, presence=presence)
        trial.save()
        Location(trial=trial, position=1, status=site_status).save()
    by_row = {one.pk for one in Location.objects.select_related("trial") if one.is_open}
    assert by_row == set(Location.objects.open().values_list("pk", flat=True))
    # RECRUITING and AVAILABLE, each with itself alone, and only in the last answer.
    assert len(by_row) == 2


def test_front_page_card_study_page_program_and_table_agree(client, publish):
    publish(
        with_sites(*[site(f"Town {n}") for n in range(3)], site("Shut", status="COMPLETED")),
        with_sites(
            site("Far", status="AVAILABLE"),
            site("Odd", status="RECRUITING"),
            nct_id="NCT99000002",
            status="AVAILABLE",
        ),
    )
    assert "4 locations are listed as open." in text_of(client.get("/"))
    list_page = text_of(client.get("/trials/"))
    assert "at 3 locations; call first." in list_page
    assert "is listed as available at 1 location as of" in list_page
    assert [row["open_places"] for row in rows(client, "?sort=updated")] == ["3", "1"]
    answer = client.get("/api/v1/trials/?sort=updated").json()["results"]
    assert [one["nearest_site"]["open_sites"] for one in answer] == [3, 1]
    assert [sum(place["is_open"] for place in one["locations"]) for one in answer] == [3, 1]
    assert "3 listed as recruiting" in text_of(client.get("/trials/NCT99000001/"))
    page = client.get("/trials/NCT99000002/").text
    assert "1 listed as available" in page
    assert page.count('class="status open"') == 2  # its country, its open place


@pytest.mark.parametrize("status", NOT_OPEN)
def test_a_place_of_a_study_that_is_not_open_only_was_recruiting(client, publish, status):
    publish(with_sites(site("Lyon"), status=status, verified="2005-06"))
    html = client.get("/trials/NCT99000001/").text
    where = html[html.index('id="where"') :][: html[html.index('id="where"') :].index("</section>")]
    assert "status open" not in html
    assert "was recruiting when last confirmed, June 2005" in where
    assert ">Recruiting<" not in where
    [place] = client.get("/api/v1/trials/NCT99000001/").json()["locations"]
    assert place["status_in_words"] == "was recruiting when last confirmed, June 2005"
    assert not place["is_open"]
    assert rows(client, "?status=all")[0]["open_places"] == "0"


@pytest.mark.parametrize(
    ("status", "site_status", "verified", "words"),
    [
        ("RECRUITING", "RECRUITING", ("2026-10-01", "2026-10"), "Recruiting"),
        ("RECRUITING", "COMPLETED", ("2026-10-01", "2026-10"), "Completed"),
        ("COMPLETED", "COMPLETED", ("2026-10-01", "2026-10"), "Completed"),
        ("UNKNOWN", "RECRUITING", ("2005-01-01", "2005"),
         "was recruiting when last confirmed, 2005"),
        ("UNKNOWN", "RECRUITING", (None, ""),
         "was “recruiting” when last confirmed; the record does not say when"),
        ("UNKNOWN", "RECRUITING", (None, "summer 2005"),
         "was recruiting when last confirmed, summer 2005"),
        ("COMPLETED", "NOT_YET_RECRUITING", ("2026-10-01", "2026-10"),
         "was “opening soon (not yet recruiting)” when last confirmed, October 2026"),
        ("NO_LONGER_AVAILABLE", "AVAILABLE", ("2026-10-01", "2026-10"),
         "was “expanded access: available” when last confirmed, October 2026"),
        ("NOT_YET_RECRUITING", "RECRUITING", ("2026-10-01", "2026-10"),
         "Listed as “recruiting,” but the study is not open yet"),
        ("RECRUITING", "NOT_YET_RECRUITING", ("2026-10-01", "2026-10"),
         "Opening soon (not yet recruiting)"),
        ("RECRUITING", "ENROLLING_BY_INVITATION", ("2026-10-01", "2026-10"), "By invitation only"),
        ("AVAILABLE", "RECRUITING", ("2026-10-01", "2026-10"),
         "Listed as “recruiting,” but the study is not; call first"),
        ("NOT_YET_RECRUITING", "NOT_YET_RECRUITING", ("2026-10-01", "2026-10"),
         "Opening soon (not yet recruiting)"),
        ("ENROLLING_BY_INVITATION", "RECRUITING", ("2026-10-01", "2026-10"),
         "Listed as “recruiting,” but the study is by invitation only"),
        ("ENROLLING_BY_INVITATION", "NOT_YET_RECRUITING", ("2026-10-01", "2026-10"),
         "Opening soon (not yet recruiting)"),
        ("ENROLLING_BY_INVITATION", "ENROLLING_BY_INVITATION", ("2026-10-01", "2026-10"),
         "By invitation only"),
        ("RECRUITING", "AVAILABLE", ("2026-10-01", "2026-10"),
         "Listed as “expanded access: available,” but the study is not; call first"),
        ("SOMETHING_NEW", "RECRUITING", ("2026-10-01", "2026-10"),
         "was recruiting when last confirmed, October 2026"),
        ("", "RECRUITING", ("2026-10-01", "2026-10"),
         "was recruiting when last confirmed, October 2026"),
        ("UNKNOWN", "SOMETHING_NEW", ("2026-10-01", "2026-10"), "SOMETHING_NEW"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_place(status, site_status, verified, words):
    date = verified[0] and dt.date.fromisoformat(verified[0])
    assert of_one_site(status, site_status, (date, verified[1])).status_label == words


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("AVAILABLE", "Expanded access is listed as available, but the registry lists no location"),
        ("APPROVED_FOR_MARKETING", "The treatment has been approved, so ask your doctor about it"),
        ("TEMPORARILY_NOT_AVAILABLE", "Expanded access is not available at the moment"),
        ("NO_LONGER_AVAILABLE", "Expanded access is no longer available"),
    ],
)
def test_expanded_access_is_told_in_its_own_words_wherever_it_stands(
    client, publish, status, words
):
    record = study("NCT99000001", status, designModule={"studyType": "EXPANDED_ACCESS"})
    publish(record)
    pages = [
        text_of(client.get("/trials/NCT99000001/")),
        text_of(client.get("/trials/?status=all")),
        rows(client, "?status=all")[0]["nearest_site"],
        client.get("/trials.atom?status=all").text,
        json.dumps(client.get("/api/v1/trials/?status=all").json()),
    ]
    for page in pages:
        assert words in page
        assert "recruiting, but" not in page


@pytest.mark.parametrize(
    ("sites", "words"),
    [
        ([site(status="")], "the registry does not say at which locations. Call first."),
        ([site(status="COMPLETED")], "listed as available, but not at any location"),
        ([site(status="RECRUITING")], "listed as available, but not at any location"),
        (
            [site(status="AVAILABLE")],
            "Expanded access is listed as available at 1 location as of Oct. 20, 2026",
        ),
    ],
)
def test_expanded_access_with_places(client, publish, sites, words):
    publish(with_sites(*sites, status="AVAILABLE"))
    assert words in text_of(client.get("/trials/"))
    assert "as recruiting" not in text_of(client.get("/trials/"))


def test_nobody_asks_of_expanded_access_what_only_trials_do(client, publish):
    publish(
        study(
            status="AVAILABLE",
            designModule={"studyType": "EXPANDED_ACCESS"},
            contactsLocationsModule={"centralContacts": [contact()]},
        )
    )
    page = text_of(client.get("/trials/NCT99000001/"))
    assert "placebo" not in page
    assert "outside of the study?" not in page
    assert "Would I need a biopsy?" in page
    assert "Call first. The registry lists no location." in page
