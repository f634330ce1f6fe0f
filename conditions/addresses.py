"""Addresses of public pages, kept for ever: one that changed leads to where the page is now.

A row says whose address a word was last. It names the page and not the next address, so that any
number of changes is one step. An address that a new page takes is the new page's.
"""

from django.db import models
from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse

# A browser keeps a permanent redirect. Not for long: another page may take the address.
SECONDS_TO_KEEP = 3600


class PublicAddressQuerySet(models.QuerySet):
    def keep(self, page) -> None:
        """Remember that readers find this page at its present address."""
        self.update_or_create(
            model=page._meta.label_lower, slug=page.slug, defaults={"page_pk": page.pk}
        )

    def page(self, model, slug):
        """The public page that was last at this address, or None."""
        address = self.filter(model=model._meta.label_lower, slug=slug).first()
        return address and model.objects.filter(live=True, pk=address.page_pk).first()


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

    def __str__(self):
        return f"{self.model} {self.slug}"


class KeepsItsAddresses(models.Model):
    """A page whose address may change. What only a draft says is no address yet."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        fields = kwargs.get("update_fields")
        if self.live and (fields is None or {"slug", "live"} & set(fields)):
            PublicAddress.objects.keep(self)


def moved(request, model) -> HttpResponsePermanentRedirect:
    """The answer where no page is at this address now; Http404 where none ever was.

    Whatever was asked for, the page, a part of it or its data, is asked for at the new address.
    """
    asked = request.resolver_match
    page = PublicAddress.objects.page(model, asked.kwargs["slug"])
    if page is None:
        raise Http404
    address = reverse(asked.view_name, kwargs=asked.kwargs | {"slug": page.slug})
    if query := request.META.get("QUERY_STRING"):
        address = f"{address}?{query}"
    response = HttpResponsePermanentRedirect(
        address, preserve_request=request.method not in ("GET", "HEAD")
    )
    response["Cache-Control"] = f"max-age={SECONDS_TO_KEEP}"
    return response
