"""The answer at the top of a study's page."""

import pytest
from django.utils.html import strip_tags

from tests.studies import contact, site, study
from trials.models import Trial
from trials.presenting.answer import LONGEST_SUMMARY, LONGEST_TITLE, about, title


def summary(text):
    return about(Trial(brief_summary=text))


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("One. Two. Three.", "One. Two."),
        ("One only", "One only"),
        ("", ""),
        (
            "It tests a drug, e.g. tablets. It lasts a year. More.",
            "It tests a drug, e.g. tablets. It lasts a year.",
        ),
        ("Dr. A. Example asks why. It helps. More.", "Dr. A. Example asks why."),
        ("**Bold** words. <b>Tag</b> here. More.", "Bold words. <b>Tag</b> here."),
        ("The study asks:\n\n* One\n* Two", "The study asks:"),
        ("* One.\n* Two.\n* Three.", "One. Two."),
        ("Age \\>= 18 years. Two. Three", "Age >= 18 years. Two."),
    ],
)
def test_a_summary_is_cut_at_the_end_of_a_sentence(text, short):
    found = summary(text)
    assert found == short or (short and found.startswith(short))
    assert found in text.replace("**", "").replace("\\", "") or "*" in text


def test_one_endless_sentence_is_cut_and_says_so():
    found = summary("word " * 200)
    assert len(found) <= LONGEST_SUMMARY
    assert found.endswith("…")


def test_a_long_title_is_cut_between_words():
    found = title(Trial(brief_title="A Long Study of Something " * 10))
    assert len(found) <= LONGEST_TITLE
    assert found.endswith("…")
    assert title(Trial(brief_title="Short")) == "Short"
    assert title(Trial(nct_id="NCT99000001")) == "NCT99000001"


@pytest.mark.django_db
def test_the_contact_of_an_open_place_stands_in_for_a_missing_central_one(client, publish):
    places = [
        site("Lyon", status="COMPLETED", contacts=[contact("Closed Place")]),
        site("Paris", contacts=[contact("Open Place") | {"phone": "202-555-0188"}]),
    ]
    publish(study(contactsLocationsModule={"locations": places}))
    html = client.get("/trials/NCT99000001/").text
    box = html[html.index('class="ask-team"') : html.index("</aside>", html.index("ask-team"))]
    assert "Call 202-555-0188" in box
    assert "Example Hospital Paris" in box


@pytest.mark.django_db
def test_a_study_that_takes_nobody_names_nobody_to_call(client, publish):
    publish(
        study(
            status="COMPLETED", contactsLocationsModule={"centralContacts": [contact("Somebody")]}
        )
    )
    html = client.get("/trials/NCT99000001/").text
    assert "The record does not say that this study accepts people now, so we keep" in html
    assert "tel:" not in html


@pytest.mark.django_db
def test_silence_is_said_as_not_stated(client, publish):
    publish(study())
    html = client.get("/trials/NCT99000001/").text
    six = html[html.index('class="six"') : html.index("</dl>", html.index('class="six"'))]
    assert six.count("Not stated") == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "query", "said"),
    [
        (
            "",
            "?place=Lyon",
            "None is listed as open. The record does not say whether the one in Lyon, "
            "less than 8 km away, is open. Ask.",
        ),
        ("", "", "None is listed as open"),
        ("COMPLETED", "?place=Lyon", "None is listed as open"),
    ],
)
def test_a_near_place_that_does_not_say_whether_it_is_open_is_told(
    client, publish, status, query, said
):
    lyon = site(status=status, geoPoint={"lat": 45.75, "lon": 4.85})
    publish(study(contactsLocationsModule={"locations": [lyon]}))
    html = client.get(f"/trials/NCT99000001/{query}").text
    fact = html[html.index("Nearest open place</dt>") :]
    assert " ".join(strip_tags(fact[: fact.index("</dd>")]).split()) == f"Nearest open place {said}"
