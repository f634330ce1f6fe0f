"""The people in a record to call or write to, with links that work."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from web.contact_links import Part, dials, mail_parts, name_parts, phone_parts

# "name at host dot org"
_AT = re.compile(r"@|\bat\b", re.IGNORECASE)


@dataclass(frozen=True)
class Linked:
    """One contact of a record, {name, role, phone, phone_ext, email}, as links and words."""

    contact: dict
    # A sample has nobody to call.
    is_sample: bool = False

    @cached_property
    def name(self) -> list[Part]:
        return self._parts(name_parts(self.contact.get("name")))

    @cached_property
    def phone(self) -> list[Part]:
        phone, extension = self.contact.get("phone"), self.contact.get("phone_ext")
        return self._parts(phone_parts(phone, extension))

    @cached_property
    def email(self) -> list[Part]:
        """Empty where the field holds no address, but a name."""
        parts = mail_parts(self.contact.get("email"))
        is_address = any(part.href or _AT.search(part.text) for part in parts)
        return self._parts(parts) if is_address else []

    def _parts(self, parts):
        return [Part(part.text) for part in parts] if self.is_sample else parts

    @property
    def role(self) -> str:
        role = self.contact.get("role") or ""
        return "" if role == "CONTACT" else role

    @property
    def can_be_called(self) -> bool:
        return dials(phone_parts(self.contact.get("phone"))) or dials(
            name_parts(self.contact.get("name"))
        )

    @property
    def numbers(self) -> list[Part]:
        """The numbers that are links to dial."""
        return [part for part in (*self.phone, *self.name) if part.href.startswith("tel:")]

    @property
    def addresses(self) -> list[Part]:
        """The e-mail addresses that are links."""
        parts = (*self.email, *self.name, *self.phone)
        return [part for part in parts if part.href.startswith("mailto:")]

    @property
    def in_words(self) -> str:
        """For a table: the name and the number."""
        name = "" if dials(name_parts(self.contact.get("name"))) else self.contact.get("name")
        parts = self.phone or self.name
        return ": ".join(filter(None, [name, "".join(part.text for part in parts)]))

    def as_data(self) -> dict:
        """For programs: the record's own words, and the links."""
        hrefs = [part.href for part in (*self.phone, *self.name, *self.email) if part.href]
        return self.contact | {"links": list(dict.fromkeys(hrefs))}


def first_to_call(trial) -> Linked | None:
    """The first contact of the study as a whole."""
    if not trial.may_be_called:
        return None
    return next((one for one in of_study(trial) if one.can_be_called), None)


def of_study(trial) -> Iterator[Linked]:
    """The contacts of the study as a whole."""
    return (Linked(contact, trial.is_sample) for contact in trial.central_contacts)
