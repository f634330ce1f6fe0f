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
    assert "Call 202-555-0188" in strip_tags(box)
    assert "Example Hospital Paris" in box


@pytest.mark.django_db
def test_a_study_that_takes_nobody_names_nobody_to_call(client, publish):
    publish(
        study(
            status="COMPLETED", contactsLocationsModule={"centralContacts": [contact("Somebody")]}
        )
    )
    html = client.get("/trials/NCT99000001/").text
    assert "The record does not say that this study is accepting people now, so we show" in html
    assert "tel:" not in html


@pytest.mark.django_db
def test_silence_is_said_as_not_stated(client, publish):
    publish(study())
    html = client.get("/trials/NCT99000001/").text
    six = html[html.index('class="six"') : html.index("</dl>", html.index('class="six"'))]
    assert six.count("Not stated") == 4


def _fact(html, label):
    """What the first of the six facts says under this label."""
    fact = html[html.index(f"{label}</dt>") :]
    return " ".join(strip_tags(fact[: fact.index("</dd>")]).split()).removeprefix(f"{label} ")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "query", "label", "said"),
    [
        (
            "",
            "?place=Lyon",
            "Nearest open location",
            "None listed as open. The record does not say whether the one in Lyon, "
            "less than 8 km away, is open. Ask.",
        ),
        ("", "", "Open locations", "None listed as open"),
        ("COMPLETED", "?place=Lyon", "Nearest open location", "None listed as open"),
    ],
)
def test_a_near_place_that_does_not_say_whether_it_is_open_is_told(
    client, publish, status, query, label, said
):
    lyon = site(status=status, geoPoint={"lat": 45.75, "lon": 4.85})
    publish(study(contactsLocationsModule={"locations": [lyon]}))
    assert _fact(client.get(f"/trials/NCT99000001/{query}").text, label) == said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "label", "said"),
    [
        ("", "Open locations", "3, in 2 countries"),
        ("?place=France", "Open locations", "2 in France"),
        ("?place=Spain", "Open locations", "None listed in Spain"),
        ("?place=Lyon", "Nearest open location", "Lyon, less than 8 km away"),
    ],
)
def test_a_location_is_called_the_nearest_only_to_a_town(client, publish, query, label, said):
    locations = [
        site("Lyon", geoPoint={"lat": 45.75, "lon": 4.85}),
        site("Paris", geoPoint={"lat": 48.85, "lon": 2.35}),
        site("Berlin", country="Germany", geoPoint={"lat": 52.52, "lon": 13.4}),
    ]
    publish(study(contactsLocationsModule={"locations": locations}))
    html = client.get(f"/trials/NCT99000001/{query}").text
    assert _fact(html, label) == said
    others = {"Open locations", "Nearest open location"} - {label}
    assert not any(f"{other}</dt>" in html for other in others)
