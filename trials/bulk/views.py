"""Where the files are downloaded: /data/files/, also by scripts on other sites."""

from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from . import editions

MEDIA_TYPES = {
    ".gz": "application/gzip",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
}


def index(request):
    """All kept editions, newest first, each with its manifest."""
    found = [
        editions.manifest(number) | {"address": _address(request, number, editions.MANIFEST)}
        for number in editions.numbers()
    ]
    response = JsonResponse({"editions": found})
    # Files on the disk are not part of any content version.
    patch_cache_control(response, no_cache=True)
    return response


def download(request, edition, name):
    path = editions.file(edition, name)
    if path is None:
        raise Http404(_("There is no such file. See the list of editions."))
    if edition == editions.LATEST:
        return redirect("bulk-file", path.parent.name, name)
    response = FileResponse(path.open("rb"), content_type=MEDIA_TYPES[path.suffix])
    response["Content-Disposition"] = f'attachment; filename="myositis-{edition}-{name}"'
    # An edition never changes.
    patch_cache_control(response, public=True, max_age=365 * 24 * 3600, immutable=True)
    return response


def _address(request, edition, name):
    return request.build_absolute_uri(reverse("bulk-file", args=[edition, name]))
