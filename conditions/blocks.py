"""What pages are made of: statements, each with its own sources, under headings."""

import datetime as dt
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from web.own_pages import leads_somewhere

from . import markup
from .choices import Section


def is_question(text: str) -> bool:
    """Whether it is something to ask a doctor or a study team: no source can confirm that."""
    return text.rstrip(" \n”").endswith("?")


def leads_nowhere(addresses: list[str]) -> str:
    text = ngettext(
        "This link leads to no page of ours: %(links)s",
        "These links lead to no page of ours: %(links)s",
        len(addresses),
    )
    return text % {"links": ", ".join(addresses)}


class StatementValue(blocks.StructValue):
    @property
    def sources(self):
        """The references that still exist."""
        return [reference for reference in self["references"] if reference]

    @property
    def is_checked(self) -> bool:
        """Whether somebody has read this at its source; everything else has yet to be reviewed."""
        return bool(self["checked"] and self.sources)

    @property
    def is_question(self) -> bool:
        return is_question(self["text"])

    @property
    def dead_links(self) -> list[str]:
        """The addresses of our own in the text under which there is no page."""
        found = dict.fromkeys(markup.own_addresses(self["text"]))
        return [address for address in found if not leads_somewhere(address)]

    @property
    def is_expired(self) -> bool:
        expires: dt.date | None = self["expires_on"]
        return bool(expires and expires <= timezone.localdate())


class StatementBlock(blocks.StructBlock):
    label = blocks.CharBlock(
        label=_("Label"),
        required=False,
        max_length=60,
        help_text=_("Shown in bold before the text: CK, EMG, MRI."),
    )
    text = blocks.TextBlock(
        label=_("Text"),
        rows=3,
        help_text=_(
            "One thing, in one to three short sentences. **bold**; [words](/guides/placebo/) for a "
            "link to our own page."
        ),
    )
    point = blocks.BooleanBlock(label=_("List item"), required=False)
    references = blocks.ListBlock(
        SnippetChooserBlock("conditions.Reference"), label=_("Sources"), default=[]
    )
    checked = blocks.BooleanBlock(
        label=_("I have read the source, and it says this"),
        required=False,
        help_text=_("Unless this is checked, readers see “to be reviewed” next to the statement."),
    )
    expires_on = blocks.DateBlock(
        label=_("Hide it on"),
        required=False,
        help_text=_(
            "For approvals and results of studies: from this day on, readers see “being rechecked.”"
        ),
    )

    def clean(self, value):
        value = super().clean(value)
        if value["checked"] and not value.sources:
            needed = ValidationError(
                _("You checked “I have read the source, and it says this.” Choose the source.")
            )
            raise StructBlockValidationError(block_errors={"references": needed})
        return value

    class Meta:
        icon = "pilcrow"
        label = _("Statement")
        value_class = StatementValue
        label_format = "{text}"


class ConditionBody(blocks.StreamBlock):
    """Sections from the fixed list, each followed by its statements."""

    section = blocks.ChoiceBlock(choices=Section.choices, icon="title", label=_("Section"))
    statement = StatementBlock()


class GuideBody(blocks.StreamBlock):
    """The guide's own headings, each followed by its statements. What comes before the first
    heading is the plain answer."""

    heading = blocks.CharBlock(icon="title", label=_("Heading"), max_length=120)
    statement = StatementBlock()


@dataclass
class Part:
    """A heading and the statements under it."""

    slug: str
    heading: str | Promise
    statements: list[StatementValue] = field(default_factory=list)


def parts(body) -> list[Part]:
    """Split a body into its parts, without the parts that have no statements."""
    found = [Part("answer", "")]
    for block in body:
        if block.block_type == "section":
            # In an autosaved draft, it may not have been chosen yet.
            heading = Section(block.value).label if block.value in Section else ""
            found.append(Part(block.value, heading))
        elif block.block_type == "heading":
            # Guides may have the section that pages on diseases have; it then comes first.
            is_urgent = block.value == Section.URGENT.label
            slug = Section.URGENT if is_urgent else f"part-{len(found)}"
            found.append(Part(slug, block.value))
        else:
            found[-1].statements.append(block.value)
    return [part for part in found if part.statements]
