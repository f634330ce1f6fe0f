from myositis_portal.settings import *  # noqa: F403
from myositis_portal.settings import INSTALLED_APPS

# Wagtail's own app of search is modelsearch under another name: beside it there can be no second.
INSTALLED_APPS = [*INSTALLED_APPS, "bench.indexed"]
