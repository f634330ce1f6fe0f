"""Production as the Dockerfile and docker-compose.yml describe it, without a container engine.

The files are read, and the commands that they name are run with the environment that they give,
in a copy of the checkout as the image has it, as the image's user, against a PostgreSQL and a
Redis of Debian's packages. What only an engine can show stays unproved: the base images, the
network between containers, volumes, and how an engine itself reads these files.
"""

import fnmatch
import http.client
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg2
import pytest
import redis
import yaml
from django.conf import settings

from myositis_portal.local_postgres import find_programs
from tests import databases
from tests.studies import studies

pytestmark = pytest.mark.processes

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES, VOLUMES, NETWORKS = COMPOSE["services"], COMPOSE["volumes"], COMPOSE["networks"]
PORTAL = ("migrate", "web", "web-2", "web-3", "worker", "worker-2", "links", "beat", "backup")
EGRESS = ("egress", "egress-links")
OTHERS = SERVICES.keys() - {*PORTAL, *EGRESS}
PUBLIC = "myositis.example.org"
NOBODY = 65534
GIVEN = {
    "SECRET_KEY": "a key for tests only, which guards nothing at all",
    "ALLOWED_HOSTS": PUBLIC,
    # Every character that an address would take for its own.
    "POSTGRES_PASSWORD": "p@ss/w:o?r#d%21 é",
    "REDIS_PASSWORD": "lettersAnd0123456789",
    "CTGOV_USER_AGENT": "tests of docker-compose.yml",
    "CTGOV_BASE_URL": "http://127.0.0.1:9/api/v2",  # nothing listens there
    "CTGOV_PAUSE_SECONDS": "0",
    "LINK_CHECKS": "false",
}


def read_dockerfile():
    """Every instruction's arguments, in order."""
    text = re.sub(r"(?m)^#.*\n", "", (ROOT / "Dockerfile").read_text()).replace("\\\n", " ")
    instructions = {}
    for line in filter(None, text.splitlines()):
        name, arguments = line.split(maxsplit=1)
        instructions.setdefault(name, []).append(arguments)
    return instructions


IMAGE = read_dockerfile()
COMMAND = json.loads(IMAGE["CMD"][-1])
IMAGE_ENV = dict(word.split("=", 1) for line in IMAGE.get("ENV", []) for word in shlex.split(line))
UID, GID = (int(number) for number in IMAGE["USER"][-1].split(":"))
VAR_DIR = IMAGE_ENV["VAR_DIR"]


def interpolated(value, given):
    """What Compose makes of ${NAME}, ${NAME:-default} and ${NAME:?message}."""

    def put(match):
        name, kind, text = match.groups()
        if kind == ":?" and not given.get(name):
            raise ValueError(f"{name}: {text}")
        return given.get(name) or (text if kind == ":-" else "")

    return re.sub(r"\$\{(\w+)(?:(:[-?])([^}]*))?\}", put, str(value))


def environment_of(service, given):
    environment = SERVICES[service]["environment"].items()
    return {name: interpolated(value, given) for name, value in environment}


def seconds(duration):
    amount, unit = re.fullmatch(r"(\d+)(s|m)", duration).groups()
    return int(amount) * {"s": 1, "m": 60}[unit]


def option(words, name):
    return next((words[place + 1] for place, word in enumerate(words) if word == name), None)


# What the files say


def test_nothing_of_the_portal_is_reachable_but_the_site_and_that_from_its_own_machine_only():
    ports = {name: service.get("ports") for name, service in SERVICES.items()}
    assert {name: port for name, port in ports.items() if port} == {
        "web": ["127.0.0.1:${PORT:-8000}:8000"],
        "balancer": ["127.0.0.1:${BALANCER_PORT:-8080}:8080"],
    }


def test_only_the_two_proxies_have_a_way_out():
    closed = {name for name, network in NETWORKS.items() if (network or {}).get("internal")}
    assert closed == {"inside", "named", "public"}
    # It publishes ports, and what begins in a container has no address to come from.
    [(name, value)] = NETWORKS["published"]["driver_opts"].items()
    assert (name, value) == ("com.docker.network.bridge.enable_ip_masquerade", "false")
    open_ = set(NETWORKS) - closed - {"published"}
    assert open_ == {"outside"}
    joined = {name: set(service["networks"]) for name, service in SERVICES.items()}
    assert {name for name, networks in joined.items() if networks & open_} == set(EGRESS)
    assert {name for name, networks in joined.items() if "published" in networks} == {
        *("web", "balancer"),
    }


