import gc

# A start makes 400,000 objects that stay, and a page makes thousands that go by themselves. Looking
# for circles as often as Python does takes a fifth of a start.
gc.set_threshold(50_000, 20, 50)

from .celery import app as celery_app  # noqa: E402 (what it imports is counted already)

__all__ = ["celery_app"]
