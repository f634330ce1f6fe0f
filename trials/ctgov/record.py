"""What a record of ClinicalTrials.gov holds, read without ever failing over what is odd in it."""

import datetime as dt
import hashlib
import html
import itertools
import re
from typing import Annotated

import msgspec

from web.characters import visible

NCT_ID = re.compile(r"NCT[0-9]{8}")
# Four times as deep as any record seen, and far from what makes Python or PostgreSQL give up.
DEEPEST = 50
# The escapes of JSON: whole surrogate pairs, what PostgreSQL cannot store, and all others.
_HALF = rb"u[dD][%s][0-9a-fA-F]{2}"
_ESCAPES = re.compile(
    rb"\\(?:%s\\%s|(u0000|%s)|.)" % (_HALF % b"89abAB", _HALF % b"c-fC-F", _HALF % b"89a-fA-F"),
    re.DOTALL,
)
_ENDLESS = 20_000
_NESTING = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)
# The registry escapes the ampersand of an entity that a sponsor typed: `\\&gt;`, `&amp;gt;`,
# `\\&#8805;` (NCT05263050, NCT00657033, seen 2026-11). A longer number is no character.
_ENTITY = re.compile(r"\\?&(?:amp;)*(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Signs that mean something in Markdown stay escaped.
_MARKDOWN = frozenset("*_`[]\\")
# Taking odd values out one by one takes long where there are many.
_ODD_VALUES = 100


_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}").fullmatch


class MalformedIdentity(ValueError):
    """A record without a readable NCT number: it cannot be filed."""


class PartialDate(msgspec.Struct, frozen=True):
    """`yyyy`, `yyyy-MM` or `yyyy-MM-dd` as written; its first day, where it can be read."""

    text: str = ""
    date: dt.date | None = None
    type: str = ""

    @classmethod
    def read(cls, text: str | None, type: str | None = None) -> "PartialDate":
        text = (text or "").strip()
        try:
            day = dt.date.fromisoformat(text + "-01-01"[len(text) - 4 :]) if _DATE(text) else None
        except ValueError:
            day = None
        return cls(text, day, type or "")

    @property
    def whole_date(self) -> dt.date | None:
        """The date where a day is given; for dates that are shown without their text."""
        return self.date if len(self.text) == 10 else None


