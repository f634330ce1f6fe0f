"""Questions about more than studies: a price, signs, our data, a past cancer, healthy people,
a medicine that is not wanted, numbers of other registries. On the list of studies, in the API, and
in the search of the whole portal."""

import html
import re

import pytest

from tests.studies import study

from . import whole

pytestmark = pytest.mark.django_db


def with_rules(number, title, criteria, **modules):
    eligibility = {"eligibilityCriteria": criteria} | modules.pop("eligibility", {})
    return study(number, title=title, eligibilityModule=eligibility, **modules)


CANCER, NO_STEROIDS, HEALTHY, SILENT, REGISTERED = (f"NCT9900000{n}" for n in range(1, 6))
STUDIES = [
    with_rules(
        CANCER,
        "Sample cream for dermatomyositis",
        "Exclusion Criteria:\n\n* History of malignancy within the past 5 years",
    ),
    with_rules(
        NO_STEROIDS,
        "Sample infusion for dermatomyositis",
        "Exclusion Criteria:\n\n* Use of corticosteroids within 4 weeks before screening",
    ),
    with_rules(
        HEALTHY,
        "Sample scan of muscles in dermatomyositis",
        "Inclusion Criteria:\n\n* Dermatomyositis, or no disease of the muscles",
        eligibility={"healthyVolunteers": True},
    ),
    study(SILENT, title="Sample tablets for dermatomyositis"),
    study(
        REGISTERED,
        title="Sample exercise for dermatomyositis",
        identificationModule={
            "nctId": REGISTERED,
            "briefTitle": "Sample exercise for dermatomyositis",
            "secondaryIdInfos": [{"id": "DRKS00099001", "type": "REGISTRY"}],
        },
    ),
]
started = whole.started
portal = whole.fixture(STUDIES)
TAGS = re.compile(r"<[^>]*>")


def text_of(response):
    return " ".join(html.unescape(TAGS.sub(" ", response.content.decode())).split())


class Answer(dict):
    """{"page", "everything": text; "api": data} for a question, each when it is first wanted."""

    ADDRESSES = {"page": "/trials/", "everything": "/search/", "api": "/api/v1/trials/"}

    def __init__(self, client, words):
        super().__init__()
        self.client, self.words = client, words

    def __missing__(self, key):
        response = self.client.get(self.ADDRESSES[key], {"q": self.words})
        self[key] = response.json() if key == "api" else text_of(response)
        return self[key]


@pytest.fixture
def ask(client):
    return lambda words: Answer(client, words)


def notes(answer):
    return " ".join(note["text"] for note in answer["api"]["notes"])


def links(answer):
    return [link["address"] for note in answer["api"]["notes"] for link in note["links"]]


def numbers(answer):
    return {one["nct_id"] for one in answer["api"]["results"]}


PRICES = [
    "Privigen price",
    "how much is Octagam",
    "Hizentra copay",
    "rituximab cost without insurance",
    "precio de Privigen",
    "cuánto cuesta IVIG",
    "can't afford Vyvgart",
    "price of IVIG",
    "is Actemra covered by medicare",
    "who pays for rituximab",
]


@pytest.mark.parametrize("words", PRICES)
def test_a_price_is_never_named_and_leads_to_help_with_money(ask, words):
    answer = ask(words)
    assert "We show no prices" in answer["page"]
    assert "We show no prices" in answer["everything"]
    assert "/guides/work-benefits-and-travel/" in links(answer)
    assert "/organizations/?kind=grants" in links(answer)
    assert "We left out" not in answer["page"]


def test_a_brand_is_said_to_be_its_medicine(ask):
    assert "Privigen is another name for intravenous immunoglobulin" in notes(ask("Privigen price"))


def test_groups_for_a_price_are_those_that_help_with_money(client):
    found = client.get("/organizations/", {"q": "Privigen price"}).context["search"]
    assert found.chosen["kind"] == "grants"
    assert not found.left_out


