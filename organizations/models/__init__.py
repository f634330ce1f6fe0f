"""Organizations, the ways to reach them, their meetings, and what readers report of them."""

from .checks import DUE_DAYS, HIDDEN_DAYS, Checked
from .contact import Contact, WebsiteAnswer
from .fields import Days, Lines, ManyOf
from .meeting import Meeting, validate_recurrence, validate_time_zone
from .organization import FAMILY, Offer, Organization, RelatedConditions, validate_country
from .report import Report, ReportSender

__all__ = [
    "DUE_DAYS",
    "FAMILY",
    "HIDDEN_DAYS",
    "Checked",
    "Contact",
    "Days",
    "Lines",
    "ManyOf",
    "Meeting",
    "Offer",
    "Organization",
    "RelatedConditions",
    "Report",
    "ReportSender",
    "WebsiteAnswer",
    "validate_country",
    "validate_recurrence",
    "validate_time_zone",
]  # fmt: skip