def test_each_part_reaches_only_the_proxy_that_is_its_own():
    joined = {name: set(service["networks"]) for name, service in SERVICES.items()}
    assert {name for name in joined if "named" in joined[name]} == {
        *("web", "web-2", "web-3", "worker", "worker-2", "egress"),
    }
    assert {name for name in joined if "public" in joined[name]} == {"links", "egress-links"}
    # No proxy can be used to reach the tables, or the queue.
    assert {name for name in joined if "inside" in joined[name]} == set(SERVICES) - set(EGRESS)
    for name in PORTAL:
        proxy = "egress-links" if name == "links" else "egress"
        assert SERVICES[name]["environment"]["OUTBOUND_PROXY"] == f"http://{proxy}:3128"
    assert SERVICES["egress"]["command"][-1].endswith("-f /etc/squid/hosts.conf")
    assert SERVICES["egress-links"]["command"][-1] == "/etc/squid/links.conf"


def test_each_queue_has_its_worker():
    queues = {
        name: [word for word in service["command"] if word.startswith("--queues=")]
        for name, service in SERVICES.items()
        if "worker" in service.get("command", [])
    }
    assert queues == {
        **{name: ["--queues=celery"] for name in ("worker", "worker-2")},
        "links": ["--queues=links"],
    }
    assert set(settings.CELERY_TASK_QUEUES) == {"celery", "links"}


def test_the_containers_of_the_portal_have_one_image_and_few_rights():
    for name in PORTAL:
        service = SERVICES[name]
        assert (service["image"], service["build"]) == ("myositis-portal", ".")
        assert "user" not in service
    for service in SERVICES.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert not service.keys() & {"privileged", "cap_add", "network_mode", "pid", "ipc"}
    assert 0 not in (UID, GID)
    # Without capabilities, an image that begins as root could not become another user.
    users = {name: SERVICES[name]["user"] for name in OTHERS}
    assert users == {"postgres": "postgres", "redis": "redis", "balancer": "nginx"}


def test_no_container_takes_the_machine_from_the_others():
    for name, service in SERVICES.items():
        limits = {limit: service[limit] for limit in ("mem_limit", "cpus", "pids_limit")}
        assert limits == {"mem_limit": "1g", "cpus": 2, "pids_limit": 200}, name
        assert service["logging"] == {"driver": "local"}


def test_every_image_of_others_has_a_version_and_a_digest():
    files = [ROOT / "Dockerfile", ROOT / "deploy" / "egress" / "Dockerfile"]
    others = {SERVICES[name]["image"] for name in OTHERS}
    others |= {name for file in files for name in re.findall(r"(?m)^FROM (\S+)", file.read_text())}
    assert len(others) == 5
    for image in others:
        assert re.fullmatch(r"[a-z]+:\d[\w.-]*@sha256:[0-9a-f]{64}", image)
    for name in EGRESS:
        assert (SERVICES[name]["image"], SERVICES[name]["build"]) == (
            *("myositis-portal-egress", "deploy/egress"),
        )


def test_tables_are_made_before_anything_uses_them():
    for name in ("migrate", "backup"):
        assert SERVICES[name]["restart"] == "no"
        assert SERVICES[name]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    # These run when they are called.
    profiles = {name: SERVICES[name].get("profiles") for name in SERVICES}
    assert {name: profile for name, profile in profiles.items() if profile} == {
        "backup": ["tools"],
        **{name: ["scale"] for name in ("web-2", "web-3", "worker-2", "balancer")},
    }
    for name in ("web", "web-2", "web-3", "worker", "worker-2", "links", "beat"):
        assert SERVICES[name]["depends_on"] == {
            "migrate": {"condition": "service_completed_successfully"},
            "redis": {"condition": "service_healthy"},
        }


def test_what_runs_all_the_time_comes_back_and_what_answers_is_asked():
    for name in SERVICES.keys() - {"migrate", "backup"}:
        assert SERVICES[name]["restart"] == "unless-stopped"
    assert {name for name in SERVICES if "healthcheck" in SERVICES[name]} == {
        "postgres",
        "redis",
        "web",
        "web-2",
        "web-3",
    }


