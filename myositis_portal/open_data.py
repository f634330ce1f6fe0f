"""The pages for people who want to use our data elsewhere."""

from django.shortcuts import render

from . import api_reference


def use_our_data(request):
    return render(request, "open_data/index.html")


def llms_txt(request):
    """What language models are told of this site: where things are, and how to pass them on."""
    context = {"here": request.build_absolute_uri("/").rstrip("/")}
    return render(request, "open_data/llms.txt", context, content_type="text/plain; charset=utf-8")


def describe_api(request):
    """The description of the API as a page, so that it needs no script and nobody else's server."""
    context = {"operations": api_reference.operations(), "rows": api_reference.rows()}
    return render(request, "open_data/api.html", context)
