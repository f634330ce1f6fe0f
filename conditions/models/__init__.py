"""The tables of what editors know and publish. Import them from here."""

from .addresses import PublicAddress
from .changes import Change
from .glossary import GlossaryTerm
from .names import ConditionCode, ConditionName
from .pages import Condition, Guide, KnowledgePage
from .review import ReviewQuerySet, SignOff
from .sources import Reference, Topic
from .starter import StarterEntry
from .workflow import ClinicalReview, EditorsLook

__all__ = [
    "Change",
    "ClinicalReview",
    "Condition",
    "ConditionCode",
    "ConditionName",
    "EditorsLook",
    "GlossaryTerm",
    "Guide",
    "KnowledgePage",
    "PublicAddress",
    "Reference",
    "ReviewQuerySet",
    "SignOff",
    "StarterEntry",
    "Topic",
]
