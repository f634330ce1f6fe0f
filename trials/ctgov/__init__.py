"""What the portal knows about ClinicalTrials.gov: its questions, its failures, its records.

docs/registry.md says how API v2 really behaves, with dates. Nothing here imports Django.
"""

from .client import (
    PAGE_SIZE,
    Absent,
    BadAnswer,
    Client,
    Found,
    Page,
    Refused,
    RegistryError,
    Renamed,
    Unanswered,
    Unreachable,
    Version,
)
from .raw import MalformedIdentity, decode_study
from .record import Contact, Location, PartialDate, StudyRecord
from .scopes import MYOSITIS, OTHER_MUSCLE, SCOPES, SCOPES_HASH, Scope
from .study_json import content_hash, unread, without_contacts
from .texts import legible

__all__ = [
    "MYOSITIS",
    "OTHER_MUSCLE",
    "PAGE_SIZE",
    "SCOPES",
    "SCOPES_HASH",
    "Absent",
    "BadAnswer",
    "Client",
    "Contact",
    "Found",
    "Location",
    "MalformedIdentity",
    "Page",
    "PartialDate",
    "Refused",
    "RegistryError",
    "Renamed",
    "Scope",
    "StudyRecord",
    "Unanswered",
    "Unreachable",
    "Version",
    "content_hash",
    "decode_study",
    "legible",
    "unread",
    "without_contacts",
]