def test_more_of_the_same_differs_only_in_its_profile_and_its_port():
    apart = {"profiles", "ports", "networks"}
    for another, one in {"web-2": "web", "web-3": "web", "worker-2": "worker"}.items():
        same = [
            {key: value for key, value in SERVICES[name].items() if key not in apart}
            for name in (another, one)
        ]
        assert same[0] == same[1]


def test_the_balancer_asks_every_site_and_cuts_off_what_the_portal_would_refuse():
    config = (ROOT / "deploy" / "nginx.conf").read_text()
    port = option(COMMAND, "--port")
    sites = {name for name in SERVICES if name == "web" or name.startswith("web-")}
    assert set(re.findall(rf"server ([\w-]+):{port} ", config)) == sites
    assert {*SERVICES["balancer"]["depends_on"]} == sites
    assert "access_log off;" in config
    # No line that nginx writes may contain an address or what somebody searched for.
    assert "error_log stderr crit;" in config
    [megabytes] = re.findall(r"client_max_body_size (\d+)m;", config)
    assert int(megabytes) << 20 > settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_data_tasks_and_the_schedule_outlive_their_containers():
    mounts = {
        name: service["volumes"] for name, service in SERVICES.items() if "volumes" in service
    }
    assert mounts == {
        "postgres": ["postgres:/var/lib/postgresql"],
        "redis": ["redis:/data"],
        **{name: [f"editions:{VAR_DIR}/editions:ro"] for name in ("web", "web-2", "web-3")},
        **{name: [f"editions:{VAR_DIR}/editions"] for name in ("worker", "worker-2")},
        "balancer": ["./deploy/nginx.conf:/etc/nginx/portal.conf:ro"],
        "beat": [f"var:{VAR_DIR}"],
        "backup": [f"backups:{VAR_DIR}/backups"],
    }
    assert set(VOLUMES) == {"postgres", "redis", "var", "backups", "editions"}
    assert option(SERVICES["redis"]["command"], "--appendonly") == "yes"
    # Tasks have no end, so they are never thrown away.
    assert option(SERVICES["redis"]["command"], "--maxmemory-policy") == "volatile-lru"
    # A new volume takes its owner from the image's folder.
    made = next(line for line in IMAGE["RUN"] if "install --directory" in line)
    assert f"--uid {UID} --gid {GID}" in made
    folders = '"$VAR_DIR" "$VAR_DIR/backups" "$VAR_DIR/editions"'
    assert f"--owner=portal --group=portal {folders}" in " ".join(made.split())


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "ALLOWED_HOSTS", "POSTGRES_PASSWORD", "REDIS_PASSWORD"]
)
def test_nothing_starts_without_its_key_its_name_and_its_password(name):
    for service in PORTAL:
        assert environment_of(service, GIVEN)
        with pytest.raises(ValueError, match=f"{name}: .*.env.example"):
            environment_of(service, GIVEN | {name: ""})


def test_the_image_serves_where_the_compose_file_looks():
    port = option(COMMAND, "--port")
    assert IMAGE["EXPOSE"] == [port]
    assert SERVICES["web"]["ports"][0].endswith(f":{port}")
    assert f":{port}/healthz" in SERVICES["web"]["healthcheck"]["test"][-1]
    assert "command" not in SERVICES["web"]
    assert option(COMMAND, "--host") == "0.0.0.0"
    assert seconds(SERVICES["web"]["stop_grace_period"]) > int(
        option(COMMAND, "--workers-kill-timeout")
    )


def test_the_image_holds_what_production_requires_and_no_more():
    assert IMAGE["COPY"] == ["requirements.txt requirements-mcp.txt ./", ". ."]
    [install] = [line for line in IMAGE["RUN"] if "pip install" in line]
    assert {"--require-hashes", "--only-binary=:all:"} < set(install.split())
    assert install.split("--only-binary=:all: ")[1] == (
        "-r requirements.txt -r requirements-mcp.txt"
    )
    assert not any("apt" in line for line in IMAGE["RUN"])