SIGNS = [
    "cannot climb stairs no rash",
    "can't get up from a chair",
    "trouble lifting my arms",
    "my legs are weak and I keep falling",
    "purple eyelids and sore knuckles",
    "why are my thighs so weak",
    "no puedo subir escaleras",
    "me duelen las piernas y estoy cansada",
    "do I have myositis",
    "weak grip, trouble opening jars",
    "dropping things weak hands",
]


@pytest.mark.parametrize("words", SIGNS)
def test_signs_lead_to_the_guide_for_people_without_a_diagnosis_first(client, ask, words):
    answer = ask(words)
    assert "This is not a diagnosis" in answer["page"]
    assert links(answer)[:2] == ["/guides/no-diagnosis-yet/", "/guides/is-it-myositis/"]
    found = client.get("/search/", {"q": words})
    page = found.content.decode()
    assert page.index("This is not a diagnosis") < page.index("/guides/no-diagnosis-yet/")
    first = found.context["page"].sections[0]
    assert first.name == "guides"
    assert [guide.slug for guide in first.rows[:2]] == ["no-diagnosis-yet", "is-it-myositis"]


@pytest.mark.parametrize(
    "words", ["trials for muscle weakness", "swallowing exercises", "muscle biopsy pain", "CK"]
)
def test_other_questions_are_not_taken_for_signs(ask, words):
    assert "This is not a diagnosis" not in notes(ask(words))


def test_no_rash_is_not_a_rash(client):
    context = client.get("/search/", {"q": "cannot climb stairs no rash"}).context
    assert "dermatomyositis" not in [page.slug for page in context["search"].suggested]
    assert "dermatomyositis" not in [one.page.slug for one in context["page"].answers]


DATA = [
    "embed", "API", "widget", "RSS", "embedding your list", "is there an api", "csv download",
    "JSON of all studies", "put the trials on my website", "calendar feed", "Atom feed",
    "download all studies", "developers",
]  # fmt: skip


@pytest.mark.parametrize("words", DATA)
def test_our_data_can_be_used_elsewhere_and_that_is_said(ask, words):
    answer = ask(words)
    for place in ("page", "everything"):
        assert "put a search box or a list on a page of your own" in answer[place]
        assert "We have nothing on" not in answer[place]
    assert {"/api/v1/trials/", "/trials.csv", "/trials.atom", "/about/"} <= {*links(answer)}


def test_each_address_of_our_data_answers(client, ask):
    for address in links(ask("widget")):
        assert client.get(address).status_code == 200


def test_a_feeding_tube_is_no_feed(ask):
    assert "widget" not in notes(ask("feeding tube"))


PAST_CANCERS = [
    "I had lung cancer 4 years ago can I join",
    "had breast cancer 3 years ago",
    "breast cancer survivor",
    "history of melanoma",
    "cancer free 6 years",
    "in remission from lymphoma",
    "tuve cáncer de mama hace 4 años",
    "prior malignancy dermatomyositis",
    "10 years after my leukemia",
    "prostate cancer in 2019",
    "my mom survived colon cancer, can she join",
]


@pytest.mark.parametrize("words", PAST_CANCERS)
def test_who_had_cancer_finds_the_studies_that_speak_of_it_with_their_words(ask, words):
    answer = ask(words)
    assert numbers(answer) == {CANCER}
    for place in ("page", "everything"):
        assert "About cancer in the past: “" in answer[place]
        assert "History of malignancy within the past 5 years" in answer[place]
        assert "Many studies exclude people who had cancer" in answer[place]
    [study] = answer["api"]["results"]
    assert "malignancy within the past 5 years" in study["answers"][0]["quote"]


@pytest.mark.parametrize(
    "words",
    ["dermatomyositis and cancer", "no history of cancer", "mother had breast cancer",
     "cancer associated myositis"],
)  # fmt: skip
def test_other_words_on_cancer_are_not_a_past_cancer(ask, words):
    assert "Many studies exclude people" not in notes(ask(words))


