"""Which language a page is in: the one that its address names."""

from django.conf import settings
from django.utils import translation


class LanguageMiddleware:
    """/es/trials/ is Spanish, /trials/ is English, whoever asks for it.

    Django's LocaleMiddleware would give the same pages, but it also reads the reader's cookie and
    Accept-Language header, and says so: `Vary: Accept-Language` would have every cache keep a copy
    for each wording of that header. It also treats /es-mx/ as Spanish.

    The language stays active after the answer has been given: a table is written while it is sent.
    The next request sets its own, before anything else can fail.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        named = request.path_info.removeprefix("/").partition("/")[0]
        translation.activate(named if named in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)
        return self.get_response(request)
