"""Why a typed place is not settled, with words for the reader."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from .naming import LONGEST, clean
from .place import Place

MOST_CHOICES = 8


class NotResolved(ValueError):
    """A place that we cannot find, with a message for the reader.

    `places`: those that may be meant, the likeliest first. `is_question`: whether the reader made
    no mistake, and only has to say more.
    """

    is_question = True

    def __init__(self, message: str, places: Sequence[Place] = ()) -> None:
        self.places = list(places)[:MOST_CHOICES]
        super().__init__(message)


class Unknown(NotResolved):
    is_question = False

    def __init__(self, text: str) -> None:
        super().__init__(
            _(
                "We can’t find a place called “%(text)s.” Try a larger city near you, or add the "
                "country."
            )
            % {"text": shown(text)}
        )


class NoPlace(NotResolved):
    """ "Near me", "online": words that name no place."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Please type a city or a postal code, or leave this empty to search everywhere. "
                "We do not know where you are."
            )
        )


class Misspelled(NotResolved):
    """Not found as it was typed, but places are named in it, or nearly."""

    def __init__(self, text: str, places: Sequence[Place]) -> None:
        super().__init__(
            _("We can’t find a place called “%(text)s.” Did you mean one of these?")
            % {"text": shown(text)},
            places,
        )


class OtherScript(Unknown):
    is_question = True

    def __init__(self, text: str) -> None:
        NotResolved.__init__(
            self,
            _(
                "We can’t read “%(text)s.” Please type the name of the place in Latin letters,"
                " for example “Moscow” or “Tokyo.”"
            )
            % {"text": shown(text)},
        )


class ForeignPostcode(NotResolved):
    def __init__(self) -> None:
        super().__init__(_("We can’t find this postal code. Please type your city or town."))


class MilitaryCode(NotResolved):
    def __init__(self, text: str, places: Sequence[Place] = ()) -> None:
        super().__init__(
            _(
                "“%(text)s” is a U.S. military postal code, and we cannot tell where that is. "
                "Please type your city or town."
            )
            % {"text": shown(text)},
            places,
        )


class Ambiguous(NotResolved):
    def __init__(self, text: str, places: Sequence[Place]) -> None:
        super().__init__(
            _("There is more than one place called “%(text)s.” Which one do you mean?")
            % {"text": shown(text)},
            places,
        )


class SharedPostcode(Ambiguous):
    """`zip_code`: the US one among them, if a zero is missing."""

    def __init__(self, text: str, places: Sequence[Place], zip_code: str = "") -> None:
        message = _(
            "“%(text)s” is a postal code in more than one country. Which one do you mean? If none "
            "of these, type your city and country."
        ) % {"text": shown(text)}
        if zip_code:
            message += " " + _("If you meant a U.S. ZIP code, type all five digits: %(zip)s.") % {
                "zip": zip_code
            }
        NotResolved.__init__(self, message, places)


class LostZero(Ambiguous):
    def __init__(self, zip_code: str, places: Sequence[Place]) -> None:
        message = _("U.S. ZIP codes have five digits. Did you mean %(zip)s?") % {"zip": zip_code}
        if len(places) > 1:
            message += " " + _("It is also a postal code in other countries.")
        NotResolved.__init__(self, message, places)


def shown(text: str) -> str:
    text = clean(text)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