def test_the_example_names_every_variable_and_no_others():
    example = (ROOT / ".env.example").read_text()
    listed = re.findall(r"(?m)^#?([A-Z_]+)=", example)
    package = ROOT / "myositis_portal"
    source = (package / "settings.py").read_text() + (package / "local_postgres.py").read_text()
    read = set(re.findall(r"""(?:env_[a-z]+|environ\.get)\(\s*"([A-Z_]+)\"""", source))
    compose = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    assert sorted(listed) == sorted(read | compose)
    assert {"POSTGRES_PASSWORD", "POSTGRES_BIN_DIR", "PORT"} < set(listed)
    for name, value in re.findall(r"(?m)^([A-Z_]+)=(.*)$", example):
        assert not value, f"{name} has a value that people would keep"


# The servers, and the image's file tree


def as_user(uid):
    """The words before a program that make it this user's, with no more rights than a container's.

    It may read everything all the same: this checkout's Python may lie in root's own folder.
    """
    if os.geteuid() != 0:
        return []
    read = "+dac_read_search"
    words = ["setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups", "--no-new-privs"]
    return [*words, f"--inh-caps={read}", f"--ambient-caps={read}"]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def wait_for(condition, process, limit=30):
    deadline = time.monotonic() + limit
    while not (result := condition()):
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"in vain: {' '.join(process.args)}\n{process.said()}")
        time.sleep(0.05)
    return result


class Process(subprocess.Popen):
    def __init__(self, words, log, **options):
        self.log = log
        with open(log, "w") as output:
            super().__init__(
                list(map(str, words)),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                **options,
            )

    def said(self):
        return self.log.read_text(errors="replace")

    def stop(self, signal_number=signal.SIGTERM, limit=20):
        """Its exit code, after it was asked to stop."""
        if self.poll() is None:
            self.send_signal(signal_number)
            try:
                self.wait(limit)
            except subprocess.TimeoutExpired:
                self.kill_all()
        return self.returncode

    def kill_all(self):
        """Like a container that is killed: nothing in it can say goodbye."""
        os.killpg(self.pid, signal.SIGKILL)
        self.wait()


@pytest.fixture(scope="module")
def programs():
    """PostgreSQL's newest programs of Debian, where Redis is there as well."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda f: int(f.parent.name))
    missing = [] if folders else ["postgresql"]
    missing += [] if shutil.which("redis-server") else ["redis-server"]
    if missing:
        unavailable = pytest.fail if os.environ.get("REQUIRE_SERVICES") == "1" else pytest.skip
        unavailable(f"needs Debian's {' and '.join(missing)}: apt install {' '.join(missing)}")
    return folders[-1]


@pytest.fixture(scope="module")
def place():
    # Not pytest's own folder, which only its user may enter.
    with tempfile.TemporaryDirectory(prefix="portal-compose-") as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


def ignored(folder, name):
    """Whether .dockerignore keeps this out of the image: patterns of one part, or behind **/."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    for pattern in (line for line in lines if line and not line.startswith("#")):
        anywhere, part = pattern.startswith("**/"), pattern.removeprefix("**/")
        assert not re.search(r"^!|[/\\\\]", part), f"this test cannot read {pattern}"
        if (anywhere or Path(folder) == ROOT) and fnmatch.fnmatchcase(name, part):
            return True
    return False


