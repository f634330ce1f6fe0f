"""Questions that fields of the registry answer, with no words to read."""

from typing import TYPE_CHECKING, Any

from trials.reading.passages import Quote
from trials.reading.wording import gettext_noop

from ..wording import lazy
from .requirement import Answer, AnswerState, Requirement
from .texts import Text, Texts

if TYPE_CHECKING:
    from trials.ctgov import StudyRecord

_FILENAME = lazy(r"[\w.-]+")
_SHARING = {"YES": AnswerState.STATED, "NO": AnswerState.STATED_NOT}


def _consent_form(requirement: Requirement, record: "StudyRecord", texts: Texts) -> Answer:
    nct_id = record.nct_id
    documents: list[dict[str, Any]] = [
        {
            "label": document.label or document.filename,
            "date": document.date or "",
            "url": "https://cdn.clinicaltrials.gov/large-docs/"
            f"{nct_id[-2:]}/{nct_id}/{document.filename}",
            "consent_form": document.has_icf,
            "protocol": document.has_protocol,
        }
        for document in record.document_section.large_document_module.large_docs
        if document.filename and _FILENAME.fullmatch(document.filename)
    ]
    form = next((document for document in documents if document["consent_form"]), None)
    if not form:
        return Answer(requirement.name, detail={"documents": documents} if documents else {})
    return Answer(
        requirement.name,
        AnswerState.STATED,
        (Quote("documents", form["label"]),),
        {"url": form["url"], "date": form["date"], "documents": documents},
    )


def _yes_no(
    requirement: Requirement, field: str, value: bool | None, detail: dict[str, Any]
) -> Answer:
    """The answer of a field that says yes or no, if the record has it."""
    if value is None:
        return Answer(requirement.name)
    state = AnswerState.STATED if value else AnswerState.STATED_NOT
    return Answer(requirement.name, state, (Quote(field, str(value).lower()),), detail)


def _expanded_access(requirement: Requirement, record: "StudyRecord", texts: Texts) -> Answer:
    info = record.protocol_section.status_module.expanded_access_info
    detail = {"nct_id": info.nct_id} if info.nct_id else {}
    return _yes_no(requirement, "expanded_access", info.has_expanded_access, detail)


def _results(requirement: Requirement, record: "StudyRecord", texts: Texts) -> Answer:
    posted = record.protocol_section.status_module.results_first_post_date_struct.date
    url = f"https://clinicaltrials.gov/study/{record.nct_id}?tab=results"
    detail = {"url": url, "posted": posted or ""} if record.has_results else {}
    return _yes_no(requirement, "has_results", record.has_results, detail)


def _fda_regulated(requirement: Requirement, record: "StudyRecord", texts: Texts) -> Answer:
    oversight = record.protocol_section.oversight_module
    detail = {
        name: value
        for name, value in (
            ("drug", oversight.is_fda_regulated_drug),
            ("device", oversight.is_fda_regulated_device),
        )
        if value is not None
    }
    return _yes_no(requirement, "oversight", any(detail.values()) if detail else None, detail)


def _oversight_committee(requirement: Requirement, record: "StudyRecord", texts: Texts) -> Answer:
    return _yes_no(
        requirement, "oversight", record.protocol_section.oversight_module.oversight_has_dmc, {}
    )


def _data_sharing(requirement: Requirement, record: "StudyRecord", texts: Texts) -> Answer:
    """A team can also say that it is undecided, which is neither yes nor no."""
    plan = record.protocol_section.ipd_sharing_statement_module
    if not plan.ipd_sharing:
        return Answer(requirement.name)
    quotes = [Quote("ipd_sharing", plan.ipd_sharing)]
    if plan.description:
        text = Text("ipd_sharing_description", plan.description, "")
        quotes.append(text.quote())
    state = _SHARING.get(plan.ipd_sharing, AnswerState.NOT_STATED)
    return Answer(requirement.name, state, tuple(quotes), {"answer": plan.ipd_sharing})


CONSENT_FORM = Requirement(
    "consent_form",
    gettext_noop("Can I read the consent form now?"),
    gettext_noop(
        "Some studies post the form that people sign. It tells you most of what the study "
        "involves, but the form at your location can be newer."
    ),
    reader=_consent_form,
)

EXPANDED_ACCESS = Requirement(
    "expanded_access",
    gettext_noop("Is there a way to get the treatment outside of the study?"),
    gettext_noop(
        "We read the registry’s field on expanded access, for people who cannot join a study."
    ),
    reader=_expanded_access,
)

RESULTS = Requirement(
    "results",
    gettext_noop("Are results posted?"),
    gettext_noop("We check whether the registry has results. Some appear elsewhere."),
    reader=_results,
)

FDA_REGULATED = Requirement(
    "fda_regulated",
    gettext_noop("Does the U.S. Food and Drug Administration (FDA) oversee it?"),
    gettext_noop("We read the registry’s two fields on drugs and devices regulated by the FDA."),
    reader=_fda_regulated,
)

OVERSIGHT_COMMITTEE = Requirement(
    "oversight_committee",
    gettext_noop("Does a data monitoring committee watch over safety?"),
    gettext_noop("We read the registry’s field on a data monitoring committee."),
    reader=_oversight_committee,
)

DATA_SHARING = Requirement(
    "data_sharing",
    gettext_noop("Would data about me be shared with other researchers?"),
    gettext_noop(
        "We read what the study team says about sharing individual people’s data, usually without "
        "names."
    ),
    reader=_data_sharing,
)
