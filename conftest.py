"""The small fixed cast of every test, with its stranger: an officer of another agency, who must see nothing."""

import hashlib
import importlib
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from django.apps import AppConfig
from django.conf import LazySettings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from pytest_django import DjangoDbBlocker
from wagtail.models import Collection, Locale, Page

from lantoa.apps.accounts.actions import prepare_roles
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role
from lantoa.apps.agencies.models import Agency, AgencyKind, Membership, folded
from lantoa.apps.broadcasts.models import Language
from lantoa.apps.contests.door.waiting import ROOM
from lantoa.apps.contests.queries.pools import sealed_pool
from lantoa.apps.search.misses import COUNTER

# The same examples each time, so that the suite says the same of the same code; `--hypothesis-profile=searching` tries
# new ones.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.register_profile("searching", derandomize=False, deadline=None)
hypothesis.settings.load_profile("same")

# Every test that needs a moment takes this one; no test reads the clock.
NOW = datetime(2023, 6, 1, 8, 0, tzinfo=UTC)
# The password of everybody in the cast, for tests that sign in as a person does.
PASSWORD = "mat-khau-thu"


@dataclass(frozen=True, slots=True)
class Cast:
    """Two agencies; a focal officer of the first, a stranger of the second, and one user for each other role."""

    agency: Agency
    other_agency: Agency
    focal_officer: User
    stranger: User
    programme_officer: User
    editor: User
    leader: User
    verifier: User
    radio_officer: User
    contest_organiser: User
    administrator: User

    def of(self, role: Role) -> User:
        """Return the user of a role; for the focal officer, the one of the first agency."""
        user: User = getattr(self, role.value)
        return user


def _agency(slug: str, name: str, kind: AgencyKind) -> Agency:
    return Agency.objects.create(slug=slug, name=name, short_name=name, kind=kind, folded_names=folded([name]))


def _user(username: str, role: Role) -> User:
    return User(
        username=username,
        email=f"{username}@lantoa.example",
        password=make_password(PASSWORD),
        is_superuser=role is Role.ADMINISTRATOR,
    )


@pytest.fixture
def now() -> datetime:
    return NOW


def make_cast() -> Cast:
    """Return the cast, stored now; for fixtures that share it among the tests of a module."""
    prepare_roles()
    agency = _agency("hai-lang", "UBND huyện Hải Lăng", AgencyKind.DISTRICT_COMMITTEE)
    other = _agency("so-y-te", "Sở Y tế", AgencyKind.PROVINCIAL_DEPARTMENT)
    roles = {
        "focal_officer": ("dau.moi", Role.FOCAL_OFFICER),
        "stranger": ("nguoi.la", Role.FOCAL_OFFICER),
        "programme_officer": ("chuong.trinh", Role.PROGRAMME_OFFICER),
        "editor": ("bien.tap", Role.EDITOR),
        "leader": ("lanh.dao", Role.LEADER),
        "verifier": ("tham.dinh", Role.VERIFIER),
        "radio_officer": ("truyen.thanh", Role.RADIO_OFFICER),
        "contest_organiser": ("cuoc.thi", Role.CONTEST_ORGANISER),
        "administrator": ("quan.tri", Role.ADMINISTRATOR),
    }
    # Thousands of tests need the cast: a query for all rows of a kind, not one for each.
    users = User.objects.bulk_create(_user(username, role) for username, role in roles.values())
    groups = {group.name: group for group in Group.objects.all()}
    User.groups.through.objects.bulk_create(
        User.groups.through(user=user, group=groups[role.label])
        for user, (_username, role) in zip(users, roles.values(), strict=True)
    )
    cast = Cast(agency=agency, other_agency=other, **dict(zip(roles, users, strict=True)))
    Membership.objects.bulk_create(
        [
            Membership(user=cast.focal_officer, agency=agency),
            Membership(user=cast.stranger, agency=other),
            Membership(user=cast.radio_officer, agency=agency),
        ]
    )
    return cast


@receiver(post_migrate)
def keep_the_roots(sender: AppConfig, **details: object) -> None:
    """Make again what migrations made, where a test has emptied the database: roots of Wagtail's trees, languages."""
    if sender.label == "wagtailcore" and not Page.objects.exists():
        Locale.objects.get_or_create(language_code="vi")
        Page.add_root(title="Gốc", slug="root")
    if sender.label == "wagtailcore" and not Collection.objects.exists():
        Collection.add_root(name="Gốc")
    if sender.label == "broadcasts" and not Language.objects.exists():
        shipped = importlib.import_module("lantoa.apps.broadcasts.migrations.0002_languages").LANGUAGES
        for code, name, spoken in shipped:
            Language.objects.create(code=code, name=name, spoken_by_program=spoken)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


# Most of a short test run was migrations. A SQLite database migrated once is kept beside the temporary files, under
# a name made of every migration and every library version, and copied for each later run.
_ROOT = Path(__file__).parent


def _migrated_database() -> Path | None:
    """Return where the migrated database of this very state of the code is kept; None on PostgreSQL."""
    if connection.vendor != "sqlite":
        return None
    state = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version}".encode())
    for file in [_ROOT / "requirements" / "run.lock", *sorted(_ROOT.glob("src/lantoa/**/migrations/*.py"))]:
        state.update(f"{file.relative_to(_ROOT)} {hashlib.sha256(file.read_bytes()).hexdigest()}".encode())
    return Path(tempfile.gettempdir()) / f"lantoa-tests-{os.getuid()}" / f"{state.hexdigest()[:32]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """Let Django take the copied database as it is, and only look for missing migrations; on PostgreSQL, the one that a
    run with --reuse-db has left.
    """
    kept = _migrated_database()
    return kept.is_file() if kept else bool(request.config.getoption("reuse_db"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_keepdb: bool, django_db_modify_db_settings_parallel_suffix: None) -> None:
    kept = _migrated_database()
    if django_db_keepdb and kept:
        shutil.copyfile(kept, connection.settings_dict["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_keepdb: bool, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    kept = _migrated_database()
    if kept and not django_db_keepdb:
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        copy = kept.with_suffix(f".{os.getpid()}")
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        copy.replace(kept)
        for old in sorted(kept.parent.glob("*.sqlite3"), key=lambda file: file.stat().st_mtime)[:-12]:
            old.unlink(missing_ok=True)
    yield


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Forget what a process remembers: searches in vain that are not written yet; of contests, who waits (the tests'
    clock stands still, so they would wait on), and sealed pools (each test's rounds have the same numbers).
    """
    COUNTER.forget()
    ROOM.forget()
    sealed_pool.cache_clear()


@pytest.fixture
def search_folder(settings: LazySettings, tmp_path: Path) -> Path:
    """Give the test a search index of its own: none yet."""
    settings.SEARCH_DIR = tmp_path / "search"
    return tmp_path / "search"
