"""All settings of the portal. `.env.example` lists the variables of the environment, which
`environment.py` reads and checks.
"""

import datetime as dt
from pathlib import Path
from zoneinfo import available_timezones

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from dotenv import load_dotenv

from .environment import (
    LOOPBACK,
    check_outbound,
    env_bool,
    env_choice,
    env_database,
    env_mail,
    env_number,
    env_proxy,
    env_text,
    env_url,
    public_hosts,
    require_safe_start,
    secret_key,
)

BASE_DIR = Path(__file__).resolve().parent.parent
load_dotenv(BASE_DIR / ".env")


DEBUG = env_bool("DEBUG", False)
VAR_DIR = Path(env_text("VAR_DIR", str(BASE_DIR / "var"))).expanduser().resolve()
PORT = env_number("PORT", 8000, int, 1, 65535)
SECRET_KEY = secret_key(VAR_DIR)

PUBLIC_HOSTS = public_hosts("ALLOWED_HOSTS")
if PUBLIC_HOSTS:
    require_safe_start(DEBUG, SECRET_KEY)
# Loopback is always allowed: health checks ask there.
ALLOWED_HOSTS = [*PUBLIC_HOSTS, *LOOPBACK]

# What the registry client is told; see docs/registry.md.
CTGOV_BASE_URL = env_url(
    "CTGOV_BASE_URL", "https://clinicaltrials.gov/api/v2", ("https", "http")
).rstrip("/")
CONTACT_EMAIL = env_text("CONTACT_EMAIL", "")
# Where people can report a security hole; see /.well-known/security.txt.
SECURITY_EMAIL = env_text("SECURITY_EMAIL", CONTACT_EMAIL)
CTGOV_USER_AGENT = env_text(
    "CTGOV_USER_AGENT", "myositis-portal/0.1 (set CTGOV_USER_AGENT to name a contact address)"
)
CTGOV_PAUSE_SECONDS = env_number("CTGOV_PAUSE_SECONDS", 1, float, 0, 60)
# The HTTP proxy through which everything goes out: the registry, links, e-mails.
OUTBOUND_PROXY = env_proxy("OUTBOUND_PROXY")

INSTALLED_APPS = [
    # Ours first: their templates overrule the desk's.
    "conditions",
    "organizations",
    "links",
    "trials",
    "myositis_portal",
    "desk",
    "web",
    # The editors' desk. Wagtail's page tree, sites and search index are not used.
    "wagtail.users",
    "wagtail.snippets",
    # The desk's pages and its style sheet name them; nobody is given a permission for them.
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    # Its templates of fields, which the desk's overrule in part.
    "django.forms",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "csp",
    "rest_framework",
    "drf_spectacular",
]

MIDDLEWARE = [
    "web.postgresql.deadlines.DeadlineMiddleware",
    "myositis_portal.headers.HeadersMiddleware",
    "myositis_portal.request_log.RequestLogMiddleware",
    "myositis_portal.metrics.MetricsMiddleware",
    "myositis_portal.methods.MethodsMiddleware",
    # Comes early, so that any later error is in the reader's language.
    "myositis_portal.language.LanguageMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "web.client_quota.ClientQuotaMiddleware",
    "web.page_cache.PageCacheMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "desk.access.DeskMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "myositis_portal.edition.EditionMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "myositis_portal.urls"
WSGI_APPLICATION = "myositis_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "web.audience.audience",
                "conditions.sign_offs.sign_offs",
                "conditions.help_numbers.help_numbers",
            ],
        },
    },
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": env_database("DATABASE_URL", VAR_DIR)}
# A copy that follows it, for readers' pages; see web/replica.py. Without it they lose nothing, so
# they do not wait long for it.
if env_text("DATABASE_REPLICA_URL", ""):
    DATABASES["replica"] = env_database("DATABASE_REPLICA_URL", VAR_DIR, seconds_to_connect=2)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Apps and models that no public page shows. A change in any other table makes a new
# version of the content; see web/content_version.py.
SHOWN_ON_NO_PUBLIC_PAGE = {
    *("web", "auth", "sessions", "axes", "otp_static", "otp_totp", "contenttypes", "taggit"),
    *("wagtailcore", "wagtailadmin", "wagtailusers"),
    *("wagtaildocs", "wagtailimages", "wagtailsearch"),
    *("links.Link", "organizations.Report", "organizations.ReportSender", "trials.StagedStudy"),
    *("trials.StudyReport", "trials.StudyReportSender"),
}

