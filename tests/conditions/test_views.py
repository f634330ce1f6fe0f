"""What readers find on the pages of knowledge."""

import datetime as dt
import html
import json
import re

import pytest

from conditions.models import Change, ConditionCode, ConditionName, Reference, Topic
from tests import knowledge
from tests.client import soup
from tests.knowledge import heading, section, statement
from tests.studies import study

pytestmark = pytest.mark.django_db

IBM = {"conditionsModule": {"conditions": ["Inclusion Body Myositis"]}}


def today():
    """Asked for in each test: a run of all tests may begin on the day before."""
    return dt.date.today()


def text_of(response):
    """The words of a page as they are read, without its marks."""
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def data_of(response):
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.S
    )
    return [json.loads(text) for text in found]


@pytest.fixture
def source():
    return knowledge.reference(seen_on=dt.date(2026, 11, 20), licence="Public domain")


@pytest.fixture
def page(client):
    """Publishes a disease of these statements and shows its page."""

    def page(*body, **values):
        return client.get(
            knowledge.condition("dermatomyositis", *body, **values).get_absolute_url()
        )

    return page


def test_what_is_urgent_comes_before_everything_in_one_line_and_whole_beside_the_symptoms(
    page, source
):
    markup = page(
        section("answer"),
        statement("It is a disease.", source),
        section("signs"),
        statement("A sign.", source),
    ).content.decode()
    assert 0 < markup.index('href="/urgent/"') < markup.index("It is a disease.")
    assert markup.count('id="emergency"') == 1
    assert markup.index("It is a disease.") < markup.index('id="emergency"')
    assert markup.index('id="emergency"') < markup.index("A sign.")


def test_urgent_signs_come_before_the_other_sections_whatever_their_place(page, source):
    markup = page(
        section("answer"),
        statement("The answer.", source),
        section("signs"),
        statement("A sign.", source),
        section("urgent"),
        statement("Call now.", source),
    ).content.decode()
    places = [
        markup.index(text)
        for text in ("The answer.", 'id="this-week"', 'id="urgent"', "Call now.", "A sign.")
    ]
    assert places == sorted(places)


def test_numbers_lead_to_the_sources_in_the_order_of_reading(page, source):
    other = knowledge.reference("https://example.org/other", title="Another Source")
    markup = page(
        section("answer"),
        statement("One.", source),
        statement("Two.", other, source),
    ).content.decode()
    cited = re.findall(r'href="#source-(\d)"', markup)
    assert cited == ["1", "2", "1"]
    assert re.search(r'id="source-1">.*?example.org/source.*?id="source-2">.*?/other', markup, re.S)


def test_a_source_says_who_when_and_under_which_licence(page, source):
    unread = knowledge.reference("https://example.org/unread", title="Unread")
    text = text_of(page(section("answer"), statement("One.", source, unread)))
    assert "Example Institute: An Invented Source . We read it on Nov. 20, 2026. Public do" in text
    assert "Example Institute: Unread . We have not read it yet." in text


def test_points_are_a_list_and_a_label_is_said_once(page, source):
    markup = page(
        section("tests"),
        statement("One.", source, label="CK"),
        statement("Two.", source, label="CK"),
        statement("Three.", source, label="EMG"),
        section("signs"),
        statement("A point.", source, point=True),
        statement("A second.", source, point=True),
    ).content.decode()
    assert markup.count("<strong>CK:</strong>") == 1
    assert markup.count("<strong>EMG:</strong>") == 1
    assert re.search(r"<ul>\s*<li>\s*A point\..*?</li>\s*<li>\s*A second\..*?</ul>", markup, re.S)


def test_a_part_that_is_mostly_unchecked_says_so_once_and_marks_what_was_read(page, source):
    text = text_of(
        page(
            section("signs"),
            statement("Sure.", source),
            *(statement(f"Perhaps {n}.", checked=False) for n in "abc"),
        )
    )
    assert text.count("To be reviewed: most of this part comes from general knowledge.") == 1
    assert "Sure. [ Source 1 ] We read the source" in text
    assert "Perhaps a. Perhaps b. Perhaps c." in text


def test_hard_facts_say_so_before_they_are_unfolded(page, source):
    markup = page(
        section("signs"), statement("Mild.", source), section("outlook"), statement("Hard.", source)
    ).content.decode()
    assert markup.count("You may not want to read this now.") == 1
    summary = re.search(r"<summary>(?:(?!</summary>).)*outlook.*?</summary>", markup, re.S)[0]
    assert "You may not want to read this now." in summary


