"""Settings of an installation, read from the environment (docs/reference/settings.md lists the variables)."""

import os
from pathlib import Path

import dj_database_url

from lantoa.config.environment import (
    read_bool,
    read_existing_folder,
    read_folder,
    read_list,
    read_mail,
    read_number,
    read_secret,
    read_service,
    read_sms,
)

ROOT = Path(os.environ.get("LANTOA_ROOT") or Path(__file__).resolve().parents[3])
# Everything the installation stores: database, evidence, reports, uploads, secret.
DATA_DIR = read_folder("LANTOA_DATA", default=ROOT / "var")
EVIDENCE_DIR = DATA_DIR / "evidence"
PROOFS_DIR = DATA_DIR / "proofs"
REPORTS_DIR = DATA_DIR / "reports"
# The published lists of contests, one file a version of a result.
CONTESTS_DIR = DATA_DIR / "contests"
# Sound of bulletins, recordings and jingles, each file under its SHA-256.
BROADCASTS_DIR = DATA_DIR / "broadcasts"
# Packages of bulletins for stations that take them from a folder, one folder a station.
DELIVERY_DIR = Path(os.environ.get("LANTOA_DELIVERY_DIR") or DATA_DIR / "deliveries").expanduser().resolve()
# The source-information system: "" (not connected), "fake" (illustrative), or the dotted name of the operator's class.
SOURCE_SYSTEM = os.environ.get("LANTOA_SOURCE_SYSTEM", "")
# Photos and voice notes that citizens sent, each file under its SHA-256; nothing of it is ever served to the public
# before somebody has looked at it.
CITIZENS_DIR = DATA_DIR / "citizens"
MAIL_DIR = DATA_DIR / "mail"
# Derived from the database: may be deleted at any time, the next sweep makes it again.
SEARCH_DIR = DATA_DIR / "search"

DEBUG = read_bool("LANTOA_DEBUG", default=False)
SECRET_KEY = read_secret("LANTOA_SECRET_KEY", stored_in=DATA_DIR / "secret_key")
ALLOWED_HOSTS = read_list("LANTOA_HOSTS", default=["localhost", ".localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = read_list("LANTOA_ORIGINS", default=[])

DATABASES = {
    "default": dj_database_url.config(
        env="DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'lantoa.sqlite3'}", conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a writer waits for its turn at the start, instead of failing in the middle (ADR 0002). What is deleted
    # is overwritten with zeros, whatever the SQLite at hand was built with (ADR 0043).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "lantoa.portal",
    "lantoa.apps.demo",
    "lantoa.apps.reports",
    "lantoa.apps.coverage",
    "lantoa.apps.feedback",
    "lantoa.apps.surveys",
    "lantoa.apps.services",
    "lantoa.apps.contests",
    "lantoa.apps.indices",
    "lantoa.apps.broadcasts",
    "lantoa.apps.harvest",
    "lantoa.apps.newsroom",
    "lantoa.apps.assignments",
    "lantoa.apps.directives",
    "lantoa.apps.agencies",
    "lantoa.apps.privacy",
    "lantoa.apps.accounts",
    "lantoa.apps.search",
    "lantoa.apps.base",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "lantoa.apps.base.origin.origin_middleware",
    "lantoa.apps.base.uploads.utf8_middleware",
    "lantoa.apps.base.secret_pages.sealing_middleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "lantoa.apps.base.policies.policy_middleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lantoa.apps.accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "lantoa.config.urls"
WSGI_APPLICATION = "lantoa.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["lantoa.apps.base.templatetags.vietnamese"],
        },
    },
]

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60  # seconds; the letter waits in the outbox for a while before it goes

# Sign-in (ADR 0015). Limits and used codes are counted in a table that all web workers share.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # Wagtail would write every size of a picture into the default cache, at each reading.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
SECOND_FACTOR_REQUIRED = read_bool("LANTOA_SECOND_FACTOR", default=True)
ACCOUNT_ADAPTER = "lantoa.apps.accounts.adapters.SignInAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation has reached its address; there is no open sign-up
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_METHODS = {"password", "mfa"}
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_ADAPTER = "lantoa.apps.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "add_webauthn": "lantoa.apps.accounts.forms.AddKeyForm",
    "edit_webauthn": "lantoa.apps.accounts.forms.RenameKeyForm",
}
MFA_TOTP_ISSUER = "Lan Tỏa"
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds; phones run fast or slow
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the rule is against strangers who sign up; here nobody can
# An identity from outside (OpenID Connect) opens an account that is there already; off unless its address is set.
SOCIALACCOUNT_ADAPTER = "lantoa.apps.accounts.adapters.OutsideIdentityAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_URL = os.environ.get("LANTOA_OIDC_URL", "")
_OIDC_APP = {
    "provider_id": "oidc",
    "name": os.environ.get("LANTOA_OIDC_NAME", "tài khoản cơ quan"),
    "client_id": os.environ.get("LANTOA_OIDC_CLIENT_ID", ""),
    "secret": os.environ.get("LANTOA_OIDC_SECRET", ""),
    "settings": {"server_url": OIDC_URL, "oauth_pkce_enabled": True},
}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [_OIDC_APP] if OIDC_URL else []}}