REDIS_URL = env_url("REDIS_URL", "", ("redis", "rediss"))
# Pages are kept apart from counts: when there are too many pages, no count is thrown away.
# A page is served for five minutes, and for an hour while the database is away.
PAGES = {"KEY_PREFIX": "pages", "TIMEOUT": 3900}
LOCAL = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
if REDIS_URL:
    REDIS = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    # Making a page takes less time than waiting for a kept one might.
    waits = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
    CACHES: dict[str, dict] = {"default": REDIS, "pages": REDIS | PAGES | {"OPTIONS": waits}}
    # What the site, the worker and beat tell each other: signs of life, e-mails that went out.
    CACHES["shared"] = CACHES["default"]
    CELERY_BROKER_URL = REDIS_URL
    # A task whose worker died is given to another one after this many seconds: longer than any
    # task may run (CELERY_TASK_TIME_LIMIT), or a living worker's task would be given away.
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, int | str] = {"visibility_timeout": 3600}
else:
    # Some 15 kB each, in each process.
    most = {"MAX_ENTRIES": 1000}
    CACHES = {"default": LOCAL, "pages": LOCAL | PAGES | {"LOCATION": "pages", "OPTIONS": most}}
    CACHES["shared"] = {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(VAR_DIR / "shared"),
    }
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR_DIR / "celery" / "queue"),
        "data_folder_out": str(VAR_DIR / "celery" / "queue"),
        "control_folder": str(VAR_DIR / "celery" / "control"),
    }
# Pages that answer what somebody asked: never in Redis, which writes to a disk.
CACHES["questions"] = LOCAL | PAGES | {"LOCATION": "questions", "OPTIONS": {"MAX_ENTRIES": 1000}}
if DEBUG:
    # Someone who changes a template wants to see it.
    CACHES["pages"] = CACHES["questions"] = {
        "BACKEND": "django.core.cache.backends.dummy.DummyCache"
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 1740
CELERY_TASK_TIME_LIMIT = 1800
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# The check of links has a queue of its own, because it may reach other addresses than the rest.
# With containers, each queue has its worker. A worker that is told nothing takes both.
CELERY_TASK_QUEUES: dict[str, dict] = {"celery": {}, "links": {}}
CELERY_TASK_ROUTES = {"links.tasks.check_links": {"queue": "links"}}
CELERY_BEAT_SCHEDULER = "myositis_portal.beat:FencedScheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celery" / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "show that tasks are done": {
        "task": "myositis_portal.tasks.heartbeat",
        "schedule": 30,
        "options": {"expires": 30},
    },
    "ask the registry for a new dataset": {
        "task": "trials.tasks.sync_trials",
        "schedule": 3600,
        # After an hour, the next one does the same job.
        "options": {"expires": 3600},
    },
    # Publishing asks for it too: this is for an edition whose task was lost.
    "write the files of the edition": {
        "task": "trials.tasks.write_bulk_files",
        "schedule": 24 * 3600,
        "options": {"expires": 3600},
    },
    "tidy up sign-ins": {
        "task": "desk.tasks.tidy_up_sign_ins",
        "schedule": 24 * 3600,
        "options": {"expires": 3600},
    },
    "publish what editors scheduled": {
        "task": "conditions.tasks.publish_scheduled",
        "schedule": 300,
        "options": {"expires": 300},
    },
    "look at links that are due": {
        "task": "links.tasks.check_links",
        "schedule": 3600,
        "options": {"expires": 3600},
    },
    "merge the notes of changes": {
        "task": "web.tasks.merge_content_changes",
        "schedule": 24 * 3600,
        "options": {"expires": 3600},
    },
    "forget who reported something": {
        "task": "organizations.tasks.forget_senders",
        "schedule": 3600,
        "options": {"expires": 3600},
    },
    "forget who reported something of a study": {
        "task": "trials.tasks.forget_senders",
        "schedule": 3600,
        "options": {"expires": 3600},
    },
}

