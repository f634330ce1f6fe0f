"""The closed lists of words: the registry's own, and those of the sync."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .reading.relevance import Relevance
from .reading.subtypes import State

# Open to new participants. AVAILABLE is expanded access: a treatment outside of a study.
OPEN_STATUSES = ("RECRUITING", "AVAILABLE")
# The registry's contacts are personal data: kept only while somebody may need to call.
CONTACT_STATUSES = ("RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE")


class Status(TextChoices):
    """The registry's overall statuses. Others may come: show them as they are."""

    RECRUITING = "RECRUITING", _("Recruiting")
    NOT_YET_RECRUITING = "NOT_YET_RECRUITING", _("Opening soon (not yet recruiting)")
    ENROLLING_BY_INVITATION = "ENROLLING_BY_INVITATION", _("By invitation only")
    ACTIVE_NOT_RECRUITING = "ACTIVE_NOT_RECRUITING", _("Active, not recruiting")
    SUSPENDED = "SUSPENDED", _("Suspended")
    TERMINATED = "TERMINATED", _("Stopped early")
    COMPLETED = "COMPLETED", _("Completed")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn before it began")
    AVAILABLE = "AVAILABLE", _("Expanded access: available")
    NO_LONGER_AVAILABLE = "NO_LONGER_AVAILABLE", _("Expanded access: no longer available")
    TEMPORARILY_NOT_AVAILABLE = (
        "TEMPORARILY_NOT_AVAILABLE",
        _("Expanded access: not available at the moment"),
    )
    APPROVED_FOR_MARKETING = "APPROVED_FOR_MARKETING", _("Expanded access: approved for marketing")
    WITHHELD = "WITHHELD", _("Details withheld by the sponsor")
    UNKNOWN = "UNKNOWN", _("Unknown (not confirmed for two years)")


class Phase(TextChoices):
    EARLY_PHASE1 = "EARLY_PHASE1", _("Early phase 1")
    PHASE1 = "PHASE1", _("Phase 1")
    PHASE2 = "PHASE2", _("Phase 2")
    PHASE3 = "PHASE3", _("Phase 3")
    PHASE4 = "PHASE4", _("Phase 4")
    NA = "NA", _("Not applicable")


class Sex(TextChoices):
    ALL = "ALL", _("All")
    FEMALE = "FEMALE", _("Women and girls")
    MALE = "MALE", _("Men and boys")


class StudyType(TextChoices):
    INTERVENTIONAL = "INTERVENTIONAL", _("Trial: tests a treatment or something else")
    OBSERVATIONAL = (
        "OBSERVATIONAL",
        _("Observational study: follows people, but gives no treatment"),
    )
    EXPANDED_ACCESS = "EXPANDED_ACCESS", _("Expanded access: a treatment outside of a trial")


class Purpose(TextChoices):
    TREATMENT = "TREATMENT", _("Treatment")
    PREVENTION = "PREVENTION", _("Prevention")
    DIAGNOSTIC = "DIAGNOSTIC", _("Diagnosis")
    ECT = "ECT", _("Education, counseling, and training")
    SUPPORTIVE_CARE = "SUPPORTIVE_CARE", _("Supportive care")
    SCREENING = "SCREENING", _("Screening")
    HEALTH_SERVICES_RESEARCH = "HEALTH_SERVICES_RESEARCH", _("Health services research")
    BASIC_SCIENCE = "BASIC_SCIENCE", _("Basic science")
    DEVICE_FEASIBILITY = "DEVICE_FEASIBILITY", _("Feasibility of a device")
    OTHER = "OTHER", _("Other")


# What a study is about, as our rules read it.
RELEVANCES = {
    Relevance.MYOSITIS: _("About myositis"),
    Relevance.OTHER_MUSCLE: _("About another muscle disease"),
    Relevance.MENTION: _("Only mentions it"),
    Relevance.UNREAD: _("Not read: our rules could not read the record"),
}
# What an editor may decide that a study is about.
DECIDABLE = {key: label for key, label in RELEVANCES.items() if key != Relevance.UNREAD}
# What a study says of a type of myositis.
STATES = {
    State.INCLUDED: _("Accepts it by name"),
    State.EXCLUDED: _("Rules it out"),
    State.NOT_STATED: _("Does not say"),
    State.UNCLEAR: _("Mentions it in unclear words"),
}


class Caution(TextChoices):
    """What a reader should know before calling, found by an editor."""

    PAY = "pay", _("Taking part may cost money")
    ETHICS = "ethics", _("The record lists no ethics committee that you can contact")
    SITE = "site", _("The record lists no location for the study")
    ASK = "ask", _("Ask who pays and who approved it")
    OTHER = "other", _("Something else: see the note")


class Doubt(TextChoices):
    """What our rules are unsure of and editors can settle; see desk/doubts.py."""

    RELEVANCE = "relevance", _("What it is about")
    SUBTYPES = "subtypes", _("Which types it accepts")
    FLAGS = "flags", _("Whether readers need a caution")
    DUPLICATES = "duplicates", _("Whether it is the same study under a second number")


