"""The fixed lists of choices for organizations, and what we assume about countries."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# From the government's page on inflammatory myopathies: shown even if none of us has called.
GOVERNMENT_NUMBERS = ("586-776-3900", "800-821-7356", "800-572-1717")

# The registry's names of the countries that an organization "for Europe" serves.
EUROPE = (
    "Austria", "Belgium", "Bulgaria", "Croatia", "Cyprus", "Czechia", "Denmark", "Estonia",
    "Finland", "France", "Germany", "Greece", "Hungary", "Iceland", "Ireland", "Italy", "Latvia",
    "Lithuania", "Luxembourg", "Malta", "Netherlands", "Norway", "Poland", "Portugal", "Romania",
    "Slovakia", "Slovenia", "Spain", "Sweden", "Switzerland", "United Kingdom",
)  # fmt: skip
EUROPEAN_UNION = tuple(
    country
    for country in EUROPE
    if country not in ("Iceland", "Norway", "Switzerland", "United Kingdom")
)
# Whose ten-digit numbers are called as +1 from elsewhere.
NORTH_AMERICA = ("United States", "Canada")


class Nature(TextChoices):
    """What an organization is."""

    PATIENTS = "patients", _("Patient organization")
    FEDERATION = "federation", _("Federation of patient organizations")
    CENTER = "center", _("Specialist center")
    NETWORK = "network", _("Network of doctors and researchers")
    REGISTRY = "registry", _("Patient registry")
    GOVERNMENT = "government", _("Government agency")


class Kind(TextChoices):
    """What help it gives: what readers look for."""

    HELPLINE = "helpline", _("Helpline")
    GROUP = "group", _("Support group")
    GRANTS = "grants", _("Help with money")
    PRACTICAL = "practical", _("Practical help with daily life")
    CAMP = "camp", _("Camp for children")
    ADVOCACY = "advocacy", _("Speaks up for patients")
    INFORMATION = "information", _("Information")
    EVENTS = "events", _("Conferences and lectures")
    STUDIES = "studies", _("Help finding studies")
    CLINIC = "clinic", _("Specialist clinic")
    CENTER_LIST = "center-list", _("List of specialist centers")
    REGISTRY = "registry", _("Patient registry")
    RESEARCH = "research", _("Research")


# What people call a kind of help, other than its name.
WORDS_FOR_KINDS = {
    Kind.HELPLINE: "hotline call talk advice",
    Kind.GROUP: (
        "peer people community meet club forum family talk grupo apoyo groupe soutien gruppo "
        "selbsthilfegruppe selbsthilfe"
    ),
    Kind.GRANTS: "financial grant fund cost pay afford assistance bills ayuda",
    Kind.PRACTICAL: "equipment aids benefits rights wheelchair respite",
    Kind.CAMP: "summer kids",
    Kind.ADVOCACY: "advocate advocacy awareness rights policy",
    Kind.EVENTS: "event meeting webinar congress",
    Kind.STUDIES: "trial finder",
    Kind.CLINIC: "doctor specialist hospital center expert rheumatologist neurologist",
    Kind.CENTER_LIST: "doctor specialist hospital center expert find clinic",
    Kind.REGISTRY: "data",
    Kind.RESEARCH: "science scientist",
}


class Audience(TextChoices):
    PATIENT = "patient", _("People with myositis")
    NEW = "new", _("People who have just been diagnosed")
    UNDIAGNOSED = "undiagnosed", _("People without a diagnosis")
    CAREGIVER = "caregiver", _("Caregivers and family")
    PARENT = "parent", _("Parents")
    YOUNG_PERSON = "young-person", _("Children and young people")
    PROFESSIONAL = "professional", _("Doctors and researchers")
    ANYONE = "anyone", _("Anyone")

    def is_among(self, audiences) -> bool:
        """Whether something for one audience is also for the other. People who were just diagnosed
        have the disease."""
        also = {Audience.ANYONE, *([Audience.PATIENT] if self is Audience.NEW else [])}
        return bool({self, *also} & {*audiences})


class Scope(TextChoices):
    """The widest range of diseases that it serves."""

    MYOSITIS = "myositis", _("Myositis")
    MUSCLE = "muscle", _("Muscle and nerve diseases")
    RHEUMATIC = "rheumatic", _("Arthritis and connective tissue diseases")
    AUTOIMMUNE = "autoimmune", _("Autoimmune diseases")
    RARE = "rare", _("Rare diseases")
    ANY = "any", _("Any disease")
    OTHER = "other", _("Another disease, which may be mistaken for myositis")


class Reach(TextChoices):
    COUNTRIES = "countries", _("The countries listed here")
    EUROPEAN_UNION = "eu", _("The European Union")
    EUROPE = "europe", _("Europe")
    WORLD = "world", _("The whole world")


class Way(TextChoices):
    """How people meet."""

    ONLINE = "online", _("Online")
    IN_PERSON = "in-person", _("In person")


class Language(TextChoices):
    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")
    CZECH = "cs", _("Czech")
    DUTCH = "nl", _("Dutch")
    FRENCH = "fr", _("French")
    GERMAN = "de", _("German")
    GUJARATI = "gu", _("Gujarati")
    HINDI = "hi", _("Hindi")
    ITALIAN = "it", _("Italian")
    POLISH = "pl", _("Polish")
    PORTUGUESE = "pt", _("Portuguese")
    RUSSIAN = "ru", _("Russian")
    SWEDISH = "sv", _("Swedish")


class Mark(TextChoices):
    """Where something that we say about an organization comes from."""

    READ = "read", _("We read the source")
    MEMORY = "memory", _("From memory: to be reviewed")


class Fact(TextChoices):
    """What may be on an organization's page before anyone has read it at a source."""

    COUNTRY = "country", _("Country")
    PLACE = "place", _("City or town")
    POINT = "point", _("Point on the map")
    AUDIENCE = "audience", _("Who it is for")
    LANGUAGES = "languages", _("Languages")


class ContactKind(TextChoices):
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    WEBSITE = "website", _("Website")
    CALENDAR = "calendar", _("Calendar of meetings")
    REGISTRY = "registry", _("Registry to join")
    PUBLICATION = "publication", _("Publication")
    POSTAL = "postal", _("Postal address")


LINKS = (
    ContactKind.WEBSITE,
    ContactKind.CALENDAR,
    ContactKind.REGISTRY,
    ContactKind.PUBLICATION,
)


class How(TextChoices):
    """How somebody checked a contact or a meeting."""

    CALLED = "called", _("Called, and someone answered")
    WROTE = "wrote", _("Wrote, and got a reply")
    OPENED = "opened", _("Opened the page")
    READ = "read", _("Read on the organization's own site")


class Wrong(TextChoices):
    """What a reader says about a number, an address or a page."""

    DEAD = "dead", _("It does not work")
    SOMEBODY_ELSE = "somebody-else", _("Someone else answers")
    OTHER_TOPIC = "other-topic", _("The page is about something else")
    OTHER = "other", _("Something else is wrong")


# {an area: its countries}
COUNTRIES_OF = {Reach.EUROPEAN_UNION: EUROPEAN_UNION, Reach.EUROPE: EUROPE}
