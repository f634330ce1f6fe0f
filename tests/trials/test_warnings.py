"""What in a record an editor should look at, and the neutral box that readers see afterwards."""

import pytest

from tests.client import text_of
from tests.trials.decisions import NUMBER, an_open_study, decided, steward
from trials.desk.warnings import warnings
from trials.models import Trial

BOX = "Ask who pays and who approved it."
GENERAL = "Before you agree to any study, ask who pays for tests"


def reasons(**columns):
    return [(one.text, one.quote) for one in warnings(Trial(**columns))]


def oversight(name, state):
    return {"requirements": [{"name": name, "state": state, "quotes": []}]}


@pytest.mark.parametrize(
    "text",
    [
        "Each person pays to participate in this program.",
        "This is a patient-funded trial.",
        "Self-paying patients are welcome.",
        "There is a participation fee of 5,000 dollars.",
        "Treatment is given at their own expense.",
    ],
)
def test_wording_of_people_who_pay_to_join_is_quoted(text):
    [(reason, quote)] = reasons(detailed_description=text)
    assert reason == "Taking part may cost money"
    assert quote in text


@pytest.mark.parametrize(
    "text",
    [
        "There is no participation fee.",
        "You do not have to pay for the treatment.",
        "Participants are paid for each visit.",
        "A self-report of pain is asked for.",
    ],
)
def test_a_free_study_is_no_reason_for_a_caution(text):
    assert reasons(brief_summary=text) == []


def test_wording_in_the_plan_of_the_study_is_found_too():
    masking = {"masking_info": {"masking_description": "This is a partially patient funded study."}}
    [(_reason, quote)] = reasons(design=masking)
    assert quote == "This is a partially patient funded study."


CELLS = [{"name": "Umbilical cord stem cells", "description": "Given by vein."}]
SUPPLEMENT = [{"name": "Sample powder", "type": "DIETARY_SUPPLEMENT"}]
TRANSPLANT = [{"name": "Autologous hematopoietic stem cell transplantation"}]


@pytest.mark.parametrize(
    ("treatments", "reading", "expected"),
    [
        (CELLS, {}, "Offers cells, and the record does not say who oversees it"),
        (SUPPLEMENT, {}, "Offers a supplement, and the record does not say who oversees it"),
        (CELLS, oversight("oversight_committee", "stated_not"), "Offers cells"),
        (CELLS, oversight("oversight_committee", "stated"), ""),
        (SUPPLEMENT, oversight("fda_regulated", "stated"), ""),
        (TRANSPLANT, {}, ""),
        ([{"name": "Tablets", "type": "DRUG"}], {}, ""),
    ],
)
def test_cells_and_supplements_without_oversight_are_a_reason(treatments, reading, expected):
    found = reasons(interventions=treatments, readings=reading)
    assert len(found) == bool(expected)
    assert all(text.startswith(expected) for text, _quote in found)


@pytest.mark.parametrize(("kind", "is_unclear"), [("AMBIG", True), ("INDIV", True), ("NIH", False)])
def test_a_sponsor_of_unclear_kind_is_a_reason(kind, is_unclear):
    found = reasons(lead_sponsor_class=kind, lead_sponsor_name="Example")
    assert bool(found) == is_unclear


@pytest.mark.django_db
class TestEditorsAndReaders:
    @pytest.fixture
    def _published(self, publish):
        arms = {"interventions": [{"type": "BIOLOGICAL", "name": "Mesenchymal stem cells"}]}
        publish(an_open_study(armsInterventionsModule=arms), an_open_study("NCT99000002"))

    @pytest.mark.usefixtures("_published")
    def test_readers_see_a_neutral_box_only_after_an_editor_decided(self, client):
        page = f"/trials/{NUMBER}/"
        before = text_of(client.get(page))
        assert GENERAL in before
        assert BOX not in before
        client.force_login(steward())
        queue = text_of(client.get("/admin/queues/cautions/"))
        assert "Offers cells, and the record does not say who oversees it" in queue
        assert "NCT99000002" not in queue
        decided(NUMBER, caution="ask")
        assert NUMBER not in text_of(client.get("/admin/queues/cautions/"))
        html = client.get(page).content.decode()
        box = html.partition('id="decision"')[0].rpartition("<section")[2]
        assert 'class="banner"' in box
        assert BOX in html
        assert "Ask to get this in writing" in html
        assert "Before you call:" not in html

    @pytest.mark.usefixtures("_published")
    def test_an_editor_who_finds_nothing_settles_it(self, client):
        client.force_login(steward())
        decided(NUMBER, settled=["flags"])
        assert NUMBER not in text_of(client.get("/admin/queues/cautions/"))
        assert BOX not in text_of(client.get(f"/trials/{NUMBER}/"))