class Told(TextChoices):
    """What a reader who called says about a study."""

    CLOSED = "closed", _("They said that it is not accepting anyone now")
    OPEN = "open", _("They said that it is accepting people now")
    NUMBER = "number", _("A number or an address is wrong")
    SILENT = "silent", _("No one answers")


class Feature(TextChoices):
    """What readers choose by of what a study asks of them; see reading/asks.py."""

    NO_PLACEBO = "no_placebo", _("No placebo")
    NO_BIOPSY_STATED = "no_biopsy_stated", _("No biopsy stated")
    REMOTE_POSSIBLE = "remote_possible", _("Some visits from home")
    TABLET = "tablet", _("Tablets or capsules")
    INJECTION = "injection", _("Injections")
    INFUSION = "infusion", _("Infusions")


class InterventionType(TextChoices):
    DRUG = "DRUG", _("Medicine")
    BIOLOGICAL = "BIOLOGICAL", _("Biological medicine")
    DEVICE = "DEVICE", _("Device")
    PROCEDURE = "PROCEDURE", _("Procedure")
    RADIATION = "RADIATION", _("Radiation")
    BEHAVIORAL = "BEHAVIORAL", _("Behavior")
    GENETIC = "GENETIC", _("Gene therapy")
    DIETARY_SUPPLEMENT = "DIETARY_SUPPLEMENT", _("Dietary supplement")
    COMBINATION_PRODUCT = "COMBINATION_PRODUCT", _("Combined product")
    DIAGNOSTIC_TEST = "DIAGNOSTIC_TEST", _("Test")
    OTHER = "OTHER", _("Other")


class AgeGroup(TextChoices):
    CHILD = "CHILD", _("Children and teenagers (under 18)")
    ADULT = "ADULT", _("Adults (18 to 64)")
    OLDER_ADULT = "OLDER_ADULT", _("Older adults (65 and over)")


class SponsorClass(TextChoices):
    INDUSTRY = "INDUSTRY", _("Company")
    NIH = "NIH", _("U.S. National Institutes of Health")
    FED = "FED", _("U.S. federal agency")
    OTHER_GOV = "OTHER_GOV", _("Government agency")
    NETWORK = "NETWORK", _("Network")
    INDIV = "INDIV", _("Individual")
    OTHER = "OTHER", _("Hospital, university, or charity")
    UNKNOWN = "UNKNOWN", _("Unknown")
    AMBIG = "AMBIG", _("Kind not clear")


class Presence(TextChoices):
    """What the registry's last whole answer said about a study that we know."""

    LISTED = "listed", _("In the registry's latest data")
    OUT_OF_SCOPE = "out-of-scope", _("On the registry, but no longer listed under muscle disease")
    MISSING = "missing", _("Not in the registry's latest data")
    GONE = "gone", _("No longer on the registry")
    RENAMED = "renamed", _("Now under another number")


def status_label(status):
    """A status in words; one that we do not know yet, as the registry writes it."""
    return Status(status).label if status in Status else status


def lower_first(label) -> str:
    text = str(label)
    # A code that we do not know, such as PAUSED_FOR_REVIEW, stays as the registry writes it.
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


class Source(TextChoices):
    REGISTRY = "registry", _("ClinicalTrials.gov")
    FILE = "file", _("A downloaded file")
    SAMPLES = "samples", _("Sample studies")


class Outcome(TextChoices):
    RUNNING = "running", _("Running")
    PUBLISHED = "published", _("Published")
    UNCHANGED = "unchanged", _("Nothing new")
    HELD = "held", _("Held back")
    FAILED = "failed", _("Failed")


class Step(TextChoices):
    READING = "reading", _("Reading the stored studies again")
    ASKING = "asking", _("Asking the registry for its date")
    FETCHING = "fetching", _("Fetching studies")
    CHECKING = "checking", _("Checking that the answer is complete")
    PUBLISHING = "publishing", _("Publishing")


class SiteStatus(TextChoices):
    """What a site is to somebody who wants to take part now."""

    OPEN = "open", _("Listed as recruiting")
    UNSTATED = "unstated", _("The registry does not say whether it is open; call first")
    SOON = "soon", _("Opening soon")
    INVITATION = "invitation", _("By invitation")
    CLOSED = "closed", _("Not open")


def site_status_of(trial_status: str, site_status: str) -> SiteStatus:
    """Open only where both say so: RECRUITING, or AVAILABLE for expanded access."""
    if trial_status in OPEN_STATUSES:
        if site_status == trial_status:
            return SiteStatus.OPEN
        if not site_status:
            return SiteStatus.UNSTATED
    elif trial_status == "NOT_YET_RECRUITING" and site_status in ("", *CONTACT_STATUSES):
        return SiteStatus.SOON
    elif trial_status == "ENROLLING_BY_INVITATION" and site_status in ("", *CONTACT_STATUSES):
        return SiteStatus.INVITATION
    else:
        return SiteStatus.CLOSED
    return {
        "NOT_YET_RECRUITING": SiteStatus.SOON,
        "ENROLLING_BY_INVITATION": SiteStatus.INVITATION,
    }.get(site_status, SiteStatus.CLOSED)