def test_a_type_of_myositis_has_a_drawing_with_its_words(page, source):
    markup = page(section("signs"), statement("A sign.", source)).content.decode()
    alt = re.search(r'<svg class="drawing body"[^>]*aria-label="([^"]*)"', markup)[1]
    assert alt.startswith("Outline of a body. Marked: eyelids,")
    assert "one with light and one with dark skin" in markup


def test_what_nobody_checked_says_so_beside_it(page, source):
    text = text_of(
        page(section("signs"), statement("Sure.", source), statement("Perhaps.", checked=False))
    )
    assert "Perhaps. To be reviewed" in text
    assert text.count("To be reviewed") == 2  # the other one explains it, above the sources


def test_a_section_that_nobody_checked_says_so_once(page, source):
    text = text_of(
        page(
            section("signs"),
            statement("Perhaps.", source, checked=False),
            statement("Maybe.", checked=False),
            section("who"),
            statement("Sure.", source),
        )
    )
    assert text.count("To be reviewed: this part comes from general knowledge.") == 1
    assert "Perhaps. [ Source 1 ]" in text
    assert "Maybe. To be reviewed" not in text
    assert text.count("Each number leads to a general page") == 1


def test_numbers_are_explained_only_where_there_are_some(page):
    text = text_of(page(section("signs"), statement("Maybe.", checked=False)))
    assert "this part comes from general knowledge" in text
    assert "Each number leads to" not in text


def test_an_expired_fact_hides_itself(page, source):
    yesterday, tomorrow = today() - dt.timedelta(days=1), today() + dt.timedelta(days=1)
    text = text_of(
        page(
            section("treatment"),
            statement("Approved ages ago.", source, expires_on=yesterday.isoformat()),
            statement("Approved till today.", source, expires_on=today().isoformat()),
            statement("Approved.", source, expires_on=tomorrow.isoformat()),
        )
    )
    assert "ages ago" not in text
    assert "till today" not in text
    assert text.count("This fact is being rechecked.") == 2
    assert "Approved." in text


def test_a_page_that_nobody_signed_says_so(page):
    assert "Not yet reviewed by a clinician." in text_of(page())


def test_a_signed_page_names_who_and_until_when(client):
    condition = knowledge.signed(knowledge.condition())
    text = text_of(client.get(condition.get_absolute_url()))
    assert "Reviewed by Dr. Example, rheumatologist on" in text
    assert "Next review due on" in text
    assert "Not yet reviewed" not in text
    assert "overdue" not in text


def test_a_text_that_changed_after_the_signature_says_so(client):
    condition = knowledge.signed(knowledge.condition())
    condition.summary = "Another sentence."
    condition.save()
    text = text_of(client.get(condition.get_absolute_url()))
    assert "Changed since the review. Dr. Example, rheumatologist reviewed an earlier" in text
    assert "Reviewed by" not in text


@pytest.mark.parametrize(("days", "is_overdue"), [(1, False), (0, True), (-30, True)])
def test_a_page_is_overdue_by_the_clock_alone(client, days, is_overdue):
    condition = knowledge.signed(knowledge.condition(), days=days)
    text = text_of(client.get(condition.get_absolute_url()))
    assert ("This page is overdue for review." in text) == is_overdue


def test_drafts_are_not_shown_and_not_linked(client):
    draft = knowledge.condition("polymyositis", name="Hidden Page")
    draft.unpublish()
    page = knowledge.condition(parent=draft)
    page.confused_with = [draft]
    page.save()
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert b"Hidden Page" not in client.get("/conditions/").content
    markup = client.get(page.get_absolute_url()).content.decode()
    assert draft.get_absolute_url() not in markup
    guide = knowledge.guide()
    guide.unpublish()
    assert client.get(guide.get_absolute_url()).status_code == 404
    assert guide.title not in client.get("/guides/").content.decode()


def test_the_family_of_a_disease(client):
    umbrella = knowledge.condition("inflammatory-myopathy", kind="umbrella")
    page = knowledge.condition(parent=umbrella)
    special = knowledge.condition("anti-mda5-dermatomyositis", parent=page, kind="phenotype")
    other = knowledge.condition("polymyositis")
    page.confused_with = [other]
    page.save()
    markup = client.get(page.get_absolute_url()).content.decode()
    for relative in (umbrella, special, other):
        assert f'href="{relative.get_absolute_url()}"' in markup


