"""The pages for people who want to use our data elsewhere."""

from importlib.util import find_spec

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

import vocabulary
from trials.reading.diseases import SUBTYPES
from trials.views.embed import SnippetForm
from web.problem_details import problem

from . import api_reference

EXAMPLES_FOLDER = settings.BASE_DIR / "templates" / "open_data" / "examples"
# As the settings say.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self';"
    " connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'"
)


# {language: the file of its example}. The tests run those that this machine can run.
EXAMPLES = {
    "curl": "curl.sh",
    "Python": "python.py",
    "R": "r.R",
    "JavaScript": "javascript.js",
}
# The same for the files to download.
FILE_EXAMPLES = {"Python": "files.py", "R": "files.R"}


def use_our_data(request):
    here = request.build_absolute_uri("/").rstrip("/")
    context = {
        "examples": {language: example(file, here) for language, file in EXAMPLES.items()},
        "file_examples": {
            language: example(file, here) for language, file in FILE_EXAMPLES.items()
        },
    }
    if answers_assistants():
        context["for_assistants"] = here + reverse("mcp")
    return render(request, "open_data/index.html", context)


def example(file: str, here: str) -> str:
    """A program that asks the portal at this address."""
    # Its text is escaped by the page that shows it.
    text = (EXAMPLES_FOLDER / file).read_text(encoding="utf-8")
    return text.replace("{{ here }}", here)


def answers_assistants() -> bool:
    """Whether the library of the Model Context Protocol is installed here."""
    return find_spec("mcp") is not None


@csrf_exempt
def answer_assistant(request):
    """One message of the Model Context Protocol."""
    if not answers_assistants():
        return problem(404, _("This portal does not answer AI assistants."))
    if request.method != "POST":
        response = problem(405, _("AI assistants send their questions here, with POST."))
        response["Allow"] = "POST, OPTIONS"
        return response
    # Only here: it is large, and most processes are never asked.
    from . import mcp_server

    return mcp_server.answer(request)


def llms_txt(request):
    """What we tell language models about this site: where things are, and how to pass them on."""
    context = {
        "here": request.build_absolute_uri("/").rstrip("/"),
        "answers_assistants": answers_assistants(),
    }
    return render(request, "open_data/llms.txt", context, content_type="text/plain; charset=utf-8")


def write_snippet(request):
    """The page that writes the code for embedding a part of our site."""
    terms = vocabulary.terms()
    form = SnippetForm(request.GET, [(slug, terms[slug].name) for slug in SUBTYPES])
    context = {"form": form, "address": request.build_absolute_uri(form.address)}
    response = render(request, "open_data/embed.html", context)
    # With a frame of our own in it, for the preview.
    response["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return response


def describe_api(request):
    """The API description as a page that needs no script and no other server."""
    context = {"operations": api_reference.operations(), "rows": api_reference.rows()}
    return render(request, "open_data/api.html", context)
