"""Studies in each state that the desk asks about, and what a browser sends from its forms."""

from wagtail.test.utils.form_data import inline_formset, nested_form_data

from desk import roles
from tests.conditions.desk import person
from tests.studies import contact, site, study
from trials.models import SubtypeDecision, TrialCuration

NUMBER = "NCT99000001"
BARRED = "Inclusion Criteria:\n\n* Adults\n\nExclusion Criteria:\n\n* Inclusion body myositis"


def steward():
    return person("steward", roles.STEWARDS)


def an_open_study(nct_id=NUMBER, title="A study of dermatomyositis", **modules):
    """One that nobody has to look at: with a place, and somebody to call."""
    there = {"centralContacts": [contact()], "locations": [site()]}
    return study(nct_id, title=title, **{"contactsLocationsModule": there} | modules)


def decided(trial, by=None, subtypes=(), **fields):
    """A decision as the desk keeps it; `subtypes` are (type, state, reason)."""
    curation = TrialCuration(trial_id=getattr(trial, "pk", trial), **fields)
    curation.subtypes = [
        SubtypeDecision(subtype=subtype, state=state, reason=reason)
        for subtype, state, reason in subtypes
    ]
    curation.sign(by or steward())
    curation.full_clean()
    curation.save()
    return curation


def form(subtypes=(), **fields):
    """What the page of a decision sends."""
    rows = [
        {"subtype": subtype, "state": state, "reason": reason, "ORDER": "", "DELETE": "", "id": ""}
        for subtype, state, reason in subtypes
    ]
    empty = dict.fromkeys(("relevance", "caution", "note", "duplicate_of", "hidden_reason"), "")
    return nested_form_data(empty | fields | {"subtypes": inline_formset(rows)})