def test_other_names_without_misspellings_and_spanish_apart(client):
    page = knowledge.condition(abbreviation="DM")
    for name, kind in (
        ("dm", "abbreviation"),
        ("Wagner disease", "lay"),
        ("dermatomiositis", "spanish"),
        ("dermatomyocitis", "misspelling"),
    ):
        ConditionName.objects.create(condition=page, name=name, kind=kind)
    markup = client.get(page.get_absolute_url()).content.decode()
    assert re.search(r"<p\s*>Wagner disease</p>", markup)
    assert '<p lang="es">dermatomiositis</p>' in markup
    assert "dermatomyocitis" not in markup


def test_codes_name_their_makers_and_are_certain_only_where_somebody_saw_them(client):
    page = knowledge.condition()
    ConditionCode.objects.create(condition=page, system="mesh", value="D003882", checked=True)
    ConditionCode.objects.create(condition=page, system="icd11", value="4A41.0")
    text = text_of(client.get(page.get_absolute_url()))
    assert re.search(r"D003882 (?!To be)", text)
    assert "4A41.0 To be reviewed" in text
    assert "World Health Organization" in text


def test_words_of_the_glossary_are_links_and_explained_on_the_page(page, source):
    knowledge.term("Biopsy", "A tiny piece is taken.", other_names=["muscle biopsy"])
    knowledge.term("Zebra", "It is on no page.")
    markup = page(
        section("answer"), statement("A biopsy helps. A biopsy again.", source)
    ).content.decode()
    assert markup.count('href="/glossary/#biopsy"') == 1
    assert "A tiny piece is taken." in markup
    assert "on no page" not in markup


def test_what_changed_stands_on_the_page_and_in_the_log(client):
    page = knowledge.condition()
    Change.objects.create(kind="correction", condition=page, text="A number was wrong.")
    Change.objects.create(kind="update", text="Something of the whole portal.")
    assert "A number was wrong." in text_of(client.get(page.get_absolute_url()))
    log = client.get("/corrections/")
    assert "A number was wrong." in text_of(log)
    assert "Something of the whole portal." in text_of(log)
    assert f'href="{page.get_absolute_url()}"' in log.content.decode()


def test_the_log_has_pages(client):
    Change.objects.bulk_create(Change(kind="update", text=f"Change {n}.") for n in range(60))
    assert b"Change 59." in client.get("/corrections/").content
    assert b"Change 0." not in client.get("/corrections/").content
    assert b"Change 0." in client.get("/corrections/?page=2").content
    assert client.get("/corrections/?page=old").status_code == 200


def test_a_section_that_is_begun_twice_stands_there_once(page, source):
    markup = page(
        section("signs"),
        statement("One.", source),
        section("who"),
        statement("Two.", source),
        section("signs"),
        statement("Three.", source),
    ).content.decode()
    assert markup.count('id="signs"') == 1
    assert markup.index("One.") < markup.index("Three.") < markup.index("Two.")


@pytest.mark.parametrize("slug", ["dermatomyositis", "rare-members"])
def test_every_link_within_a_page_leads_somewhere(client, publish, source, slug):
    publish(study("NCT99000001"))
    knowledge.term("Biopsy")
    knowledge.guide()
    kind = "neighbour" if slug == "rare-members" else "subtype"
    body = (section("urgent"), statement("Call.", source), section("signs"), statement("A biopsy."))
    bare = knowledge.condition(slug, section("answer"), statement("One.", source), *body, kind=kind)
    markup = client.get(bare.get_absolute_url()).content.decode()
    ids = re.findall(r'\sid="([^"]*)"', markup)
    assert len(ids) == len(set(ids))
    leads = set(re.findall(r'href="#([^"]*)"', markup))
    assert {"main", "source-1"} <= leads <= set(ids)
    assert ("signs" in leads) == (slug == "dermatomyositis")


def test_hostile_text_stays_text(page, source):
    hostile = '<script>alert(1)</script>"onload="x'
    markup = page(
        section("answer"),
        statement(hostile, source, label="<b>L</b>"),
        name="</title><script>alert(2)</script>",
        summary='"><img src=x>',
    ).content.decode()
    assert "<script>alert" not in markup
    assert "<img src=x" not in markup
    assert "<b>L" not in markup


