#!/usr/bin/env python
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db.utils import OperationalError


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "myositis_portal.settings")
    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        if os.environ.get("DATABASE_URL"):
            sys.exit(f"PostgreSQL at DATABASE_URL does not answer: {reason}")
        sys.exit(
            "The portal's own PostgreSQL does not answer: start it with `make run` and leave that "
            f"running, or set DATABASE_URL. ({reason})"
        )


if __name__ == "__main__":
    main()
