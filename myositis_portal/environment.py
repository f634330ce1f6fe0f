"""What the environment says, read and checked for `settings.py`.

A variable that is set to something unusable stops the program with a hint. No variable falls back
to its default silently.
"""

import contextlib
import os
import re
import secrets
import tempfile
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from .local_postgres import LocalPostgres

LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
HOST_NAME = re.compile(
    r"\.?[a-z0-9]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9_-]*[a-z0-9])?)*|\[[0-9a-f:.]+\]"
)
Number = TypeVar("Number", int, float)
SHORTEST_KEY, FEWEST_LETTERS_OF_A_KEY = 32, 5


def env_text(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, default: bool) -> bool:
    text = env_text(name, "true" if default else "false").lower()
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={text!r} is neither true nor false: write {name}=true.")


def env_choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    text = env_text(name, default).lower()
    if text not in choices:
        raise ImproperlyConfigured(f"{name}={text!r} must be one of: {', '.join(choices)}.")
    return text


def env_number(name: str, default: Number, kind: type[Number], low: Number, high: Number) -> Number:
    text = env_text(name, str(default))
    try:
        number = kind(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={text!r} is not a number.") from error
    if not low <= number <= high:
        raise ImproperlyConfigured(f"{name}={text} must be between {low} and {high}.")
    return number


def env_url(name: str, default: str, schemes: tuple[str, ...]) -> str:
    text = env_text(name, default)
    if text and (urlsplit(text).scheme not in schemes or not urlsplit(text).netloc):
        hint = ", ".join(f"{scheme}://…" for scheme in schemes)
        raise ImproperlyConfigured(f"{name}={text!r} must be an address of the form {hint}")
    return text


# If the machine at the other end vanishes, we notice within a minute instead of two hours, and so
# does the server: it then frees the lock of a sync, or of beat.
OF_A_CONNECTION = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
OF_THE_SERVER = {
    "tcp_keepalives_idle": 30,
    "tcp_keepalives_interval": 10,
    "tcp_keepalives_count": 3,
    "tcp_user_timeout": 60_000,
    # A query whose client is gone ends.
    "client_connection_check_interval": 5_000,
}


def env_database(name: str, var_dir: Path, seconds_to_connect: int = 5) -> Any:
    """Django's settings for a database. Without one, a private PostgreSQL runs in `var_dir`.

    A server that accepts no connection for some seconds is down; without this limit, a reader waits
    two minutes for an error.
    """
    text = env_text(name, "")
    database = _database(name, text) if text else LocalPostgres(var_dir).django_settings()
    given = database.get("OPTIONS", {})
    options = " ".join(f"-c {name}={value}" for name, value in OF_THE_SERVER.items())
    # What the address says wins.
    chosen = {
        "connect_timeout": seconds_to_connect,
        **OF_A_CONNECTION,
        **given,
        "options": f"{options} {given.get('options', '')}",
    }
    ours = {"ENGINE": "web.postgresql", "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    return database | ours | {"OPTIONS": chosen}


def _database(name: str, text: str) -> Any:
    try:
        database = dj_database_url.parse(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} cannot be read: {error}") from error
    if database["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            f"{name} must begin with postgres:// — the search needs PostgreSQL."
        )
    return database


def env_proxy(name: str) -> str:
    """The address of an HTTP proxy; empty without one."""
    text = env_url(name, "", ("http",))
    try:
        has_port = not text or urlsplit(text).port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: its port is not a number up to 65535.") from error
    if not has_port:
        raise ImproperlyConfigured(f"{name}={text!r} needs a port: http://egress:3128.")
    return text


def check_outbound(name: str, *addresses: str) -> None:
    """Refuse to start if the proxy would refuse one of these addresses. Without the list, it is not
    ours to know."""
    hosts = env_text(name, "").split()
    for address in filter(None, addresses):
        host = urlsplit(address).hostname
        if hosts and host not in hosts:
            raise ImproperlyConfigured(
                f"{name} does not name {host}, so the portal could not reach it: add it there."
            )


def env_mail(name: str) -> dict[str, Any]:
    """Django's settings for a mail server. Without one, mails are printed where the portal runs."""
    text = env_url(name, "", ("smtp", "smtps"))
    if not text:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(text)
    is_tls = parts.scheme == "smtps"
    try:
        port = parts.port or (465 if is_tls else 587)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: its port is not a number up to 65535.") from error
    return {
        "EMAIL_BACKEND": "myositis_portal.mail.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_tls,
        # A password never goes out in the clear.
        "EMAIL_USE_TLS": not is_tls and bool(parts.username),
        "EMAIL_TIMEOUT": 30,
    }


def secret_key(var_dir: Path) -> str:
    """SECRET_KEY, or else one that was made at the first start and is kept in `var_dir`."""
    given = env_text("SECRET_KEY", "")
    if given:
        return given
    path = var_dir / "secret_key"
    try:
        var_dir.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _keep_new_key(path)
        return path.read_text()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{path} cannot be used ({error.strerror}): set SECRET_KEY, or VAR_DIR to a folder "
            "that the portal may write to."
        ) from error


def _keep_new_key(path: Path) -> None:
    """Write the whole key before naming the file: a process killed halfway leaves no empty key.

    If two processes start at once, both use the first one's key.
    """
    number, fresh = tempfile.mkstemp(prefix="secret_key-", dir=path.parent)  # mode 600
    try:
        with os.fdopen(number, "w") as file:
            file.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
    finally:
        os.unlink(fresh)


def public_hosts(name: str) -> list[str]:
    """The host names that readers use, without loopback."""
    hosts = [host.strip().lower() for host in env_text(name, "").split(",")]
    hosts = [host for host in hosts if host and host not in LOOPBACK]
    for host in hosts:
        if "*" in host:
            raise ImproperlyConfigured(
                f"{name}={host!r} would let anyone choose the address in our links and letters: "
                f"name each host, such as {name}=myositis.example.org. A name that begins with a "
                "dot, such as .example.org, stands for all hosts below it."
            )
        if not HOST_NAME.fullmatch(host):
            raise ImproperlyConfigured(
                f"{name}={host!r} is not a host name. Write host names separated by commas, such "
                "as myositis.example.org,www.myositis.example.org: no https://, no port and no "
                "path, and international names in their xn-- form."
            )
    return hosts


def require_safe_start(debug: bool, key: str) -> None:
    """Stop if a setting would leak readers' or editors' secrets under a public name."""
    if debug:
        raise ImproperlyConfigured(
            "DEBUG=true shows settings and code to every visitor, so it cannot be used with a "
            "public name in ALLOWED_HOSTS: remove one of the two."
        )
    if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_LETTERS_OF_A_KEY:
        raise ImproperlyConfigured(
            f"SECRET_KEY is too easy to guess for a public name: it needs {SHORTEST_KEY} "
            f"characters or more, at least {FEWEST_LETTERS_OF_A_KEY} of them different. "
            "For a new one: openssl rand -hex 32"
        )
