from myositis_portal.settings import *  # noqa: F403
from myositis_portal.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "django_tasks", "modelsearch", "bench.indexed"]
MODELSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
