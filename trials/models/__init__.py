"""What the portal knows of studies."""

from .change import TrialChange
from .curation import BASIS, EDITORS_FIELDS, SubtypeDecision, TrialCuration, role_of
from .lexicon import LexiconWord
from .location import Location, LocationQuerySet, Spot
from .report import ConfirmedReport, StudyReport, StudyReportSender
from .sql import SEARCH_CONFIGURATION, HasPath, rows_by_index, rows_of, tsquery
from .sync import STALE_AFTER, StagedStudy, SyncRun
from .trial import PLACEHOLDER_ENROLLMENT, Trial, TrialAlias
from .trial_queryset import TrialQuerySet

__all__ = [
    "BASIS",
    "EDITORS_FIELDS",
    "PLACEHOLDER_ENROLLMENT",
    "SEARCH_CONFIGURATION",
    "STALE_AFTER",
    "ConfirmedReport",
    "HasPath",
    "LexiconWord",
    "Location",
    "LocationQuerySet",
    "Spot",
    "StagedStudy",
    "StudyReport",
    "StudyReportSender",
    "SubtypeDecision",
    "SyncRun",
    "Trial",
    "TrialAlias",
    "TrialChange",
    "TrialCuration",
    "TrialQuerySet",
    "role_of",
    "rows_by_index",
    "rows_of",
    "tsquery",
]
