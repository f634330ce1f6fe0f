"""One sheet of paper for a call to a study: who to call, what to say and ask, room for notes."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

from trials.fit.verdicts import Verdict
from trials.models import Location, Trial
from trials.reading.requirements import REQUIREMENTS

from . import requirement_answers
from .contacts import Linked, first_to_call, of_study
from .nearest_site import Sites
from .self_check import Result

# This many fit on a sheet below the general questions; in large print, fewer.
QUESTIONS, QUESTIONS_IN_LARGE_PRINT = 10, 3
# The general questions ask this of every study.
ASKED_ANYWAY = ("groups", "visits", "open_label_extension")
# Lines in lists inside of lists are not moved in further than this.
DEEPEST = 3


@dataclass(frozen=True)
class PeopleToCall:
    """`site` is the nearest open place; the contacts are those of the place and of the study."""

    site: Location | None
    of_site: Linked | None
    of_study: Linked | None

    @property
    def place(self) -> str:
        """The site with its state: there is more than one Orange in the United States."""
        if not self.site:
            return ""
        state = self.site.state if self.site.state != self.site.city else ""
        return ", ".join(
            filter(None, [self.site.facility, self.site.city, state, self.site.country])
        )


@dataclass(frozen=True)
class CallSheet(PeopleToCall):
    script: str
    general: list[str]
    unstated: list[str]
    mail: str


@dataclass(frozen=True)
class DoctorLine:
    """A line of the criteria, or one above it, which has no verdict of its own."""

    text: str
    where: str
    depth: int
    verdict: Verdict | None = None


def call_sheet(trial: Trial, sites: Sites, audience: str, *, is_large: bool) -> CallSheet:
    people = people_to_call(trial, sites)
    script = _script(trial, audience)
    general = general_questions(audience)
    asked = {_(one.question) for one in REQUIREMENTS if one.name in ASKED_ANYWAY}
    unstated = requirement_answers.requirement_answers(trial).unanswered
    unstated = [question for question in unstated if question not in asked]
    unstated = unstated[: QUESTIONS_IN_LARGE_PRINT if is_large else QUESTIONS]
    to = next((one for one in (people.of_site, people.of_study) if one and one.addresses), None)
    mail = _mail(trial, to, [script, *general]) if to else ""
    return CallSheet(people.site, people.of_site, people.of_study, script, general, unstated, mail)


def people_to_call(trial: Trial, sites: Sites) -> PeopleToCall:
    site = _nearest_open(sites)
    if not trial.may_be_called:
        return PeopleToCall(site, None, None)
    of_site = _of_site(trial, site) if site else None
    return PeopleToCall(site, of_site, first_to_call(trial) or next(iter(of_study(trial)), None))


def _nearest_open(sites: Sites) -> Location | None:
    everywhere = (site for country in sites.countries for site in country.sites)
    return next((site for site in (*sites.nearest, *everywhere) if site.is_open), None)


def _of_site(trial: Trial, site: Location) -> Linked | None:
    linked = [Linked(contact, trial.is_sample) for contact in site.contacts]
    reachable = [one for one in linked if one.phone or one.email]
    return next((one for one in reachable if one.can_be_called), next(iter(reachable), None))


def _script(trial: Trial, audience: str) -> str:
    """What to say in half a minute, or for somebody else to read aloud."""
    who = {
        "someone": _("I am calling for someone who has myositis."),
        "child": _("I am calling for my child, who has myositis."),
        "volunteer": _("I am healthy, and I would like to take part as a volunteer."),
    }.get(audience, _("I have myositis."))
    return _(
        "Hello, my name is ______. %(who)s I am calling about study number %(number)s. I would "
        "like to know whether it is accepting people now, and who I can ask about taking part. I "
        "have a few questions. Is this a good time? My number is ______."
    ) % {"who": who, "number": trial.nct_id}


def general_questions(audience: str) -> list[str]:
    whose = {
        "someone": _("Could their type of myositis and their medicines fit the study?"),
        "child": _("Could my child’s type of myositis and medicines fit the study?"),
        "volunteer": _("What would rule me out?"),
    }.get(audience, _("Could my type of myositis and my medicines fit the study?"))
    return [
        _("Are you accepting people now, and where? Is there a waiting list?"),
        whose,
        _("What happens at the visits, how many are there, and how long do they take?"),
        _("Is there a placebo, and can people stay on the treatment after the study?"),
        _("Who approved it? Who pays for tests, travel, and care if something goes wrong?"),
        _("Can people stop at any time, and who do they call if there is a problem at night?"),
    ]


def doctor_lines(result: Result) -> list[DoctorLine]:
    """The lines of a study for the doctor, each below the headings and lines that it belongs to.

    "Has had a hysterectomy" means something else without the line above it.
    """
    lines: list[DoctorLine] = []
    shown: tuple[str, ...] = ()
    where = ""
    for row in result.rows:
        if row.where != where:
            where, shown = row.where, ()
        for depth, lead in enumerate(row.under):
            if shown[: depth + 1] != row.under[: depth + 1]:
                lines.append(DoctorLine(lead, where, min(depth, DEEPEST)))
        lines.append(DoctorLine(row.text, where, min(len(row.under), DEEPEST), row.verdict))
        shown = (*row.under, row.text)
    return lines


def _mail(trial: Trial, to: Linked, words: list[str]) -> str:
    """A link that begins an e-mail, for a person whose voice is weak."""
    subject = _("Question about study %(number)s") % {"number": trial.nct_id}
    hello, *questions = words
    body = "\n".join([hello, "", *(f"- {question}" for question in questions)])
    asked = urlencode({"subject": subject, "body": body}, quote_via=quote)
    return f"{to.addresses[0].href}?{asked}"


def kept(parameters) -> str:
    """The parameters of a study's address that its sheet keeps: the place and the audience."""
    found = {name: parameters[name] for name in ("place", "for") if parameters.get(name)}
    return f"?{urlencode(found)}" if found else ""


def spaced(number: str) -> str:
    """A number as people read it aloud: "NCT 0123 4567"."""
    return f"{number[:3]} {number[3:7]} {number[7:]}"
