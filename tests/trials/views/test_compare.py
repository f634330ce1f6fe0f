"""Studies beside each other: what is chosen in the address, and what cannot be used."""

import csv
import io

import pytest
from bs4 import BeautifulSoup

from tests import databases, editions
from tests.client import text_of
from tests.studies import contact, site, study

pytestmark = pytest.mark.django_db

A, B, C = "NCT99000001", "NCT99000002", "NCT99000003"
TWO = f"/trials/compare/?id={A}&id={B}"


def table(response):
    """{row: [cell]} of the page, each without the name that a phone shows in it."""
    page = BeautifulSoup(response.content, "html.parser")
    for name in page.select("td .of"):
        name.decompose()
    found = {}
    for row in page.select(".comparison tbody tr"):
        label = row.th.find(string=True).strip()
        found[label] = [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
    return found


def marks(response):
    """{row: what it says of its cells}"""
    page = BeautifulSoup(response.content, "html.parser")
    rows = page.select(".comparison tbody tr")
    return {row.th.find(string=True).strip(): row.select_one(".mark").text.strip() for row in rows}


def values_of(response, name):
    page = BeautifulSoup(response.content, "html.parser")
    return [field.get("value") for field in page.select(f"form.choose [name={name}]")]


@databases.loaded_once
def _published():
    lyon = site("Lyon", geoPoint={"lat": 45.75, "lon": 4.85})
    editions.publish(
        study(
            A,
            title="Tablets for dermatomyositis",
            identificationModule={"acronym": "TABS"},
            designModule={
                "studyType": "INTERVENTIONAL",
                "phases": ["PHASE2", "PHASE3"],
                "enrollmentInfo": {"count": 120, "type": "ESTIMATED"},
            },
            contactsLocationsModule={
                "centralContacts": [contact("Cy Example")],
                "locations": [lyon],
            },
        ),
        study(B, "COMPLETED", title="An infusion", designModule={"phases": ["PHASE2"]}),
        study(C, title="A third"),
        *[study(f"NCT9900001{n}", title=f"Number {n}") for n in range(5)],
    )


@pytest.mark.usefixtures("_published")
class TestThePage:
    def test_has_a_column_for_each_study_and_a_row_for_each_question(self, client):
        response = client.get(TWO)
        rows = table(response)
        assert len(rows) == 18
        assert all(len(cells) == 2 for cells in rows.values())
        assert rows["Phase"] == ["Phase 2/3", "Phase 2"]
        assert rows["Number of participants"][0].startswith("120")
        assert "Cy Example" in rows["Who to ask"][0]
        assert "202-555-0143" in rows["Who to ask"][0]
        assert rows["Who to ask"][1] == "Not accepting anyone now, so we show no contacts"
        assert response["X-Robots-Tag"] == "noindex"

    def test_says_in_words_which_rows_differ(self, client):
        found = marks(client.get(TWO))
        assert found["Phase"] == "Differs"
        assert found["Age"] == "The same"
        page = text_of(client.get(TWO))
        assert f"{[*found.values()].count('Differs')} of 18 rows differ" in page

    def test_of_one_study_no_row_differs_and_a_second_is_asked_for(self, client):
        response = client.get(f"/trials/compare/?id={A}")
        assert "Add a second study" in text_of(response)
        assert b'class="mark"' not in response.content

    def test_a_short_name_is_the_acronym_or_else_the_number(self, client):
        page = BeautifulSoup(client.get(TWO).content, "html.parser")
        assert [name.text for name in page.select(".comparison .name")] == ["TABS", B]

    def test_distances_are_measured_from_the_reader_s_place(self, client):
        response = client.get(TWO + "&place=Paris, France&for=child")
        assert table(response)["Nearest open location"][0].startswith("Lyon, about ")
        links = [a["href"] for a in BeautifulSoup(response.content, "html.parser")("a", href=True)]
        assert f"/trials/{A}/?place=Paris%2C+France&for=child" in links
        assert f"/trials/compare/?id={B}&place=Paris%2C+France&for=child" not in links
        assert f"?id={B}&place=Paris%2C+France&for=child" in links

    def test_without_a_town_no_location_is_called_the_nearest(self, client):
        for place in ("", "&place=France"):
            rows = table(client.get(TWO + place))
            assert rows["Open locations"][0] in ("1", "1 in France")
            assert "Nearest open location" not in rows

    def test_without_a_study_it_says_how_to_choose(self, client):
        response = client.get("/trials/compare/")
        assert "type numbers here" in text_of(response)
        assert values_of(response, "id") == [""] * 4

    def test_numbers_are_read_as_people_type_them_and_each_counts_once(self, client):
        response = client.get(f"/trials/compare/?id=nct 99000001, {B}&id={A}")
        assert len(table(response)["Age"]) == 2
        assert values_of(response, "id") == [A, B, "", ""]


@pytest.mark.usefixtures("_published")
class TestWhatCannotBeUsed:
    def test_an_unknown_number_is_named_and_stays_in_its_field(self, client):
        response = client.get(TWO + "&id=NCT00000009&place=Paris, France")
        assert "NCT00000009 is not among the studies we list." in text_of(response)
        assert values_of(response, "id") == [A, B, "NCT00000009", ""]
        assert values_of(response, "place") == ["Paris, France"]
        assert len(table(response)["Age"]) == 2

    def test_a_number_with_a_digit_too_few_is_mended_by_one_press(self, client):
        response = client.get(f"/trials/compare/?id={A}&id=NCT9900000")
        assert "NCT numbers have eight digits" in text_of(response)
        link = BeautifulSoup(response.content, "html.parser").find("a", string=B)
        assert len(table(client.get("/trials/compare/" + link["href"]))["Age"]) == 2

    def test_words_without_a_number_are_told_what_a_number_looks_like(self, client):
        response = client.get(TWO + "&id=<b>the tablets</b>")
        banner = BeautifulSoup(response.content, "html.parser").select_one("main .banner")
        assert "“<b>the tablets</b>” has no study number." in banner.get_text()
        assert b"<b>the tablets" not in response.content
        assert values_of(response, "id")[2] == "<b>the tablets</b>"

    def test_more_than_four_wait_and_move_in_when_one_is_taken_out(self, client):
        more = [f"NCT9900001{n}" for n in range(3)]
        address = TWO + "".join(f"&id={number}" for number in more)
        response = client.get(address)
        page = text_of(response)
        assert "Only 4 studies fit side by side." in page
        assert "Number 2" in page
        assert len(table(response)["Age"]) == 4
        assert values_of(response, "id") == [A, B, *more]
        out = BeautifulSoup(response.content, "html.parser").select_one(".take-out")["href"]
        assert values_of(client.get("/trials/compare/" + out), "id") == [B, *more]

    def test_a_place_that_is_unclear_is_asked_for_and_no_study_is_lost(self, client):
        response = client.get(TWO + "&place=Springfield")
        assert len(table(response)["Age"]) == 2
        choice = BeautifulSoup(response.content, "html.parser").select_one(".choices a")["href"]
        assert len(table(client.get("/trials/compare/" + choice))["Age"]) == 2

    def test_too_many_values_are_cut_off(self, client):
        address = "/trials/compare/?" + "&".join(f"id=x{n}" for n in range(500))
        assert len(values_of(client.get(address), "id")) == 20


@pytest.mark.usefixtures("_published")
class TestTheTable:
    def test_has_the_cells_of_the_page(self, client):
        content = client.get(TWO.replace("/?", ".csv?")).getvalue().decode("utf-8-sig")
        lines = {line[0]: line[1:] for line in csv.reader(io.StringIO(content))}
        assert lines[""][:2] == [A, B]
        assert lines["Phase"] == ["Phase 2/3", "Phase 2", "yes"]
        assert lines["Age"][-1] == "no"
        for label, cells in table(client.get(TWO)).items():
            for cell, shown in zip(lines[label], cells, strict=False):
                bare = "".join(sign for sign in cell if sign.isalnum())
                assert bare == "".join(sign for sign in shown if sign.isalnum())

    def test_without_a_study_it_has_its_first_column_alone(self, client):
        content = client.get("/trials/compare.csv").getvalue().decode("utf-8-sig")
        assert {len(line) for line in csv.reader(io.StringIO(content))} == {2}


@pytest.mark.usefixtures("_published")
def test_a_study_its_card_and_the_saved_ones_lead_here(client):
    page = BeautifulSoup(client.get(f"/trials/{A}/?place=Lyon, France").content, "html.parser")
    [link] = page.select('a[href*="/trials/compare/"]')
    assert link["href"] == f"/trials/compare/?id={A}&place=Lyon%2C+France"
    cards = BeautifulSoup(client.get("/trials/").content, "html.parser")
    boxes = cards.select(".card input[name=id]")
    [form] = cards.select("form#compare")
    assert form["action"] == "/trials/compare/"
    assert len(boxes) == 7
    assert {box["form"] for box in boxes} == {"compare"}
    assert A in [box["value"] for box in boxes]
    saved = BeautifulSoup(client.get("/saved/").content, "html.parser")
    assert saved.select_one("[data-saved] form")["action"] == "/trials/compare/"
