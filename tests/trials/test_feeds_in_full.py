"""The wide table for professionals."""

import csv
import io

import pytest

from tests.environment import ROOT
from tests.studies import contact, site, studies, study
from trials import feeds_in_full

pytestmark = pytest.mark.django_db


def rows(client, query=""):
    response = client.get(f"/trials-in-full.csv{query}")
    assert response["Content-Type"] == "text/csv"
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def whole(status="RECRUITING", **more):
    return study(
        "NCT99000001",
        status,
        "Whole",
        designModule={
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE2", "PHASE3"],
            "designInfo": {
                "allocation": "RANDOMIZED",
                "maskingInfo": {"masking": "DOUBLE", "whoMasked": ["PARTICIPANT", "INVESTIGATOR"]},
            },
            "enrollmentInfo": {"count": 120, "type": "ESTIMATED"},
        },
        armsInterventionsModule={
            "armGroups": [
                {"label": "Tablets", "type": "EXPERIMENTAL"},
                {"label": "Placebo", "type": "PLACEBO_COMPARATOR"},
            ],
            "interventions": [{"type": "DRUG", "name": "Inventumab"}],
        },
        outcomesModule={"primaryOutcomes": [{"measure": "Walking", "timeFrame": "52 weeks"}]},
        eligibilityModule={"eligibilityCriteria": "Inclusion Criteria:\n\n* Dermatomyositis"},
        contactsLocationsModule={
            "centralContacts": [contact("Cy Example")],
            "locations": [
                site("Lyon", contacts=[contact("Ana Example")]),
                site("Paris", status="COMPLETED"),
            ],
        },
        **more,
    )


def test_a_row_has_the_criteria_groups_requirements_contacts_and_sites(client, publish):
    publish(whole())
    [row] = rows(client)
    assert set(row) == set(feeds_in_full.COLUMNS)
    assert row["eligibility_criteria"] == "Inclusion Criteria:\n\n* Dermatomyositis"
    assert row["phases"] == "PHASE2 | PHASE3"
    assert row["allocation"] == "RANDOMIZED"
    assert row["kept_from_knowing"] == "PARTICIPANT | INVESTIGATOR"
    assert row["groups"] == "Tablets [EXPERIMENTAL] | Placebo [PLACEBO_COMPARATOR]"
    assert row["treatments"] == "DRUG: Inventumab"
    assert row["primary_outcomes"] == "Walking: 52 weeks"
    assert row["asks_groups"].startswith("Yes. One of 2 groups gets a placebo or sham: Placebo.")
    assert row["asks_wearable"] == ""
    assert row["contacts"] == (
        "Cy Example: 202-555-0143, a@example.org | Ana Example: 202-555-0143, a@example.org"
    )
    assert (row["places"], row["open_places"]) == ("2", "1")
    assert row["sites"] == (
        "Example Hospital Lyon, Lyon, France [RECRUITING]"
        " | Example Hospital Paris, Paris, France [COMPLETED]"
    )


def test_a_study_that_accepts_no_one_has_no_contacts(client, publish):
    publish(whole("COMPLETED"))
    [row] = rows(client, "?status=all")
    assert row["contacts"] == ""
    assert "Example:" not in " ".join(row.values())


def test_it_has_the_studies_of_the_page_in_its_order(client, publish):
    publish(*studies(120), study("NCT99000901", "COMPLETED"))
    shorter = client.get("/trials.csv?status=all")
    text = b"".join(shorter.streaming_content).decode("utf-8-sig")
    expected = [row["nct_id"] for row in csv.DictReader(io.StringIO(text))]
    assert [row["nct_id"] for row in rows(client, "?status=all")] == expected
    assert len(expected) == 121


def test_a_cell_ends_before_a_spreadsheet_would_cut_it(client, publish):
    many = [site("x" * 300, facility=f"Hospital {n} {'y' * 200}") for n in range(100)]
    publish(study(contactsLocationsModule={"locations": many}))
    [row] = rows(client)
    assert len(row["sites"]) == feeds_in_full.LONGEST_CELL
    assert row["sites"].endswith("…")
    assert row["places"] == "100"


def test_a_formula_of_a_sponsor_does_not_run(client, publish):
    publish(study(title="=HYPERLINK(1)"))
    [row] = rows(client)
    assert row["brief_title"] == "'=HYPERLINK(1)"


def test_every_column_is_described():
    text = (ROOT / "docs" / "api.md").read_text()
    described = text.partition("## The table in full")[2].partition("\n## ")[0]
    missing = [
        name
        for name in feeds_in_full.COLUMNS
        if f"`{name}`" not in described and name not in feeds_in_full.REQUIREMENT_COLUMNS
    ]
    assert missing == []
    assert all(f"`{name}`" in described for name in feeds_in_full.REQUIREMENT_COLUMNS)


def test_the_list_leads_here(client, publish):
    publish(study())
    assert 'href="/trials-in-full.csv?q=dermatomyositis"' in (
        client.get("/trials/?q=dermatomyositis").text
    )