def test_a_page_asks_the_database_a_fixed_number_of_times(client, django_assert_max_num_queries):
    sources = [knowledge.reference(f"https://example.org/{n}") for n in range(20)]
    body = [statement(f"Statement {n}.", source) for n, source in enumerate(sources)]
    page = knowledge.condition("rare-members", section("signs"), *body, kind="neighbour")
    with django_assert_max_num_queries(16):
        client.get(page.get_absolute_url())


# The front page of knowledge


def test_the_index_is_the_family_in_words(client):
    umbrella = knowledge.condition("inflammatory-myopathy", kind="umbrella")
    parent = knowledge.condition("dermatomyositis", parent=umbrella, name="Dermatomyositis")
    knowledge.condition("clinically-amyopathic-dermatomyositis", parent=parent, summary="A rash.")
    knowledge.condition("fibromyalgia", kind="neighbour", name="Fibromyalgia")
    text = text_of(client.get("/conditions/"))
    headings = ["The whole family", "The types", "Other diseases that can be confused with it"]
    assert [text.index(heading) for heading in headings] == sorted(map(text.index, headings))
    assert "A form of Dermatomyositis." in text
    assert "An invented sentence on fibromyalgia." in text


def test_the_index_leads_those_who_were_just_told_or_have_no_diagnosis_to_their_guides(client):
    assert b"not sure which type" not in client.get("/conditions/").content
    knowledge.guide("no-diagnosis-yet", title="No diagnosis yet")
    knowledge.guide("just-diagnosed", title="The first weeks")
    markup = client.get("/conditions/").content.decode()
    assert "Just diagnosed, or not sure which type" in markup
    links = ['href="/guides/just-diagnosed/"', 'href="/guides/no-diagnosis-yet/"']
    assert [markup.index(link) for link in links] == sorted(map(markup.index, links))


def test_the_index_lists_topics_and_publications(client):
    Topic.objects.create(
        kind="topic", title="A Topic", url="https://example.org/t", publisher="P", checked=True
    )
    Topic.objects.create(
        kind="publication", title="A Leaflet", url="https://example.org/l", publisher="P"
    )
    text = text_of(client.get("/conditions/"))
    assert "Related topics (1) A Topic P." in text
    assert "Publications to order (1) A Leaflet P. To be reviewed" in text


# Guides


def test_a_guide_stands_once_under_the_people_it_is_mainly_written_for(client):
    knowledge.guide("school", title="At school", audience=["parent", "patient"])
    knowledge.guide("placebo", title="What is a placebo", audience=["patient"])
    text = text_of(client.get("/guides/"))
    assert text.count("At school") == text.count("What is a placebo") == 1
    places = [
        text.rindex(part)
        for part in ("People with myositis", "What is a placebo", "Parents", "At school")
    ]
    # First the ways to those parts of the page.
    assert "People with myositis (1) Parents (1)" in text[: places[0]]
    assert places == sorted(places)


def test_guides_for_people_with_myositis_stand_under_their_themes(client):
    knowledge.guide("placebo", title="What is a placebo", audience=["patient"], theme="study")
    knowledge.guide("lungs", title="Lungs", audience=["patient", "parent"], theme="living")
    knowledge.guide("other", title="Another guide", audience=["patient"])
    knowledge.guide("school", title="At school", audience=["parent"], theme="living")
    page = soup(client.get("/guides/"))
    found = {
        part.h2.get_text(strip=True): [link.get_text(strip=True) for link in part.select("li a")]
        for part in page.select("main section")
    }
    assert list(found.items()) == [
        ("Body and daily life", ["Lungs"]),
        ("Taking part in a study", ["What is a placebo"]),
        ("People with myositis", ["Another guide"]),
        ("Parents", ["At school"]),
    ]


def test_a_guide_is_read_like_a_disease(client, source):
    about = knowledge.condition()
    guide = knowledge.guide(
        "placebo",
        statement("The plain answer.", source),
        heading("Why is it used?"),
        statement("To compare.", source),
        statement("Perhaps.", checked=False),
        about=[about],
    )
    response = client.get(guide.get_absolute_url())
    text = text_of(response)
    assert "In short The plain answer. [ Source 1 ]" in text
    assert "Why is it used? To compare." in text
    assert "Perhaps. To be reviewed" in text
    assert f'href="{about.get_absolute_url()}"' in response.content.decode()
    assert (
        f'href="{guide.get_absolute_url()}"'
        in client.get(about.get_absolute_url()).content.decode()
    )