LANGUAGE_CODE = "vi"
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [("vi", "Tiếng Việt")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
# The format module says dd/mm/yyyy once for templates and forms.
FORMAT_MODULE_PATH = ["lantoa.config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = True
# What is named by its content is kept for ever: fonts here, style sheets under their own address (base/bundles.py).
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+\.[0-9a-f]{8}\.\w+$"
WHITENOISE_MAX_AGE = 3600
BUNDLE_URL = "/goi/"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
_HTTPS = read_bool("LANTOA_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
# That proxy also says, last in X-Forwarded-For, who asked (base/origin.py).
BEHIND_PROXY = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _HTTPS else 0  # whose address the limits of sign-in count

WAGTAIL_SITE_NAME = "Lan Tỏa"
WAGTAILADMIN_BASE_URL = os.environ.get("LANTOA_URL", "http://localhost:8000")
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt")]
WAGTAILDOCS_EXTENSIONS = ["docx", "mp3", "mp4", "ogg", "pdf", "txt", "webm", "xlsx"]
# Shown in the browser; every other file is only saved.
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf", "audio/mpeg", "audio/ogg", "video/mp4", "video/webm"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
FORMS_URLFIELD_ASSUME_HTTPS = True  # Django 6's default, taken early
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_HANDLERS = [
    "lantoa.apps.base.uploads.CappedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Mail: base/transports.py sends what is in the outbox; the EMAIL_ settings serve it, and mail of the libraries.
MAIL = read_mail("LANTOA_MAIL")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("LANTOA_MAIL_FROM", "Lan Tỏa <lantoa@localhost>")
EMAIL_BACKEND = MAIL.backend
EMAIL_FILE_PATH = MAIL_DIR
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.tls == "starttls", MAIL.tls == "ssl"
EMAIL_TIMEOUT = 20
# Short messages to telephones (base/sms.py): codes of contests. Off unless the operator says how they leave.
SMS = read_sms("LANTOA_SMS", url=os.environ.get("LANTOA_SMS_URL", ""), token=os.environ.get("LANTOA_SMS_TOKEN", ""))
SMS_DIR = DATA_DIR / "sms"
# How many days a message to a person (not to an official on duty) stays in the outbox after it was made.
PRIVATE_MAIL_DAYS = read_number("LANTOA_PRIVATE_MAIL_DAYS", default=30)
# How long it is kept who looked at personal data; how many days the law gives for what an officer decides (ADR 0043).
ACCESS_LOG_MONTHS = read_number("LANTOA_ACCESS_LOG_MONTHS", default=36)
DATA_REQUEST_DAYS = read_number("LANTOA_DATA_REQUEST_DAYS", default=10)
DATA_OBJECTION_DAYS = read_number("LANTOA_DATA_OBJECTION_DAYS", default=15)
# The calendar by which apps below that of assignments count days.
OFFICE_CALENDAR = "lantoa.apps.assignments.queries.calendar.working_calendar"
# Voices that read bulletins (ADR 0032): the folder of one that the site supplies; a service outside, off by default.
VOICE_DIR = read_existing_folder("LANTOA_VOICE")
OUTSIDE_VOICE_URL = read_service("LANTOA_OUTSIDE_VOICE_URL")
OUTSIDE_VOICE_TOKEN = os.environ.get("LANTOA_OUTSIDE_VOICE_TOKEN", "")
OUTSIDE_VOICE_NAME = os.environ.get("LANTOA_OUTSIDE_VOICE_NAME", "")

# Work behind the pages (ADR 0012): sweeps find what is due, tasks do it. Wagtail's own small tasks stay in the request.
SWEEPS = [
    "lantoa.apps.assignments.calendar_sweep.sweep_calendar",
    "lantoa.apps.base.sweeping.sweep_unsealed_acts",
    "lantoa.apps.base.sweeping.sweep_outbox",
    "lantoa.apps.base.sweeping.sweep_spent_messages",
    "lantoa.apps.base.sweeping.sweep_finished_tasks",
    "lantoa.apps.base.limits.sweep_limits",
    "lantoa.apps.base.sweeping.sweep_database_log",
    "lantoa.apps.coverage.sweeping.sweep_sources",
    "lantoa.apps.assignments.sweeping.sweep_reminders",
    "lantoa.apps.agencies.sweeping.sweep_expired_imports",
    "lantoa.apps.newsroom.sweeping.sweep_planned_pages",
    "lantoa.apps.newsroom.sweeping.sweep_late_steps",
    "lantoa.apps.newsroom.sweeping.sweep_stale_stories",
    "lantoa.apps.coverage.own_stories.sweep_own_stories",
    "lantoa.apps.assignments.actions.photos.sweep_photos",
    "lantoa.apps.contests.actions.clock.submit_for_the_clock",
    "lantoa.apps.contests.closing_sweep.sweep_rounds_to_close",
    "lantoa.apps.broadcasts.public_sweep.sweep_begun_bulletins",
    "lantoa.apps.search.sweeping.sweep_search_index",
    "lantoa.apps.search.misses.sweep_search_misses",
    "lantoa.apps.contests.watch_sweeps.sweep_tallies",
    "lantoa.apps.contests.watch_sweeps.sweep_irregularities",
    "lantoa.apps.contests.bank_sweeps.sweep_item_statistics",
    "lantoa.apps.contests.bank_sweeps.sweep_expired_question_imports",
    "lantoa.apps.indices.sweeping.sweep_expired_index_imports",
    "lantoa.apps.broadcasts.delivery_sweep.sweep_deliveries",
    "lantoa.apps.broadcasts.schedule_sweep.sweep_airings",
    "lantoa.apps.broadcasts.sound_sweeps.sweep_sounds",
    "lantoa.apps.broadcasts.sound_sweeps.sweep_sound_files",
    "lantoa.apps.broadcasts.playing_sweep.sweep_unconfirmed_airings",
    "lantoa.apps.feedback.store.sweep_citizens_files",
    "lantoa.apps.feedback.handover_sweep.sweep_handovers",
    "lantoa.apps.feedback.overdue_sweep.sweep_overdue_feedback",
    "lantoa.apps.feedback.figures_sweep.sweep_league_figures",
    "lantoa.apps.surveys.closing_sweep.sweep_rounds_over",
    "lantoa.apps.privacy.sweeping.sweep_personal_data",
    "lantoa.apps.services.sweeping.sweep_stale_procedures",
    "lantoa.apps.services.sweeping.sweep_procedure_days",
    "lantoa.apps.services.sweeping.sweep_expired_procedure_imports",
    "lantoa.apps.base.sweeping.sweep_public_changes",  # after whoever reads them
]
# How long what a citizen wrote and left with feedback is kept after it was sent; what is still open is kept on.
FEEDBACK_KEEPS_MONTHS = read_number("LANTOA_FEEDBACK_MONTHS", default=24)
# How long the names of those who read an internal digest are kept after it was sent; the counts stay for good.
DIGEST_NAMES_MONTHS = int(os.environ.get("LANTOA_DIGEST_NAMES_MONTHS", "12"))
# How many pieces of feedback must have come due for an agency to be ranked in the league.
FEEDBACK_LEAGUE_MINIMUM = read_number("LANTOA_LEAGUE_MINIMUM", default=10)
GUIDE_STALE_MONTHS = read_number("LANTOA_GUIDE_STALE_MONTHS", default=6)  # a procedure not checked so long is stale
# The portals: how their pages are shown, which addresses at their top are taken, what their figures are drawn from.
STORY_STALE_MONTHS = read_number("LANTOA_STALE_MONTHS", default=12)  # a public story unchanged so long is asked about
PUBLIC_PAGE_VIEW = "lantoa.portal.pages.show_page"
RESERVED_SLUGS = frozenset(
    {
        "quan-tri",
        "tai-khoan",
        "loi-moi",
        "nhan-viec",
        "cuoc-thi",
        "du-thi",
        "chi-so",
        "nghe",
        "may-phat",
        "dich-vu-cong",
        "toi-can",
        "toi-can-gui",
        "huong-dan",
        "quyen-va-nghia-vu",
        "phan-anh",
        "gui-phan-anh",
        "theo-doi",
        "khao-sat",
        "tra-loi",
        "du-lieu-ca-nhan",
        "du-lieu-cua-toi",
        "duyet-bai",
        "ban-tin-noi-bo",
        "static",
        "goi",
        "khong-co-mang",
        "media",
        "van-ban",
        "noi-dung",
        "do-bao-phu",
        "co-quan",
        "bai",
        "minh-chung",
        "gioi-thieu",
        "thanh-phan",
        "tai-lieu",
        "tim-kiem",
        "ket-qua",
        "luu-tru",
        "su-kien",
        "tin-moi",
        "lien-he",
        "tiep-can",
        "lien-he-toa-soan",
    }
)
# The page cache (ADR 0018): its room in the memory of each web process, and where nothing is ever public.
PAGE_CACHE_MB = 0 if DEBUG else read_number("LANTOA_PAGE_CACHE_MB", default=64)
SEALED_PREFIXES = ("/toi-can-gui/", "/gui-phan-anh/", "/theo-doi/", "/tra-loi/", "/du-lieu-cua-toi/")
PRIVATE_PREFIXES = (
    "/quan-tri/",
    "/tai-khoan/",
    "/loi-moi/",
    "/nhan-viec/",
    "/du-thi/",
    "/duyet-bai/",
    "/may-phat/",
    *SEALED_PREFIXES,
    "/ban-tin-noi-bo/",
    "/static/",
    "/media/",
)
# Of these, the ones where a portal may have a page of information of its own in place of the one that is there.
INFO_PAGE_SLUGS = frozenset({"lien-he", "tiep-can"})
FIGURE_SOURCES = [
    "lantoa.apps.coverage.figures.themes_covered",
    "lantoa.apps.coverage.figures.kinds_covered",
    "lantoa.apps.coverage.figures.articles_by_week",
    "lantoa.apps.coverage.figures.agencies_of_theme",
    "lantoa.apps.coverage.figures.states_of_duties",
    "lantoa.apps.contests.figures.entrants_by_round",
    "lantoa.apps.contests.figures.scores_of_round",
    "lantoa.apps.contests.figures.units_of_contest",
    "lantoa.apps.indices.figures.index_over_years",
    "lantoa.apps.indices.figures.ranks_over_years",
    "lantoa.apps.indices.figures.edition_by_component",
    "lantoa.apps.indices.figures.where_home_stands",
    "lantoa.apps.indices.figures.two_years",
    "lantoa.apps.broadcasts.figures.airings_by_week",
    "lantoa.apps.broadcasts.figures.airings_by_station",
    "lantoa.apps.surveys.figures.satisfaction_by_question",
    "lantoa.apps.surveys.figures.satisfaction_by_agency",
    "lantoa.apps.surveys.figures.satisfaction_over_rounds",
]
# Short messages: how long a draft is, two SMS without marks; and what one message of a Zalo channel takes, which the
# operator sets as the channel's own rules say.
MESSAGE_DRAFT_CHARACTERS = 306
ZALO_MESSAGE_CHARACTERS = read_number("LANTOA_ZALO_CHARACTERS", default=2000)
# The guides that the back office shows, and which section of them helps on which screen.
GUIDES_DIR = ROOT / "docs" / "guides"
HELP_TABLE = Path(__file__).parent / "help.toml"
# Whose texts the search finds: what apps give for its index, each a Provider (search/documents.py).
SEARCHED = [
    "lantoa.apps.newsroom.searching.STORIES",
    "lantoa.apps.newsroom.searching.EVENTS",
    "lantoa.apps.newsroom.searching.INFO_PAGES",
    "lantoa.apps.newsroom.searching.LIBRARY",
    "lantoa.apps.contests.searching.CONTESTS",
    "lantoa.apps.indices.searching.INDICES",
    "lantoa.apps.indices.searching.EDITIONS",
    "lantoa.apps.broadcasts.searching.BULLETINS",
    "lantoa.apps.surveys.searching.SURVEYS",
    "lantoa.apps.services.searching.PROCEDURES",
    "lantoa.apps.services.searching.HOWTOS",
    "lantoa.apps.services.searching.NEEDS",
    "lantoa.apps.services.searching.RIGHTS",
    "lantoa.apps.feedback.searching.FEEDBACK",
    "lantoa.apps.directives.searching.DIRECTIVES",
    "lantoa.apps.harvest.searching.ARTICLES",
]
# Kinds that hold what citizens wrote, however moderated: they teach the search no suggestions, and what is taken out or
# worded anew leaves the files of the index within a day.
SEARCHED_OF_CITIZENS = ["feedback"]
# Who gives groups of names for one thing, any of which finds the others.
SEARCH_SAME_WORDS = ["lantoa.apps.services.everyday.same_things"]
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "")
TASK_QUEUES = ["default", "harvest", "urgent"]
TASKS: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "work": {
        "BACKEND": "django_tasks_fennel.CeleryBackend" if CELERY_BROKER_URL else "django_tasks_db.DatabaseBackend",
        "QUEUES": TASK_QUEUES,
    },
}
if CELERY_BROKER_URL:
    INSTALLED_APPS.append("django_tasks_fennel")
    # A task is acknowledged when it is done: that of a killed worker is given to another.
    CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = CELERY_TASK_IGNORE_RESULT = True
    CELERY_WORKER_PREFETCH_MULTIPLIER = 1
    CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

# Addresses that open something to whoever has them: no log holds one whole (tests/test_logs.py finds missing ones).
_SECRET_PREFIXES = (
    "/nhan-viec/",
    "/loi-moi/",
    "/duyet-bai/",
    "/ban-tin-noi-bo/",
    "/du-thi/",
    "/may-phat/",
    "/theo-doi/",
    "/tra-loi/",
    "/du-lieu-cua-toi/",
    "/tai-khoan/mat-khau/dat-lai/",
    "/quan-tri/password_reset/",
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "lantoa.apps.base.logs.HideSecrets", "after": _SECRET_PREFIXES}},
    "loggers": {name: {"filters": ["secrets"]} for name in ("django.request", "django.security.csrf", "django.server")},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["secrets"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
