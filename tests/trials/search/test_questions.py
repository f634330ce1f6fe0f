"""The invented questions beside the project: what seeks a trial is met by the first page.

On real muscle studies (whose records have no sites) and invented ones with sites.
"""

import pytest
import yaml

from tests.environment import ROOT
from tests.registry import Registry
from tests.studies import contact, site, study
from trials import ctgov
from trials.models import LexiconWord, SyncRun, Trial, TrialAlias
from trials.presenting.cards import PER_PAGE, results
from trials.search.page import SearchPage
from trials.sync import runner

SHARED = ROOT.parent / "shared"
QUESTIONS = SHARED / "facts" / "questions.yaml"
MUSCLE = SHARED / "registry" / "muscle" / "records.jsonl"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not QUESTIONS.exists(), reason="the questions lie beside the project"),
]


def point(latitude, longitude):
    return {"geoPoint": {"lat": latitude, "lon": longitude}}


PITTSBURGH = site("Pittsburgh", "United States", state="Pennsylvania", **point(40.44, -79.99))
LONDON = site("London", "United Kingdom", **point(51.51, -0.13))
MEXICO = site("Guadalajara", "Mexico", **point(20.68, -103.35))
HOUSTON = site("Houston", "United States", state="Texas", **point(29.76, -95.37))


def invented(number, title, *places, conditions=(), drug="", phases=(), **modules):
    record = study(
        f"NCT9900{number:04}",
        title=title,
        contactsLocationsModule={"locations": list(places), "centralContacts": [contact()]},
        conditionsModule={"conditions": list(conditions)},
        designModule={"studyType": "INTERVENTIONAL", "phases": list(phases)},
    )
    if drug:
        interventions = [{"type": "DRUG", "name": drug}]
        record["protocolSection"]["armsInterventionsModule"] = {"interventions": interventions}
    for name, module in modules.items():
        record["protocolSection"].setdefault(name, {}).update(module)
    return record


DM, PM, IBM = "Dermatomyositis", "Polymyositis", "Inclusion Body Myositis"
INVENTED = [
    invented(1, "Sample treatment of dermatomyositis", PITTSBURGH, conditions=[DM]),
    invented(2, "Sample treatment of polymyositis", MEXICO, conditions=[PM], phases=["PHASE3"]),
    invented(3, "Overlap with scleroderma in myositis", LONDON, conditions=["Overlap Myositis"]),
    invented(4, "Cells for the young", HOUSTON, conditions=["Juvenile Dermatomyositis"],
             drug="Anti-CD19 CAR-T cells",
             eligibilityModule={"minimumAge": "6 Years", "maximumAge": "17 Years"}),
    invented(5, "Anti-PL-12 and the lung", HOUSTON, conditions=["Antisynthetase Syndrome"]),
    invented(6, "Efgartigimod in adults", PITTSBURGH, conditions=["Myositis"],
             drug="efgartigimod PH20 SC"),
    invented(7, "Sirolimus for muscles", LONDON, conditions=[IBM], drug="Sirolimus"),
    invented(8, "A study of ABC008", conditions=[IBM], drug="ulviprubart",
             statusModule={"overallStatus": "TERMINATED", "whyStopped": "Sample reason."}),
    invented(9, "CABA-201 in muscles", PITTSBURGH, conditions=["Myositis"], drug="CABA-201"),
    invented(10, "Following people with myositis", PITTSBURGH, conditions=["Myositis"],
             designModule={"studyType": "OBSERVATIONAL"},
             sponsorCollaboratorsModule={"leadSponsor": {"name": "Example", "class": "NIH"}}),
    invented(11, "Immunoglobulin for the skin", MEXICO, conditions=[DM], drug="IVIG"),
    invented(12, "Brepocitinib for adults", LONDON, conditions=[DM], drug="Brepocitinib"),
    invented(13, "Statin-associated muscle disease", HOUSTON,
             conditions=["Immune-Mediated Necrotizing Myopathy"]),
    invented(14, "After cancer treatment", LONDON, conditions=["Checkpoint Inhibitor Myositis"],
             eligibilityModule={
                 "eligibilityCriteria": "No rituximab within 6 months. Excluding others."}),
    # None of these may pass for what it resembles.
    invented(20, "Analysis with IBM SPSS of falls in dermatomyositis", conditions=[DM]),
    invented(21, "Hereditary inclusion body myopathy", conditions=["GNE Myopathy"]),
    invented(22, "Bone in muscle", conditions=["Myositis Ossificans"]),
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def studies(django_db_setup, django_db_blocker):
    with Registry.from_files(MUSCLE) as registry, django_db_blocker.unblock():
        for record in INVENTED:
            registry.put(record)
        runner.sync(ctgov.Client(registry.url, "tests", pause_seconds=0))
        yield
        for model in (Trial, TrialAlias, SyncRun, LexiconWord):
            model.objects.all().delete()


def questions():
    if not QUESTIONS.exists():
        return []
    found = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))["queries"]
    here = ("trial", "mixed", None)
    return [question for question in found if question["intent"].get("kind") in here]


def first_page(words, **more):
    search = SearchPage({"q": words, **more})
    return search, results(search.request, search.result.trials[:PER_PAGE])