@pytest.fixture(scope="module")
def image(place):
    """The image's /app, with static files as its build collects them."""
    app = place / "app"
    shutil.copytree(
        ROOT, app, ignore=lambda folder, names: [n for n in names if ignored(folder, n)]
    )
    [build] = [line for line in IMAGE["RUN"] if "manage.py" in line]
    env = {"PATH": search_path(), **IMAGE_ENV, "VAR_DIR": str(place / "nothing")}
    built = subprocess.run(["sh", "-c", build], cwd=app, env=env, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    assert not (place / "nothing").exists()  # no secret key stays behind in the image
    return app


def search_path():
    return f"{Path(sys.executable).parent}:{os.environ['PATH']}"


@pytest.fixture(scope="module")
def postgres(programs, place):
    """Its port. A database, a user and a password as the image of PostgreSQL makes them."""
    environment, data, port = SERVICES["postgres"]["environment"], place / "postgres", free_port()
    owner = as_user(NOBODY)
    (place / "password").write_text(GIVEN["POSTGRES_PASSWORD"])
    data.mkdir()
    if owner:
        os.chown(data, NOBODY, NOBODY)
    initdb = [*owner, programs / "initdb", "--pgdata", data, "--no-sync", "--encoding=UTF8"]
    initdb += ["--username", environment["POSTGRES_USER"], "--auth=scram-sha-256"]
    initdb += ["--pwfile", place / "password", *initdb_arguments(programs)]
    subprocess.run(initdb, check=True, capture_output=True)
    words = [programs / "postgres", "-D", data, "-h", "127.0.0.1", "-p", port, "-k", "", "-F"]
    server = Process([*owner, *words], place / "postgres.log")
    try:
        wait_for(lambda: healthy("postgres", port, programs), server)
        login = {"host": "127.0.0.1", "port": port, "user": environment["POSTGRES_USER"]}
        with pytest.raises(psycopg2.OperationalError, match="password"):
            psycopg2.connect(**login, dbname="postgres", password="wrong")
        connection = psycopg2.connect(
            **login, dbname="postgres", password=GIVEN["POSTGRES_PASSWORD"]
        )
        connection.autocommit = True
        connection.cursor().execute(f"CREATE DATABASE {environment['POSTGRES_DB']}")
        connection.close()
        yield port
    finally:
        server.stop(signal.SIGINT)


def initdb_arguments(programs):
    """As in the compose file, where the version knows them."""
    arguments = SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    version = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True)
    major = int(re.search(r"\d+", version.stdout)[0])
    return arguments if major >= 17 else [word for word in arguments if "builtin" not in word]


@contextmanager
def redis_server(folder, port):
    folder.mkdir(exist_ok=True)
    command = [word.replace("$$", "$") for word in SERVICES["redis"]["command"]]
    words = [*command, "--bind", "127.0.0.1", "--port", port, "--dir", folder]
    env = {"PATH": search_path()} | environment_of("redis", GIVEN)
    server = Process(words, folder.with_suffix(".log"), env=env)
    try:
        wait_for(lambda: healthy("redis", port), server)
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def redis_port(programs, place):
    port = free_port()
    with redis_server(place / "redis", port):
        yield port


@pytest.fixture
def queue(redis_port):
    with asking_redis(redis_port) as client:
        client.flushall()
        yield client


def asking_redis(port, password=GIVEN["REDIS_PASSWORD"]):
    return redis.Redis(host="127.0.0.1", port=port, password=password, decode_responses=True)


def healthy(service, port, programs=None):
    """What the service's own health check says of the server on this port."""
    kind, program, *words = SERVICES[service]["healthcheck"]["test"]
    assert kind == "CMD"
    if service == "web":
        words = [word.replace(":8000/", f":{port}/") for word in words]
    else:
        words = ["-p", str(port), *words]
    env = {"PATH": f"{programs}:{search_path()}" if programs else search_path()}
    env |= environment_of("redis", GIVEN) if service == "redis" else {}
    return subprocess.run([program, *words], env=env, capture_output=True).returncode == 0


class Stack:
    """Runs what the compose file names for a service, here."""

    def __init__(self, place, image, postgres, redis_port):
        self.place, self.image, self.postgres, self.redis = place, image, postgres, redis_port
        self.given = dict(GIVEN)
        self.var = place / "var"
        self.started = []
        if not self.var.exists():
            self.var.mkdir()
            if os.geteuid() == 0:
                os.chown(self.var, UID, GID)

    def here(self, text):
        """With the addresses and the folder that stand in for those of the containers."""
        text = text.replace("@postgres:5432/", f"@127.0.0.1:{self.postgres}/")
        text = text.replace("@redis:6379/", f"@127.0.0.1:{self.redis}/")
        text = text.replace("/tmp/metrics", str(self.var / "metrics"))
        return text.replace(VAR_DIR, str(self.var))

    def environment(self, service):
        env = IMAGE_ENV | environment_of(service, self.given)
        # No proxy stands between here and what stands in for the registry; tests/test_egress.py.
        env |= {"OUTBOUND_PROXY": "", "OUTBOUND_HOSTS": ""}
        return {name: self.here(value) for name, value in env.items()} | {"PATH": search_path()}

    def process(self, service, words, log=""):
        options = {"cwd": self.image, "env": self.environment(service)}
        log = self.place / f"{log or service}-{len(self.started)}.log"
        self.started.append(Process([*as_user(UID), *words], log, **options))
        return self.started[-1]

    def start(self, service, **replaced):
        words = SERVICES[service].get("command", COMMAND)
        return self.process(service, [replaced.get(word) or self.here(word) for word in words])

    def run(self, service, *words):
        """What a short command says in a service's container."""
        process = self.process(service, words, log="command")
        assert process.wait(120) == 0, process.said()
        return process.said()

    def rows(self, sql):
        environment = SERVICES["postgres"]["environment"]
        connection = psycopg2.connect(
            host="127.0.0.1",
            port=self.postgres,
            user=environment["POSTGRES_USER"],
            dbname=environment["POSTGRES_DB"],
            password=self.given["POSTGRES_PASSWORD"],
        )
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall()
        finally:
            connection.close()


