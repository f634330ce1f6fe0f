"""All that the portal knows of ClinicalTrials.gov: what to ask, how it fails, what a record holds.

How its API v2 really behaves, with dates, stands in docs/registry.md. Nothing here knows Django.
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
from .record import (
    MalformedIdentity,
    PartialDate,
    StudyRecord,
    content_hash,
    decode_study,
    legible,
    unread,
    without_contacts,
)
from .scopes import MYOSITIS, OTHER_MUSCLE, SCOPES, SCOPES_HASH, Scope

__all__ = [
    "MYOSITIS",
    "OTHER_MUSCLE",
    "PAGE_SIZE",
    "SCOPES",
    "SCOPES_HASH",
    "Absent",
    "BadAnswer",
    "Client",
    "Found",
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
