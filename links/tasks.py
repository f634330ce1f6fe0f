"""The Celery task that checks the links of the site; see links/checking.py."""

import logging

from celery import shared_task
from django.conf import settings

from . import checking
from .fetch import Looker

logger = logging.getLogger(__name__)


@shared_task
def check_links():
    if not settings.LINK_CHECKS:
        return
    try:
        count = checking.check(Looker(user_agent(), proxy=settings.OUTBOUND_PROXY))
        logger.info("looked at %d links", count)
    except checking.CheckBusy:
        logger.info("another process is looking at links")


def user_agent() -> str:
    """Who asks, and where to complain."""
    contact = settings.CONTACT_EMAIL or settings.WAGTAILADMIN_BASE_URL
    text = f"myositis-portal/0.1 (weekly look at links; {settings.WAGTAILADMIN_BASE_URL}/about/; "
    return (text + f"{contact})").encode("ascii", "ignore").decode()