@pytest.mark.parametrize("is_medical", [True, False])
def test_the_emergency_box_stands_on_medical_guides(client, is_medical):
    guide = knowledge.guide("placebo", is_medical=is_medical)
    response = client.get(guide.get_absolute_url())
    assert (b'id="emergency"' in response.content) == is_medical
    assert ("Not yet reviewed by a clinician." in text_of(response)) == is_medical


# The glossary


@pytest.fixture
def glossary():
    knowledge.term("Creatine kinase", "A protein of muscle.", other_names=["CK", "CPK"])
    knowledge.term("Électromyographie", "A test with a needle.", slug="emg", category="test")
    knowledge.term("6-minute walk test", "How far one gets.", category="measure")
    knowledge.term("Hidden", "A draft.").unpublish()


def test_the_glossary_lists_all_words_by_letters(client, glossary):
    markup = client.get("/glossary/").content.decode()
    assert re.findall(r'href="#letter-([^"]*)"', markup) == ["C", "E", "0–9"]
    assert re.findall(r'<dt id="([^"]*)"', markup) == [
        "creatine-kinase",
        "emg",
        "6-minute-walk-test",
    ]


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ("q=CREATINE", ["creatine-kinase"]),
        ("q=cpk", ["creatine-kinase"]),
        ("q=electro", ["emg"]),
        ("q=%C3%A9lectro+needle", ["emg"]),
        ("q=protein", ["creatine-kinase"]),
        ("q=protein+needle", []),
        ("category=measure", ["6-minute-walk-test"]),
        ("category=measure&q=ck", []),
        ("q=draft", []),
        ("q=%3F%3F", ["creatine-kinase", "emg", "6-minute-walk-test"]),
    ],
)
def test_the_glossary_is_searched_whatever_case_and_accents(client, glossary, asked, slugs):
    markup = client.get(f"/glossary/?{asked}").content.decode()
    assert re.findall(r'<dt id="([^"]*)"', markup) == slugs


def test_an_empty_glossary_search_says_what_to_do(client, glossary):
    text = text_of(client.get("/glossary/?q=<zebra>"))
    assert "No word in our glossary matches “<zebra>.”" in text
    assert "Try just the first few letters." in text


@pytest.mark.parametrize("asked", ["category=colour", "q=" + "x" * 101])
def test_a_question_that_cannot_be_used_is_told(client, glossary, asked):
    response = client.get(f"/glossary/?{asked}")
    assert response.status_code == 200
    assert "We could not use this part of your search:" in text_of(response)
    assert response.content.decode().count("<dt id=") == 3


def test_what_no_keyboard_types_is_left_out_of_the_words(client, glossary):
    assert 'value="muscle biopsy"' in client.get("/glossary/?q=%00muscle%1bbiopsy%0a").text


def test_a_word_says_its_meaning_first_and_where_it_is_from_folded(client, source):
    knowledge.term("Sure", references=[source], checked=True)
    knowledge.term("Unsure", references=[source])
    response = client.get("/glossary/")
    text = text_of(response)
    assert "Sure An invented meaning of it. Source – Sure Source: Example Institute" in text
    assert "Unsure An invented meaning of it. To be reviewed Source – Unsure Still to be ch" in text
    assert response.content.decode().count("<details>") == 2


def test_a_glossary_that_is_mostly_unread_says_so_once(client, source):
    knowledge.term("Sure", references=[source], checked=True)
    for word in ("One", "Two", "Three"):
        knowledge.term(word)
    text = text_of(client.get("/glossary/"))
    assert text.count("To be reviewed") == 1
    assert "Sure An invented meaning of it. We read the source" in text


# Studies of a disease


