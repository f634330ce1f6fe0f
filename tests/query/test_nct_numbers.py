"""NCT numbers as people type them, and what they are told where we have no such study."""

import pytest

from query import reader
from tests.studies import study
from tests.trials.views.test_studies import text_of
from trials.choices import Presence
from trials.models import Trial, TrialAlias

NUMBER = "NCT06991114"


@pytest.mark.parametrize(
    "typed",
    [
        "NCT06991114", "nct06991114", "NCT 06991114", "nct-06991114", "NCT: 06991114",
        "NCT#06991114", "NCT-0699-1114", "NCT0699 1114", "NCT 06 991 114", "NCT no. 06991114",
        "N CT06991114", "NTC06991114", "NCTO6991114", "NCTo6991114", "06991114", " 06991114 ",
        "#06991114", "06991114.", "study 06991114", "trial number 06991114 please", "(NCT06991114)",
        "NCT06991114?", "https://clinicaltrials.gov/study/NCT06991114",
        "\uff2e\uff23\uff34\uff10\uff16\uff19\uff19\uff11\uff11\uff11\uff14", "NCT_06991114",
        "NCT\u201306991114", "NCT06991114 NCT06991114", "NCT0699lll4", "NCT0699III4",
        "N.C.T. 06991114", "NCT = 06991114", "NCT\u200b06991114", "NCT0699.1114", "NCT06,991,114",
    ],
)  # fmt: skip
def test_a_number_is_read_however_it_is_written(typed):
    assert reader.read(typed).numbers == (NUMBER,)
    assert not reader.read(typed).words or "http" in typed or "number" in typed


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("NCT6991114", ("NCT6991114",)),
        ("NCT069911144", ("NCT069911144",)),
        ("NCT 0699111", ("NCT0699111",)),
        ("nct-6991114", ("NCT6991114",)),
        ("6991114", ("NCT6991114",)),
        ("069911144", ("NCT069911144",)),
        ("NCT06991114 or NCT06991115", ("NCT06991114", "NCT06991115")),
        ("NCT06991114NCT06991115", ("NCT06991114", "NCT06991115")),
        # No numbers of studies.
        ("15213", ()),
        ("2022-502345-38-00", ()),
        ("2026-11-28", ()),
        ("20261128 dermatomyositis", ()),
        ("anti-CD19 12345678", ()),
        ("BMS-986165", ()),
        ("0.06991114", ()),
        ("555-010-06991114", ()),
        ("function 06", ()),
        ("NCT", ()),
        ("phase 2 IBM", ()),
    ],
)
def test_other_digits_stay_what_they_are(typed, numbers):
    assert reader.read(typed).numbers == numbers


@pytest.fixture
def listed(publish):
    publish(study(NUMBER, title="The one study"), study("NCT06991999", title="Another study"))


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["06991114", "NCT 06991114", "nct-06991114"])
def test_it_is_found_wherever_it_is_typed(client, listed, typed):
    page = text_of(client.get("/trials/", {"q": typed}))
    assert "The one study" in page
    assert "Another study" not in page
    assert "eight digits" not in page
    assert client.get("/search/", {"q": typed})["Location"] == f"/trials/{NUMBER}/"
    answer = client.get("/api/v1/trials/", {"q": typed}).json()
    assert [trial["nct_id"] for trial in answer["results"]] == [NUMBER]
    assert answer["numbers"][0] == {
        "typed": NUMBER, "found": NUMBER, "meant": [], "message": "",
        "registry_url": f"https://clinicaltrials.gov/study/{NUMBER}",
    }  # fmt: skip


@pytest.mark.parametrize(
    "typed", ["NCT6991114", "6991114", "NCT069911144", "NCT0699114", "NCT006991114"]
)
def test_with_a_digit_too_few_or_too_many_the_reader_is_asked(client, listed, typed):
    question = f"NCT numbers have eight digits; did you mean {NUMBER}?"
    for address in ("/trials/", "/search/"):
        page = text_of(client.get(address, {"q": typed}))
        assert question in page
        assert "The one study" in page
        assert "Try just one word" not in page
    answer = client.get("/api/v1/trials/", {"q": typed}).json()
    assert answer["numbers"][0]["message"] == question
    assert answer["numbers"][0]["meant"] == [NUMBER]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("NCT7000001", "did you mean NCT07000001?"),
        ("NCT069999999", "NCT numbers have eight digits; NCT069999999 has 9."),
        ("NCT12345678901", "NCT numbers have eight digits; NCT12345678901 has 11."),
    ],
)
def test_a_number_that_is_none_and_fits_no_study(client, listed, typed, told):
    page = text_of(client.get("/trials/", {"q": typed}))
    assert told in page
    assert "study" not in page[page.index("0 studies") :][:40].replace("0 studies", "")


def test_a_number_that_we_do_not_have_leads_to_its_record(client, listed):
    record = 'href="https://clinicaltrials.gov/study/NCT04789070"'
    told = "NCT04789070 is not among the studies we list."
    for address in ("/trials/?q=NCT04789070", "/search/?q=NCT04789070", "/trials/NCT04789070/"):
        response = client.get(address)
        assert told in text_of(response), address
        assert record in response.text, address
        assert "another word" not in response.text
        assert "your words" not in response.text
    assert response.status_code == 404
    answer = client.get("/api/v1/trials/?q=NCT04789070").json()
    assert answer["count"] == 0
    assert answer["numbers"][0]["message"] == told
    missing = client.get("/api/v1/trials/NCT04789070/")
    assert missing.status_code == 404
    assert missing.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": told,
        "registry_url": "https://clinicaltrials.gov/study/NCT04789070",
    }


def test_of_several_numbers_each_that_is_missing_is_named(client, listed):
    page = text_of(client.get(f"/trials/?q={NUMBER}+NCT04789070"))
    assert "The one study" in page
    assert "NCT04789070 is not among the studies we list." in page
    assert f"{NUMBER} is not among" not in page


def test_a_former_number_and_a_study_that_is_gone(client, listed):
    TrialAlias.objects.create(alias="NCT06990000", nct_id=NUMBER)
    assert "The one study" in text_of(client.get("/trials/?q=6990000+or+NCT06990000"))
    Trial.objects.filter(pk="NCT06991999").update(presence=Presence.GONE)
    response = client.get("/trials/?q=NCT06991999")
    assert "NCT06991999 is no longer on the registry." in text_of(response)
    assert 'href="/trials/NCT06991999/"' in response.text


@pytest.mark.parametrize(
    ("address", "to"),
    [
        ("/trials/nct06991114/?place=Rome&for=child", f"/trials/{NUMBER}/?place=Rome&for=child"),
        ("/trials/Nct06991114/", f"/trials/{NUMBER}/"),
        ("/trials/06991114/?place=Boston", f"/trials/{NUMBER}/?place=Boston"),
        ("/trials/NCT-06991114/", f"/trials/{NUMBER}/"),
        ("/api/v1/trials/nct06991114/?x=%0d%0aSet-Cookie:a",
         f"/api/v1/trials/{NUMBER}/?x=%0d%0aSet-Cookie:a"),
    ],
)  # fmt: skip
def test_an_address_in_other_letters_keeps_its_question(client, listed, address, to):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, to)
    assert "Set-Cookie" not in response


def test_an_address_with_a_digit_too_few_asks_as_well(client, listed):
    response = client.get("/trials/NCT6991114/")
    assert response.status_code == 404
    assert f"did you mean {NUMBER}?" in text_of(response)
