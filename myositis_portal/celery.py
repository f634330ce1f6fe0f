"""The Celery application: what runs when, and over which broker (see settings)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "myositis_portal.settings")

app = Celery("myositis_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_configure.connect
def add_heartbeats(sender, **_options):
    from .heartbeats import watch  # it needs the settings

    watch(sender)
