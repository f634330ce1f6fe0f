"""What became of the NCT numbers that a reader typed: found, corrected, or not ours."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from query import nct_numbers, registries
from query.registries import Registry
from trials.choices import Presence
from trials.models import Trial, TrialAlias
from trials.reading import study_numbers

MOST_MEANT = 3
# So far, all numbers begin like this.
_FIRST = "NCT0"


@dataclass(frozen=True)
class AskedNumber:
    typed: str
    # The study that we show for it; "" for none.
    found: str = ""
    # Studies that may be meant, if the number does not have eight digits.
    meant: tuple[str, ...] = ()
    is_gone: bool = False

    @property
    def is_whole(self) -> bool:
        return nct_numbers.is_whole(self.typed)

    @property
    def address(self) -> str:
        """The address of the record on the registry, or of our page on a study that is gone."""
        if self.is_gone:
            return reverse("trials:detail", args=[self.typed])
        return f"https://clinicaltrials.gov/study/{self.typed}" if self._may_exist else ""

    @property
    def _may_exist(self) -> bool:
        return self.is_whole and self.typed.startswith(_FIRST)

    @property
    def message(self) -> str:
        """Plain text; "" if the number as typed finds the study."""
        if self.found:
            return ""
        if self.is_gone:
            return _("%(number)s is no longer on the registry.") % {"number": self.typed}
        if self.is_whole:
            text = _("%(number)s is not among the studies we list.") % {"number": self.typed}
            advice = _("So far, all NCT numbers begin with a zero: please check this one.")
            return text if self._may_exist else f"{text} {advice}"
        if not self.meant:
            return _("NCT numbers have eight digits; %(number)s has %(count)s.") % {
                "number": self.typed,
                "count": len(self.typed) - len("NCT"),
            }
        numbers = _(" or ").join(self.meant)
        return _("NCT numbers have eight digits; did you mean %(numbers)s?") % {"numbers": numbers}

    def as_data(self) -> dict:
        return {
            "typed": self.typed,
            "found": self.found or None,
            "meant": list(self.meant),
            "message": self.message,
            "registry_url": "" if self.is_gone else self.address,
        }


@dataclass(frozen=True)
class UnknownNumber(AskedNumber):
    """A number of another kind, such as EudraCT's, that no study of ours has."""

    registry: Registry | None = None

    @property
    def is_whole(self) -> bool:
        return False

    @property
    def address(self) -> str:
        """The search page of the registry that the number belongs to."""
        return self.registry.address(self.typed) if self.registry else ""

    @property
    def message(self) -> str:
        text = _("No study that we list has the number %(number)s.") % {"number": self.typed}
        if not self.registry:
            return text
        of = _("It looks like a number from another registry: %(registry)s.")
        return f"{text} " + of % {"registry": self.registry.name}

    def as_data(self) -> dict:
        return super().as_data() | {"registry": self.registry.name if self.registry else None}


def of_others(text: str) -> list[AskedNumber]:
    """Numbers of other registries, and of grants, that no study of ours has."""
    found: dict[str, Registry | None] = dict(registries.numbers(text))
    if not found:
        found = dict.fromkeys(study_numbers.unmistakable(text))
    return [UnknownNumber(number, registry=registry) for number, registry in found.items()]


def to_look_for(text: str) -> list[str]:
    """The same numbers as in records, without "EudraCT number" if we are sure of it."""
    typed = [number for number, _registry in registries.numbers(text)]
    return study_numbers.unmistakable(text) or typed


def look_up(numbers: tuple[str, ...]) -> list[AskedNumber]:
    """Each of the numbers, in two queries."""
    possible = {
        number: [number] if nct_numbers.is_whole(number) else nct_numbers.meant(number)
        for number in numbers
    }
    every = [one for ones in possible.values() for one in ones]
    now = dict(TrialAlias.objects.filter(alias__in=every).values_list("alias", "nct_id"))
    known = dict(
        Trial.objects.filter(pk__in=[*every, *now.values()])
        .exclude(presence=Presence.RENAMED)
        .values_list("pk", "presence")
    )
    return [_asked(number, ones, now, known) for number, ones in possible.items()]


def _asked(number, ones, now, known):
    ids = [now.get(one, one) if one not in known else one for one in ones]
    shown = [one for one in ids if known.get(one) not in (None, Presence.GONE)]
    if nct_numbers.is_whole(number):
        is_gone = known.get(number) == Presence.GONE
        return AskedNumber(number, found=shown[0] if shown else "", is_gone=is_gone)
    # The registry may have the number with the missing zero, even if we do not list it. If there is
    # a digit too many, nobody knows which one.
    likely = [] if len(number) > nct_numbers.DIGITS + len("NCT") else ids[:1]
    return AskedNumber(number, meant=tuple(shown[:MOST_MEANT] or likely))
