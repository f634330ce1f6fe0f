"""Settings come from the environment; what is wrong there stops the program with a hint."""

import importlib.util
import os
import subprocess
import sys
from unittest import mock

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.environment import ROOT

SETTINGS = ROOT / "myositis_portal" / "settings.py"


def start(tmp_path, **environment):
    """The settings with only these variables, as a module of its own beside the one in use."""
    clean = {
        "PATH": os.environ["PATH"],
        "PYTHON_DOTENV_DISABLED": "1",
        "VAR_DIR": str(tmp_path / "var"),
    }
    spec = importlib.util.spec_from_file_location("myositis_portal.started_settings", SETTINGS)
    settings = importlib.util.module_from_spec(spec)
    with mock.patch.dict(os.environ, clean | environment, clear=True):
        spec.loader.exec_module(settings)
    return vars(settings)


def test_nothing_set_gives_a_private_portal(tmp_path):
    settings = start(tmp_path)
    assert settings["DEBUG"] is False
    assert settings["PORT"] == 8000
    assert settings["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert settings["CTGOV_BASE_URL"] == "https://clinicaltrials.gov/api/v2"
    assert settings["CTGOV_PAUSE_SECONDS"] == 1
    assert settings["CELERY_BROKER_URL"] == "filesystem://"
    assert "SECURE_SSL_REDIRECT" not in settings
    assert settings["DATABASES"]["default"]["HOST"]


def test_the_key_that_it_makes_is_kept_and_private(tmp_path):
    first = start(tmp_path)["SECRET_KEY"]
    assert len(first) >= 50
    assert start(tmp_path)["SECRET_KEY"] == first
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret_key"]


def test_a_public_name_means_https(tmp_path):
    settings = start(tmp_path, ALLOWED_HOSTS="myositis.example.org")
    assert settings["ALLOWED_HOSTS"][0] == "myositis.example.org"
    assert settings["SECURE_SSL_REDIRECT"] is True


def test_hsts_speaks_for_this_name_alone_unless_the_operator_asks_for_more(tmp_path):
    alone = start(tmp_path, ALLOWED_HOSTS="myositis.example.org")
    assert alone["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert alone["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is alone["SECURE_HSTS_PRELOAD"] is False
    asked = {"ALLOWED_HOSTS": "myositis.example.org", "HSTS_PRELOAD": "true"}
    asked = start(tmp_path, **asked)
    assert asked["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is asked["SECURE_HSTS_PRELOAD"] is True


@pytest.mark.parametrize("debug", ["true", "1", "YES", "on"])
def test_debug_and_a_public_name_do_not_start(tmp_path, debug):
    with pytest.raises(ImproperlyConfigured, match="DEBUG=true shows settings and code"):
        start(tmp_path, ALLOWED_HOSTS="myositis.example.org", DEBUG=debug)
    assert start(tmp_path, ALLOWED_HOSTS="localhost", DEBUG=debug)["DEBUG"]


@pytest.mark.parametrize(
    ("key", "starts"),
    [
        ("short", False),
        ("0123456789abcdef0123456789abcde", False),
        ("0123456789abcdef0123456789abcdef", True),
        ("a" * 64, False),
        ("abab" * 16, False),
        ("   0123456789abcdef              ", False),
    ],
)
def test_a_key_that_can_be_guessed_does_not_start_under_a_public_name(tmp_path, key, starts):
    given = {"ALLOWED_HOSTS": "myositis.example.org", "SECRET_KEY": key}
    if starts:
        assert start(tmp_path, **given)["SECRET_KEY"] == key
        return
    with pytest.raises(ImproperlyConfigured) as stopped:
        start(tmp_path, **given)
    assert "SECRET_KEY is too easy to guess" in str(stopped.value)
    assert "openssl rand -hex 32" in str(stopped.value)
    assert key.strip() not in str(stopped.value)


def test_a_private_portal_takes_any_key(tmp_path):
    assert start(tmp_path, SECRET_KEY="short")["SECRET_KEY"] == "short"


@pytest.mark.processes
def test_what_stops_the_start_is_one_sentence_on_the_terminal(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "run"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "PYTHON_DOTENV_DISABLED": "1",
            "VAR_DIR": str(tmp_path / "var"),
            "ALLOWED_HOSTS": "*",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("ALLOWED_HOSTS='*' would let anyone choose")
    assert len(done.stderr.splitlines()) == 1


def test_servers_are_used_where_they_are_named(tmp_path):
    settings = start(
        tmp_path,
        DATABASE_URL="postgres://me:secret@db:5433/portal",
        REDIS_URL="redis://redis:6379/0",
    )
    assert settings["DATABASES"]["default"]["HOST"] == "db"
    assert settings["CELERY_BROKER_URL"] == "redis://redis:6379/0"
    assert "redis" in settings["CACHES"]["default"]["BACKEND"].lower()


def test_the_address_of_the_database_may_add_options_and_change_ours(tmp_path):
    url = "postgres://me@db/portal?connect_timeout=2&options=-c%20search_path%3Dportal"
    settings = start(tmp_path, DATABASE_URL=url)
    options = settings["DATABASES"]["default"]["OPTIONS"]
    assert int(options["connect_timeout"]) == 2
    assert options["tcp_user_timeout"] == 60_000
    assert "-c tcp_keepalives_idle=30 " in options["options"]
    assert options["options"].endswith(" -c search_path=portal")


def test_a_replica_is_used_where_one_is_named_and_waited_for_less_long(tmp_path):
    assert "replica" not in start(tmp_path)["DATABASES"]
    url = "postgres://me@copy/portal"
    databases = start(tmp_path, DATABASE_REPLICA_URL=url)["DATABASES"]
    assert databases["replica"]["HOST"] == "copy"
    waits = [databases[name]["OPTIONS"]["connect_timeout"] for name in ("default", "replica")]
    assert waits == [5, 2]


@pytest.mark.parametrize(
    ("given", "looks"),
    [
        ({}, False),
        ({"ALLOWED_HOSTS": "myositis.example.org"}, True),
        ({"ALLOWED_HOSTS": "myositis.example.org", "LINK_CHECKS": "no"}, False),
        ({"LINK_CHECKS": "yes"}, True),
    ],
)
def test_links_to_others_are_looked_at_from_under_a_public_name(tmp_path, given, looks):
    assert start(tmp_path, **given)["LINK_CHECKS"] is looks


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("DEBUG", "maybe", "neither true nor false"),
        ("PORT", "eighty", "is not a number"),
        ("PORT", "0", "between 1 and 65535"),
        ("PORT", "70000", "between 1 and 65535"),
        ("CTGOV_PAUSE_SECONDS", "fast", "is not a number"),
        ("CTGOV_PAUSE_SECONDS", "-1", "between 0 and 60"),
        ("CTGOV_PAUSE_SECONDS", "nan", "between 0 and 60"),
        ("CTGOV_BASE_URL", "clinicaltrials.gov", "https://"),
        ("CTGOV_BASE_URL", "ftp://example.org", "https://"),
        ("REDIS_URL", "localhost:6379", "redis://"),
        ("DATABASE_URL", "mysql://me@db/portal", "postgres://"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL"),
        ("ALLOWED_HOSTS", "https://example.org/", "host names"),
        ("ALLOWED_HOSTS", "*", "name each host"),
        ("ALLOWED_HOSTS", "localhost, *", "name each host"),
        ("ALLOWED_HOSTS", "example.org,*.example.org", "name each host"),
        ("ALLOWED_HOSTS", "example.org:8000", "no port"),
        ("ALLOWED_HOSTS", "example.org www.example.org", "separated by commas"),
        ("ALLOWED_HOSTS", ".", "host names"),
        ("ALLOWED_HOSTS", "münchen.example", "xn--"),
        ("VAR_DIR", "/proc/nothing", "VAR_DIR"),
        ("OUTBOUND_PROXY", "https://egress:3128", "http://"),
        ("OUTBOUND_PROXY", "http://egress", "needs a port"),
        ("OUTBOUND_PROXY", "http://egress:99999", "not a number up to 65535"),
        ("OUTBOUND_HOSTS", "example.org", "does not name clinicaltrials.gov"),
    ],
)
def test_a_wrong_value_stops_the_program_with_a_hint(tmp_path, name, value, hint):
    with pytest.raises(ImproperlyConfigured) as stopped:
        start(tmp_path, **{name: value})
    assert hint in str(stopped.value)
    assert name in str(stopped.value)


def test_a_mail_server_that_the_way_out_would_refuse_is_named_at_the_start(tmp_path):
    given = {"EMAIL_URL": "smtps://me:word@mail.example.org"}
    with pytest.raises(ImproperlyConfigured) as stopped:
        start(tmp_path, OUTBOUND_HOSTS="clinicaltrials.gov", **given)
    assert "OUTBOUND_HOSTS does not name mail.example.org" in str(stopped.value)
    assert "word" not in str(stopped.value)
    start(tmp_path, OUTBOUND_HOSTS="clinicaltrials.gov  mail.example.org", **given)
    assert start(tmp_path, **given)["OUTBOUND_PROXY"] == ""
