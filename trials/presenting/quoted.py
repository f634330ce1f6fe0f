"""Our text with the words of the record that it is based on."""

from dataclasses import dataclass

from .labels import field_label


@dataclass(frozen=True)
class Quoted:
    """Our words, and the record's own: `quote` is from the part of the record named `field`."""

    text: str
    quote: str = ""
    field: str = ""
    # "included", "excluded" or "not_stated", if it is about a type of myositis.
    state: str = ""
    # An editor's words, with date and role, if an editor decided this.
    decided: str = ""

    def as_data(self) -> dict[str, str]:
        return {"text": str(self.text), "quote": self.quote, "field": self.field}

    @property
    def field_label(self) -> str:
        return field_label(self.field)