HEALTHY_PEOPLE = [
    "healthy volunteer",
    "healthy volunteers",
    "I am healthy",
    "I'm healthy and want to help",
    "can healthy people join",
    "healthy control",
    "healthy person muscle study",
    "voluntario sano",
    "soy una persona sana",
    "healthy adults dermatomyositis",
    "studies for healthy subjects",
]


@pytest.mark.parametrize("words", HEALTHY_PEOPLE)
def test_healthy_people_find_studies_that_take_them_and_each_card_says_so(client, ask, words):
    answer = ask(words)
    assert numbers(answer) == {HEALTHY}
    assert "Also accepts healthy people" in answer["page"]
    assert "Also accepts healthy people" in answer["everything"]
    sections = client.get("/search/", {"q": words}).context["page"].sections
    assert sections[0].name == "studies"


WITHOUT = ["treatment without prednisone", "no steroids", "sin cortisona", "steroid-free trials"]


@pytest.mark.parametrize("words", WITHOUT)
def test_without_a_medicine_the_studies_that_ask_for_time_off_it_are_offered(client, ask, words):
    answer = ask(words)
    assert "We cannot search for studies without a medicine" in notes(answer)
    assert links(answer) == ["/trials/?rules=no-corticosteroid"]
    for place in ("page", "everything"):
        assert "Studies that ask for time off this kind of medicine" in answer[place]
    offered = client.get("/api/v1/trials/", {"rules": "no-corticosteroid"}).json()
    assert [one["nct_id"] for one in offered["results"]] == [NO_STEROIDS]
    assert "within 4 weeks" in text_of(client.get("/trials/?rules=no-corticosteroid"))


@pytest.mark.parametrize("words", ["group without prednisone", "no steroids support group"])
def test_groups_say_that_without_was_not_used(client, words):
    assert "We cannot search for something that a group does not have or ask for" in text_of(
        client.get("/organizations/", {"q": words})
    )
    api = client.get("/api/v1/organizations/", {"q": words}).json()
    assert len(api["not_used"]) == 1


@pytest.mark.parametrize("words", ["CK 4500", "my CPK went up to 4,500 U/L", "4500 CK"])
def test_a_value_says_what_the_test_is_and_what_the_number_can_tell(ask, words):
    answer = ask(words)
    results, word = links(answer)
    assert results == "/guides/my-test-results/?ck=4500#ck-scale"
    assert word == "/glossary/#creatine-kinase"
    assert "if that limit is 200, your value is about 22 times as high" in notes(answer)
    assert "22 times as high" in answer["page"]
    assert "A protein that leaks from damaged muscle" in answer["everything"]
    assert "We left out" not in answer["page"]


@pytest.mark.parametrize(
    "words",
    ["CK 3500", "ck of 900", "creatine kinase 1200 u/l", "aldolase 12", "anti-MDA5 positive",
     "weak positive Jo-1", "anti mda 5 positivo"],
)  # fmt: skip
def test_a_result_of_a_test_leads_to_the_guide_on_results(client, words):
    page = client.get("/search/", {"q": words}).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert re.search(r'href="/guides/my-test-results/["?#]', main)


URGENT = [
    "dificultad para respirar urgente",
    "no puedo respirar",
    "me ahogo",
    "me falta el aire",
    "dolor en el pecho",
    "no puedo tragar",
    "me desmayé",
    "orina color coca cola",
    "tengo fiebre",
    "mi hijo no puede respirar",
    "emergencia",
    "me cuesta respirar",
]


@pytest.mark.parametrize("words", URGENT)
@pytest.mark.parametrize("address", ["/trials/", "/search/", "/organizations/"])
def test_what_is_urgent_is_said_in_the_language_of_the_question(client, address, words):
    page = client.get(address, {"q": words}).content.decode()
    assert 'lang="es"' in page
    assert "Llame ahora al número de emergencias" in page
    assert "Call your local emergency number" not in page


@pytest.mark.parametrize("words", ["cannot breathe", "chest pain", "no fever but faint"])
def test_in_english_it_is_said_in_english(client, words):
    page = client.get("/trials/", {"q": words}).content.decode()
    assert "Call your local emergency number" in page
    assert 'lang="es"' not in page


