"""The field in numbers: each leads to the studies that it counts."""

import pytest
from bs4 import BeautifulSoup

from tests.studies import site, study

pytestmark = pytest.mark.django_db


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(node):
    return " ".join(node.get_text(" ").split())


def given(*names, kind="DRUG"):
    return {"interventions": [{"type": kind, "name": name} for name in names]}


def begun(date):
    return {"startDateStruct": {"date": date}}


def rows_of(page, kind):
    """{label: (number, width of the bar, address)}"""
    found = {}
    for row in page.select(f".bar-chart.{kind} li"):
        label, _, count = words(row.a).rpartition(": ")
        found[label.strip()] = (int(count), int(row.rect["width"]), row.a["href"])
    return found


def table(page):
    """{kind of medicine: {phase: cell}}"""
    phases = [words(cell) for cell in page.select("#medicines thead th")][1:]
    rows = page.select("#medicines tbody tr")
    return {words(row.th): dict(zip(phases, row.select("td"), strict=True)) for row in rows}


@pytest.fixture
def _field(publish):
    lyon, suva = {"locations": [site("Lyon")]}, {"locations": [site("Suva", "Fiji")]}
    publish(
        study(
            "NCT99000001",
            title="One",
            designModule={"studyType": "INTERVENTIONAL", "phases": ["PHASE2", "PHASE3"]},
            armsInterventionsModule=given("Tofacitinib", "Placebo"),
            statusModule=begun("2024-05"),
            contactsLocationsModule=lyon,
        ),
        study(
            "NCT99000002",
            "COMPLETED",
            "Two",
            designModule={"studyType": "INTERVENTIONAL", "phases": ["PHASE2"]},
            armsInterventionsModule=given("Inventumab"),
            statusModule=begun("2024"),
        )
        | {"hasResults": True},
        study(
            "NCT99000003",
            "TERMINATED",
            "Three",
            armsInterventionsModule=given("Exercise", kind="BEHAVIORAL"),
            statusModule=begun("2019-01-02"),
        ),
        study("NCT99000004", title="Four", contactsLocationsModule=suva),
    )


@pytest.mark.usefixtures("_field")
class TestTheField:
    def test_a_study_counts_in_each_kind_and_each_phase_that_it_has(self, client):
        rows = table(soup(client.get("/research/")))
        assert {p: words(cell) for p, cell in rows["JAK inhibitor"].items()} == {
            "Phase 1": "0",
            "Phase 2": "1",
            "Phase 3": "1",
            "Phase 4": "0",
            "No phase stated": "0",
        }
        # A placebo is no medicine of another kind.
        assert words(rows["Another medicine"]["Phase 2"]) == "1"
        assert words(rows["No medicine"]["No phase stated"]) == "2"

    def test_every_number_leads_to_as_many_studies(self, client):
        page = soup(client.get("/research/"))
        links = [(int(words(a)), a["href"]) for a in page.select("#medicines a")]
        links += [(count, address) for count, _, address in rows_of(page, "years").values()]
        assert len(links) == 6
        for count, address in links:
            assert len(soup(client.get("/research/" + address)).select("section li")) == count
        searches = [*rows_of(page, "countries").values(), *rows_of(page, "results").values()]
        assert len(searches) == 4
        for count, _, address in searches:
            assert len(soup(client.get(address)).select(".study-card")) == count

    def test_a_bar_is_as_long_as_its_number_says(self, client):
        page = soup(client.get("/research/"))
        years = rows_of(page, "years")
        assert list(years) == ["2024", "2019"]
        assert [(count, wide) for count, wide, _ in years.values()] == [(2, 100), (1, 50)]
        assert {k: v[0] for k, v in rows_of(page, "countries").items()} == {"Fiji": 1, "France": 1}
        results = {label: count for label, (count, _, _) in rows_of(page, "results").items()}
        assert results == {"Results posted": 1, "No results posted": 1}
        assert "1 study gives no start date." in words(page.main)

    def test_of_one_disease_only_its_studies_count(self, client):
        page = soup(client.get("/research/?condition=inclusion-body-myositis"))
        assert not page.select("#medicines td a")
        assert "None are listed as open now." in words(page.main)
        kept = soup(client.get("/research/?condition=dermatomyositis")).select("#medicines td a")
        assert all("condition=dermatomyositis" in link["href"] for link in kept)

    @pytest.mark.parametrize("query", ["?year=x", "?medicine=zebra", "?condition=<b>&phase=9"])
    def test_what_cannot_be_used_is_said_and_everything_is_counted(self, client, query):
        page = soup(client.get("/research/" + query))
        assert page.select(".error")
        assert len(rows_of(page, "years")) == 2

    def test_what_was_chosen_is_said(self, client):
        page = soup(client.get("/research/?medicine=jak-inhibitor&phase=2"))
        assert "Kind of medicine: JAK inhibitor, Phase: Phase 2" in words(page.section)
        assert words(page.section.a) == "One"


def test_without_studies_it_is_a_page_of_zeros(client):
    page = soup(client.get("/research/"))
    assert not page.select("#medicines a")
    assert rows_of(page, "years") == {}
