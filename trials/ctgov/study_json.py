"""A whole record as JSON: its hash, what our fields leave out, and a copy without contacts."""

import hashlib
from functools import cache
from typing import Any

import msgspec

from .record import StudyRecord

# Long lists for computers, and values that are not about the study.
_NOT_FOR_READERS = {
    "ancestors",
    "browseBranches",
    "browseLeaves",
    "modelPredictions",
    "submissionTracking",
    "versionHolder",
}
_CONTACTS = ("contacts", "centralContacts", "pointOfContact")
# Fields that StudyRecord reads only for search.
_SHOWN_AS_THEY_STAND = {"secondaryIdInfos"}


def content_hash(study: Any) -> str:
    """Equal for records that differ only in the night on which they were processed."""
    derived = study.get("derivedSection")
    misc = derived.get("miscInfoModule") if isinstance(derived, dict) else None
    if isinstance(misc, dict):
        misc = {name: value for name, value in misc.items() if name != "versionHolder"}
        study = study | {"derivedSection": derived | {"miscInfoModule": misc}}
    return hashlib.sha256(msgspec.json.encode(study, order="deterministic")).hexdigest()


def unread(study: dict[str, Any], kind: type[msgspec.Struct] = StudyRecord) -> dict[str, Any]:
    """What a record says beyond the fields of StudyRecord, under the registry's own names."""
    known = _types(kind)
    rest: dict[str, Any] = {}
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


@cache
def _types(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """{name in a record: type} of the fields of a part."""
    return {field.encode_name: field.type for field in msgspec.structs.fields(kind)}


def _for_readers(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    kept = {
        name: _for_readers(item) for name, item in value.items() if name not in _NOT_FOR_READERS
    }
    return {name: item for name, item in kept.items() if item not in (None, "", [], {})}


def without_contacts(value: Any) -> Any:
    """The value without contacts, wherever they are: the registry has put them in odd places."""
    written = msgspec.json.encode(value)
    if not any(b'"%s":' % name.encode() in written for name in _CONTACTS):
        return value
    return _without_contacts(value)


def _without_contacts(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_contacts(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_contacts(item) for key, item in value.items() if key not in _CONTACTS}
    return value