# Each language has its own addresses: see language.py. Do not list one without a translation.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# Who gets in to the desk; desk/access.py does the rest.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
# Counted in tables, which all processes share. Tries while somebody is locked out do not count.
AXES_HANDLER = "desk.access.FailedTries"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address"]
AXES_FAILURE_LIMIT = 5
FAILURES_OF_AN_ADDRESS = 30
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "web.client_address.client_address"
AXES_USERNAME_CALLABLE = "desk.access.counted_name"
AXES_LOCKOUT_CALLABLE = "desk.access.locked_out"
AXES_ENABLE_ACCESS_FAILURE_LOG = True
# Axes keeps no more than these for a name, and we delete all of them after 30 days.
AXES_ACCESS_FAILURE_LOG_PER_USER_LIMIT = 1_000_000
AXES_VERBOSE = False
OTP_TOTP_ISSUER = "Myositis Portal"

WAGTAIL_SITE_NAME = "Myositis Portal"
# For links in the mails of the desk.
WAGTAILADMIN_BASE_URL = (
    f"https://{PUBLIC_HOSTS[0].removeprefix('.')}" if PUBLIC_HOSTS else f"http://localhost:{PORT}"
)
# The desk contacts no other site.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Only zones of places: browsers stumble over the others, such as "localtime."
WAGTAIL_USER_TIME_ZONES = sorted(
    zone for zone in available_timezones() if zone == "UTC" or "/" in zone
)
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "myositis_portal.forms.PasswordResetForm"  # noqa: S105
# A long page of many statements sends thousands of small fields. Nothing takes files, so no request
# is longer; see methods.py.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# A reviewer signs what goes out, not an earlier draft of it.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "conditions.publishing.publish_approved"

# Whether links to other sites are checked, each once a week. Not from a developer's machine.
LINK_CHECKS = env_bool("LINK_CHECKS", bool(PUBLIC_HOSTS))

# Nobody else learns what a reader looks for, not even from the Referer header.
SECURE_REFERRER_POLICY = "no-referrer"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "editor"
# A session ends with the browser, after 8 hours without activity, and 12 hours after its start.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 8 * 3600
SESSION_LONGEST = 12 * 3600
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        # Anything not named is not allowed.
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        # Named as well, because scanners ask for it (ASVS 3.4.3).
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

globals().update(env_mail("EMAIL_URL"))
check_outbound("OUTBOUND_HOSTS", CTGOV_BASE_URL, env_text("EMAIL_URL", ""))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env_text("MAIL_FROM", CONTACT_EMAIL or "portal@localhost")

# `check --deploy` asks for HSTS on all subdomains (W005) and for the preload list (W021), which are
# the operator's choice here: see HSTS_PRELOAD.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# How many proxies before us append to X-Forwarded-For; see web/client_address.py.
PROXIES = 0
# Under a public name the portal speaks HTTPS only; TLS ends at the proxy before it.
if PUBLIC_HOSTS:
    PROXIES = env_number("PROXIES", 1, int, 1, 9)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    # This also binds other sites below our name, and it takes months to leave a browser's preload
    # list. So do it only if the operator asks for it.
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env_bool("HSTS_PRELOAD", False)
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # No other host below our name can set them.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-editor", "__Host-csrftoken"

# Who may read /metrics; without a token there is no such page.
METRICS_TOKEN = env_text("METRICS_TOKEN", "")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "UNAUTHENTICATED_USER": None,
    "EXCEPTION_HANDLER": "web.problem_details.handler",
    "DEFAULT_SCHEMA_CLASS": "web.api_schema.Schema",
}
# What /api/v1/openapi.json says; docs/openapi.yaml is a copy of it to compare with.
SPECTACULAR_SETTINGS = {
    # Its check looks at the API of Wagtail's desk too. Tests look at the description of ours.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    "TITLE": "Myositis Portal",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "DESCRIPTION": "Studies of myositis, what they say, and who helps. Read only, without a key."
    " Information, not medical advice.",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {},
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": [],
}

# Programs read the log of a public portal, and people that of `make run`, where the server itself
# writes the line for each request.
LOG_FORMAT = env_choice("LOG_FORMAT", "json" if PUBLIC_HOSTS else "text", ("json", "text"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "myositis_portal.request_log.JsonFormatter"},
    },
    "handlers": {"console": {"class": "myositis_portal.outage.Console", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # The parent of django.request and django.server: no second line per handler.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Who changed what is in the desk's own log, in the database.
        "wagtail": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        # It tells the start and the end of each message.
        "mcp": {"level": "WARNING"},
        "portal.access": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},
        # Sign-ins are in its tables.
        "axes": {"level": "WARNING"},
    },
}