class _Part(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """A part of a record. The registry omits what it does not have; it sends no nulls."""


_Text = str | None
# Short words are columns with an index, which PostgreSQL bounds.
_Word = Annotated[str, msgspec.Meta(max_length=100)] | None
_Count = Annotated[int, msgspec.Meta(ge=0, le=2_147_483_647)] | None


class Contact(_Part):
    name: _Text = None
    role: _Text = None
    phone: _Text = None
    phone_ext: _Text = None
    email: _Text = None


class GeoPoint(_Part):
    lat: Annotated[float, msgspec.Meta(ge=-90, le=90)] | None = None
    lon: Annotated[float, msgspec.Meta(ge=-180, le=180)] | None = None


class Location(_Part):
    facility: _Text = None
    status: _Word = None
    city: _Text = None
    state: _Text = None
    zip: _Text = None
    country: _Word = None
    contacts: list[Contact] = []
    geo_point: GeoPoint = GeoPoint()


class Sponsor(_Part):
    name: _Text = None
    class_: _Word = msgspec.field(name="class", default=None)


class Intervention(_Part):
    type: _Text = None
    name: _Text = None
    description: _Text = None
    arm_group_labels: list[str] = []
    other_names: list[str] = []


class ArmGroup(_Part):
    label: _Text = None
    type: _Text = None
    description: _Text = None
    intervention_names: list[str] = []


class Outcome(_Part):
    measure: _Text = None
    description: _Text = None
    time_frame: _Text = None


class Official(_Part):
    name: _Text = None
    affiliation: _Text = None
    role: _Text = None


class Reference(_Part):
    pmid: _Text = None
    type: _Text = None
    citation: _Text = None


class Link(_Part):
    label: _Text = None
    url: _Text = None


class DateStruct(_Part):
    date: _Text = None
    type: _Text = None

    def read(self) -> PartialDate:
        return PartialDate.read(self.date, self.type)


class ExpandedAccessInfo(_Part):
    has_expanded_access: bool | None = None
    nct_id: _Text = None


class LargeDoc(_Part):
    """A document that was posted with a record: protocol, analysis plan or consent form (ICF)."""

    type_abbrev: _Text = None
    has_protocol: bool = False
    has_sap: bool = False
    has_icf: bool = False
    label: _Text = None
    date: _Text = None
    filename: _Text = None


class OrgStudyIdInfo(_Part):
    id: _Text = None


class SecondaryIdInfo(_Part):
    """A number of the study elsewhere: EudraCT, CTIS, an ethics committee's, a grant's."""

    id: _Text = None


class IdentificationModule(_Part):
    nct_id: str
    nct_id_aliases: list[str] = []
    org_study_id_info: OrgStudyIdInfo = OrgStudyIdInfo()
    secondary_id_infos: list[SecondaryIdInfo] = []
    brief_title: _Text = None
    official_title: _Text = None
    acronym: _Text = None


class StatusModule(_Part):
    overall_status: _Word = None
    last_known_status: _Word = None
    why_stopped: _Text = None
    expanded_access_info: ExpandedAccessInfo = ExpandedAccessInfo()
    status_verified_date: _Text = None
    start_date_struct: DateStruct = DateStruct()
    primary_completion_date_struct: DateStruct = DateStruct()
    completion_date_struct: DateStruct = DateStruct()
    study_first_post_date_struct: DateStruct = DateStruct()
    results_first_post_date_struct: DateStruct = DateStruct()
    last_update_post_date_struct: DateStruct = DateStruct()


class SponsorCollaboratorsModule(_Part):
    lead_sponsor: Sponsor = Sponsor()
    collaborators: list[Sponsor] = []


class OversightModule(_Part):
    oversight_has_dmc: bool | None = None
    is_fda_regulated_drug: bool | None = None
    is_fda_regulated_device: bool | None = None


class DescriptionModule(_Part):
    brief_summary: _Text = None
    detailed_description: _Text = None


class ConditionsModule(_Part):
    conditions: list[str] = []
    keywords: list[str] = []


class MaskingInfo(_Part):
    masking: _Text = None
    masking_description: _Text = None
    who_masked: list[str] = []


class DesignInfo(_Part):
    allocation: _Text = None
    intervention_model: _Text = None
    intervention_model_description: _Text = None
    primary_purpose: _Text = None
    observational_model: _Text = None
    time_perspective: _Text = None
    masking_info: MaskingInfo = MaskingInfo()


class EnrollmentInfo(_Part):
    count: _Count = None
    type: _Text = None


class DesignModule(_Part):
    study_type: _Word = None
    phases: list[str] = []
    patient_registry: bool | None = None
    target_duration: _Text = None
    design_info: DesignInfo = DesignInfo()
    enrollment_info: EnrollmentInfo = EnrollmentInfo()


class ArmsInterventionsModule(_Part):
    arm_groups: list[ArmGroup] = []
    interventions: list[Intervention] = []


class OutcomesModule(_Part):
    primary_outcomes: list[Outcome] = []
    secondary_outcomes: list[Outcome] = []
    other_outcomes: list[Outcome] = []


class EligibilityModule(_Part):
    eligibility_criteria: _Text = None
    healthy_volunteers: bool | None = None
    sex: _Word = None
    gender_based: bool | None = None
    gender_description: _Text = None
    minimum_age: _Text = None
    maximum_age: _Text = None
    std_ages: list[str] = []
    study_population: _Text = None


class ContactsLocationsModule(_Part):
    central_contacts: list[Contact] = []
    overall_officials: list[Official] = []
    locations: list[Location] = []


class ReferencesModule(_Part):
    references: list[Reference] = []
    see_also_links: list[Link] = []


class IpdSharingStatementModule(_Part):
    ipd_sharing: _Text = None
    description: _Text = None


class ProtocolSection(_Part):
    identification_module: IdentificationModule
    status_module: StatusModule = StatusModule()
    sponsor_collaborators_module: SponsorCollaboratorsModule = SponsorCollaboratorsModule()
    oversight_module: OversightModule = OversightModule()
    description_module: DescriptionModule = DescriptionModule()
    conditions_module: ConditionsModule = ConditionsModule()
    design_module: DesignModule = DesignModule()
    arms_interventions_module: ArmsInterventionsModule = ArmsInterventionsModule()
    outcomes_module: OutcomesModule = OutcomesModule()
    eligibility_module: EligibilityModule = EligibilityModule()
    contacts_locations_module: ContactsLocationsModule = ContactsLocationsModule()
    references_module: ReferencesModule = ReferencesModule()
    ipd_sharing_statement_module: IpdSharingStatementModule = IpdSharingStatementModule()


class LargeDocumentModule(_Part):
    large_docs: list[LargeDoc] = []


class DocumentSection(_Part):
    large_document_module: LargeDocumentModule = LargeDocumentModule()


class StudyRecord(_Part):
    """A record, its parts named as the registry names them. Unknown enumeration values are kept."""

    protocol_section: ProtocolSection
    document_section: DocumentSection = DocumentSection()
    has_results: bool = False

    @property
    def nct_id(self) -> str:
        return self.protocol_section.identification_module.nct_id

    @property
    def overall_status(self) -> str:
        return self.protocol_section.status_module.overall_status or ""

    @property
    def aliases(self) -> list[str]:
        """Former numbers of this study, as far as they are numbers."""
        names = self.protocol_section.identification_module.nct_id_aliases
        return [name for name in names if NCT_ID.fullmatch(name) and name != self.nct_id]

    @property
    def other_numbers(self) -> list[str]:
        """What the study is numbered as by its sponsor and elsewhere."""
        identification = self.protocol_section.identification_module
        infos = (identification.org_study_id_info, *identification.secondary_id_infos)
        return [info.id for info in infos if info.id]

    @classmethod
    def read(cls, study: dict) -> "StudyRecord":
        """A value of an unexpected type reads as absent.

        Raises MalformedIdentity and nothing else.
        """
        nct_id = identity(study)
        if not NCT_ID.fullmatch(nct_id):
            raise MalformedIdentity(f"{nct_id[:40]!r} is not an NCT number")
        study = _each_text(study, visible)
        try:
            return msgspec.convert(study, cls)
        except msgspec.ValidationError as error:
            problem = error
        for number in itertools.count():
            path = str(problem).rpartition(" - at `$")[2].rstrip("`")
            _remove(study, _steps(path), whole_module=number > _ODD_VALUES)
            try:
                return msgspec.convert(study, cls)
            except msgspec.ValidationError as error:
                problem = error


def identity(study: object) -> str:
    """The NCT number as it stands. Raises MalformedIdentity where there is no such text."""
    try:
        nct_id = study["protocolSection"]["identificationModule"]["nctId"]
    except (TypeError, KeyError, IndexError) as error:
        raise MalformedIdentity("the record has no nctId") from error
    if not isinstance(nct_id, str):
        raise MalformedIdentity(f"its nctId is a {type(nct_id).__name__}, not text")
    return nct_id


def storable(raw: bytes) -> bytes:
    """JSON in which NUL and half surrogate pairs are U+FFFD.

    PostgreSQL cannot store them, and half a pair makes msgspec refuse the whole text.
    """
    if not re.search(rb"\\u(?:0000|[dD][89a-fA-F])", raw):
        return raw
    return _ESCAPES.sub(lambda escape: rb"\ufffd" if escape[1] else escape[0], raw)


def shallow(raw: bytes, deepest: int = DEEPEST + 10) -> bytes:
    """JSON with null for all that is nested deeper than any record we take.

    A page nested so deeply that Python cannot read it would take all its other records with it.
    Raises RecursionError for nesting that is no record's at all.
    """
    kept, depth, start = [], 0, 0
    for token in _NESTING.finditer(raw):
        if token[0] in b"[{":
            depth += 1
            if depth > _ENDLESS:
                raise RecursionError("the answer is nested without end")
            if depth == deepest + 1:
                kept += [raw[start : token.start()], b"null"]
        elif token[0] in b"]}":
            if depth == deepest + 1:
                start = token.end()
            depth -= 1
    if depth == 0:
        kept.append(raw[start:])
    return b"".join(kept)


def decode_study(raw: bytes) -> object:
    """Storable JSON to Python. Raises MalformedIdentity where it is none, or no sane one."""
    try:
        study = msgspec.json.decode(storable(raw))
    except (ValueError, RecursionError) as error:
        raise MalformedIdentity(f"the record cannot be read: {error}"[:300]) from error
    if _depth(study) > DEEPEST:
        raise MalformedIdentity("the record is nested too deeply")
    return study


def content_hash(study: dict) -> str:
    """Equal for two records that differ in nothing but the night on which they were processed."""
    derived = study.get("derivedSection")
    misc = derived.get("miscInfoModule") if isinstance(derived, dict) else None
    if isinstance(misc, dict):
        misc = {name: value for name, value in misc.items() if name != "versionHolder"}
        study = study | {"derivedSection": derived | {"miscInfoModule": misc}}
    return hashlib.sha256(msgspec.json.encode(study, order="deterministic")).hexdigest()


# Long lists that only a computer reads, and what is not about the study.
_NOT_FOR_READERS = {
    "ancestors",
    "browseBranches",
    "browseLeaves",
    "modelPredictions",
    "submissionTracking",
    "versionHolder",
}


# Fields that are read to be searched alone.
_SHOWN_AS_THEY_STAND = {"secondaryIdInfos"}


def unread(study: dict, kind: type[msgspec.Struct] = StudyRecord) -> dict:
    """What a record says beyond the fields of StudyRecord, under the registry's own names."""
    known = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
    rest = {}
    for name, value in study.items():
        part = None if name in _SHOWN_AS_THEY_STAND else known.get(name)
        if part is None:
            value = _for_readers(value)
        elif (
            isinstance(value, dict) and isinstance(part, type) and issubclass(part, msgspec.Struct)
        ):
            value = unread(value, part)
        else:
            continue
        if name not in _NOT_FOR_READERS and value not in (None, "", [], {}):
            rest[name] = value
    return rest


def _for_readers(value):
    if not isinstance(value, dict):
        return value
    kept = {
        name: _for_readers(item) for name, item in value.items() if name not in _NOT_FOR_READERS
    }
    return {name: item for name, item in kept.items() if item not in (None, "", [], {})}


def without_contacts(value):
    """A copy without contacts, wherever they stand: the registry has put them in odd places."""
    if isinstance(value, list):
        return [without_contacts(item) for item in value]
    if isinstance(value, dict):
        return {
            key: without_contacts(item)
            for key, item in value.items()
            if key not in ("contacts", "centralContacts", "pointOfContact")
        }
    return value


def _depth(value):
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [
            item
            for part in level
            if isinstance(part, list | dict)
            for item in (part.values() if isinstance(part, dict) else part)
        ]
    return depth


def legible(value):
    """A copy in which entities are the signs that they stand for, and nothing is unseen."""
    return _each_text(value, lambda text: visible(_unescaped(text)))


def _each_text(value, change):
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each_text(item, change) for item in value]
    if isinstance(value, dict):
        return {change(name): _each_text(item, change) for name, item in value.items()}
    return value


def _unescaped(text):
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(entity):
    character = html.unescape(f"&{entity[1]};")
    return entity[0] if character in _MARKDOWN else character


def _steps(path):
    """The names and numbers of a path such as `.locations[3].city`."""
    return [
        int(index) if index else name for name, index in re.findall(r"\.([^.\[]+)|\[(\d+)\]", path)
    ]


def _remove(study, steps, whole_module):
    """Take out the value at the end of a path, or the whole module that it stands in."""
    if whole_module and steps[1:2] == ["identificationModule"]:
        section = study["protocolSection"]
        section["identificationModule"] = {"nctId": section["identificationModule"]["nctId"]}
        return
    if whole_module:
        steps = steps[:2]
    for step in steps[:-1]:
        study = study[step]
    del study[steps[-1]]
