"""All addresses that public pages have ever had, so that an old address leads to the page.

A row stores the page, not its next address, so that one redirect is enough for a page that moved
often. If a new page takes an old address, the address belongs to the new page.
"""

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable


Page = TypeVar("Page", bound="KeepsItsAddresses")


class PublicAddressQuerySet(models.QuerySet["PublicAddress"]):
    def keep(self, page: "KeepsItsAddresses") -> None:
        """Remember that readers find this page at its present address."""
        self.update_or_create(
            model=page._meta.label_lower, slug=page.slug, defaults={"page_pk": page.pk}
        )

    def page(self, model: type[Page], slug: str) -> Page | None:
        """Return the public page that last had this address, or None."""
        address = self.filter(model=model._meta.label_lower, slug=slug).first()
        if address is None:
            return None
        return model._default_manager.filter(live=True, pk=address.page_pk).first()


class PublicAddress(models.Model):
    """The last part of an address under which readers have found a page."""

    model = models.CharField(max_length=60)
    slug = models.SlugField(max_length=120)
    page_pk = models.BigIntegerField()

    objects = PublicAddressQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["model", "slug"], name="one_page_at_an_address")
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.slug}"


def is_page(model: type[Page], slug: str) -> bool:
    """Whether there is a page at this address, perhaps as a draft, or one that has moved."""
    pages = model._default_manager.filter(slug=slug)
    return pages.exists() or PublicAddress.objects.page(model, slug) is not None


class KeepsItsAddresses(models.Model):
    """A page whose address may change. An address that only a draft has does not count."""

    # Fields that each page has.
    slug: "models.SlugField[str | int | Combinable, str]"
    live: "models.BooleanField[bool | Combinable, bool]"

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        fields = kwargs.get("update_fields")
        if self.live and (fields is None or {"slug", "live"} & set(fields)):
            PublicAddress.objects.keep(self)
