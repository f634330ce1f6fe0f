from myositis_portal.settings import *  # noqa: F403
from myositis_portal.settings import INSTALLED_APPS

# Wagtail's own search app is modelsearch under another name, and there can be only one.
INSTALLED_APPS = [*INSTALLED_APPS, "bench.indexed"]