@contextmanager
def ended(stack):
    try:
        yield stack
    finally:
        for process in stack.started:
            if process.poll() is None:
                process.kill_all()


@pytest.fixture(scope="module")
def migrated(place, image, postgres, redis_port, django_db_setup, django_db_blocker):
    """Tables and first content are there before; `make run` begins without, in its own tests."""
    with ended(Stack(place, image, postgres, redis_port)) as stack:
        env = stack.environment("migrate")
        with django_db_blocker.unblock():
            databases.fill_elsewhere(env["DATABASE_URL"], env["PGPASSWORD"])
        process = stack.start("migrate")
        assert process.wait(300) == 0, process.said()


@pytest.fixture
def stack(place, image, postgres, redis_port, migrated):
    with ended(Stack(place, image, postgres, redis_port)) as stack:
        yield stack


@pytest.fixture
def asking(stack, registry):
    """A registry with studies, at the address that the compose file passes on."""
    for study in studies(20):
        registry.put(study)
    stack.given["CTGOV_BASE_URL"] = registry.url
    return registry


# What they do


def test_the_image_leaves_keys_data_and_tools_behind(image):
    found = {entry.name for entry in image.iterdir()}
    assert {"manage.py", "myositis_portal", "trials", "templates", "staticfiles"} <= found
    assert not found & {"tests", "bench", "docs", "var", "requirements-dev.txt"}
    assert not [name for name in found if name.startswith(".")]
    for name in (".env", ".env.production", ".git", ".venv", "var", "tests"):
        assert ignored(ROOT, name)


