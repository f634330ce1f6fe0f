"""The parts of a record of ClinicalTrials.gov, read without failing on odd values."""

import copy
import datetime as dt
import re
from typing import Annotated, Any

import msgspec

from .raw import MalformedIdentity, identity
from .texts import all_visible

NCT_ID = re.compile(r"NCT[0-9]{8}")
# Removing odd values one by one is slow; after this many, whole modules are removed.
_ODD_VALUES = 100
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}").fullmatch


class PartialDate(msgspec.Struct, frozen=True):
    """`yyyy`, `yyyy-MM` or `yyyy-MM-dd` as written, and its first day if we can read it."""

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
        """The date if a day is given, for dates that are shown without their text."""
        return self.date if len(self.text) == 10 else None


class _Part(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """A part of a record. The registry omits what it does not have; it sends no nulls."""


_Text = str | None
# Short words go into indexed columns, whose length PostgreSQL limits.
_Word = Annotated[str, msgspec.Meta(max_length=100)] | None
_Count = Annotated[int, msgspec.Meta(ge=0, le=2_147_483_647)] | None


class Contact(_Part, frozen=True):
    name: _Text = None
    role: _Text = None
    phone: _Text = None
    phone_ext: _Text = None
    email: _Text = None


class GeoPoint(_Part, frozen=True):
    lat: Annotated[float, msgspec.Meta(ge=-90, le=90)] | None = None
    lon: Annotated[float, msgspec.Meta(ge=-180, le=180)] | None = None


class Location(_Part, frozen=True):
    facility: _Text = None
    status: _Word = None
    city: _Text = None
    state: _Text = None
    zip: _Text = None
    country: _Word = None
    contacts: list[Contact] = []
    geo_point: GeoPoint = GeoPoint()


class Sponsor(_Part, frozen=True):
    name: _Text = None
    class_: _Word = msgspec.field(name="class", default=None)


class Intervention(_Part, frozen=True):
    type: _Text = None
    name: _Text = None
    description: _Text = None
    arm_group_labels: list[str] = []
    other_names: list[str] = []


class ArmGroup(_Part, frozen=True):
    label: _Text = None
    type: _Text = None
    description: _Text = None
    intervention_names: list[str] = []


class Outcome(_Part, frozen=True):
    measure: _Text = None
    description: _Text = None
    time_frame: _Text = None


class Official(_Part, frozen=True):
    name: _Text = None
    affiliation: _Text = None
    role: _Text = None


class Reference(_Part, frozen=True):
    pmid: _Text = None
    type: _Text = None
    citation: _Text = None


class Link(_Part, frozen=True):
    label: _Text = None
    url: _Text = None


class DateStruct(_Part, frozen=True):
    date: _Text = None
    type: _Text = None

    def read(self) -> PartialDate:
        return PartialDate.read(self.date, self.type)


class ExpandedAccessInfo(_Part, frozen=True):
    has_expanded_access: bool | None = None
    nct_id: _Text = None


class LargeDoc(_Part, frozen=True):
    """A document that was posted with a record: protocol, analysis plan or consent form (ICF)."""

    type_abbrev: _Text = None
    has_protocol: bool = False
    has_sap: bool = False
    has_icf: bool = False
    label: _Text = None
    date: _Text = None
    filename: _Text = None


class OrgStudyIdInfo(_Part, frozen=True):
    id: _Text = None


class SecondaryIdInfo(_Part, frozen=True):
    """A number of the study elsewhere: EudraCT, CTIS, an ethics committee's, a grant's."""

    id: _Text = None


class IdentificationModule(_Part, frozen=True):
    nct_id: str
    nct_id_aliases: list[str] = []
    org_study_id_info: OrgStudyIdInfo = OrgStudyIdInfo()
    secondary_id_infos: list[SecondaryIdInfo] = []
    brief_title: _Text = None
    official_title: _Text = None
    acronym: _Text = None


class StatusModule(_Part, frozen=True):
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


class SponsorCollaboratorsModule(_Part, frozen=True):
    lead_sponsor: Sponsor = Sponsor()
    collaborators: list[Sponsor] = []


class OversightModule(_Part, frozen=True):
    oversight_has_dmc: bool | None = None
    is_fda_regulated_drug: bool | None = None
    is_fda_regulated_device: bool | None = None


class DescriptionModule(_Part, frozen=True):
    brief_summary: _Text = None
    detailed_description: _Text = None


class ConditionsModule(_Part, frozen=True):
    conditions: list[str] = []
    keywords: list[str] = []


class MaskingInfo(_Part, frozen=True):
    masking: _Text = None
    masking_description: _Text = None
    who_masked: list[str] = []


class DesignInfo(_Part, frozen=True):
    allocation: _Text = None
    intervention_model: _Text = None
    intervention_model_description: _Text = None
    primary_purpose: _Text = None
    observational_model: _Text = None
    time_perspective: _Text = None
    masking_info: MaskingInfo = MaskingInfo()


class EnrollmentInfo(_Part, frozen=True):
    count: _Count = None
    type: _Text = None


class DesignModule(_Part, frozen=True):
    study_type: _Word = None
    phases: list[str] = []
    patient_registry: bool | None = None
    target_duration: _Text = None
    design_info: DesignInfo = DesignInfo()
    enrollment_info: EnrollmentInfo = EnrollmentInfo()


class ArmsInterventionsModule(_Part, frozen=True):
    arm_groups: list[ArmGroup] = []
    interventions: list[Intervention] = []


class OutcomesModule(_Part, frozen=True):
    primary_outcomes: list[Outcome] = []
    secondary_outcomes: list[Outcome] = []
    other_outcomes: list[Outcome] = []


class EligibilityModule(_Part, frozen=True):
    eligibility_criteria: _Text = None
    healthy_volunteers: bool | None = None
    sex: _Word = None
    gender_based: bool | None = None
    gender_description: _Text = None
    minimum_age: _Text = None
    maximum_age: _Text = None
    std_ages: list[str] = []
    study_population: _Text = None


class ContactsLocationsModule(_Part, frozen=True):
    central_contacts: list[Contact] = []
    overall_officials: list[Official] = []
    locations: list[Location] = []


class ReferencesModule(_Part, frozen=True):
    references: list[Reference] = []
    see_also_links: list[Link] = []


class IpdSharingStatementModule(_Part, frozen=True):
    ipd_sharing: _Text = None
    description: _Text = None


class ProtocolSection(_Part, frozen=True):
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


class LargeDocumentModule(_Part, frozen=True):
    large_docs: list[LargeDoc] = []


class DocumentSection(_Part, frozen=True):
    large_document_module: LargeDocumentModule = LargeDocumentModule()


class StudyRecord(_Part, frozen=True):
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
        """Former NCT numbers of this study."""
        names = self.protocol_section.identification_module.nct_id_aliases
        return [name for name in names if NCT_ID.fullmatch(name) and name != self.nct_id]

    @property
    def other_numbers(self) -> list[str]:
        """Its numbers at the sponsor and elsewhere."""
        identification = self.protocol_section.identification_module
        numbers = [identification.org_study_id_info.id]
        numbers += [info.id for info in identification.secondary_id_infos]
        return [number for number in numbers if number]

    @classmethod
    def read(cls, study: Any) -> "StudyRecord":
        """Read a record. A value of an unexpected type counts as absent.

        Raises MalformedIdentity and nothing else.
        """
        nct_id = identity(study)
        if not NCT_ID.fullmatch(nct_id):
            raise MalformedIdentity(f"{nct_id[:40]!r} is not an NCT number")
        study = all_visible(study)
        removed = 0
        while True:
            try:
                return msgspec.convert(study, cls)
            except msgspec.ValidationError as error:
                path = str(error).rpartition(" - at `$")[2].rstrip("`")
                study = study if removed else copy.deepcopy(study)
            _remove(study, _steps(path), whole_module=removed > _ODD_VALUES)
            removed += 1


def _steps(path: str) -> list[str | int]:
    """The names and numbers of a path such as `.locations[3].city`."""
    return [
        int(index) if index else name for name, index in re.findall(r"\.([^.\[]+)|\[(\d+)\]", path)
    ]


def _remove(study: Any, steps: list[str | int], whole_module: bool) -> None:
    """Remove the value at the end of a path, or the whole module around it."""
    if whole_module and steps[1:2] == ["identificationModule"]:
        section = study["protocolSection"]
        section["identificationModule"] = {"nctId": section["identificationModule"]["nctId"]}
        return
    if whole_module:
        steps = steps[:2]
    for step in steps[:-1]:
        study = study[step]
    del study[steps[-1]]
