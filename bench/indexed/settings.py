from myositis_portal.settings import *  # noqa: F403
from myositis_portal.settings import INSTALLED_APPS

# Wagtail brings modelsearch itself.
INSTALLED_APPS = [*INSTALLED_APPS, "bench.indexed"]
MODELSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