def test_the_page_has_the_search_s_own_numbers(client, publish):
    publish(
        study("NCT99000001", **IBM),
        study("NCT99000002", "NOT_YET_RECRUITING", **IBM),
        study("NCT99000003", "TERMINATED", statusModule={"whyStopped": "No money."}, **IBM),
        study("NCT99000004", "COMPLETED", **IBM) | {"hasResults": True},
        study("NCT99000005", "COMPLETED", **IBM),
        study("NCT99000006", conditionsModule={"conditions": ["Myositis"]}),
    )
    page = knowledge.condition("inclusion-body-myositis")
    markup = client.get(page.get_absolute_url()).content.decode()
    rows = re.findall(r'href="/trials/(\?[^"#]*)"[^>]*>\s*([^<]*?)\s*</a>', markup)
    numbers = {}
    for address, text in rows:
        found = client.get(f"/trials/{address.replace('&amp;', '&')}").context["page"]
        numbers[text] = (int(re.search(r"\d+", text)[0]), found.paginator.count)
    assert [said for said, found in numbers.values()] == [found for said, found in numbers.values()]
    texts = ["Opening soon: 1", "Stopped: 1", "Completed, with results: 1"]
    assert {*texts, "Completed, without results on the registry: 1"} <= set(numbers)
    assert "“No money.”" in markup or "<q>No money.</q>" in markup


def test_nothing_open_is_said_honestly_with_other_registers(client, publish):
    publish(study("NCT99000001", "COMPLETED", **IBM))
    page = knowledge.condition("inclusion-body-myositis")
    response = client.get(page.get_absolute_url())
    text = text_of(response)
    assert "None are listed as open on ClinicalTrials.gov." in text
    assert "Completed, without results on the registry: 1" in text
    for register in ("euclinicaltrials.eu", "isrctn.com", "anzctr.org.au", "trialsearch.who.int"):
        assert register in response.content.decode()
    assert "Find a study near you" not in text


def test_a_volunteer_is_told_of_a_disease_which_open_studies_take_healthy_people(client, publish):
    knowledge.condition("dermatomyositis")
    publish(
        study("NCT99000001", eligibilityModule={"healthyVolunteers": False}),
        study("NCT99000002", "COMPLETED", eligibilityModule={"healthyVolunteers": True}),
    )
    text = text_of(client.get("/conditions/dermatomyositis/?for=volunteer"))
    assert "You are searching as a healthy volunteer" in text
    assert "Of the studies that also accept healthy people, none are listed as open." in text
    # True only of all studies.
    assert "None are listed as open on ClinicalTrials.gov." not in text
    assert "healthy volunteer" not in text_of(client.get("/conditions/dermatomyositis/"))


def test_what_stands_below_the_parts_of_a_disease_is_folded_and_says_how_much_it_is(
    client, publish
):
    knowledge.condition("dermatomyositis")
    publish(study("NCT99000001"), study("NCT99000002"))
    html = client.get("/conditions/dermatomyositis/").content.decode()
    for name in ("studies", "groups"):
        before = html[: html.index(f'<div id="{name}">')]
        # A link to it unfolds it, since what it leads to is inside.
        assert before.rindex('<details class="part">') > before.rindex("</details>")
    assert "Studies (2 open)" in text_of(client.get("/conditions/dermatomyositis/"))


def test_another_disease_is_not_said_to_have_no_studies(client, publish):
    publish(study("NCT99000001", **IBM))
    page = knowledge.condition("fibromyalgia", kind="neighbour", name="Fibromyalgia")
    text = text_of(client.get(page.get_absolute_url()))
    assert "None listed" not in text
    assert "It has only some of the studies of other diseases." in text


def test_a_page_on_several_diseases_has_no_studies(client, publish):
    publish(study("NCT99000001", **IBM))
    page = knowledge.condition("rare-members", kind="neighbour")
    assert b'id="studies"' not in client.get(page.get_absolute_url()).content


def test_the_index_counts_open_studies_as_the_search_does(client, publish):
    publish(study("NCT99000001", **IBM), study("NCT99000002", "COMPLETED", **IBM))
    knowledge.condition("inclusion-body-myositis", name="Inclusion body myositis")
    knowledge.condition("juvenile-myositis", name="Juvenile myositis")
    text = text_of(client.get("/conditions/"))
    assert "1 open study – Inclusion body myositis" in text
    assert text.count("No study is listed as open on ClinicalTrials.gov.") == 1


def test_the_index_counts_for_a_volunteer_what_takes_healthy_people(client, publish):
    healthy = IBM | {"eligibilityModule": {"healthyVolunteers": True}}
    publish(study("NCT99000001", **IBM), study("NCT99000002", **healthy))
    knowledge.condition("inclusion-body-myositis", name="Inclusion body myositis")
    knowledge.condition("juvenile-myositis", name="Juvenile myositis")
    text = text_of(client.get("/conditions/?for=volunteer"))
    assert "1 open study that also accepts healthy people – Inclusion body myositis" in text
    assert text.count("No open study accepts healthy people.") == 1
    assert "2 open studies – Inclusion body myositis" in text_of(client.get("/conditions/"))


