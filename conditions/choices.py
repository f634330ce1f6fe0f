"""The fixed lists of choices for the pages that editors write."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    UMBRELLA = "umbrella", _("The whole family")
    SUBTYPE = "subtype", _("A type of myositis")
    PHENOTYPE = "phenotype", _("A special form")
    NEIGHBOUR = (
        "neighbour",
        _("Another disease that can be confused with it or is often mentioned with it"),
    )


class Section(TextChoices):
    """The sections of a page on a disease, in the order of the page."""

    ANSWER = "answer", _("In short")
    WHAT = "what", _("What it is")
    SIGNS = "signs", _("Signs")
    WHO = "who", _("Who gets it")
    TESTS = "tests", _("How it is diagnosed")
    DIFFERENCE = "difference", _("How it differs from similar diseases")
    TREATMENT = "treatment", _("Treatment")
    URGENT = "urgent", _("When to get help now")
    CANCER_AND_LUNGS = "cancer-and-lungs", _("Cancer and lungs")
    LIVING = "living", _("Daily life and exercise")
    OUTLOOK = "outlook", _("What to expect")
    RESEARCH = "research", _("Research today")
    QUESTIONS = "questions", _("Questions for your doctor")


class NameKind(TextChoices):
    STANDARD = "standard", _("Standard name")
    ABBREVIATION = "abbreviation", _("Abbreviation")
    LAY = "lay", _("What people say")
    MISSPELLING = "misspelling", _("Misspelling")
    SPANISH = "spanish", _("Spanish")


class Guard(TextChoices):
    """When a name with another meaning (IBM, DM) is taken for the disease."""

    ALWAYS = "always", _("Always")
    CAPITALS = (
        "capitals",
        _("Alone if in capital letters; otherwise only next to other words about myositis"),
    )
    BESIDE = "beside", _("Only next to other words about myositis")
    NEVER = "never", _("Never")


class CodeSystem(TextChoices):
    """What we may show. SNOMED CT needs a license in some countries, OMIM may only be linked."""

    MESH = "mesh", _("MeSH")
    ICD10CM = "icd10cm", _("ICD-10-CM (United States)")
    ICD11 = "icd11", _("ICD-11 (World Health Organization)")
    ORPHANET = "orphanet", _("Orphanet")
    GARD = "gard", _("GARD")


class Audience(TextChoices):
    PATIENT = "patient", _("People with myositis")
    CAREGIVER = "caregiver", _("Caregivers")
    PARENT = "parent", _("Parents")
    YOUNG_PERSON = "young-person", _("Young people")
    UNDIAGNOSED = "undiagnosed", _("People without a diagnosis")


class Theme(TextChoices):
    """What a guide for people with myositis is about, in the order of the list."""

    START = "start", _("First steps and tests")
    TREATMENT = "treatment", _("Medicines and treatment")
    LIVING = "living", _("Body and daily life")
    STUDY = "study", _("Taking part in a study")


class TermCategory(TextChoices):
    TRIAL = "trial", _("Studies")
    STATUS = "status", _("Status of a study")
    DRUG = "drug", _("Medicines")
    MEASURE = "measure", _("Scores")
    SIGN = "sign", _("Signs")
    TEST = "test", _("Tests")
    CARE = "care", _("Care")


class TopicKind(TextChoices):
    TOPIC = "topic", _("Related topic")
    PUBLICATION = "publication", _("Publication to order")


class ChangeKind(TextChoices):
    CORRECTION = "correction", _("Correction: something was wrong")
    UPDATE = "update", _("Update: something is new")