def test_despair_in_spanish_is_met_in_spanish(client):
    page = client.get("/search/", {"q": "no quiero vivir"}).content.decode()
    assert "No tiene que pasar por esto a solas" in page


OTHER_NUMBERS = [
    ("EudraCT 2019-001234-56", "EudraCT", "query=2019-001234-56"),
    ("2019-001234-56", "EudraCT", "query=2019-001234-56"),
    ("EU CT 2023-504567-12-00", "CTIS", "euclinicaltrials.eu"),
    ("2023-504567-12", "CTIS", "euclinicaltrials.eu"),
    ("ISRCTN12345678", "ISRCTN", "isrctn.com/search?q=12345678"),
    ("DRKS00012345", "DRKS", "drks.de"),
    ("jRCT2031220000", "jRCT", "jrct.mhlw.go.jp"),
    ("ACTRN12621000000000", "ANZCTR", "anzctr.org.au"),
    ("UMIN000012345", "UMIN", "umin.ac.jp"),
    ("ChiCTR2100041234", "ChiCTR", "chictr.org.cn"),
    ("CTRI/2021/03/031000", "CTRI", "ctri.nic.in"),
    ("is DRKS 12345 still open", "DRKS", "drks.de"),
    ("KCT0001234", "CRIS", "cris.nih.go.kr"),
]


@pytest.mark.parametrize(("words", "registry", "address"), OTHER_NUMBERS)
def test_a_number_of_another_registry_names_it_with_its_search(client, words, registry, address):
    for place in ("/trials/", "/search/"):
        page = html.unescape(client.get(place, {"q": words}).content.decode())
        assert "No study that we list has the number" in page
        assert address in page
    [number] = client.get("/api/v1/trials/", {"q": words}).json()["numbers"]
    assert registry in number["registry"]
    assert address in number["registry_url"]


@pytest.mark.parametrize("words", ["DRKS00099001", "drks 00099001", "trial DRKS00099001"])
def test_a_second_number_of_a_study_finds_it(ask, client, words):
    assert numbers(ask(words)) == {REGISTERED}
    assert client.get("/search/", {"q": words}).url == f"/trials/{REGISTERED}/"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("dermatomyositis studies for women", "Sex: Women and girls"),
        ("dermatomyositis studies, I am 45", "Age: 45"),
        ("trials with no biopsy required", "No biopsy stated"),
    ],
)
def test_filters_that_words_stand_for_are_said_in_the_search_of_everything(ask, words, said):
    assert f"Based on your words, we chose: {said}" in ask(words)["everything"].replace(
        "What it asks of you: ", ""
    )


def test_a_medicine_that_our_pages_name_only_by_its_group_is_answered_by_the_group(ask):
    page = ask("Lescol muscle cramps")["everything"]
    assert "“Lescol” is a name for the medicine fluvastatin." in page
    assert "its group: statin" in page
    assert "A medicine for high cholesterol" in page
    assert "that is all we know about it" not in page


def test_a_medicine_that_our_pages_name_is_not_answered_by_its_group(ask):
    assert "its group" not in ask("Lipitor")["everything"]
    assert "that is all we know about it" in ask("Orencia")["everything"]


@pytest.mark.parametrize(
    "words", ["can they throw me out of a study", "does the trial nurse speak slowly"]
)
def test_a_question_about_studies_in_general_gets_guides_and_no_studies_at_random(client, words):
    response = client.get("/search/", {"q": words})
    sections = {one.name: one.rows for one in response.context["page"].sections}
    assert "studies" not in sections
    assert "understanding-clinical-trials" in [guide.slug for guide in sections["guides"]]


def test_words_that_name_what_to_look_for_still_get_studies(client):
    response = client.get("/search/", {"q": "dermatomyositis trials zebra"})
    assert "studies" in [one.name for one in response.context["page"].sections]


def test_a_filter_that_words_say_twice_is_said_once(ask):
    page = ask("trials for children under 12")["everything"]
    assert page.count("Children and teenagers (under 18)") == 1