# What search engines are told


def test_a_disease_is_told_with_the_codes_that_somebody_checked(client):
    page = knowledge.signed(knowledge.condition())
    ConditionCode.objects.create(condition=page, system="mesh", value="D003882", checked=True)
    ConditionCode.objects.create(condition=page, system="icd11", value="4A41.0")
    [data] = data_of(client.get(page.get_absolute_url()))
    assert data["@type"] == "MedicalWebPage"
    assert data["lastReviewed"] == today().isoformat()
    assert data["about"]["@type"] == "MedicalCondition"
    assert [code["codeValue"] for code in data["about"]["code"]] == ["D003882"]


def test_a_page_that_nobody_signed_claims_no_review(client):
    [data] = data_of(client.get(knowledge.condition().get_absolute_url()))
    assert "lastReviewed" not in data


def test_a_page_on_several_diseases_is_no_disease(client):
    page = knowledge.condition("other-mimics", kind="neighbour")
    assert data_of(client.get(page.get_absolute_url())) == []


def test_questions_are_told_with_checked_answers_only(client, source):
    yesterday = (today() - dt.timedelta(days=1)).isoformat()
    guide = knowledge.guide(
        "placebo",
        heading("Why is it used?"),
        statement("To **compare**.", source),
        statement("Perhaps not.", source, checked=False),
        statement("It was approved.", source, expires_on=yesterday),
        heading("Is it safe?"),
        statement("See [the form](/guides/informed-consent/).", source),
        heading("Who pays?"),
        statement("Nobody knows.", checked=False),
        heading("What to do next"),
        statement("Ask.", source),
    )
    [data] = data_of(client.get(guide.get_absolute_url()))
    assert data["@type"] == "FAQPage"
    questions = [(q["name"], q["acceptedAnswer"]["text"]) for q in data["mainEntity"]]
    assert questions == [("Why is it used?", "To compare."), ("Is it safe?", "See the form.")]


def test_a_guide_without_questions_is_no_list_of_questions(client, source):
    guide = knowledge.guide("mood", heading("What can help"), statement("Rest.", source))
    assert data_of(client.get(guide.get_absolute_url())) == []


def test_data_cannot_end_their_block(client):
    page = knowledge.condition(name="</script><script>alert(1)</script>")
    response = client.get(page.get_absolute_url())
    [data] = data_of(response)
    assert data["about"]["name"] == "</script><script>alert(1)</script>"
    assert b"<script>alert" not in response.content


def test_a_study_is_told_with_its_status(client, publish):
    publish(study("NCT99000001", **IBM))
    [data] = data_of(client.get("/trials/NCT99000001/"))
    assert data["@type"] == "MedicalStudy"
    assert data["status"] == "https://schema.org/Recruiting"
    assert data["healthCondition"] == [
        {"@type": "MedicalCondition", "name": "Inclusion Body Myositis"}
    ]


def test_previews_show_a_page_that_was_never_saved(rf, source):
    from conditions.models import Condition

    page = Condition(slug="new", name="A new page", kind="subtype", summary="It is new.")
    page.body = [{"type": "section", "value": "answer"}]
    response = page.make_preview_request(rf.get("/"), page.default_preview_mode)
    assert response.status_code == 200
    assert "This is a draft. Readers do not see it." in text_of(response.render())


def test_a_source_that_was_deleted_is_not_cited(page, source):
    gone = knowledge.reference("https://example.org/gone")
    body = (section("answer"), statement("One.", gone), statement("Two.", source))
    knowledge.condition("polymyositis")
    Reference.objects.filter(pk=gone.pk).delete()
    text = text_of(page(*body))
    assert "One. To be reviewed" in text
    assert "Two. [ Source 1 ]" in text


def test_a_question_to_ask_needs_no_review(page, source):
    text = text_of(
        page(
            section("questions"),
            statement("Was I tested?", checked=False),
            statement("Who do I call?", source, checked=False),
            section("signs"),
            statement("Sure.", source),
            statement("Ask: “Is it always so?”", checked=False),
        )
    )
    assert "Was I tested?" in text
    assert text.count("To be reviewed") == 1  # above the sources