def test_the_locale_of_the_database_is_one_that_its_version_knows(place):
    [major] = re.findall(r"postgres:(\d+)", SERVICES["postgres"]["image"])
    programs = find_programs()  # of the wheel that `make run` uses
    version = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True)
    if major not in re.findall(r"\d+", version.stdout)[:1]:
        pytest.skip(f"there is no PostgreSQL {major} here")
    data = place / "locale"
    data.mkdir()
    if os.geteuid() == 0:
        os.chown(data, NOBODY, NOBODY)
    words = [*as_user(NOBODY), programs / "initdb", "--no-sync", *initdb_arguments(programs), data]
    made = subprocess.run(words, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr


def test_the_migration_makes_every_table(stack):
    assert "[ ]" not in stack.run("web", "python", "manage.py", "showmigrations")


def test_health_checks_tell_a_server_from_none(stack, redis_port, postgres, programs):
    assert healthy("redis", redis_port)
    assert healthy("postgres", postgres, programs)
    nowhere = free_port()
    assert not healthy("redis", nowhere)
    assert not healthy("postgres", nowhere, programs)
    assert not healthy("web", nowhere)


@pytest.mark.parametrize("password", [None, "wrong"])
def test_nobody_asks_redis_without_its_password(redis_port, password):
    with (
        asking_redis(redis_port, password) as client,
        pytest.raises(redis.AuthenticationError),
    ):
        client.ping()


def test_no_list_of_processes_shows_the_password_of_redis():
    assert not any("${" in word for word in SERVICES["redis"]["command"])


@pytest.mark.exhaustive
def test_a_task_that_waits_outlives_a_killed_redis(programs, place):
    folder, port = place / "killed", free_port()
    with (
        asking_redis(port) as client,
        redis_server(folder, port) as server,
    ):
        client.lpush("celery", "a task")
        server.kill_all()
        with redis_server(folder, port):
            assert client.lrange("celery", 0, -1) == ["a task"]


def answer(port, target, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", target, headers={"Host": PUBLIC} | names)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read().decode()
    finally:
        connection.close()


def test_the_site_speaks_https_under_its_public_name_and_keeps_readers_out_of_its_log(stack):
    port = free_port()
    web = stack.start("web", **{"0.0.0.0": "127.0.0.1", "8000": str(port)})
    wait_for(lambda: healthy("web", port), web, limit=120)
    behind_tls = {"X_Forwarded_Proto": "https", "X_Forwarded_For": "203.0.113.9"}

    assert answer(port, "/healthz")[0] == 200
    assert answer(port, "/readyz")[0] == 200
    assert answer(port, "/healthz", Host="127.0.0.1")[0] == 200
    status, headers, _ = answer(port, "/?q=secret")
    assert (status, headers["location"]) == (301, f"https://{PUBLIC}/?q=secret")
    assert answer(port, "/", Host="elsewhere.example.org", **behind_tls)[0] == 400

    status, headers, page = answer(port, "/?q=secret", **behind_tls)
    assert status == 200
    assert "strict-transport-security" in headers
    stylesheet = re.search(r'"(/static/[^"]+\.css)"', page)[1]
    status, headers, _ = answer(port, stylesheet, **behind_tls)
    assert (status, "immutable" in headers["cache-control"]) == (200, True)
    assert answer(port, "/nothing/?q=secret", **behind_tls)[0] == 404
    assert answer(port, "/forged%0A%5B2026%5D?q=secret", **behind_tls)[0] == 404

    assert web.stop(limit=seconds(SERVICES["web"]["stop_grace_period"])) == 0
    assert not healthy("web", port)
    log = web.said()
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    requests = [line for line in lines if line["logger"] == "portal.access"]
    assert len(requests) >= 9, log
    assert {request["method"] for request in requests} == {"GET"}
    assert all(request["request_id"] for request in requests)
    assert not [line for line in lines if "127.0.0.1" in str(line)]
    for private in ("secret", "203.0.113.9", "\n[2026]", GIVEN["POSTGRES_PASSWORD"]):
        assert private not in log
    # Also what a reader asked for at the address without TLS: its answer is a redirect.
    assert [line["status"] for line in requests if line["path"] == "/"] == [301, 400, 200]


@pytest.mark.exhaustive
def test_slow_and_endless_clients_are_cut_off_and_keep_nobody_waiting(stack):
    port = free_port()
    web = stack.start("web", **{"0.0.0.0": "127.0.0.1", "8000": str(port)})
    wait_for(lambda: healthy("web", port), web, limit=120)
    slow = [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in range(50)]
    for connection in slow:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
    assert healthy("web", port)
    for connection in slow:
        with connection:
            # Nothing, or that it was too slow; then its end.
            assert b" 200 " not in said_until_its_end(connection)
    endless = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + b"x" * 100_000
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        assert b" 200 " not in said_until_its_end(connection, endless)
    large = b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3000000\r\n"
    large += b"Connection: close\r\n\r\n" + b"x" * 3_000_000
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        assert said_until_its_end(connection, large).startswith(b"HTTP/1.1 413 ")
    assert healthy("web", port)


def said_until_its_end(connection, sent=b""):
    said = b""
    with suppress(ConnectionError):
        connection.sendall(sent)
        while piece := connection.recv(4096):
            said += piece
    return said


HEARD = "from myositis_portal.heartbeats import latest; print(*latest())"
RUNS = "SELECT outcome, task_id, reason FROM trials_syncrun ORDER BY id"
SEND = ("celery", "--app=myositis_portal", "call", "trials.tasks.sync_trials")


def runs_of(stack, task_id):
    return [(outcome, reason) for outcome, task, reason in stack.rows(RUNS) if task == task_id]


def test_a_sync_sent_through_redis_is_done_by_the_worker(stack, queue, asking):
    asking.data_timestamp = "2026-11-20T09:00:05"
    task_id = stack.run("web", *SEND).strip()
    assert queue.llen("celery") == 1
    worker = stack.start("worker")
    wait_for(lambda: runs_of(stack, task_id) == [("published", "")], worker)
    assert stack.rows("SELECT count(*) FROM trials_trial WHERE presence = 'listed'") == [(20,)]
    assert {request.headers["User-Agent"] for request in asking.requests} == {
        GIVEN["CTGOV_USER_AGENT"]
    }
    heard = ("python", "manage.py", "shell", "--no-imports", "-c", HEARD)
    wait_for(lambda: "worker" in stack.run("web", *heard).split(), worker)
    assert worker.stop() == 0
    assert not queue.exists("celery", "unacked")


@pytest.mark.exhaustive
def test_the_task_of_a_killed_worker_is_done_by_the_next_one(stack, queue, asking):
    asking.data_timestamp = "2026-11-21T09:00:05"
    reached, released = threading.Event(), threading.Event()

    def hold(request):
        if request.path == "/studies":
            reached.set()
            released.wait(60)

    asking.before = hold
    task_id = stack.run("web", *SEND).strip()
    worker = stack.start("worker")
    try:
        wait_for(reached.is_set, worker)
        assert runs_of(stack, task_id) == [("running", "")]
        worker.kill_all()
    finally:
        asking.before = None
        released.set()
    # Nobody has it but the dead.
    assert not queue.exists("celery")
    [(tag, taken_at)] = queue.zrange("unacked_index", 0, -1, withscores=True)
    # Redis gives it to somebody else when CELERY_BROKER_TRANSPORT_OPTIONS' visibility timeout, an
    # hour, has passed since it was taken. Making the timeout shorter would prove another program
    # than the one in production, so the moment at which it was taken is moved back instead.
    queue.zadd("unacked_index", {tag: taken_at - 3600})

    worker = stack.start("worker")
    wait_for(lambda: runs_of(stack, task_id)[-1] == ("published", ""), worker)
    [(outcome, reason), _] = runs_of(stack, task_id)
    assert (outcome, "interrupted" in reason) == ("failed", True)
    wait_for(lambda: not queue.exists("celery", "unacked", "unacked_index"), worker)


def test_a_backup_is_made_with_the_password_and_without_a_line_that_shows_it(stack):
    made = stack.start("backup")
    assert made.wait(120) == 0, made.said()
    [folder] = (stack.var / "backups").iterdir()
    assert f"{folder}: " in made.said()
    assert {file.name for file in folder.iterdir()} == {"portal.dump", "manifest.json"}
    assert GIVEN["POSTGRES_PASSWORD"] not in made.said()


# An hour is too long to wait; so the schedule that beat finds was last followed two hours ago.
TWO_HOURS_AGO = """
import datetime, sys
from celery.beat import PersistentScheduler
from myositis_portal.celery import app
scheduler = PersistentScheduler(app, schedule_filename=sys.argv[1])
for entry in scheduler.schedule.values():
    entry.last_run_at -= datetime.timedelta(hours=2)
scheduler.close()
"""


def test_beat_asks_for_what_is_due(stack, queue):
    [schedule] = [
        word.removeprefix("--schedule=")
        for word in SERVICES["beat"]["command"]
        if word.startswith("--schedule=")
    ]
    assert schedule.startswith(f"{VAR_DIR}/")
    stack.run("beat", "python", "-c", TWO_HOURS_AGO, stack.here(schedule))
    beat = stack.start("beat")
    due = {
        "myositis_portal.tasks.heartbeat",
        "trials.tasks.sync_trials",
        "conditions.tasks.publish_scheduled",
        "links.tasks.check_links",
        "organizations.tasks.forget_senders",
        "trials.tasks.forget_senders",
    }
    queues = settings.CELERY_TASK_QUEUES
    wait_for(lambda: sum(map(queue.llen, queues)) == len(due), beat)
    texts = [text for name in queues for text in queue.lrange(name, 0, -1)]
    headers = [json.loads(text)["headers"] for text in texts]
    assert json.loads(*queue.lrange("links", 0, -1))["headers"]["task"] == (
        "links.tasks.check_links"
    )
    assert {header["task"] for header in headers} == due
    assert all(header["expires"] for header in headers)
    heard = ("python", "manage.py", "shell", "--no-imports", "-c", HEARD)
    assert stack.run("web", *heard).split() == ["beat"]
    assert beat.stop() == 0
