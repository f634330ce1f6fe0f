"""Numbers beside the NCT number find their study alone, however they are typed."""

import csv
import io

import pytest

from tests.studies import studies, study
from trials.reading import study_numbers
from trials.search.page import SearchPage

ODD = "NCT99000901"


def numbered(*numbers, own="EX-2020-17"):
    infos = [{"id": number, "type": "OTHER"} for number in numbers]
    identification = {"orgStudyIdInfo": {"id": own}, "secondaryIdInfos": infos}
    return study(ODD, identificationModule=identification)


NUMBERS = (
    "2021-001234-12",
    "2022-502345-38-00",
    "IRB #2020-0123",
    "R01AR012345",
    "HSC-MS-21-0456",
    "jRCT2031210123",
    "U1111-1234-5678",
    "2023P001234",
    "5R21AR054321-02S1",
    "10.1186/ISRCTN12345678",
    "RBR-6ttp4w",
    "1111-2222-3333",
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "2022-502345-38-00",
        "2022-502345-38",
        "CTIS 2022-502345-38-00",
        "EU CT number: 2022-502345-38-00",
        "EU trial number 2022 502345 38 00",
        "20225023453800",
        "2021-001234-12",
        "EudraCT 2021-001234-12",
        "eudract number 2021 001234 12",
        "EudraCT: 2021–001234–12",
        "202100123412",
        '"2021-001234-12"',
        "IRB 2020-0123",
        "IRB# 2020-0123",
        "2020-0123",
        "R01AR012345",
        "r01 ar012345",
        "NIH grant R01-AR-012345",
        "EX-2020-17",
        "EX 2020 17",
        "ex202017",
        "protocol no. EX-2020-17",
        "HSC-MS-21-0456",
        "MS-21-0456",
        "jRCT2031210123",
        "u1111 1234 5678",
        "2023P001234",
        # a later version, and words or an address around the number
        "2022-502345-38-02",
        "https://euclinicaltrials.example.org/view/2022-502345-38-00?lang=en",
        "myositis study EudraCT No. 2021-001234-12",
        "UTN U1111-1234-5678",
        "1111-1234-5678",
        "WHO universal trial number U1111-2222-3333",
        "JRCT-2031210123",
        "ISRCTN12345678",
        "isrctn 12345678",
        "https://doi.org/10.1186/ISRCTN12345678",
        "1R01AR012345-01A1",
        "R21AR054321",
        "rbr-6TTP4W",
    ],
)
def test_the_number_finds_its_study_alone(publish, typed):
    publish(numbered(*NUMBERS), *studies(3, title="A study with 38 people, 17 visits, 2021"))
    assert list(SearchPage({"q": typed}).result.trials[:]) == [ODD]


@pytest.mark.django_db
def test_page_api_and_table_find_it_too(client, publish):
    publish(numbered(*NUMBERS), *studies(3, title="A study of 38 people"))
    asked = "?q=2022-502345-38-00"
    assert client.get(f"/api/v1/trials/{asked}").json()["count"] == 1
    page = client.get(f"/trials/{asked}").content.decode()
    assert f"/trials/{ODD}/" in page
    assert "/trials/NCT99000001/" not in page
    table = b"".join(client.get(f"/trials.csv{asked}").streaming_content).decode("utf-8-sig")
    assert [row["nct_id"] for row in csv.DictReader(io.StringIO(table))] == [ODD]
    assert ODD in client.get(f"/trials.atom{asked}").content.decode()
    assert client.get(f"/search/{asked}", follow=True).status_code == 200


@pytest.mark.django_db
def test_the_page_of_the_study_still_shows_its_numbers(client, publish):
    publish(numbered(*NUMBERS))
    assert "2022-502345-38-00" in client.get(f"/trials/{ODD}/").content.decode()


@pytest.mark.django_db
def test_a_number_of_two_studies_finds_both(publish):
    other = numbered("2021-001234-12")
    other["protocolSection"]["identificationModule"]["nctId"] = "NCT99000902"
    publish(numbered("2021-001234-12"), other, *studies(2))
    assert list(SearchPage({"q": "2021-001234-12"}).result.trials[:]) == [ODD, "NCT99000902"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "2022-999999-38-00",
        "2021-999999-17",
        "EudraCT 2021-999999-17",
        "U1111-9999-9999",
        "ISRCTN99999999",
        "R01AR099999",
        "myositis study 2022-999999-38",
    ],
)
def test_a_number_that_no_study_has_finds_none_and_says_so(client, publish, typed):
    publish(*studies(3, title="A myositis study with 38 people, 17 visits, 2021 to 2022"))
    answer = client.get("/api/v1/trials/", {"q": typed}).json()
    assert answer["count"] == 0
    assert "No study that we list has the number" in answer["numbers"][0]["message"]
    for address in ("/trials/", "/search/"):
        page = client.get(address, {"q": typed}).text
        assert "No study that we list has the number" in page
        assert "Try just one word" not in page
    table = b"".join(client.get("/trials.csv", {"q": typed}).streaming_content).decode("utf-8-sig")
    assert len(table.splitlines()) == 1


@pytest.mark.django_db
def test_a_number_in_the_words_of_a_record_is_found_there(publish):
    told = {"briefSummary": "The extension of EudraCT 2021-001234-12."}
    publish(study(ODD, descriptionModule=told), *studies(2))
    search = SearchPage({"q": "2021-001234-12"})
    assert (list(search.result.trials[:]), search.request.numbers) == ([ODD], [])


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "2026",
        "02115",
        "CD19 CAR-T",
        "phase 2",
        "age 65",
        "NCT99000901",
        "anti-Jo-1",
        "dermatomyositis",
        "65 year old in 02115 with dermatomyositis and lung disease, walking with help",
    ],
)
def test_what_is_no_number_of_a_study_is_none(typed):
    assert not study_numbers.asked(typed)
