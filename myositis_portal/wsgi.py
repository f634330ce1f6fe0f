import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "myositis_portal.settings")

application = get_wsgi_application()

# What is loaded by now stays: no later search for circles need look through it.
gc.collect()
gc.freeze()
