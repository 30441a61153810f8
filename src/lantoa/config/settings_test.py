"""Settings of the test suite: SQLite in memory unless DATABASE_URL says PostgreSQL, a fast password hasher, a folder
of its own.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_DATA = tempfile.mkdtemp(prefix="lantoa-test-")
atexit.register(shutil.rmtree, _DATA, ignore_errors=True)
os.environ["LANTOA_DATA"] = _DATA
os.environ.setdefault("LANTOA_SECRET_KEY", "only-for-tests")
_OWN = ("LANTOA_MAIL", "LANTOA_MAIL_FROM", "LANTOA_SMS", "LANTOA_VOICE", "LANTOA_OUTSIDE_VOICE_URL")
for _name in (*_OWN, "CELERY_BROKER_URL"):
    os.environ.pop(_name, None)

from lantoa.config.settings import *
from lantoa.config.settings import DATABASES, TASKS

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", ".localhost", "127.0.0.1"]
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads of a live server and of the harvester see the same database, in WAL as in life.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_DATA) / "test.sqlite3")}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# What is enqueued runs at once, but in the tests of the worker.
TASKS["work"]["BACKEND"] = "django_tasks.backends.immediate.ImmediateBackend"
WHITENOISE_AUTOREFRESH = True
# Tests sign in by force; those of the second factor switch its rule on.
SECOND_FACTOR_REQUIRED = False
# Tests ask for the page cache by name (portal/page_cache/tests).
PAGE_CACHE_MB = 0
