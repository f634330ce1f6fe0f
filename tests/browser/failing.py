"""The portal with some addresses more, at which a view fails."""

from django.conf import settings

from myositis_portal.wsgi import application

__all__ = ["application"]

settings.ROOT_URLCONF = "tests.myositis_portal.test_errors"