def read_conditions(search):
    terms = [
        said.term for said in search.request.question.terms
    ] + search.request.question.suggested
    return {term.slug for term in terms} | {term.condition for term in terms}


CONDITIONS = {
    "dermatomyositis": "dermatomyositis",
    "polymyositis": "polymyositis",
    "inclusion-body-myositis": "inclusion body",
    "juvenile-myositis": "juvenile",
    "antisynthetase-syndrome": "synthetase",
    "overlap-myositis": "overlap",
    "immune-mediated-necrotizing-myopathy": "necrotizing",
    "ici-myositis": "checkpoint",
}
DRUGS = {
    "CAR-T": "car-t", "efgartigimod": "efgartigimod", "sirolimus": "sirolimus",
    "ulviprubart": "ulviprubart", "rese-cel": "caba-201", "IVIG": "ivig",
    "brepocitinib": "brepocitinib",
}  # fmt: skip


def text_of(trial):
    drugs = [item.get("name", "") for item in trial.interventions]
    return " ".join([trial.brief_title, *trial.registry_conditions, *drugs]).casefold()


@pytest.mark.parametrize("question", questions(), ids=lambda question: question["id"])
def test_the_intent_is_met_by_the_first_page(question, client):
    intent = question["intent"]
    search, page = first_page(question["query"])
    condition = intent.get("condition")
    if condition == "none":
        assert search.request.question.unclear
        return
    assert page or search.request.urgent
    best = text_of(page[0].trial) if page else ""
    if condition:
        # Who names a medicine alone need not know what it is for.
        assert condition in read_conditions(search) or "drug" in intent
        assert CONDITIONS[condition] in best
    if drug := intent.get("drug"):
        assert DRUGS[drug] in best
    if (place := intent.get("place")) == "near-me":
        assert "Type your city or ZIP code" in client.get("/trials/", {"q": question["query"]}).text
    elif place:
        assert search.request.near.place.label.startswith(place)
        assert place in page[0].nearest.sentence or place == "Mexico"
    if intent.get("radius"):
        assert search.request.near.within_km == pytest.approx(80.5, abs=0.1)
    if intent.get("age") == "child":
        assert all("CHILD" in result.trial.std_ages for result in page)
    if phase := intent.get("phase"):
        assert all(phase in result.trial.phases for result in page)
    if intent.get("studyType") == "observational":
        assert all(result.trial.study_type == "OBSERVATIONAL" for result in page)
    if intent.get("sponsor") == "NIH":
        assert page[0].trial.lead_sponsor_class == "NIH"
    if "antibody" in intent:
        assert any("PL-12" in result.why.title for result in page)
    if intent.get("safety"):
        html = client.get("/trials/", {"q": question["query"]}).text
        assert html.index('id="emergency"') < html.index('id="results"')
    if intent.get("topic") == "travel":
        assert search.result.is_loose  # no record says it in those words, and the page says that
    if intent.get("exclusion"):
        assert any("rituximab" in str(text).casefold() for _name, text in page[0].why.lines)


def numbers(page):
    return {result.trial.nct_id for result in page}


def test_ibm_is_the_disease_and_never_the_company_or_the_inherited_one():
    _search, page = first_page("IBM trials", status="all")
    assert len(page) > 5
    assert not numbers(page) & {"NCT99000020", "NCT99000021"}


def test_dm2_is_asked_about_and_finds_no_dermatomyositis(client):
    html = client.get("/trials/?q=DM2+trials").text
    assert "“DM2” can mean myotonic dystrophy or diabetes" in html
    assert "Did you mean dermatomyositis?" in html
    assert not numbers(first_page("DM2 trials", status="all")[1])


def test_myositis_ossificans_is_said_to_be_another_disease(client):
    html = client.get("/trials/?q=myositis+ossificans+trial").text
    assert "is a different disease from autoimmune myositis" in html
    _search, page = first_page("myositis ossificans trial", status="all")
    assert all("ossificans" in text_of(result.trial) for result in page)
    assert "NCT99000022" in numbers(page)


def test_at_least_95_in_100_misspellings_lead_to_their_condition():
    facts = yaml.safe_load((SHARED / "facts" / "synonyms.yaml").read_text(encoding="utf-8"))
    missed, count = [], 0
    for row in facts["condition_synonyms"]:
        for misspelling in row.get("misspellings") or ():
            count += 1
            search = SearchPage({"q": misspelling})
            if row["canonical"] not in read_conditions(search):
                missed.append(misspelling)
    assert count > 60
    assert len(missed) <= count * 0.05, missed


def test_names_brands_and_antibodies_of_the_facts_are_all_known():
    facts = yaml.safe_load((SHARED / "facts" / "synonyms.yaml").read_text(encoding="utf-8"))
    missed = [
        name
        for row in facts["condition_synonyms"]
        for name in row["match"]
        if "(" not in name and row["canonical"] not in read_conditions(SearchPage({"q": name}))
    ]
    # "PM/DM" names two; a group of diseases has no studies of its own.
    assert len(missed) <= 8, missed
    for row in facts["drugs"]:
        for name in [*row["generic"].split(" / "), *row["brands"]]:
            assert SearchPage({"q": name.split(" (")[0]}).request.question.terms, name
    for row in facts["antibodies"]:
        assert SearchPage({"q": row["antibody"]}).request.question.terms, row["antibody"]
