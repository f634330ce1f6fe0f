"""What every program that `tests/forks.py` starts needs, imported once."""

from django.urls import get_resolver
from granian import Granian

from myositis_portal.wsgi import application
from tests import knowledge, studies

__all__ = ["Granian", "application", "knowledge", "studies"]

get_resolver().url_patterns  # noqa: B018 — this imports all views
